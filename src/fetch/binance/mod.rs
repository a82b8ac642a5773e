//! What Binance calls things, where it answers, and what its answers mean.

mod archive;
mod numbers;
mod rest;
mod rules;

pub(super) use self::archive::{ArchiveFile, Covers, checksum, contents, day_files, month_files};
pub(super) use self::rest::{PAGE_ROWS, page, read_page};
pub(super) use self::rules::{Rules, read_rules, rules_question};

use crate::model::candle_type::CandleType;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// The timeframes that Binance has candles of.
pub const INTERVALS: [&str; 15] =
    ["1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w", "1M"];

/// What it says of a symbol that it does not know.
pub(super) const UNKNOWN_SYMBOL: i64 = -1121;
/// What it says of an interval that it does not know.
pub(super) const UNKNOWN_INTERVAL: i64 = -1120;

/// Where the exchange answers: no slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// The interface of the spot market.
    pub spot: String,
    /// The interface of futures that are settled in a stable currency.
    pub futures: String,
    /// The files of past months and days; empty where there are none.
    pub archive: String,
}

impl Default for Addresses {
    fn default() -> Self {
        Self {
            spot: "https://api.binance.com".into(),
            futures: "https://fapi.binance.com".into(),
            archive: "https://data.binance.vision".into(),
        }
    }
}

impl Addresses {
    /// Where an exchange of FreqTrade's name answers; `None` for one that is not known here.
    pub fn of(exchange: &str) -> Option<Self> {
        match exchange {
            "binance" | "" => Some(Self::default()),
            "binanceus" => Some(Self {
                spot: "https://api.binance.us".into(),
                futures: String::new(),
                archive: String::new(),
            }),
            _ => None,
        }
    }

    /// None of them.
    pub fn none() -> Self {
        Self { spot: String::new(), futures: String::new(), archive: String::new() }
    }

    /// The interface that answers for a kind of candles.
    pub(super) fn of_type(&self, candle_type: CandleType) -> &str {
        match candle_type {
            CandleType::Spot => &self.spot,
            CandleType::Futures | CandleType::Mark | CandleType::FundingRate => &self.futures,
        }
    }
}

/// What a pair is called there: `BTCUSDT`.
pub(super) fn symbol(pair: &Pair) -> String {
    format!("{}{}", pair.base(), pair.quote())
}

/// What a timeframe is called there; `None` where it has no such candles.
pub(super) fn interval(timeframe: Timeframe) -> Option<&'static str> {
    let name = timeframe.to_string();
    INTERVALS.into_iter().find(|known| *known == name)
}
