//! Futures: candles, mark prices and funding rates, whose hours change.

use autoquant::fetch::Wanted;
use autoquant::model::candle_type::CandleType;

use super::{Bench, wanted};
use crate::support::exchange::{Fault, FaultKind, Options, Series, Symbol, World, utc_ms};

const NOW: i64 = 1_709_211_600_000 + 1_800_000;
const DAY: i64 = 86_400_000;

fn world() -> World {
    let day = |n: i64| utc_ms(2022, 1, 1) + n * DAY;
    World::new(NOW).with(
        Symbol::futures("BTC", "USDT")
            .finest("1h")
            .listed(utc_ms(2021, 3, 5) + 7 * 3_600_000)
            .funding_hours(day(100), 4)
            .funding_hours(day(200), 8)
            .outage(Series::Mark, day(10)..day(11))
            .outage(Series::Futures, day(12)..day(13)),
    )
}

fn all(from: i64) -> Vec<Wanted> {
    let of = |candle_type| {
        let mut one = wanted("BTC/USDT:USDT", "1h", from, NOW);
        one.key.candle_type = candle_type;
        one
    };
    vec![
        wanted("BTC/USDT:USDT", "4h", from, NOW),
        of(CandleType::Futures),
        of(CandleType::Mark),
        of(CandleType::FundingRate),
    ]
}

#[test]
fn all_kinds_come_out_equal_to_the_source() {
    let bench = Bench::new(NOW, world());
    bench.fetch_all(&all(utc_ms(2020, 1, 1)));
    bench.nothing_came_twice();
    let rates = bench.stored(&all(0)[3]);
    assert!(rates.len() > 2_500 && rates.iter().all(|rate| rate.date % 1_000 == 0));
    let market = &bench.store().markets().unwrap().unwrap().markets["BTC/USDT:USDT"];
    assert_eq!((market.maker, market.taker), (Some(0.0002), Some(0.0005)));
    assert!(market.min_cost.is_some() && market.contract_size == Some(1.0));
    // Nothing is missing but what has been paid since.
    let asked = bench.exchange.requests().len();
    bench.fetch_all(&all(utc_ms(2020, 1, 1)));
    assert_eq!(bench.exchange.requests().len(), asked);
}

#[test]
fn it_grows_at_both_ends_whatever_goes_wrong() {
    for kind in [FaultKind::CutJson, FaultKind::Reset, FaultKind::Status(429, Some(0), "")] {
        let faults = vec![Fault::new("/fapi/", kind).skip(2).times(3)];
        let bench = Bench::with(NOW, world(), Options { faults, ..Options::default() });
        bench.fetch_all(&all(utc_ms(2022, 6, 1)));
        bench.fetch_all(&all(utc_ms(2021, 6, 1)));
        bench.exchange.set_now(NOW + 40 * DAY);
        let later = Bench { now: NOW + 40 * DAY, ..bench };
        let until = |wanted: Wanted| Wanted { span: wanted.span.start..later.now, ..wanted };
        let mut files: Vec<Wanted> = all(utc_ms(2021, 6, 1)).into_iter().map(until).collect();
        for file in &mut files[..3] {
            file.span.end = file.key.timeframe.floor(file.span.end).unwrap();
        }
        later.fetch_all(&files);
        later.nothing_came_twice();
    }
}

#[test]
fn the_archive_alone_has_funding_by_the_month() {
    let bench = Bench { source: autoquant::fetch::Source::Archive, ..Bench::new(NOW, world()) };
    let files = all(utc_ms(2021, 11, 1));
    let downloaded = bench.fetch(&files);
    assert_eq!((downloaded.stopped, downloaded.faults), (None, Vec::new()));
    let until =
        |wanted: &Wanted, end: i64| Wanted { span: wanted.span.start..end, ..wanted.clone() };
    bench.check(&[until(&files[3], utc_ms(2024, 2, 1)), until(&files[1], utc_ms(2024, 2, 29))]);
}
