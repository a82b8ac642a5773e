//! TA-Lib's functions: its names, inputs, ranges, defaults and values, warm-up included.
//!
//! One folder for each of TA-Lib's groups, one file for each function. What functions share stands
//! beside the folders.
//!
//! Rows at the start where any input is NaN are skipped, and the warm-up counts from the first
//! whole row. A NaN further on goes through the formulas as it does in TA-Lib: averages stay NaN
//! from there, and what TA-Lib guards with a comparison (RSI, the directional indicators) is 0.

mod average;
mod cycle;
mod deviations;
mod directional;
mod equal;
mod extremes;
mod follower;
mod hilbert;
mod math_operators;
mod math_transform;
mod momentum;
mod overlap;
mod pattern;
mod price;
mod ring;
mod rowwise;
mod seed;
mod standstill;
mod statistic;
mod volatility;
mod volume;
mod warm_up;
mod windows;

use std::sync::LazyLock;

use super::{Input, Kind, Operation, Output, Parameter, module};

/// Every function, by name.
pub static TABLE: LazyLock<Vec<&'static Operation>> = LazyLock::new(|| {
    let mut table: Vec<&Operation> = [
        cycle::TABLE,
        math_operators::TABLE,
        math_transform::TABLE,
        momentum::TABLE,
        overlap::TABLE,
        pattern::TABLE,
        price::TABLE,
        statistic::TABLE,
        volatility::TABLE,
        volume::TABLE,
    ]
    .concat();
    table.sort_by_key(|operation| operation.name);
    table
});

/// The function of a name, spelled as TA-Lib spells it.
pub fn find(name: &str) -> Option<&'static Operation> {
    module::find(&TABLE, name)
}

/// What parameters have to keep that are each in range and do not go together.
pub(super) fn refuses(operation: &Operation, parameters: &[f64]) -> Option<&'static str> {
    let is_crossed =
        std::ptr::eq(operation, &raw const overlap::MAVP) && parameters[0] > parameters[1];
    is_crossed.then_some("`minperiod` must not be above `maxperiod`")
}

/// The output of functions that have one.
const REAL: &[Output] = &[Output::real("real")];

/// The output of functions that have one, of whole numbers.
const INTEGER: &[Output] = &[Output::integer("integer")];

/// The outputs of bands around prices.
const BANDS: &[Output] =
    &[Output::real("upperband"), Output::real("middleband"), Output::real("lowerband")];

/// The input of functions that take any column.
const PRICE: &[Input] = &[Input { name: "real", column: "close" }];

/// The inputs of functions that take any two columns.
const TWO_PRICES: &[Input] =
    &[Input { name: "real0", column: "high" }, Input { name: "real1", column: "low" }];

/// The inputs of functions of a candle's highest and lowest price.
const HIGH_LOW: &[Input] =
    &[Input { name: "high", column: "high" }, Input { name: "low", column: "low" }];

/// The inputs of functions of a candle's range.
const CANDLE: &[Input] = &[
    Input { name: "high", column: "high" },
    Input { name: "low", column: "low" },
    Input { name: "close", column: "close" },
];

/// The inputs of functions of a candle's four prices.
const WHOLE_CANDLE: &[Input] = &[
    Input { name: "open", column: "open" },
    Input { name: "high", column: "high" },
    Input { name: "low", column: "low" },
    Input { name: "close", column: "close" },
];

/// The inputs of functions of a candle's range and volume.
const CANDLE_AND_VOLUME: &[Input] = &[
    Input { name: "high", column: "high" },
    Input { name: "low", column: "low" },
    Input { name: "close", column: "close" },
    Input { name: "volume", column: "volume" },
];

/// The parameter `timeperiod`.
const fn timeperiod(low: f64, default: f64) -> Parameter {
    period("timeperiod", low, default)
}

/// A number of rows, whose upper limit is the same everywhere.
const fn period(name: &'static str, low: f64, default: f64) -> Parameter {
    Parameter { name, kind: Kind::Whole, low, high: 100_000.0, default: Some(default) }
}

/// A number without limits of its own: those of TA-Lib for real numbers.
const fn real(name: &'static str, default: f64) -> Parameter {
    Parameter { name, kind: Kind::Real, low: -3e37, high: 3e37, default: Some(default) }
}
