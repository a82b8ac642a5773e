//! Pages of the exchange: limits of rows, ends, gaps, listings, and what is there already.

use autoquant::data::DataError;
use autoquant::data::feather::write_candles;
use autoquant::data::manifest::Manifest;
use autoquant::data::merge::merge;
use autoquant::fetch::{FetchError, Source};

use super::{Bench, wanted};
use crate::support::exchange::{Series, Symbol, World, utc_ms};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const NOW: i64 = 1_709_211_600_000 + 1_234_567;

fn start() -> i64 {
    utc_ms(2023, 9, 1)
}

/// An exchange with a bitcoin that had outages: one of some hours, one longer than a page, two alone.
fn bitcoin() -> Symbol {
    let day = |n: i64| start() + n * DAY;
    Symbol::spot("BTC", "USDT")
        .finest("1h")
        .listed(utc_ms(2020, 1, 1))
        .outage(Series::Spot, day(10) + 5 * HOUR..day(10) + 9 * HOUR)
        .outage(Series::Spot, day(50)..day(95))
        .outage(Series::Spot, day(100) + HOUR..day(100) + 2 * HOUR)
        .outage(Series::Spot, day(100) + 3 * HOUR..day(100) + 4 * HOUR)
}

#[test]
fn all_timeframes_come_out_equal_to_the_source() {
    let world = World::new(NOW).with(bitcoin()).with(
        Symbol::spot("NEW", "USDT").finest("1h").seed(5).listed(utc_ms(2024, 1, 17) + 5 * HOUR),
    );
    let bench = Bench::new(NOW, world);
    let timeframes = ["1h", "2h", "4h", "6h", "8h", "12h", "1d", "1w"];
    let all: Vec<_> = ["BTC/USDT", "NEW/USDT"]
        .iter()
        .flat_map(|pair| timeframes.map(|timeframe| wanted(pair, timeframe, start(), NOW)))
        .collect();
    let downloaded = bench.fetch_all(&all);
    assert!(downloaded.rules && downloaded.files.len() == all.len());
    bench.nothing_came_twice();
    assert!(bench.exchange.most_at_once() <= 4);
    // Nothing is missing, so nobody is asked.
    let asked = bench.exchange.requests().len();
    let again = bench.fetch_all(&all);
    assert!(again.files.iter().all(|file| file.added == 0));
    assert_eq!(bench.exchange.requests().len(), asked);
}

#[test]
fn minutes_come_in_many_pages() {
    let from = utc_ms(2024, 2, 20);
    let minutes = Symbol::spot("BTC", "USDT").finest("1m").listed(from + 7 * HOUR);
    let minutes = minutes.outage(Series::Spot, from + 3 * DAY..from + 3 * DAY + 90 * 60_000);
    let bench = Bench::new(NOW, World::new(NOW).with(minutes));
    let all: Vec<_> =
        ["1m", "3m", "5m", "15m", "30m"].map(|it| wanted("BTC/USDT", it, from, NOW)).into();
    bench.fetch_all(&all);
    bench.nothing_came_twice();
    assert!(bench.pages().len() > 20);
}

#[test]
fn the_last_candle_is_left_alone_until_it_is_over() {
    let bench = Bench::new(NOW, World::new(NOW).with(bitcoin()));
    let until = |now: i64| now - now.rem_euclid(HOUR);
    bench.fetch_all(&[wanted("BTC/USDT", "1h", start(), until(NOW))]);
    // Whoever is ahead of the exchange asks for the open one, and does not take it.
    let ahead = Bench { now: NOW + 5 * HOUR, ..bench };
    let asked = ahead.pages().len();
    ahead.fetch_all(&[wanted("BTC/USDT", "1h", start(), until(NOW + 5 * HOUR))]);
    assert_eq!(ahead.pages().len(), asked + 1);
    ahead.exchange.set_now(NOW + 3 * HOUR);
    ahead.fetch_all(&[wanted("BTC/USDT", "1h", start(), until(NOW + 5 * HOUR))]);
    let last = ahead.stored(&wanted("BTC/USDT", "1h", start(), i64::MAX)).last().unwrap().date;
    assert_eq!(last, until(NOW) + 2 * HOUR);
}

