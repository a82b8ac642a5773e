//! yata's methods: a column from one or two others.
//!
//! The averages are those that an indicator can be given, and guarded as there ([`Average`]).

mod adi;
mod cci;
mod dema;
mod dma;
mod ema;
mod heikin_ashi;
mod highest_index;
mod hma;
mod integral;
mod lin_reg;
mod linear_volatility;
mod lower_reversal_signal;
mod lowest_index;
mod mean_abs_dev;
mod median_abs_dev;
mod reversal_signal;
mod rma;
mod smm;
mod swma;
mod tema;
mod tma;
mod trima;
mod tsi;
mod upper_reversal_signal;
mod vidya;
mod vwma;
mod wsma;

use yata::core::{Error, Method, MovingAverageConstructor};
use yata::helpers::MA;

use super::average::Average;
use super::rows::walk;
use super::{MOST_ROWS, SLOW_ROWS, period, rows, slow_period};
use crate::indicators::{Input, Operation, Parameter};

/// The heading.
const GROUP: &str = "yata methods";

/// The methods, by name.
pub(super) static TABLE: &[&Operation] = &[
    &adi::ADI,
    &cci::CCI,
    &dema::DEMA,
    &dma::DMA,
    &ema::EMA,
    &heikin_ashi::HEIKIN_ASHI,
    &highest_index::HIGHEST_INDEX,
    &hma::HMA,
    &integral::INTEGRAL,
    &lin_reg::LIN_REG,
    &linear_volatility::LINEAR_VOLATILITY,
    &lower_reversal_signal::LOWER_REVERSAL_SIGNAL,
    &lowest_index::LOWEST_INDEX,
    &mean_abs_dev::MEAN_ABS_DEV,
    &median_abs_dev::MEDIAN_ABS_DEV,
    &reversal_signal::REVERSAL_SIGNAL,
    &rma::RMA,
    &smm::SMM,
    &swma::SWMA,
    &tema::TEMA,
    &tma::TMA,
    &trima::TRIMA,
    &tsi::TSI,
    &upper_reversal_signal::UPPER_REVERSAL_SIGNAL,
    &vidya::VIDYA,
    &vwma::VWMA,
    &wsma::WSMA,
];

/// The input of methods of any column.
const COLUMN: &[Input] = &[Input { name: "real", column: "close" }];

/// The parameter of most methods; yata has no default for it.
const LENGTH: &[Parameter] = &[length(1, MOST_ROWS)];

/// The parameter of methods that look through their window for each row.
const SLOW_LENGTH: &[Parameter] = &[length(1, SLOW_ROWS)];

/// The parameters of methods that look for turns.
const TURN: &[Parameter] = &[
    Parameter { default: None, ..slow_period("left", 1, 1) },
    Parameter { default: None, ..slow_period("right", 1, 1) },
];

/// A number of rows that a script has to give.
const fn length(low: u32, high: u32) -> Parameter {
    Parameter { high: high as f64, default: None, ..period("length", low, low) }
}

/// The rows before its own that a window needs to be whole; one of 0 has no beginning.
fn window(parameters: &[f64]) -> usize {
    rows(parameters[0]).saturating_sub(1) as usize
}

/// The rows around its own that a turn needs.
fn turn(parameters: &[f64]) -> usize {
    (rows(parameters[0]) + rows(parameters[1])) as usize
}

/// The average of a bound length.
fn average(make: fn(u32) -> MA, parameters: &[f64]) -> Average {
    Average(make(rows(parameters[0])))
}

/// Smooths a column.
fn smooth(average: Average, inputs: &[&[f64]], outputs: &mut [&mut [f64]]) {
    let lookback = average.lookback() as usize;
    column(inputs, lookback, outputs, |first| average.init(*first), f64::from);
}

/// Feeds a column to a method that `begin` makes with its first value.
fn column<M: Method<Input = f64>>(
    inputs: &[&[f64]],
    lookback: usize,
    outputs: &mut [&mut [f64]],
    begin: impl FnOnce(&f64) -> Result<M, Error>,
    number: fn(M::Output) -> f64,
) {
    let next = |method: &mut M, [value]: &[f64; 1]| [number(method.next(value))];
    walk([inputs[0]], lookback, outputs, |[first]| begin(first), next);
}

#[cfg(test)]
mod tests;
