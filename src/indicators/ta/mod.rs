//! TA-Lib's functions: its names, inputs, ranges, defaults and values, warm-up included.
//!
//! Rows at the start where any input is NaN are skipped, and the warm-up counts from the first
//! whole row. A NaN further on goes through the formulas as it does in TA-Lib: averages stay NaN
//! from there, and what TA-Lib guards with a comparison (RSI, the directional indicators) is 0.

mod adx;
mod atr;
mod bbands;
mod cci;
mod directional;
mod ema;
mod linearreg_slope;
mod macd;
mod max;
mod mfi;
mod min;
mod minus_di;
mod mom;
mod plus_di;
mod range;
mod roc;
mod rsi;
mod seed;
mod sma;
mod stddev;
mod stoch;
mod tema;
mod willr;
mod wma;

use super::{Input, Operation, Parameter};

/// Every function, by name.
pub static TABLE: &[&Operation] = &[
    &adx::ADX,
    &atr::ATR,
    &bbands::BBANDS,
    &cci::CCI,
    &ema::EMA,
    &linearreg_slope::LINEARREG_SLOPE,
    &macd::MACD,
    &max::MAX,
    &mfi::MFI,
    &min::MIN,
    &minus_di::MINUS_DI,
    &mom::MOM,
    &plus_di::PLUS_DI,
    &roc::ROC,
    &rsi::RSI,
    &sma::SMA,
    &stddev::STDDEV,
    &stoch::STOCH,
    &tema::TEMA,
    &willr::WILLR,
    &wma::WMA,
];

/// The function of a name, spelled as TA-Lib spells it.
pub fn find(name: &str) -> Option<&'static Operation> {
    let at = TABLE.binary_search_by(|operation| operation.name.cmp(name)).ok()?;
    Some(TABLE[at])
}

/// TA-Lib's headings.
const OVERLAP: &str = "Overlap Studies";
const MOMENTUM: &str = "Momentum Indicators";
const VOLATILITY: &str = "Volatility Indicators";
const STATISTIC: &str = "Statistic Functions";
const MATH: &str = "Math Operators";

/// The output of functions that have one.
const REAL: &[&str] = &["real"];

/// The input of functions that take any column.
const PRICE: &[Input] = &[Input { name: "real", column: "close" }];

/// The inputs of functions of a candle's range.
const CANDLE: &[Input] = &[
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
    Parameter { name, integer: true, low, high: 100_000.0, default: Some(default) }
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
        assert!(find("rsi").is_none());
    }
}
