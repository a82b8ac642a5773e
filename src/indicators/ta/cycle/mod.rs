//! Cycle indicators: Hilbert's transform of prices.

mod ht_dcperiod;
mod ht_dcphase;
mod ht_phasor;
mod ht_sine;
mod ht_trendmode;
mod phase;

use crate::indicators::{Memory, Operation};

/// TA-Lib's heading.
const GROUP: &str = "Cycle Indicators";

/// How long the first values are felt: the period that is measured bears on the next.
pub(super) const MEMORY: Memory = Memory::Fading(|_| 120.0);

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &ht_dcperiod::HT_DCPERIOD,
    &ht_dcphase::HT_DCPHASE,
    &ht_phasor::HT_PHASOR,
    &ht_sine::HT_SINE,
    &ht_trendmode::HT_TRENDMODE,
];
