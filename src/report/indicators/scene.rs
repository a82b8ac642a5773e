//! Which candles a picture shows, and the columns of a function on them.

use std::ops::Range;

use crate::demo;
use crate::indicators::{Function, Operation, Parameter};
use crate::model::candles::Candles;
use crate::model::timeframe::Timeframe;

/// Candles of a picture.
const CANDLES: usize = 72;

/// Candles of a picture that shows a pattern of a few of them.
const CANDLES_OF_PATTERN: usize = 36;

/// Rows that are computed for a picture of a column that has a value in each.
const ROWS: usize = 2_000;

/// Candles that functions are tried on.
pub(super) struct Stage {
    /// What a picture says of them: `BTC/USDT 1h`.
    pub title: String,
    pub candles: Candles,
}

impl Stage {
    /// The pairs of the demo, its first one first, in three timeframes; then with gaps, without which some
    /// patterns cannot be: candles of an hour of which some between are left out.
    pub(super) fn all() -> Vec<Self> {
        let pairs = demo::generate(demo::SEED);
        let whole = ["1h", "4h", "1d"].into_iter().flat_map(|timeframe| {
            let timeframe = Timeframe::parse(timeframe).expect("it is a timeframe");
            pairs.iter().map(move |pair| Self {
                title: format!("{} {timeframe}", pair.pair),
                candles: pair.hourly.aggregate(timeframe),
            })
        });
        let with_gaps = (2..=6).flat_map(|step| {
            pairs.iter().map(move |pair| Self {
                title: format!("{} 1h, with gaps", pair.pair),
                candles: every(step, &pair.hourly),
            })
        });
        whole.chain(with_gaps).collect()
    }

    fn column(&self, name: &str) -> Vec<f64> {
        let candles = &self.candles;
        match name {
            "open" => candles.open.to_vec(),
            "high" => candles.high.to_vec(),
            "low" => candles.low.to_vec(),
            "close" => candles.close.to_vec(),
            "volume" => candles.volume.to_vec(),
            // A column that only a script can have: a number of candles that rises and falls.
            _ => (0..candles.len()).map(|row| 5.0 + (row % 25) as f64).collect(),
        }
    }
}

/// One of so many candles.
fn every(step: usize, candles: &Candles) -> Candles {
    let mut some = Candles::with_capacity(candles.len() / step + 1);
    (0..candles.len()).step_by(step).for_each(|row| some.push(candles.row(row)));
    some
}

/// A function on some candles.
pub(super) struct Scene<'a> {
    pub function: Function,
    pub stage: &'a Stage,
    /// The rows that are shown.
    pub rows: Range<usize>,
    /// The outputs, from the first row that is shown.
    pub outputs: Vec<Vec<f64>>,
}

impl<'a> Scene<'a> {
    /// The last candles of the first stage, or those on which something rare last happened; `None` when it
    /// never did.
    pub(super) fn find(function: Function, stages: &'a [Stage]) -> Option<Self> {
        let is_rare = is_rare(function);
        for stage in stages {
            let whole = stage.candles.len();
            let first = if is_rare { 0 } else { whole.saturating_sub(ROWS) };
            let outputs = compute(function, stage, first..whole);
            let shown = if is_pattern(function) { CANDLES_OF_PATTERN } else { CANDLES };
            let end = if is_rare {
                let happened = |row: &usize| outputs.iter().any(|output| output[*row] != 0.0);
                let Some(last) = (0..whole - first).rev().find(happened) else { continue };
                (last + shown / 3).min(whole - first)
            } else {
                whole - first
            };
            let rows = end.saturating_sub(shown)..end;
            let outputs = outputs.iter().map(|output| output[rows.clone()].to_vec()).collect();
            return Some(Self {
                function,
                stage,
                rows: first + rows.start..first + rows.end,
                outputs,
            });
        }
        None
    }
}

/// Whether it is a candlestick pattern: whole numbers that are 0 where there is none.
pub(super) fn is_pattern(function: Function) -> bool {
    function.operation.group == "Pattern Recognition"
}

/// Whether it is a function of single numbers, such as a sine: prices are too large for some of them.
pub(super) fn is_of_numbers(function: Function) -> bool {
    function.operation.group == "Math Transform"
}

/// Values as parts of the largest one.
fn shares(column: &[f64]) -> Vec<f64> {
    let largest = column.iter().copied().fold(f64::MIN, f64::max);
    column.iter().map(|value| value / largest).collect()
}

/// Whether it is 0 on most candles.
fn is_rare(function: Function) -> bool {
    is_pattern(function) || function.operation.name == "FRACTAL"
}

/// The parameters of a picture: the defaults, or some length where there is none.
pub(in super::super) fn shown_parameters(operation: &Operation) -> Vec<f64> {
    let value = |parameter: &Parameter| {
        let some = if ["left", "right"].contains(&parameter.name) { 3.0 } else { 20.0_f64 };
        parameter.default.unwrap_or(some.clamp(parameter.low, parameter.high))
    };
    operation.parameters.iter().map(value).collect()
}

fn compute(function: Function, stage: &Stage, rows: Range<usize>) -> Vec<Vec<f64>> {
    let operation = function.operation;
    let inputs: Vec<Vec<f64>> = operation
        .inputs
        .iter()
        .map(|input| {
            let column = stage.column(input.column)[rows.clone()].to_vec();
            if is_of_numbers(function) { shares(&column) } else { column }
        })
        .collect();
    let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
    let parameters = shown_parameters(operation);
    let mut outputs = vec![vec![0.0; rows.len()]; operation.outputs.len()];
    let mut places: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    (operation.kernel)(&inputs, &parameters, &mut places);
    outputs
}
