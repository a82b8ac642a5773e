//! The archive: which files there are, and what is in them.

use std::io::{Cursor, Read as _};

use super::super::interval::{DAY_MS, HOUR_MS};
use super::super::{ArchiveOptions, Exchange, Options, Series, Symbol, World, utc_ms};
use super::Client;

const MONTH: &str = "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-12.zip";
const CHECKSUM: &str = "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-12.zip.CHECKSUM";

fn world() -> World {
    let gap = utc_ms(2024, 12, 5)..utc_ms(2024, 12, 6);
    World::new(utc_ms(2025, 2, 3) + HOUR_MS)
        .with(Symbol::spot("BTC", "USDT").not_archived(Series::Spot, gap))
        .with(Symbol::futures("BTC", "USDT"))
}

fn start(archive: ArchiveOptions) -> Exchange {
    Exchange::start(world(), Options { archive, ..Options::default() })
}

fn status(exchange: &Exchange, path: &str) -> u16 {
    Client::new(exchange).get(path).status
}

/// The lines of the only file in a zip.
fn lines(exchange: &Exchange, path: &str) -> Vec<String> {
    let read = Client::new(exchange).get(path);
    assert_eq!(read.status, 200, "{path}");
    let mut zip = zip::ZipArchive::new(Cursor::new(read.body)).unwrap();
    assert_eq!(zip.len(), 1);
    let mut file = zip.by_index(0).unwrap();
    assert!(path.ends_with(&file.name().unwrap().replace(".csv", ".zip")));
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn numbers(line: &str) -> Vec<f64> {
    line.split(',').map(|column| column.parse().unwrap()).collect()
}

#[test]
fn a_month_of_spot_candles_is_the_truth_but_for_the_rows_it_lacks() {
    let exchange = start(ArchiveOptions::default());
    let lines = lines(&exchange, MONTH);
    let (from, until) = (utc_ms(2024, 12, 1), utc_ms(2025, 1, 1));
    let mut truth = world().rows(Series::Spot, "BTCUSDT", "1h", from, until);
    truth.retain(|row| row.date / DAY_MS * DAY_MS != utc_ms(2024, 12, 5));
    assert_eq!((lines.len(), truth.len()), (30 * 24, 30 * 24));
    for (line, row) in lines.iter().zip(&truth) {
        let columns = numbers(line);
        assert_eq!(columns.len(), 12);
        assert_eq!(
            columns[..6],
            [row.date as f64, row.open, row.high, row.low, row.close, row.volume]
        );
        assert_eq!(columns[6], (row.date + HOUR_MS - 1) as f64);
    }
    let log = exchange.requests();
    assert_eq!((log[0].rows, log[0].first, log[0].complete), (720, Some(from), true));
}

#[test]
fn spot_files_of_2025_count_microseconds() {
    let exchange = start(ArchiveOptions::default());
    let path = "/data/spot/daily/klines/BTCUSDT/1h/BTCUSDT-1h-2025-01-02.zip";
    let columns = lines(&exchange, path)[0].clone();
    let columns: Vec<&str> = columns.split(',').collect();
    assert_eq!((columns[0], columns[6]), ("1735776000000000", "1735779599999999"));
    let path = path.replace("2025-01-02", "2024-12-31");
    assert!(lines(&exchange, &path)[0].starts_with("1735603200000,"));
    let path = "/data/futures/um/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2025-01.zip";
    assert!(lines(&exchange, path)[1].starts_with("1735689600000,"));
}

#[test]
fn futures_files_have_a_header_since_2022() {
    let exchange = start(ArchiveOptions::default());
    let count = |kind: &str, year: i64| {
        let path = format!("/data/futures/um/monthly/{kind}/BTCUSDT/1d/BTCUSDT-1d-{year}-01.zip");
        let lines = lines(&exchange, &path);
        (lines.len(), lines[0].starts_with("open_time,open,"))
    };
    assert_eq!(count("klines", 2021), (31, false));
    assert_eq!(count("klines", 2022), (32, true));
    assert_eq!(count("markPriceKlines", 2024), (32, true));
    let spot = ArchiveOptions { spot_header_from_ms: 0, ..ArchiveOptions::default() };
    assert!(lines(&start(spot), MONTH)[0].starts_with("open_time,"));
}

#[test]
fn a_month_of_funding_rates_has_three_columns() {
    let exchange = start(ArchiveOptions::default());
    let path = "/data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-12.zip";
    let lines = lines(&exchange, path);
    assert_eq!(lines[0], "calc_time,funding_interval_hours,last_funding_rate");
    let rates = lines[1..].iter().map(|line| numbers(line)).map(|rate| (rate[0] as i64, rate[2]));
    let truth = world().funding("BTCUSDT", utc_ms(2024, 12, 1), utc_ms(2025, 1, 1));
    assert_eq!(rates.collect::<Vec<_>>(), truth);
    assert_eq!(numbers(&lines[1])[1], 8.0);
}

#[test]
fn checksums_are_right_after_as_many_wrong_ones_as_were_ordered() {
    let wrong_checksums = vec![("spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-12.zip".into(), 2)];
    let exchange = start(ArchiveOptions { wrong_checksums, ..ArchiveOptions::default() });
    let mut client = Client::new(&exchange);
    let zip = client.get(MONTH).body;
    let right = format!("{}  BTCUSDT-1h-2024-12.zip\n", super::super::archive::hex(&zip));
    let mut is_right = || {
        let text = String::from_utf8(client.get(CHECKSUM).body).unwrap();
        assert_eq!(text.len(), right.len());
        text == right
    };
    assert_eq!([is_right(), is_right(), is_right()], [false, false, true]);
}

#[test]
fn files_appear_after_their_time() {
    let exchange = start(ArchiveOptions::default());
    let month = |name: &str| format!("/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-{name}.zip");
    let day = |name: &str| month(name).replace("monthly", "daily");
    assert_eq!(status(&exchange, &month("2025-01")), 200);
    assert_eq!(status(&exchange, &month("2025-02")), 404);
    assert_eq!(status(&exchange, &day("2025-02-02")), 200);
    assert_eq!(status(&exchange, &day("2025-02-03")), 404);
    exchange.set_now(utc_ms(2025, 2, 4));
    assert_eq!(status(&exchange, &day("2025-02-03")), 200);
    let late = ArchiveOptions { month_delay_ms: 5 * DAY_MS, ..ArchiveOptions::default() };
    assert_eq!(status(&start(late), &month("2025-01")), 404);
}

#[test]
fn what_is_not_there_is_404() {
    let missing = vec!["spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-12.zip".to_owned()];
    let exchange = start(ArchiveOptions { missing, ..ArchiveOptions::default() });
    for path in [
        MONTH,
        CHECKSUM,
        "/data/spot/monthly/klines/NOUSDT/1h/NOUSDT-1h-2024-11.zip",
        "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2019-12.zip",
        "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-13.zip",
        "/data/spot/monthly/klines/BTCUSDT/1M/BTCUSDT-1M-2024-11.zip",
        "/data/spot/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2024-11.zip",
        "/data/spot/monthly/markPriceKlines/BTCUSDT/1h/BTCUSDT-1h-2024-11.zip",
        "/data/spot/daily/klines/BTCUSDT/1w/BTCUSDT-1w-2024-11-04.zip",
        "/data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2025-02.zip",
    ] {
        assert_eq!(status(&exchange, path), 404, "{path}");
    }
    let month = "/data/spot/monthly/klines/BTCUSDT/1mo/BTCUSDT-1mo-2024-11.zip";
    assert_eq!(lines(&exchange, month).len(), 1);
}
