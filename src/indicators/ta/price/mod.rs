//! Price transforms: other prices made of a candle's four.

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Price Transform";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[];
