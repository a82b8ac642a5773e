//! Files that cannot be added to, and folders that cannot be written.

use std::fs;

use autoquant::data::DataError;
use autoquant::data::feather::write_candles;
use autoquant::data::lock::Lock;
use autoquant::fetch::FetchError;
use autoquant::model::candles::Candles;

use super::{Bench, wanted};
use crate::support::exchange::{Symbol, World, utc_ms};

const NOW: i64 = 1_709_211_600_000;
const DAY: i64 = 86_400_000;

fn bench() -> Bench {
    let world = World::new(NOW)
        .with(Symbol::spot("BTC", "USDT").finest("1h").listed(utc_ms(2020, 1, 1)))
        .with(Symbol::spot("ETH", "USDT").finest("1h").listed(utc_ms(2020, 1, 1)).seed(3));
    Bench::new(NOW, world)
}

#[test]
fn a_file_that_makes_no_sense_stays_as_it_is() {
    let bench = bench();
    let all = ["BTC/USDT", "ETH/USDT"].map(|pair| wanted(pair, "1h", NOW - 90 * DAY, NOW));
    let mut backwards = Candles::default();
    for row in super::list(&bench.of_source(&all[0])).into_iter().rev() {
        backwards.push(row);
    }
    let unordered = bench.folder.join("unordered");
    write_candles(&unordered, &backwards).unwrap();
    let path = bench.folder.join(all[0].file());
    for (bytes, problem) in [
        (b"date,open\n1,2\n".to_vec(), "it is no feather file"),
        (Vec::new(), "it is empty"),
        (fs::read(&unordered).unwrap(), "its rows are not in order"),
    ] {
        fs::write(&path, &bytes).unwrap();
        let downloaded = bench.fetch(&all);
        let [(name, error)] = downloaded.faults.as_slice() else { panic!("{downloaded:?}") };
        assert_eq!(name, "BTC/USDT 1h");
        let told = error.to_string();
        assert!(told.starts_with("data/BTC_USDT-1h.feather is not added to: "), "{told}");
        assert!(told.contains(problem), "{told}");
        assert!(error.help().contains("remove it"), "{}", error.help());
        assert_eq!(fs::read(&path).unwrap(), bytes);
        bench.check_file(&all[1]);
    }
    fs::remove_file(&path).unwrap();
    fs::remove_file(unordered).unwrap();
    bench.fetch_all(&all);
}

#[test]
fn rules_that_cannot_be_read_stay_as_they_are() {
    let bench = bench();
    let path = bench.folder.join("markets.json");
    fs::write(&path, "{").unwrap();
    let all = [wanted("BTC/USDT", "1h", NOW - 9 * DAY, NOW)];
    let downloaded = bench.fetch(&all);
    let [(name, FetchError::Data(DataError::Markets { .. }))] = downloaded.faults.as_slice() else {
        panic!("{downloaded:?}");
    };
    assert_eq!(name, "markets.json");
    bench.check(&all);
    assert_eq!(fs::read_to_string(&path).unwrap(), "{");
}

#[test]
fn rules_that_are_there_are_added_to() {
    let bench = bench();
    let path = bench.folder.join("markets.json");
    let own =
        r#"{"exchange":"mine","markets":{"BTC/USDT":{"price_tick":0.5},"X/Y":{"taker":0.1}}}"#;
    fs::write(&path, own).unwrap();
    bench.fetch_all(&["BTC/USDT", "ETH/USDT"].map(|pair| wanted(pair, "1d", NOW - 9 * DAY, NOW)));
    let markets = bench.store().markets().unwrap().unwrap();
    assert_eq!((markets.exchange.as_str(), markets.markets.len()), ("mine", 3));
    assert_eq!(markets.market("BTC/USDT").price_tick, Some(0.5));
    assert!(markets.market("ETH/USDT").price_tick.is_some());
}

#[test]
fn two_at_a_time_are_refused() {
    let bench = bench();
    let _other = Lock::take(&bench.store()).unwrap();
    let refused = Lock::take(&bench.store()).unwrap_err();
    assert_eq!(refused.to_string(), "another `autoquant prepare` is at work in data");
}

#[test]
fn a_place_that_cannot_be_written_stops_everything() {
    let bench = bench();
    // A file where the folder of pages would be: nobody can write there, root included.
    fs::write(bench.folder.join(".fetching"), "in the way").unwrap();
    let downloaded = bench.fetch(&[wanted("BTC/USDT", "1h", NOW - 9 * DAY, NOW)]);
    let Some(FetchError::Data(DataError::NotWritten { path, .. })) = &downloaded.stopped else {
        panic!("{downloaded:?}");
    };
    assert!(path.starts_with("data/.fetching"), "{path}");
    assert!(downloaded.stopped.unwrap().help().contains("permissions and the free space"));
}
