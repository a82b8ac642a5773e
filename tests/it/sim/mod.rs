//! How trades come about, candle by candle: each test is a market situation.

mod adjustments;
mod asked;
mod bad_answers;
mod data;
mod detail_entries;
mod detail_exits;
mod entries;
mod exits;
mod funding;
mod leverage;
mod liquidation;
mod locks;
mod order_prices;
mod orders;
mod protections;
mod quiet;
mod reversals;
mod roi;
mod shorts;
mod stacking;
mod stake;
mod stoploss;
mod trailing;
mod waiting_adjustments;
