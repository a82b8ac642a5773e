//! Candles and funding rates over REST: the rules of the parameters, and the rows.

use std::collections::BTreeMap;

use serde_json::json;

use super::answer::Answer;
use super::candle::{Candle, decimal};
use super::interval::Interval;
use super::symbol::{Ask, Symbol};
use super::world::{Market, Series, World};

type Query = BTreeMap<String, String>;

/// What a request counts against the budget of its host; the archive has none.
pub(super) fn weight(path: &str, query: &Query) -> Option<(Market, u32)> {
    let limit = query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(500);
    let by_limit = match limit {
        0..100 => 1,
        100..500 => 2,
        500..=1_000 => 5,
        _ => 10,
    };
    if path.starts_with("/fapi/") {
        let is_candles = path.ends_with("lines");
        return Some((Market::Futures, if is_candles { by_limit } else { 1 }));
    }
    let weight = if path == "/api/v3/exchangeInfo" { 20 } else { 2 };
    path.starts_with("/api/").then_some((Market::Spot, weight))
}

/// The candles of `/klines` and `/markPriceKlines`, or the error that the exchange gives.
pub(super) fn klines(world: &World, series: Series, query: &Query) -> Result<Answer, Answer> {
    let name = parameter(query, "symbol")?;
    let interval_name = parameter(query, "interval")?;
    let symbol = symbol(world, series.market(), name)?;
    let bad_interval = || Answer::error(400, -1120, "Invalid interval.");
    let interval = Interval::named(interval_name).ok_or_else(bad_interval)?;
    let is_served = series == Series::Spot || interval_name != "1s";
    if !is_served || !interval.holds(symbol.step_ms) {
        return Err(bad_interval());
    }
    let most = if series == Series::Spot { 1_000 } else { 1_500 };
    let candles = symbol.candles(series, interval, &ask(query, 500, most)?, world.now_ms);
    let lines: Vec<String> = candles.iter().map(|candle| line(symbol, series, candle)).collect();
    let times: Vec<i64> = candles.iter().map(|candle| candle.open_time).collect();
    Ok(Answer::json(200, format!("[{}]", lines.join(","))).with_rows(&times))
}

/// The rates of `/fundingRate`.
pub(super) fn funding(world: &World, query: &Query) -> Result<Answer, Answer> {
    let symbol = symbol(world, Market::Futures, parameter(query, "symbol")?)?;
    let is_bounded = query.contains_key("startTime") || query.contains_key("endTime");
    let ask = ask(query, if is_bounded { 100 } else { 200 }, 1_000)?;
    let rates = symbol.funding(&ask, world.now_ms);
    let objects = rates.iter().map(|rate| {
        let mark_price = rate.mark_price.map(|price| decimal(price.into(), 8));
        json!({
            "symbol": symbol.name(),
            "fundingTime": rate.time,
            "fundingRate": decimal(rate.rate.into(), 8),
            "markPrice": mark_price.unwrap_or_default(),
        })
    });
    let body = serde_json::Value::from(objects.collect::<Vec<_>>()).to_string();
    let times: Vec<i64> = rates.iter().map(|rate| rate.time).collect();
    Ok(Answer::json(200, body).with_rows(&times))
}

/// A symbol of the market, or the error for an unknown one.
pub(super) fn symbol<'w>(
    world: &'w World,
    market: Market,
    name: &str,
) -> Result<&'w Symbol, Answer> {
    world.symbol(market, name).ok_or_else(|| Answer::error(400, -1121, "Invalid symbol."))
}

/// The twelve columns of a candle as text, times in milliseconds.
pub(super) fn columns(symbol: &Symbol, series: Series, candle: &Candle) -> [String; 12] {
    let price_places = if series == Series::Futures { symbol.price_places } else { 8 };
    let amount_places = if series == Series::Futures { 3 } else { 8 };
    let price = |units: i64| decimal(units.into(), price_places);
    let amount = |units: i128, places: u32| match series {
        Series::Mark => "0".to_owned(),
        _ => decimal(units, places),
    };
    [
        candle.open_time.to_string(),
        price(candle.open),
        price(candle.high),
        price(candle.low),
        price(candle.close),
        amount(candle.volume.into(), amount_places),
        candle.close_time.to_string(),
        amount(candle.quote_volume, 8),
        candle.trades.to_string(),
        amount(candle.taker_volume.into(), amount_places),
        amount(candle.taker_quote_volume, 8),
        "0".to_owned(),
    ]
}

/// A candle as a JSON array: times and the number of trades are numbers, the rest are strings.
fn line(symbol: &Symbol, series: Series, candle: &Candle) -> String {
    let [time, open, high, low, close, volume, end, quote, trades, taken, taken_quote, ignored] =
        columns(symbol, series, candle);
    format!(
        "[{time},\"{open}\",\"{high}\",\"{low}\",\"{close}\",\"{volume}\",{end},\"{quote}\",\
         {trades},\"{taken}\",\"{taken_quote}\",\"{ignored}\"]"
    )
}

fn ask(query: &Query, usual: usize, most: usize) -> Result<Ask, Answer> {
    let limit = whole(query, "limit")?.map_or(usual, |limit| limit as usize);
    if limit == 0 {
        return Err(Answer::error(400, -1130, "Data sent for parameter 'limit' is not valid."));
    }
    let to_ms = whole(query, "endTime")?.unwrap_or(i64::MAX);
    Ok(Ask { from_ms: whole(query, "startTime")?, to_ms, limit: limit.min(most) })
}

fn parameter<'q>(query: &'q Query, name: &str) -> Result<&'q str, Answer> {
    let value = query.get(name).filter(|value| !value.is_empty());
    value.map(String::as_str).ok_or_else(|| {
        let message =
            format!("Mandatory parameter '{name}' was not sent, was empty/null, or malformed.");
        Answer::error(400, -1102, &message)
    })
}

fn whole(query: &Query, name: &str) -> Result<Option<i64>, Answer> {
    let Some(text) = query.get(name) else { return Ok(None) };
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) if is_digits => Ok(Some(number)),
        _ => Err(illegal(name, "^[0-9]{1,20}$")),
    }
}

/// The error for a parameter that is not written as it must be.
pub(super) fn illegal(name: &str, legal: &str) -> Answer {
    let message =
        format!("Illegal characters found in parameter '{name}'; legal range is '{legal}'.");
    Answer::error(400, -1100, &message)
}
