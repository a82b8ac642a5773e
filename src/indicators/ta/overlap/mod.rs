//! Overlap studies: averages and bands that lie among the prices.

mod bbands;
mod ema;
mod sma;
mod tema;
mod wma;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Overlap Studies";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] =
    &[&bbands::BBANDS, &ema::EMA, &sma::SMA, &tema::TEMA, &wma::WMA];
