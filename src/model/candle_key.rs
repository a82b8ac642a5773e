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

impl fmt::Display for CandleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pair, self.timeframe)?;
        match self.candle_type {
            CandleType::Spot | CandleType::Futures => Ok(()),
            other => write!(f, " {other}"),
        }
    }
}
