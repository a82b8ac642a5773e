//! Momentum indicators: how fast, how far and how steadily prices move.

mod adx;
mod cci;
mod macd;
mod mfi;
mod minus_di;
mod mom;
mod plus_di;
mod roc;
mod rsi;
mod stoch;
mod willr;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Momentum Indicators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &adx::ADX,
    &cci::CCI,
    &macd::MACD,
    &mfi::MFI,
    &minus_di::MINUS_DI,
    &mom::MOM,
    &plus_di::PLUS_DI,
    &roc::ROC,
    &rsi::RSI,
    &stoch::STOCH,
    &willr::WILLR,
];
