//! The rules of the symbols.

use serde_json::Value;

use super::super::{Symbol, World, utc_ms};
use super::get;

fn world() -> World {
    let now = utc_ms(2024, 2, 1);
    World::new(now)
        .with(Symbol::spot("BTC", "USDT").price("41507.25"))
        .with(Symbol::spot("LUNA", "USDT").delisted(now).old_rules())
        .with(Symbol::futures("ETH", "USDT").price("2301.5"))
}

fn filter(symbol: &Value, kind: &str) -> Value {
    let filters = symbol["filters"].as_array().unwrap();
    filters.iter().find(|filter| filter["filterType"] == kind).cloned().unwrap_or_default()
}

fn names(read: &Value) -> Vec<&str> {
    let symbols = read["symbols"].as_array().unwrap();
    symbols.iter().map(|symbol| symbol["symbol"].as_str().unwrap()).collect()
}

#[test]
fn spot_rules_of_one_some_and_all() {
    let one = get(world(), "/api/v3/exchangeInfo?symbol=BTCUSDT").json();
    assert_eq!(names(&one), ["BTCUSDT"]);
    let some = "/api/v3/exchangeInfo?symbols=%5B%22LUNAUSDT%22%2C%22BTCUSDT%22%5D";
    assert_eq!(names(&get(world(), some).json()), ["LUNAUSDT", "BTCUSDT"]);
    let all = get(world(), "/api/v3/exchangeInfo").json();
    assert_eq!(names(&all), ["BTCUSDT", "LUNAUSDT"]);
    assert_eq!(all["rateLimits"][0]["limit"], 6_000);
}

#[test]
fn one_unknown_symbol_fails_the_whole_request() {
    let some = "/api/v3/exchangeInfo?symbols=%5B%22BTCUSDT%22%2C%22NOUSDT%22%5D";
    assert_eq!(get(world(), some).code(), (400, -1121));
    assert_eq!(get(world(), "/api/v3/exchangeInfo?symbol=NOUSDT").code(), (400, -1121));
    assert_eq!(get(world(), "/api/v3/exchangeInfo?symbols=BTCUSDT").code(), (400, -1100));
}

#[test]
fn filters_are_of_new_and_old_kind() {
    let all = get(world(), "/api/v3/exchangeInfo").json();
    let (bitcoin, luna) = (&all["symbols"][0], &all["symbols"][1]);
    assert_eq!((&bitcoin["status"], &luna["status"]), (&"TRADING".into(), &"BREAK".into()));
    assert_eq!(filter(bitcoin, "PRICE_FILTER")["tickSize"], "0.01000000");
    assert_eq!(filter(bitcoin, "LOT_SIZE")["stepSize"], "0.00100000");
    assert_eq!(filter(bitcoin, "NOTIONAL")["minNotional"], "5.00000000");
    assert_eq!(filter(luna, "NOTIONAL"), Value::Null);
    assert_eq!(filter(luna, "MIN_NOTIONAL")["minNotional"], "10.00000000");
}

#[test]
fn futures_rules_are_of_all_symbols() {
    let all = get(world(), "/fapi/v1/exchangeInfo").json();
    assert_eq!(names(&all), ["ETHUSDT"]);
    assert_eq!(all["rateLimits"][0]["limit"], 2_400);
    assert_eq!(filter(&all["symbols"][0], "PRICE_FILTER")["tickSize"], "0.1");
    assert_eq!(filter(&all["symbols"][0], "MIN_NOTIONAL")["notional"], "5");
}
