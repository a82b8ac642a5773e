//! The nouns of the field: pairs, timeframes, candles, markets, trades, and the numbers they are
//! rounded with. Nothing here reads or writes anything.

pub mod bits;
pub mod candle_key;
pub mod candle_type;
pub mod candles;
pub mod config;
pub mod dates;
pub mod decimal;
pub mod exchange;
pub mod leverage;
pub mod lock;
pub mod market;
pub mod number;
pub mod pair;
pub mod precision;
pub mod shared;
pub mod tags;
pub mod timeframe;
pub mod timerange;
pub mod trade;
