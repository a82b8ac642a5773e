//! Overlap studies: averages and bands that lie among the prices.

mod accbands;
mod bbands;
mod cascade;
mod dema;
mod donchian;
mod ema;
pub(super) mod hma;
pub(super) mod ht_trendline;
mod kama;
mod kc;
mod ma;
pub(super) mod mama;
mod mavp;
mod midpoint;
mod midprice;
mod parabolic;
mod rma;
mod sar;
mod sarext;
mod sma;
mod supertrend;
mod t3;
mod tema;
mod trima;
mod vwma;
pub(super) mod wma;
mod zlema;

use crate::indicators::Operation;

pub(super) use self::{
    dema::DEMA, ema::EMA, hma::HMA, kama::KAMA, mavp::MAVP, rma::RMA, sma::SMA, t3::T3, tema::TEMA,
    trima::TRIMA, wma::WMA, zlema::ZLEMA,
};

/// TA-Lib's heading.
const GROUP: &str = "Overlap Studies";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &accbands::ACCBANDS,
    &bbands::BBANDS,
    &DEMA,
    &donchian::DONCHIAN,
    &EMA,
    &HMA,
    &ht_trendline::HT_TRENDLINE,
    &KAMA,
    &kc::KC,
    &ma::MA,
    &mama::MAMA,
    &MAVP,
    &midpoint::MIDPOINT,
    &midprice::MIDPRICE,
    &RMA,
    &sar::SAR,
    &sarext::SAREXT,
    &SMA,
    &supertrend::SUPERTREND,
    &T3,
    &TEMA,
    &TRIMA,
    &vwma::VWMA,
    &WMA,
    &ZLEMA,
];
