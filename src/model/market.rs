//! What an exchange accepts for a pair: the content of `markets.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
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
    /// The rules of a pair in currencies, where the exchange counts in contracts.
    pub fn market_in_currencies(&self, pair: &str) -> Market {
        let mut market = self.market(pair);
        let size = contract_size(&market);
        if size != 1.0 {
            let exact = Decimal::from_f64;
            let scaled = |limit: f64| (&exact(limit) * &exact(size)).to_f64();
            let Market { min_amount, max_amount, min_cost, max_cost, .. } = &mut market;
            for limit in [min_amount, max_amount, min_cost, max_cost] {
                *limit = limit.map(scaled);
            }
        }
        market
    }

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
            contract_size: contract_size(&market),
        }
    }

    /// The grid of a pair's prices, where its candles show none.
    pub fn price_precision(&self, pair: &str) -> Precision {
        let value = self.markets.get(pair).and_then(|market| market.price_tick);
        Precision { mode: self.precision_mode, value }
    }
}

/// Base currency in one contract.
fn contract_size(market: &Market) -> f64 {
    market.contract_size.filter(|size| *size > 0.0).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_of_contracts_are_told_in_currencies() {
        let of = |contract_size| {
            let market = Market {
                min_amount: Some(0.7),
                max_amount: Some(3.0),
                min_cost: Some(5.0),
                contract_size,
                ..Market::default()
            };
            let markets = [("A/USDT:USDT".to_owned(), market)].into();
            let all = Markets { markets, ..Markets::default() };
            let Market { min_amount, max_amount, min_cost, max_cost, .. } =
                all.market_in_currencies("A/USDT:USDT");
            [min_amount, max_amount, min_cost, max_cost]
        };
        // Exactly: as doubles three times 0.3 is a bit less.
        assert_eq!(of(Some(0.3)), [Some(0.21), Some(0.9), Some(1.5), None]);
        assert_eq!(of(Some(1_000.0)), [Some(700.0), Some(3_000.0), Some(5_000.0), None]);
        for one in [Some(1.0), Some(0.0), None] {
            assert_eq!(of(one), [Some(0.7), Some(3.0), Some(5.0), None]);
        }
    }
}
