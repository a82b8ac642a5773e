//! Candles: the rules of the parameters, gaps, both ends of a history, longer intervals.

use super::super::interval::{DAY_MS, HOUR_MS};
use super::super::{Exchange, Options, Row, Series, Symbol, World, utc_ms};
use super::{Client, get};

const MINUTE_MS: i64 = 60_000;

/// Half an hour after midnight: the candle of that hour is open.
fn now() -> i64 {
    utc_ms(2024, 3, 10) + HOUR_MS / 2
}

fn listed() -> i64 {
    utc_ms(2024, 1, 10)
}

fn bitcoin() -> Symbol {
    Symbol::spot("BTC", "USDT").listed(listed()).price("41507.25")
}

fn hourly() -> World {
    World::new(now()).with(bitcoin()).with(Symbol::futures("ETH", "USDT").listed(listed()))
}

fn row(value: &serde_json::Value) -> Row {
    let number = |at: usize| value[at].as_str().unwrap().parse().unwrap();
    Row {
        date: value[0].as_i64().unwrap(),
        open: number(1),
        high: number(2),
        low: number(3),
        close: number(4),
        volume: number(5),
    }
}

/// All pages, each from the millisecond after the opening of the last candle before.
fn paged(exchange: &Exchange, path: &str, limit: usize) -> Vec<Row> {
    let mut client = Client::new(exchange);
    let (mut rows, mut start) = (Vec::new(), 0);
    loop {
        let page = client.get(&format!("{path}&startTime={start}&limit={limit}"));
        let page: Vec<Row> = page.json().as_array().unwrap().iter().map(row).collect();
        let Some(last) = page.last() else { return rows };
        start = last.date + 1;
        rows.extend(page);
    }
}

#[test]
fn pages_over_a_gap_are_the_truth_and_the_open_candle() {
    let gap = listed() + 100 * HOUR_MS..listed() + 160 * HOUR_MS;
    let world = World::new(now()).with(bitcoin().outage(Series::Spot, gap.clone()));
    let exchange = Exchange::start(world, Options::default());
    let rows = paged(&exchange, "/api/v3/klines?symbol=BTCUSDT&interval=1h", 100);
    let truth = exchange.world().rows(Series::Spot, "BTCUSDT", "1h", 0, i64::MAX);
    assert_eq!(truth.len(), 60 * 24 - 60);
    assert_eq!(rows[..truth.len()], truth);
    assert_eq!(rows.last().unwrap().date, utc_ms(2024, 3, 10));
    assert_eq!(rows.len(), truth.len() + 1);
    assert!(truth.iter().all(|row| !gap.contains(&row.date)));
    let log = exchange.requests();
    let sent: usize = log.iter().map(|request| request.rows).sum();
    assert_eq!((sent, log[0].rows, log[0].first), (rows.len(), 100, Some(listed())));
    assert_eq!((log[0].last, log[1].first), (Some(gap.start - HOUR_MS), Some(gap.end)));
    let within = format!("startTime={}&endTime={}", gap.start, gap.end - 1);
    let target = format!("/api/v3/klines?symbol=BTCUSDT&interval=1h&{within}");
    assert!(Client::new(&exchange).get(&target).dates().is_empty());
}

#[test]
fn rows_are_plausible_and_each_opens_where_the_one_before_closed() {
    let world = hourly();
    for (series, symbol) in [(Series::Spot, "BTCUSDT"), (Series::Futures, "ETHUSDT")] {
        let rows = world.rows(series, symbol, "1h", 0, i64::MAX);
        assert!(rows.windows(2).all(|pair| pair[0].close == pair[1].open));
        assert!(rows.iter().all(|row| {
            let (bottom, top) = (row.open.min(row.close), row.open.max(row.close));
            0.0 < row.low && row.low <= bottom && top <= row.high && row.volume > 0.0
        }));
        let closes = rows.iter().map(|row| row.close);
        let (least, most) = (closes.clone().fold(f64::MAX, f64::min), closes.fold(0.0, f64::max));
        assert!(most / least > 1.05 && most / least < 3.0, "{least}..{most}");
    }
    let futures = world.rows(Series::Futures, "ETHUSDT", "1h", 0, i64::MAX);
    let mark = world.rows(Series::Mark, "ETHUSDT", "1h", 0, i64::MAX);
    assert_eq!(mark.len(), futures.len());
    assert!(
        mark.iter().zip(&futures).all(|(mark, row)| {
            mark.volume == 0.0 && (mark.open / row.open - 1.0).abs() < 0.002
        })
    );
    assert!(mark.iter().zip(&futures).any(|(mark, row)| mark.open != row.open));
}