#[test]
fn only_what_is_missing_is_asked_for() {
    let bench = Bench::new(NOW, World::new(NOW).with(bitcoin()));
    let at = |n: i64| start() + n * DAY;
    bench.fetch_all(&[wanted("BTC/USDT", "1h", at(40), at(45))]);
    bench.fetch_all(&[wanted("BTC/USDT", "1h", at(20), at(30))]);
    bench.fetch_all(&[wanted("BTC/USDT", "1h", at(0), at(120))]);
    bench.nothing_came_twice();
    let dates = bench.pages().iter().map(|page| page.rows).sum::<usize>();
    assert_eq!(dates, bench.stored(&wanted("BTC/USDT", "1h", 0, i64::MAX)).len());
}

#[test]
fn a_file_of_somebody_else_is_completed_at_both_ends_and_its_gaps_are_asked_for_once() {
    let bench = Bench::new(NOW, World::new(NOW).with(bitcoin()));
    let (whole, at) = (wanted("BTC/USDT", "1h", start(), NOW), |n: i64| start() + n * DAY);
    let source = bench.of_source(&whole);
    let part = |from: i64, until: i64| {
        source.slice(source.date.before(at(from))..source.date.before(at(until)))
    };
    // Two days were lost by whoever made it.
    let theirs = merge(&part(5, 20), &part(22, 120)).candles;
    let mut theirs = theirs;
    // Their last candle was not over when they took it.
    let last = theirs.len() - 1;
    let half = theirs.volume[last] / 2.0;
    theirs.volume =
        (0..=last).map(|row| if row == last { half } else { theirs.volume[row] }).collect();
    write_candles(&bench.folder.join(whole.file()), &theirs).unwrap();
    bench.fetch_all(std::slice::from_ref(&whole));
    let asked = bench.pages();
    let rows: usize = asked.iter().map(|page| page.rows).sum();
    assert_eq!(rows, source.len() - theirs.len() + 1);
    bench.fetch_all(std::slice::from_ref(&whole));
    assert_eq!(bench.pages().len(), asked.len());
}

#[test]
fn a_pair_that_was_taken_off_the_list_keeps_its_history() {
    let gone = Symbol::spot("OLD", "USDT").finest("1h").listed(utc_ms(2020, 1, 1));
    let bench = Bench::new(NOW, World::new(NOW).with(gone.delisted(start() + 60 * DAY + 5 * HOUR)));
    let long = wanted("OLD/USDT", "1h", start(), NOW);
    bench.fetch_all(std::slice::from_ref(&long));
    assert_eq!(bench.stored(&long).len(), 60 * 24 + 5);
    // The years after it are not asked for page by page.
    assert!(bench.pages().len() < 10, "{}", bench.pages().len());
}

#[test]
fn a_pair_that_is_not_known_is_told_and_the_others_come() {
    let bench = Bench::new(NOW, World::new(NOW).with(bitcoin()));
    let all = [
        wanted("BTC/USDT", "1d", start(), NOW),
        wanted("NONE/USDT", "1d", start(), NOW),
        wanted("BTC/USDT", "10m", start(), NOW),
    ];
    let downloaded = bench.fetch(&all);
    bench.check(&all[..1]);
    let faults: Vec<(&str, &FetchError)> =
        downloaded.faults.iter().map(|(name, error)| (name.as_str(), error)).collect();
    let timeframe = FetchError::Timeframe { timeframe: "10m".into() };
    let symbol = FetchError::Symbol { pair: "NONE/USDT".into(), symbol: "NONEUSDT".into() };
    assert_eq!(faults, [("BTC/USDT 10m", &timeframe), ("NONE/USDT 1d", &symbol)]);
    assert_eq!(downloaded.stopped, None);
    assert!(
        symbol.help().contains("pair_whitelist") && timeframe.help().contains("--resample 10m")
    );
}

