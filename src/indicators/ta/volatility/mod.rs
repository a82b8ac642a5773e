//! Volatility indicators: how widely prices move.

mod atr;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Volatility Indicators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[&atr::ATR];
