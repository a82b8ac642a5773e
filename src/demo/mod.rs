//! Candles that never were: five pairs that behave like a market, so that everything can be tried
//! without a network.
//!
//! The prices are generated, not history; what earns on them says nothing about any real pair. The
//! same seed gives the same bytes on any machine.

mod generate;
mod noise;
mod path;
mod perpetual;
mod premium;
mod tiers;
mod walk;
mod workspace;

pub use generate::{DemoPair, generate};
pub use perpetual::{DemoPerpetual, perpetuals};
pub use workspace::{DemoError, has, reseed, write};

/// The seed of the demo.
pub const SEED: u64 = 2021;
