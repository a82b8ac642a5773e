//! Volatility indicators: how widely prices move.

mod adr;
mod atr;
mod cvi;
mod massi;
mod natr;
mod rvi;
mod trange;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Volatility Indicators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] =
    &[&adr::ADR, &atr::ATR, &cvi::CVI, &massi::MASSI, &natr::NATR, &rvi::RVI, &trange::TRANGE];
