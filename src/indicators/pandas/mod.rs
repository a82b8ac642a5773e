//! pandas' methods of a Series that look at earlier rows, with the values of pandas 3.
//!
//! A missing value is NaN. The windows (`rolling`, `expanding`, `ewm`) skip missing values, take an
//! infinite one as missing too, and are NaN until they hold `min_periods` values. A `min_periods` beyond
//! the window is refused when the parameters are bound, as pandas refuses it.

mod bars_since;
mod cumulative;
mod diff;
mod ewm;
mod expanding;
mod ffill;
mod pct_change;
mod rolling;
mod shift;

use super::{Input, Kind, Operation, Output, Parameter, module};

/// Every method, by name; methods of a window are called `rolling.mean`, `ewm.mean`, ….
pub static TABLE: &[&Operation] = &[
    &bars_since::BARS_SINCE,
    &cumulative::CUMMAX,
    &cumulative::CUMMIN,
    &cumulative::CUMPROD,
    &cumulative::CUMSUM,
    &diff::DIFF,
    &ewm::mean::MEAN,
    &ewm::std::STD,
    &ewm::var::VAR,
    &expanding::MAX,
    &expanding::MEAN,
    &expanding::MIN,
    &expanding::STD,
    &expanding::SUM,
    &ffill::FFILL,
    &pct_change::PCT_CHANGE,
    &rolling::corr::CORR,
    &rolling::count::COUNT,
    &rolling::cov::COV,
    &rolling::kurt::KURT,
    &rolling::max::MAX,
    &rolling::mean::MEAN,
    &rolling::median::MEDIAN,
    &rolling::min::MIN,
    &rolling::quantile::QUANTILE,
    &rolling::rank::RANK,
    &rolling::skew::SKEW,
    &rolling::std::STD,
    &rolling::sum::SUM,
    &rolling::var::VAR,
    &shift::SHIFT,
];

/// The method of a name.
pub fn find(name: &str) -> Option<&'static Operation> {
    module::find(TABLE, name)
}

/// The headings.
const SERIES: &str = "Series";
const ROLLING: &str = "rolling";
const EXPANDING: &str = "expanding";
const EWM: &str = "ewm";

/// The output of every method.
const REAL: &[Output] = &[Output::real("real")];

/// Where the methods are from.
const SOURCE: &str = "pandas";

/// The input of a method.
const COLUMN: &[Input] = &[Input { name: "real", column: "close" }];

/// The inputs of a method that compares two columns.
const PAIR: &[Input] =
    &[Input { name: "real", column: "close" }, Input { name: "other", column: "close" }];

/// More rows than any column has; windows and shifts are not longer.
const MOST_ROWS: f64 = 2_147_483_647.0;

/// The parameter `periods` of a method that looks at one earlier row.
const fn periods() -> Parameter {
    Parameter { name: "periods", kind: Kind::Whole, low: 0.0, high: MOST_ROWS, default: Some(1.0) }
}

/// The parameter `min_periods`: how many values a window holds before it has a result.
const fn min_periods(default: Option<f64>) -> Parameter {
    Parameter { name: "min_periods", kind: Kind::Whole, low: 0.0, high: MOST_ROWS, default }
}

/// A bound number of rows.
fn rows(parameter: f64) -> usize {
    parameter as usize
}

#[cfg(test)]
mod tests {
    use super::{TABLE, find};

    #[test]
    fn every_entry_is_found_by_its_name() {
        for operation in TABLE {
            let found = find(operation.name).expect("a listed name is found");
            assert!(std::ptr::eq(found, *operation));
        }
        assert!(find("rolling").is_none());
    }
}
