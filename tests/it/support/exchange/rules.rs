//! The rules of the symbols: `exchangeInfo` of both markets.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::answer::Answer;
use super::candle::{AMOUNT_STEP, UNIT, decimal};
use super::options::Options;
use super::rest::{illegal, symbol};
use super::symbol::Symbol;
use super::world::{Market, World};

/// The rules of all spot symbols, or of those in `symbol` or `symbols`.
pub(super) fn spot(
    world: &World,
    options: &Options,
    query: &BTreeMap<String, String>,
) -> Result<Answer, Answer> {
    let names = match (query.get("symbol"), query.get("symbols")) {
        (Some(name), _) => vec![name.clone()],
        (_, Some(list)) => serde_json::from_str(list)
            .map_err(|_| illegal("symbols", r#"^\[("[A-Z0-9-_.]{1,20}"(,…){0,}){0,1}\]$"#))?,
        _ => world.of(Market::Spot).map(Symbol::name).collect(),
    };
    let symbols = names.iter().map(|name| {
        symbol(world, Market::Spot, name).map(|symbol| spot_symbol(symbol, world.now_ms))
    });
    let symbols: Vec<Value> = symbols.collect::<Result<_, _>>()?;
    let limits = json!([
        limit("REQUEST_WEIGHT", "MINUTE", 1, options.spot_budget),
        limit("ORDERS", "SECOND", 10, 100),
        limit("RAW_REQUESTS", "MINUTE", 5, 61_000),
    ]);
    Ok(info(world, &limits, &symbols))
}

/// The rules of all futures symbols.
pub(super) fn futures(world: &World, options: &Options) -> Answer {
    let symbols = world.of(Market::Futures);
    let symbols: Vec<Value> = symbols.map(|symbol| futures_symbol(symbol, world.now_ms)).collect();
    let limits = json!([
        limit("REQUEST_WEIGHT", "MINUTE", 1, options.futures_budget),
        limit("ORDERS", "MINUTE", 1, 1_200),
        limit("ORDERS", "SECOND", 10, 300),
    ]);
    info(world, &limits, &symbols)
}

fn info(world: &World, limits: &Value, symbols: &[Value]) -> Answer {
    let body = json!({
        "timezone": "UTC",
        "serverTime": world.now_ms,
        "rateLimits": limits,
        "exchangeFilters": [],
        "symbols": symbols,
    });
    Answer::json(200, body.to_string())
}

fn limit(kind: &str, interval: &str, count: u32, limit: u32) -> Value {
    json!({
        "rateLimitType": kind,
        "interval": interval,
        "intervalNum": count,
        "limit": limit,
    })
}

fn spot_symbol(symbol: &Symbol, now_ms: i64) -> Value {
    let notional = if symbol.old_rules {
        json!({
            "filterType": "MIN_NOTIONAL",
            "minNotional": "10.00000000",
            "applyToMarket": true,
            "avgPriceMins": 5,
        })
    } else {
        json!({
            "filterType": "NOTIONAL",
            "minNotional": "5.00000000",
            "applyMinToMarket": true,
            "maxNotional": "9000000.00000000",
            "applyMaxToMarket": false,
            "avgPriceMins": 5,
        })
    };
    json!({
        "symbol": symbol.name(),
        "status": if symbol.delisted_ms <= now_ms { "BREAK" } else { "TRADING" },
        "baseAsset": symbol.base,
        "baseAssetPrecision": 8,
        "quoteAsset": symbol.quote,
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"],
        "isSpotTradingAllowed": true,
        "isMarginTradingAllowed": false,
        "filters": [
            price_filter(symbol, 8),
            amount_filter("LOT_SIZE", AMOUNT_STEP, AMOUNT_STEP, 8),
            json!({ "filterType": "ICEBERG_PARTS", "limit": 10 }),
            amount_filter("MARKET_LOT_SIZE", 0, 0, 8),
            notional,
            json!({ "filterType": "MAX_NUM_ORDERS", "maxNumOrders": 200 }),
        ],
    })
}

fn futures_symbol(symbol: &Symbol, now_ms: i64) -> Value {
    json!({
        "symbol": symbol.name(),
        "pair": symbol.name(),
        "contractType": "PERPETUAL",
        "deliveryDate": 4_133_404_800_000_i64.min(symbol.delisted_ms),
        "onboardDate": symbol.listed_ms,
        "status": if symbol.delisted_ms <= now_ms { "SETTLING" } else { "TRADING" },
        "baseAsset": symbol.base,
        "quoteAsset": symbol.quote,
        "marginAsset": symbol.quote,
        "pricePrecision": symbol.price_places,
        "quantityPrecision": 3,
        "filters": [
            price_filter(symbol, symbol.price_places),
            amount_filter("LOT_SIZE", AMOUNT_STEP, AMOUNT_STEP, 3),
            amount_filter("MARKET_LOT_SIZE", AMOUNT_STEP, AMOUNT_STEP, 3),
            json!({ "filterType": "MAX_NUM_ORDERS", "limit": 200 }),
            json!({ "filterType": "MIN_NOTIONAL", "notional": "5" }),
        ],
    })
}

fn price_filter(symbol: &Symbol, places: u32) -> Value {
    let price = |units: i64| decimal(units.into(), places);
    json!({
        "filterType": "PRICE_FILTER",
        "minPrice": price(symbol.tick()),
        "maxPrice": price(1_000_000 * UNIT),
        "tickSize": price(symbol.tick()),
    })
}

fn amount_filter(kind: &str, least: i64, step: i64, places: u32) -> Value {
    let amount = |units: i64| decimal(units.into(), places);
    json!({
        "filterType": kind,
        "minQty": amount(least),
        "maxQty": amount(9_000_000 * UNIT),
        "stepSize": amount(step),
    })
}
