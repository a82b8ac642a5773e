//! Funding rates: their hours, late times, and rows without a mark price.

use super::super::interval::HOUR_MS;
use super::super::{Exchange, Options, Series, Symbol, World, utc_ms};
use super::{Client, get};

fn world() -> World {
    let change = utc_ms(2024, 1, 1);
    let symbol = Symbol::futures("BTC", "USDT").listed(utc_ms(2023, 10, 1));
    World::new(utc_ms(2024, 2, 1)).with(symbol.funding_hours(change, 4))
}

#[test]
fn pages_are_the_truth() {
    let exchange = Exchange::start(world(), Options::default());
    let mut client = Client::new(&exchange);
    let (mut rates, mut start) = (Vec::new(), 0);
    loop {
        let target = format!("/fapi/v1/fundingRate?symbol=BTCUSDT&startTime={start}&limit=100");
        let page = client.get(&target).json();
        let page = page.as_array().unwrap();
        let Some(last) = page.last() else { break };
        start = last["fundingTime"].as_i64().unwrap() + 1;
        rates.extend(page.iter().map(|rate| {
            let number: f64 = rate["fundingRate"].as_str().unwrap().parse().unwrap();
            let is_old = rate["fundingTime"].as_i64().unwrap() < utc_ms(2023, 11, 1);
            assert_eq!(rate["markPrice"].as_str().unwrap().is_empty(), is_old);
            (rate["fundingTime"].as_i64().unwrap(), number)
        }));
    }
    assert_eq!(rates, exchange.world().funding("BTCUSDT", 0, i64::MAX));
    assert_eq!(rates.len(), 92 * 3 + 31 * 6 + 1);
    assert!(rates.iter().any(|(_, rate)| *rate < 0.0));
}

#[test]
fn times_follow_the_hours_and_some_are_late() {
    let rates = world().funding("BTCUSDT", 0, i64::MAX);
    let late = rates.iter().filter(|(time, _)| time % HOUR_MS != 0).count();
    assert!(late > 10 && late < rates.len() / 4, "{late}");
    for (time, _) in rates {
        let hours = if time < utc_ms(2024, 1, 1) { 8 } else { 4 };
        assert!(time % (hours * HOUR_MS) < 10, "{time}");
    }
}

#[test]
fn a_late_rate_is_found_by_its_own_time() {
    let rates = world().funding("BTCUSDT", 0, i64::MAX);
    let (time, _) = *rates.iter().find(|(time, _)| time % HOUR_MS != 0).unwrap();
    let ask = |start: i64, end: i64| {
        let query = format!("symbol=BTCUSDT&startTime={start}&endTime={end}");
        get(world(), &format!("/fapi/v1/fundingRate?{query}")).json().as_array().unwrap().len()
    };
    assert_eq!(ask(time, time), 1);
    assert_eq!(ask(time + 1, time + 1), 0);
    assert_eq!(ask(time - time % HOUR_MS, time - 1), 0);
}

#[test]
fn limits_and_gaps() {
    let count = |query: &str| {
        let read = get(world(), &format!("/fapi/v1/fundingRate?symbol=BTCUSDT{query}"));
        read.json().as_array().unwrap().len()
    };
    assert_eq!(count(""), 200);
    assert_eq!(count("&startTime=0"), 100);
    assert_eq!(count("&startTime=0&limit=5000"), 463);
    let day = utc_ms(2024, 1, 2);
    let symbol = Symbol::futures("BTC", "USDT").outage(Series::Funding, day..day + 9 * HOUR_MS);
    let rates =
        World::new(utc_ms(2024, 2, 1)).with(symbol).funding("BTCUSDT", day, day + 24 * HOUR_MS);
    assert_eq!(rates.len(), 1);
}
