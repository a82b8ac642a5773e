//! On which market is traded, and which pairs belong to it.

use serde::{Deserialize, Serialize};

use crate::model::pair::Pair;

/// What is traded, under FreqTrade's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TradingMode {
    /// The currencies themselves.
    #[default]
    Spot,
    /// Perpetual contracts.
    Futures,
}

/// A pair that is not traded on a market.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTraded {
    /// It belongs to the other one.
    #[error("{pair} is no pair of the {market} market")]
    Market {
        /// The pair.
        pair: String,
        /// The market.
        market: &'static str,
        /// A pair as it would be.
        like: String,
    },
    /// A future that is settled in something else than its quote currency.
    #[error(
        "{pair} is settled in another currency than it is quoted in, and such futures are not known here"
    )]
    Settlement {
        /// The pair.
        pair: String,
    },
}

impl TradingMode {
    /// Whether it is the spot market.
    pub fn is_spot(&self) -> bool {
        *self == Self::Spot
    }

    /// Refuses a pair of another market. A future names the currency it is settled in, and only those are known
    /// that are settled in their quote.
    pub fn check(self, pair: &Pair) -> Result<(), NotTraded> {
        let (base, quote) = (pair.base(), pair.quote());
        let market = match (self, pair.settle()) {
            (Self::Spot, None) => return Ok(()),
            (Self::Futures, Some(settle)) if settle == quote => return Ok(()),
            (Self::Futures, Some(_)) => {
                return Err(NotTraded::Settlement { pair: pair.to_string() });
            }
            (Self::Spot, Some(_)) => "spot",
            (Self::Futures, None) => "futures",
        };
        let settled = if self.is_spot() { String::new() } else { format!(":{quote}") };
        let like = format!("{base}/{quote}{settled}");
        Err(NotTraded::Market { pair: pair.to_string(), market, like })
    }
}

impl NotTraded {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::Market { like, .. } => format!(
                "write \"{like}\" in exchange.pair_whitelist of config.json, or choose another \"trading_mode\""
            ),
            Self::Settlement { .. } => {
                "name pairs such as \"BTC/USDT:USDT\" in exchange.pair_whitelist of config.json"
                    .into()
            }
        }
    }
}
