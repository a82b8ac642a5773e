//! What the exchange accepts: steps of prices and amounts, smallest and largest orders.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::http::Question;
use super::numbers::Number;
use super::{Addresses, symbol};
use crate::model::candle_type::CandleType;
use crate::model::market::Market;
use crate::model::pair::Pair;

/// What asking for rules costs.
const WEIGHT: u32 = 20;

/// The fees of an account without a discount, which the exchange does not tell without a key.
const SPOT_FEES: (f64, f64) = (0.001, 0.001);
const FUTURES_FEES: (f64, f64) = (0.0002, 0.0005);

/// What was said of an exchange's markets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Rules {
    /// The rules by the exchange's name of a pair.
    pub markets: BTreeMap<String, Market>,
    /// What may be asked in a minute.
    pub weight_a_minute: Option<u32>,
}

/// Where the rules of a pair are: futures tell all of theirs at once.
pub(in super::super) fn rules_question(addresses: &Addresses, pair: &Pair) -> Question {
    let url = match pair.settle() {
        None => format!("{}/api/v3/exchangeInfo?symbol={}", addresses.spot, symbol(pair)),
        Some(_) => format!("{}/fapi/v1/exchangeInfo", addresses.of_type(CandleType::Futures)),
    };
    Question { url, weight: WEIGHT, is_file: false }
}

/// Reads an answer.
pub(in super::super) fn read_rules(body: &[u8], is_futures: bool) -> Result<Rules, String> {
    let info: Info = serde_json::from_slice(body)
        .map_err(|error| format!("its rules cannot be read ({error})"))?;
    let is_minute = |limit: &&RateLimit| {
        limit.kind == "REQUEST_WEIGHT" && limit.interval == "MINUTE" && limit.count == 1
    };
    let weight_a_minute = info.rate_limits.iter().find(is_minute).map(|limit| limit.limit);
    let (maker, taker) = if is_futures { FUTURES_FEES } else { SPOT_FEES };
    let market = |symbol: &Symbol| {
        let mut market = Market {
            contract_size: Some(1.0),
            maker: Some(maker),
            taker: Some(taker),
            ..Market::default()
        };
        symbol.filters.iter().for_each(|filter| filter.apply(&mut market));
        market
    };
    let markets =
        info.symbols.iter().map(|symbol| (symbol.symbol.clone(), market(symbol))).collect();
    Ok(Rules { markets, weight_a_minute })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Info {
    #[serde(default)]
    rate_limits: Vec<RateLimit>,
    symbols: Vec<Symbol>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RateLimit {
    #[serde(rename = "rateLimitType")]
    kind: String,
    interval: String,
    #[serde(rename = "intervalNum")]
    count: u32,
    limit: u32,
}

#[derive(Deserialize)]
struct Symbol {
    symbol: String,
    #[serde(default)]
    filters: Vec<Filter>,
}

/// One of the filters that orders must pass. Those without a meaning for a backtest are left out.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Filter {
    #[serde(rename = "filterType")]
    kind: String,
    tick_size: Option<Number>,
    step_size: Option<Number>,
    min_qty: Option<Number>,
    max_qty: Option<Number>,
    min_notional: Option<Number>,
    max_notional: Option<Number>,
    notional: Option<Number>,
}

impl Filter {
    fn apply(&self, market: &mut Market) {
        // A zero says that there is no limit.
        let limit = |number: Option<Number>| number.map(|number| number.0).filter(|it| *it > 0.0);
        match self.kind.as_str() {
            "PRICE_FILTER" => market.price_tick = limit(self.tick_size),
            "LOT_SIZE" => {
                market.amount_step = limit(self.step_size);
                market.min_amount = limit(self.min_qty);
                market.max_amount = limit(self.max_qty);
            }
            "NOTIONAL" | "MIN_NOTIONAL" => {
                market.min_cost = limit(self.min_notional).or(limit(self.notional));
                market.max_cost = limit(self.max_notional);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_become_rules() {
        let text = br#"{"timezone":"UTC","rateLimits":[
            {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":61000},
            {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":6000}],
            "symbols":[{"symbol":"BTCUSDT","status":"TRADING","filters":[
            {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"},
            {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},
            {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":"107.18","stepSize":"0.00000000"},
            {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,
             "maxNotional":"9000000.00000000","avgPriceMins":5}]}]}"#;
        let rules = read_rules(text, false).unwrap();
        assert_eq!(rules.weight_a_minute, Some(6_000));
        let expected = Market {
            price_tick: Some(0.01),
            amount_step: Some(0.00001),
            min_amount: Some(0.00001),
            max_amount: Some(9_000.0),
            min_cost: Some(5.0),
            max_cost: Some(9_000_000.0),
            contract_size: Some(1.0),
            max_leverage: None,
            maker: Some(0.001),
            taker: Some(0.001),
        };
        assert_eq!(rules.markets["BTCUSDT"], expected);
        let futures = br#"{"symbols":[{"symbol":"BTCUSDT","filters":[
            {"filterType":"MIN_NOTIONAL","notional":"100"},{"filterType":"PRICE_FILTER","tickSize":"0"}]}]}"#;
        let rules = read_rules(futures, true).unwrap();
        let market = &rules.markets["BTCUSDT"];
        assert_eq!(
            (market.min_cost, market.price_tick, market.taker),
            (Some(100.0), None, Some(0.0005))
        );
        assert!(read_rules(b"[]", false).is_err() && read_rules(&text[..300], false).is_err());
    }
}