#[test]
fn rules_become_markets() {
    let world = World::new(NOW)
        .with(bitcoin())
        .with(Symbol::spot("ADA", "USDT").finest("1h").old_rules().price("0.31740000"));
    let bench = Bench::new(NOW, world);
    bench.fetch_all(&[
        wanted("BTC/USDT", "1d", start(), NOW),
        wanted("ADA/USDT", "1d", start(), NOW),
    ]);
    let markets = bench.store().markets().unwrap().unwrap();
    assert_eq!((markets.exchange.as_str(), markets.markets.len()), ("binance", 2));
    for market in markets.markets.values() {
        for rule in [market.price_tick, market.amount_step, market.min_amount, market.min_cost] {
            assert!(rule.is_some_and(|rule| rule > 0.0), "{market:?}");
        }
        assert_eq!((market.maker, market.taker), (Some(0.001), Some(0.001)));
    }
}

#[test]
fn the_manifest_knows_what_was_written() {
    let bench = Bench::new(NOW, World::new(NOW).with(bitcoin()));
    let all = [wanted("BTC/USDT", "1h", start(), NOW), wanted("BTC/USDT", "1d", start(), NOW)];
    bench.fetch_all(&all);
    let store = bench.store();
    let manifest = Manifest::read(&store).unwrap().unwrap();
    assert_eq!(manifest.files.len(), 2);
    assert_eq!(manifest.changed(&store, store.files().unwrap()), []);
    // One that somebody has changed is not touched.
    let path = bench.folder.join(all[1].file());
    let shorter = bench.of_source(&wanted("BTC/USDT", "1d", start(), NOW - 5 * DAY));
    write_candles(&path, &shorter).unwrap();
    let before = std::fs::read(&path).unwrap();
    let later = wanted("BTC/USDT", "1d", start() - 9 * DAY, NOW);
    let downloaded = bench.fetch(&[later]);
    let (_, error) = &downloaded.faults[0];
    assert!(
        matches!(error, FetchError::Data(DataError::Kept { .. }))
            && error.help().contains("--accept")
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
    // One that is gone is fetched anew.
    std::fs::remove_file(&path).unwrap();
    bench.fetch_all(&all);
}

#[test]
fn the_source_can_be_the_exchange_alone() {
    let from = utc_ms(2023, 12, 20);
    let world = World::new(NOW).with(Symbol::spot("BTC", "USDT").finest("5m"));
    let bench = Bench { source: Source::Api, ..Bench::new(NOW, world) };
    bench.fetch_all(&[wanted("BTC/USDT", "5m", from, NOW)]);
    assert!(bench.pages().iter().all(|page| page.path == "/api/v3/klines"));
}

#[test]
fn a_pair_without_a_candle_in_the_timerange_is_told() {
    let gone = Symbol::spot("OLD", "USDT").finest("1h").listed(utc_ms(2018, 1, 1));
    let world = World::new(NOW).with(gone.delisted(utc_ms(2019, 1, 1))).with(bitcoin());
    let bench = Bench::new(NOW, world);
    let all = [wanted("OLD/USDT", "1h", start(), NOW), wanted("BTC/USDT", "1d", start(), NOW)];
    let downloaded = bench.fetch(&all);
    let [(name, error)] = downloaded.faults.as_slice() else { panic!("{downloaded:?}") };
    assert_eq!(name, "OLD/USDT 1h");
    assert_eq!(
        error.to_string(),
        "the exchange has none from 2023-09-01 00:00 to 2024-02-29 13:20"
    );
    assert!(error.help().contains("pair_whitelist"));
    bench.check(&all[1..]);
}
