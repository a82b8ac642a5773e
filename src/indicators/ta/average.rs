//! The moving averages that a `matype` names.

use super::seed;
use crate::indicators::{Kind, Parameter, memory};

/// A parameter that names the kind of an average.
pub(super) const fn matype(name: &'static str, default: f64) -> Parameter {
    Parameter { name, kind: Kind::Whole, low: 0.0, high: 1.0, default: Some(default) }
}

/// How many rows before its own the first average needs.
pub(super) fn lookback(matype: f64, period: usize) -> usize {
    match matype as u32 {
        _ => period - 1,
    }
}

/// How many rows it takes until the first value weighs less than 1 %.
pub(super) fn memory(matype: f64, period: f64) -> f64 {
    match matype as u32 {
        0 => period,
        _ => memory::exponential(period),
    }
}

/// The average of `period` rows, from the first value that is not NaN.
pub(super) fn compute(matype: f64, source: &[f64], period: usize, out: &mut [f64]) {
    match matype as u32 {
        0 => seed::sma(source, period, out),
        _ => seed::ema(source, period, out),
    }
}
