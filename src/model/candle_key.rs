//! Which candles: of what pair, how long, and what their rows are.

use std::fmt;

use super::candle_type::CandleType;
use super::pair::Pair;
use super::timeframe::Timeframe;

/// What tells the candles of one file from those of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CandleKey {
    /// The pair.
    pub pair: Pair,
    /// The timeframe.
    pub timeframe: Timeframe,
    /// What the rows are.
    pub candle_type: CandleType,
}

impl CandleKey {
    /// The candles of a pair's trades.
    pub fn trades(pair: &Pair, timeframe: Timeframe) -> Self {
        Self { pair: pair.clone(), timeframe, candle_type: CandleType::of_trades(pair) }
    }

    /// The mark prices of a future, as FreqTrade keeps them.
    pub fn mark(pair: &Pair) -> Self {
        let (timeframe, candle_type) = (Timeframe::HOUR, CandleType::Mark);
        Self { pair: pair.clone(), timeframe, candle_type }
    }

    /// The funding rates of a future, whenever they are due: FreqTrade names the hour in their files.
    pub fn funding_rates(pair: &Pair) -> Self {
        let (timeframe, candle_type) = (Timeframe::HOUR, CandleType::FundingRate);
        Self { pair: pair.clone(), timeframe, candle_type }
    }

    /// What its rows are, in words: `1h candles`.
    pub fn rows(&self) -> String {
        match self.candle_type {
            CandleType::Spot | CandleType::Futures => format!("{} candles", self.timeframe),
            CandleType::Mark => format!("{} mark prices", self.timeframe),
            CandleType::FundingRate => "funding rates".to_owned(),
        }
    }
}

impl fmt::Display for CandleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pair, self.timeframe)?;
        match self.candle_type {
            CandleType::Spot | CandleType::Futures => Ok(()),
            other => write!(f, " {other}"),
        }
    }
}
