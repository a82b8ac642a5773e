//! Statistic functions of windows.

mod linearreg_slope;
mod stddev;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Statistic Functions";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[&linearreg_slope::LINEARREG_SLOPE, &stddev::STDDEV];
