//! What candles are there elsewhere? Folders and files of FreqTrade, tables of an exchange's archive, and
//! shorter candles that longer ones are made of.
//!
//! Everything here is read and held against what candles can be; nothing is written.
//! [`crate::data::depot`] takes what was found.

mod csv;
mod datadir;
mod error;
mod file;
mod json;
mod name;
mod resample;
mod sound;
mod spacing;
mod tiers;

pub use self::datadir::{Datadir, datadir};
pub use self::error::ImportError;
pub use self::file::{Asked, bytes, file};
pub use self::resample::{has_source, made};
pub use self::tiers::leverage_tiers;

use crate::data::depot::Deposited;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;

/// Candles that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which they are.
    pub key: CandleKey,
    /// In ascending order of dates.
    pub candles: Candles,
    /// What is worth knowing about them.
    pub notes: Vec<String>,
}

/// Candles that were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Which they are.
    pub key: CandleKey,
    /// Where they came from: a file, or a timeframe.
    pub source: String,
    /// How many were found there.
    pub found: usize,
    /// What became of them.
    pub deposited: Deposited,
}

/// A file of which nothing was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why, with the file's name.
    pub problem: String,
    /// What to do about it.
    pub help: String,
}