#[test]
fn rows_follow_from_name_market_and_seed() {
    let rows = |symbol: Symbol, series: Series, name: &str| {
        World::new(now()).with(symbol).rows(series, name, "1h", 0, i64::MAX)
    };
    let all = [
        rows(bitcoin(), Series::Spot, "BTCUSDT"),
        rows(bitcoin().seed(1), Series::Spot, "BTCUSDT"),
        rows(Symbol::spot("BTC", "EUR").listed(listed()), Series::Spot, "BTCEUR"),
        rows(Symbol::futures("BTC", "USDT").listed(listed()), Series::Futures, "BTCUSDT"),
    ];
    assert_eq!(all[0], rows(bitcoin(), Series::Spot, "BTCUSDT"));
    for (at, rows) in all.iter().enumerate() {
        assert!(all[..at].iter().all(|other| other[0].volume != rows[0].volume));
    }
}

#[test]
fn a_candle_has_twelve_columns() {
    let from = listed();
    let query = format!("symbol=BTCUSDT&interval=1h&startTime={from}&limit=1");
    let read = get(hourly(), &format!("/api/v3/klines?{query}"));
    let candle = &read.json()[0];
    assert_eq!(candle.as_array().unwrap().len(), 12);
    for (at, column) in candle.as_array().unwrap().iter().enumerate() {
        assert_eq!(column.is_i64(), [0, 6, 8].contains(&at), "{column}");
    }
    assert_eq!(candle[6], from + HOUR_MS - 1);
    assert_eq!(candle[1].as_str().unwrap().split_once('.').unwrap().1.len(), 8);

    let query = query.replace("BTC", "ETH");
    let mark = get(hourly(), &format!("/fapi/v1/markPriceKlines?{query}"));
    for at in [5, 7, 9, 10, 11] {
        assert_eq!(mark.json()[0][at], "0");
    }
}

#[test]
fn both_ends_are_inclusive() {
    let from = utc_ms(2024, 2, 1);
    let ask = |start: i64, end: i64| {
        let query = format!("symbol=BTCUSDT&interval=1h&startTime={start}&endTime={end}");
        get(hourly(), &format!("/api/v3/klines?{query}")).dates()
    };
    let hours = |range: std::ops::Range<i64>| -> Vec<i64> {
        range.map(|hour| from + hour * HOUR_MS).collect()
    };
    assert_eq!(ask(from, from + 2 * HOUR_MS), hours(0..3));
    assert_eq!(ask(from + 1, from + 2 * HOUR_MS - 1), hours(1..2));
    assert_eq!(ask(from + 1, from + 2), hours(0..0));
    assert_eq!(ask(0, from - 1).first(), Some(&listed()));
}

#[test]
fn without_a_start_the_last_candles_come() {
    let now_hour = utc_ms(2024, 3, 10);
    let last = get(hourly(), "/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=2").dates();
    assert_eq!(last, [now_hour - HOUR_MS, now_hour]);
    let end = listed() + HOUR_MS;
    let query = format!("symbol=BTCUSDT&interval=1h&endTime={end}&limit=5");
    assert_eq!(get(hourly(), &format!("/api/v3/klines?{query}")).dates(), [listed(), end]);
}

#[test]
fn limits_have_a_default_and_a_maximum() {
    let count = |target: &str| get(hourly(), target).dates().len();
    assert_eq!(count("/api/v3/klines?symbol=BTCUSDT&interval=1h"), 500);
    assert_eq!(count("/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=1500"), 1_000);
    assert_eq!(count("/fapi/v1/klines?symbol=ETHUSDT&interval=1h"), 500);
}

