//! Cycle indicators: Hilbert's transform of prices.

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Cycle Indicators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[];
