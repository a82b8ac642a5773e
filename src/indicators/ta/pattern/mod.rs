//! Candlestick patterns.

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Pattern Recognition";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[];
