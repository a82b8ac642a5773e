//! Statistic functions of windows.

mod beta;
mod correl;
mod linearreg;
mod linearreg_angle;
mod linearreg_intercept;
mod linearreg_slope;
mod pairs;
mod percentile;
mod percentrank;
mod regression;
mod stddev;
mod tsf;
mod var;

use crate::indicators::Operation;

pub(super) use self::tsf::TSF;

/// TA-Lib's heading.
const GROUP: &str = "Statistic Functions";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &beta::BETA,
    &correl::CORREL,
    &linearreg::LINEARREG,
    &linearreg_angle::LINEARREG_ANGLE,
    &linearreg_intercept::LINEARREG_INTERCEPT,
    &linearreg_slope::LINEARREG_SLOPE,
    &percentile::PERCENTILE,
    &percentrank::PERCENTRANK,
    &stddev::STDDEV,
    &TSF,
    &var::VAR,
];
