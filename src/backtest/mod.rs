//! What would it earn? Signals and candles in, trades and figures out.
//!
//! The simulator sees prices, signal bit sets and tags; it knows neither the plan they come from nor
//! the script behind it. All that is odd in it is the reference's behaviour, kept on purpose: each
//! quirk has its line in `docs/assumptions.md`.

mod adjust;
mod detail;
mod entry;
mod equity;
mod exits;
mod funding;
mod holdings;
mod ledger;
mod leverage;
mod liquidation;
mod locks;
pub mod metrics;
mod orders;
mod position;
mod protections;
mod quiet;
mod roi;
mod sim;
mod step;
mod stoploss;
mod track;
mod wallet;

pub use entry::BEYOND_TIERS;
pub use holdings::Holding;
pub use sim::{Counters, Simulation, simulate};

use std::sync::Arc;

use crate::data::funding::FundingEvents;
use crate::data::tick::PriceSteps;
use crate::model::bits::Bits;
use crate::model::candles::Candles;
use crate::model::config::Config;
use crate::model::leverage::LeverageTier;
use crate::model::market::Market;
use crate::model::precision::AmountPrecision;
use crate::model::tags::Tags;
use crate::model::trade::Side;
use crate::strategy::callbacks::{Callbacks, Defined};
use crate::strategy::settings::Settings;

/// One pair as the simulator sees it.
#[derive(Clone, Debug)]
pub struct PairInput {
    /// Its name.
    pub pair: String,
    /// Its candles, warm-up included.
    pub candles: Arc<Candles>,
    /// The first candle after warm-up.
    pub first: usize,
    /// What the strategy asks for at each candle.
    pub signals: Signals,
    /// The price step over time.
    pub price_steps: PriceSteps,
    /// The grid of amounts.
    pub amount_precision: AmountPrecision,
    /// What the exchange accepts; amounts and costs are in currencies, not in contracts.
    pub market: Market,
    /// Shorter candles inside of these, where there are any.
    pub detail: Option<Arc<Candles>>,
    /// What holds for a perpetual contract; none in spot.
    pub perpetual: Option<Perpetual>,
}

/// A perpetual contract: what may be borrowed, and what is paid for that.
#[derive(Clone, Debug)]
pub struct Perpetual {
    /// Its leverage tiers, ascending.
    pub tiers: Vec<LeverageTier>,
    /// What one unit is paid or receives, and when.
    pub funding: Arc<FundingEvents>,
    /// The highest leverage of all stakes, where the exchange has no tiers.
    pub max_leverage: Option<f64>,
    /// Fee ratio of an order that takes from the book, as the exchange reckons liquidations.
    pub taker: f64,
}

/// The signal columns of a pair; an absent one is off everywhere.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    /// Asks for a long entry.
    pub enter_long: Option<Arc<Bits>>,
    /// Asks for the exit of a long trade.
    pub exit_long: Option<Arc<Bits>>,
    /// Asks for a short entry.
    pub enter_short: Option<Arc<Bits>>,
    /// Asks for the exit of a short trade.
    pub exit_short: Option<Arc<Bits>>,
    /// Names entries.
    pub enter_tag: Tags,
    /// Names exits.
    pub exit_tag: Tags,
}

impl Signals {
    /// Where an entry of a side is asked for.
    fn enter(&self, side: Side) -> Option<&Bits> {
        let bits = if side.is_short() { &self.enter_short } else { &self.enter_long };
        bits.as_deref()
    }

    /// Where an exit of a side is asked for.
    fn exit(&self, side: Side) -> Option<&Bits> {
        let bits = if side.is_short() { &self.exit_short } else { &self.exit_long };
        bits.as_deref()
    }
}

/// Everything that a simulation depends on besides the candles and signals.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// What the strategy sets.
    pub settings: &'a Settings,
    /// Wallet and stake.
    pub config: &'a Config,
    /// Fee ratio of entries and exits.
    pub fee: f64,
    /// What the strategy is asked on the way.
    pub callbacks: &'a dyn Callbacks,
    /// Which of its callbacks are asked.
    pub defined: Defined,
}

fn on(bits: Option<&Bits>, row: usize) -> bool {
    bits.is_some_and(|bits| bits.get(row))
}
