//! Pairs that are not entered for a while.

use serde::{Deserialize, Serialize};

use super::trade::Side;

/// All pairs, as locks name them.
pub const ALL_PAIRS: &str = "*";

/// Which entries a lock holds back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LockSide {
    /// Both.
    #[serde(rename = "*")]
    Both,
    /// Long ones.
    #[serde(rename = "long")]
    Long,
    /// Short ones.
    #[serde(rename = "short")]
    Short,
}

impl From<Side> for LockSide {
    fn from(side: Side) -> Self {
        if side.is_short() { Self::Short } else { Self::Long }
    }
}

/// A pair that is not entered until a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The pair, or [`ALL_PAIRS`].
    pub pair: String,
    /// Which entries are held back.
    pub side: LockSide,
    /// The candle on which it was put, epoch milliseconds.
    pub date: i64,
    /// Entries on candles that open before it are held back, epoch milliseconds.
    pub until: i64,
    /// Which protection put it and why, or what the strategy says.
    pub reason: String,
}
