//! A fake of Binance's public interface on 127.0.0.1: candles, rules, limits, archive and faults.
//!
//! `World` says what the exchange has and what a client must end up with; `Exchange` serves it.

mod answer;
mod archive;
mod candle;
mod faults;
mod funding;
mod gate;
mod http;
mod interval;
mod limits;
mod log;
mod options;
mod rest;
mod rules;
mod server;
mod symbol;
mod world;

#[cfg(test)]
mod tests;

pub use faults::{Fault, FaultKind};
pub use interval::utc_ms;
pub use log::Logged;
pub use options::{ArchiveOptions, Options};
pub use server::Exchange;
pub use symbol::Symbol;
pub use world::{Row, Series, World};
