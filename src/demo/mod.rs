//! Candles that never were: five pairs that behave like a market, and perpetuals on them, so that
//! everything can be tried without a network.
//!
//! The prices are generated, not history; what earns on them says nothing about any real pair. The
//! same seed gives the same bytes on any machine.

mod examples;
mod generate;
mod generated;
mod noise;
mod path;
mod perpetual;
mod premium;
mod tiers;
mod walk;
mod workspace;

pub use generate::{DemoPair, generate};
pub use generated::has;
pub use perpetual::{DemoPerpetual, perpetuals};
pub use workspace::{DemoError, reseed, write, write_of};

/// The seed of the demo.
pub const SEED: u64 = 2021;