#[test]
fn futures_pages_hold_at_most_1500_candles() {
    let world = World::new(now()).with(Symbol::futures("ETH", "USDT").finest("15m"));
    let read = get(world, "/fapi/v1/klines?symbol=ETHUSDT&interval=15m&limit=9999");
    assert_eq!(read.dates().len(), 1_500);
}

#[test]
fn mistakes_are_told_as_the_exchange_tells_them() {
    let code = |query: &str| get(hourly(), &format!("/api/v3/klines?{query}")).code();
    assert_eq!(code("interval=1h"), (400, -1102));
    assert_eq!(code("symbol=BTCUSDT"), (400, -1102));
    assert_eq!(code("symbol=ETHUSDT&interval=1h"), (400, -1121));
    assert_eq!(code("symbol=BTCUSDT&interval=7m"), (400, -1120));
    assert_eq!(code("symbol=BTCUSDT&interval=1m"), (400, -1120), "finer than the world has");
    assert_eq!(code("symbol=BTCUSDT&interval=1h&startTime=now"), (400, -1100));
    assert_eq!(code("symbol=BTCUSDT&interval=1h&limit=0"), (400, -1130));
}

#[test]
fn a_delisted_symbol_has_a_history_that_ends() {
    let end = utc_ms(2024, 2, 1);
    let world = World::new(now()).with(bitcoin().delisted(end));
    let dates = get(world, "/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=2").dates();
    assert_eq!(dates, [end - 2 * HOUR_MS, end - HOUR_MS]);
}

#[test]
fn the_open_candle_closes_as_another() {
    let exchange = Exchange::start(hourly(), Options::default());
    let target = "/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=1";
    let open = Client::new(&exchange).get(target).json();
    exchange.set_now(utc_ms(2024, 3, 10) + HOUR_MS);
    let target = target.replace("limit=1", "limit=2");
    let closed = Client::new(&exchange).get(&target).json();
    assert_eq!(open[0][0], closed[0][0]);
    assert_ne!(open[0][5], closed[0][5]);
    let truth = exchange.world().rows(Series::Spot, "BTCUSDT", "1h", 0, i64::MAX);
    assert_eq!(*truth.last().unwrap(), row(&closed[0]));
}

#[test]
fn longer_candles_are_made_of_the_finest_that_exist() {
    let monday = utc_ms(2024, 2, 5);
    let gap = monday + 10 * MINUTE_MS..monday + 2 * HOUR_MS;
    let symbol = bitcoin().listed(monday + 5 * MINUTE_MS).finest("1m");
    let world = World::new(now()).with(symbol.outage(Series::Spot, gap));
    let rows = |interval: &str| world.rows(Series::Spot, "BTCUSDT", interval, 0, i64::MAX);
    let (minutes, hours) = (rows("1m"), rows("1h"));
    assert_eq!(hours[0].date, monday, "a candle opens before the listing within it");
    assert_eq!(hours[1].date, monday + 2 * HOUR_MS, "no candle of an hour without a minute");
    let first = &minutes[..5];
    assert_eq!(hours[0].open, first[0].open);
    assert_eq!(hours[0].close, first[4].close);
    assert_eq!(hours[0].high, first.iter().map(|row| row.high).fold(0.0, f64::max));
    assert_eq!(hours[0].low, first.iter().map(|row| row.low).fold(f64::MAX, f64::min));
    let volume: f64 = first.iter().map(|row| row.volume).sum();
    assert!((hours[0].volume - volume).abs() < 1e-6);

    let dates = |interval: &str| -> Vec<i64> { rows(interval).iter().map(|r| r.date).collect() };
    let weeks = [0, 7, 14, 21].map(|days| monday + days * DAY_MS);
    assert_eq!(dates("1w"), weeks, "the week of March 4 is open");
    assert_eq!(dates("1M"), [utc_ms(2024, 2, 1)]);
    assert_eq!(dates("3d")[0] % (3 * DAY_MS), 0);
}
