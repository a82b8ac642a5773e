//! What is to be fetched, and where from.

use std::ops::Range;

use crate::data::store::Store;
use crate::model::candle_key::CandleKey;
use crate::model::pair::Pair;

/// Candles that are to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which ones.
    pub key: CandleKey,
    /// Open times, epoch milliseconds, the end not included.
    pub span: Range<i64>,
}

impl Wanted {
    /// Their file, below the folder of candles.
    pub fn file(&self) -> String {
        Store::file_name(&self.key)
    }

    /// How they are called: `BTC/USDT 1h`, `BTC/USDT:USDT 1h mark`.
    pub fn name(&self) -> String {
        self.key.to_string()
    }
}

/// Where candles are taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// From the archive where whole months of short candles are missing, and else from the exchange.
    #[default]
    Auto,
    /// From the exchange alone.
    Api,
    /// From the archive alone: up to yesterday, and without the exchange's rules.
    Archive,
}

/// Everything that is to be fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The candles.
    pub candles: Vec<Wanted>,
    /// The pairs whose rules are to be known.
    pub rules: Vec<Pair>,
}
