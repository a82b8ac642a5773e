//! What the rows of a file of candles are: prices of trades, mark prices, funding rates.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::pair::Pair;

/// The kinds of candles that FreqTrade keeps, under its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CandleType {
    /// Trades of the spot market.
    Spot,
    /// Trades of a futures market.
    Futures,
    /// The prices that profit and liquidation of futures are reckoned with.
    Mark,
    /// What is paid between the two sides of a futures market, and when: the rate stands in `open`.
    FundingRate,
}

impl CandleType {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Spot, Self::Futures, Self::Mark, Self::FundingRate];

    /// That of a pair's trades: a pair that names the currency it settles in is a future.
    pub fn of_trades(pair: &Pair) -> Self {
        if pair.settle().is_some() { Self::Futures } else { Self::Spot }
    }

    /// The name, as it stands in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spot => "spot",
            Self::Futures => "futures",
            Self::Mark => "mark",
            Self::FundingRate => "funding_rate",
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == text)
    }

    /// Whether there is a row for each step of the timeframe, and each is a candle.
    pub fn has_grid(self) -> bool {
        self != Self::FundingRate
    }
}

impl fmt::Display for CandleType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
