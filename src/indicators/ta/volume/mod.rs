//! Volume indicators.

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Volume Indicators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[];
