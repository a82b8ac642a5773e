//! How trades come about, candle by candle: each test is a market situation.

mod data;
mod entries;
mod exits;
mod roi;
mod stake;
mod stoploss;
mod trailing;
