//! What an exchange accepts for a pair: the content of `markets.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::leverage::LeverageTiers;
use super::pair::Pair;
use super::precision::{AmountPrecision, Precision, PrecisionMode};

/// The rules of all pairs of an exchange.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Markets {
    /// The exchange's name.
    #[serde(default)]
    pub exchange: String,
    /// What the precisions mean.
    #[serde(default)]
    pub precision_mode: PrecisionMode,
    /// The rules by pair.
    #[serde(default)]
    pub markets: BTreeMap<String, Market>,
}

/// What the files beside the candles say of the pairs of a config.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExchangeRules {
    /// What the exchange accepts.
    pub markets: Markets,
    /// How much may be borrowed, by pair; none in spot.
    pub leverage_tiers: LeverageTiers,
}

/// The rules of one pair; what is absent sets no limit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Market {
    /// Step of prices.
    pub price_tick: Option<f64>,
    /// Step of amounts.
    pub amount_step: Option<f64>,
    /// Smallest amount of an order.
    pub min_amount: Option<f64>,
    /// Largest amount of an order.
    pub max_amount: Option<f64>,
    /// Smallest cost of an order, stake currency.
    pub min_cost: Option<f64>,
    /// Largest cost of an order, stake currency.
    pub max_cost: Option<f64>,
    /// Base currency in one contract (futures).
    pub contract_size: Option<f64>,
    /// The highest leverage (futures), where the exchange has no tiers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_leverage: Option<f64>,
    /// Fee ratio of an order that rests in the book.
    pub maker: Option<f64>,
    /// Fee ratio of an order that takes from the book.
    pub taker: Option<f64>,
}

impl Markets {
    /// The rules of a pair; a pair that is not listed has none.
    pub fn market(&self, pair: &str) -> Market {
        self.markets.get(pair).cloned().unwrap_or_default()
    }

    /// The fee of an order of these pairs: the higher one of the first pair.
    pub fn fee(&self, pairs: &[Pair]) -> Option<f64> {
        let market = self.market(pairs.first()?.as_str());
        market.maker.into_iter().chain(market.taker).reduce(f64::max)
    }

    /// The grid of a pair's amounts.
    pub fn amount_precision(&self, pair: &str) -> AmountPrecision {
        let market = self.market(pair);
        AmountPrecision {
            step: Precision { mode: self.precision_mode, value: market.amount_step },
            contract_size: market.contract_size.filter(|size| *size > 0.0).unwrap_or(1.0),
        }
    }

    /// The grid of a pair's prices, where its candles show none.
    pub fn price_precision(&self, pair: &str) -> Precision {
        let value = self.markets.get(pair).and_then(|market| market.price_tick);
        Precision { mode: self.precision_mode, value }
    }
}
