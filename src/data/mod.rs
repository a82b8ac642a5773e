//! Where the candles are, and how they become frames: reading, cutting, filling gaps, aligning one
//! frame with another.

pub mod clean;
mod content;
pub mod depot;
pub mod examine;
pub mod feather;
pub mod frames;
pub mod funding;
pub mod informative;
pub mod leverage;
pub mod lock;
pub mod manifest;
pub mod merge;
pub mod parquet;
pub mod spans;
pub mod store;
pub mod survey;
pub mod tick;
pub mod whole;

use std::sync::Arc;

use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;

/// Where a backtest gets its candles from: a folder, memory, another machine.
pub trait CandleSource: Sync {
    /// All stored candles of a key, in stored order; duplicates and gaps included. Funding rates stand in
    /// `open`.
    fn candles(&self, key: &CandleKey) -> Result<Arc<Candles>, DataError>;
}

/// Candles that cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// There is no file.
    #[error("no {rows} of {pair}: {path} does not exist")]
    Missing {
        /// The pair.
        pair: String,
        /// What they are, in words: [`CandleKey::rows`].
        rows: String,
        /// Where they were looked for.
        path: String,
    },
    /// The file cannot be understood.
    #[error("the {rows} of {pair} cannot be read: {path}: {problem}")]
    Unreadable {
        /// The pair.
        pair: String,
        /// What they are, in words: [`CandleKey::rows`].
        rows: String,
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// No pair has a candle where one is needed.
    #[error("no {timeframe} candles of {pairs} in the timerange {timerange}")]
    Empty {
        /// The pair, or all of them.
        pairs: String,
        /// The timeframe.
        timeframe: String,
        /// The timerange.
        timerange: String,
    },
    /// The file of market rules cannot be understood.
    #[error("the market rules cannot be read: {path}: {problem}")]
    Markets {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The file of leverage tiers cannot be understood.
    #[error("the leverage tiers cannot be read: {path}: {problem}")]
    Tiers {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A file of candles stays as it is: what it holds cannot be trusted.
    #[error("{path} is not added to: {problem}")]
    Kept {
        /// The file.
        path: String,
        /// Why.
        problem: String,
        /// What to do about it.
        help: String,
    },
    /// The list of accepted files cannot be understood.
    #[error("{path} cannot be used: {problem}")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The folder of candles cannot be looked into.
    #[error("{path} cannot be read: {problem}")]
    Folder {
        /// The folder.
        path: String,
        /// Why.
        problem: String,
    },
    /// Another process writes in the folder of candles.
    #[error("another `autoquant prepare` is at work in {path}")]
    Locked {
        /// The folder.
        path: String,
    },
    /// Something could not be written.
    #[error("{path} cannot be written: {problem}")]
    NotWritten {
        /// The file.
        path: String,
        /// Why.
        problem: String,
    },
}

impl DataError {
    /// There is no file of some candles.
    pub fn missing(key: &CandleKey, path: String) -> Self {
        Self::Missing { pair: key.pair.to_string(), rows: key.rows(), path }
    }

    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Missing { .. } => "fetch them with `autoquant prepare`".into(),
            Self::Unreadable { .. } => {
                "fetch the file anew with `autoquant prepare`, or remove it".into()
            }
            Self::Empty { .. } => {
                "choose another timerange, or fetch more candles with `autoquant prepare`".into()
            }
            Self::Manifest { .. } => {
                "remove the file, and take the candles as they are with `autoquant prepare --accept`".into()
            }
            Self::Folder { .. } => "check the folder's permissions".into(),
            Self::Kept { help, .. } => help.clone(),
            Self::Tiers { .. } => "mend the file, or remove it".into(),
            Self::Markets { .. } => "mend the file, or remove it to do without rules".into(),
            Self::Locked { .. } => "wait until it is done, or stop it".into(),
            Self::NotWritten { .. } => "check the folder's permissions and the free space".into(),
        }
    }
}
