//! yata's indicators and methods, with yata's names, parameters and values.
//!
//! Every value is the one that yata gives when it is fed row by row from the first whole row on; what it
//! gives before its windows are full is NaN here. `rows` says which rows it is fed with, `average`
//! what becomes of quotients that are no numbers.
//!
//! All of yata's indicators are here, and those of its methods that TA-Lib and pandas lack, begin
//! otherwise, or sum otherwise. Left out are those whose values the language has (`SMA`, `WMA`, `StDev`,
//! `Momentum`, `RateOfChange`, `Derivative`, `Past`, `TR`, `Highest`, `Lowest`, `HighestLowestDelta`,
//! `Cross`, `CrossAbove`, `CrossUnder`), those whose rows are not candles (`Renko`, `CollapseTimeframe`),
//! and `Conv`, which takes a list of weights.

mod average;
mod indicators;
mod methods;
mod rows;
mod source;

use std::sync::LazyLock;

use yata::core::Action;

use super::{Input, Kind, Operation, Output, Parameter, Words, module};

/// Every function, by name.
pub static TABLE: LazyLock<Vec<&'static Operation>> = LazyLock::new(|| {
    let mut table: Vec<&Operation> = [indicators::TABLE, methods::TABLE].concat();
    table.sort_by_key(|operation| operation.name);
    table
});

/// The function of a name.
pub fn find(name: &str) -> Option<&'static Operation> {
    module::find(&TABLE, name)
}

/// What parameters of a function have to keep that are each in range and do not go together; `None` when
/// they do.
pub(super) fn refuses(operation: &Operation, parameters: &[f64]) -> Option<&'static str> {
    let (_, rule) = indicators::RULES.iter().find(|(ruled, _)| std::ptr::eq(*ruled, operation))?;
    rule(parameters)
}

/// The output of functions that have one.
const REAL: &[Output] = &[Output::real("real")];

/// The columns of a candle, as inputs.
const OPEN: Input = Input { name: "open", column: "open" };
const HIGH: Input = Input { name: "high", column: "high" };
const LOW: Input = Input { name: "low", column: "low" };
const CLOSE: Input = Input { name: "close", column: "close" };
const VOLUME: Input = Input { name: "volume", column: "volume" };

/// The inputs of functions that look at any of a candle's columns.
const CANDLE: &[Input] = &[OPEN, HIGH, LOW, CLOSE, VOLUME];

/// The most rows that a window may have.
const MOST_ROWS: u32 = 100_000;

/// The most rows that a window may have that yata at times looks through for each row ([`search`]).
const SLOW_ROWS: u32 = 10_000;

/// The largest real number, TA-Lib's.
const MOST: f64 = 3e37;

/// A number of rows.
const fn period(name: &'static str, low: u32, default: u32) -> Parameter {
    let default = Some(default as f64);
    Parameter { name, kind: Kind::Whole, low: low as f64, high: MOST_ROWS as f64, default }
}

/// A number of rows of which each takes time, row for row.
const fn slow_period(name: &'static str, low: u32, default: u32) -> Parameter {
    Parameter { high: SLOW_ROWS as f64, ..period(name, low, default) }
}

/// About how many nanoseconds it takes to look for an extreme among so many rows. yata does it when the
/// last one leaves the window: seldom as a rule, but in a falling market the highest leaves it with each
/// candle, and where prices converge the lowest does so too.
fn search(rows: u32) -> f64 {
    1.4 * f64::from(rows)
}

/// A number from `low` to `high`.
const fn real(name: &'static str, low: f64, high: f64, default: f64) -> Parameter {
    Parameter { name, kind: Kind::Real, low, high, default: Some(default) }
}

/// A number above 0, up to `high`.
const fn positive(name: &'static str, high: f64, default: f64) -> Parameter {
    real(name, f64::MIN_POSITIVE, high, default)
}

/// A choice between two.
const fn flag(name: &'static str, default: bool) -> Parameter {
    let default = Some(if default { 1.0 } else { 0.0 });
    Parameter { name, kind: Kind::Word(&FLAGS), low: 0.0, high: 1.0, default }
}

static FLAGS: Words = Words {
    parse: |word| word.parse::<bool>().ok().map(|flag| f64::from(u8::from(flag))),
    show: |value| (value != 0.0).to_string(),
    expected: "true or false",
};

/// A bound number of rows, as yata counts them.
fn rows(parameter: f64) -> u32 {
    parameter as u32
}

/// A signal as a number: −1 to sell, 1 to buy, 0 (and never −0) for none.
fn signal(action: Action) -> f64 {
    action.ratio().unwrap_or(0.0) + 0.0
}

#[cfg(test)]
mod tests {
    use super::{FLAGS, Parameter, SLOW_ROWS, TABLE, find, refuses};

    #[test]
    fn parameters_have_to_go_together() {
        let ichimoku = find("IchimokuCloud").expect("listed");
        assert!(refuses(ichimoku, &[9.0, 26.0, 52.0, 26.0, 0.0]).is_none());
        assert!(refuses(ichimoku, &[9.0, 26.0, 26.0, 26.0, 0.0]).is_some());
        assert!(refuses(find("SWMA").expect("listed"), &[9.0]).is_none());
    }

    #[test]
    fn what_is_looked_through_costs_time() {
        let is_slow = |parameter: &Parameter| parameter.high == f64::from(SLOW_ROWS);
        for operation in TABLE.iter() {
            let cost = |rows: f64| {
                let value = |parameter: &Parameter| {
                    if is_slow(parameter) { rows } else { parameter.default.unwrap_or(5.0) }
                };
                (operation.cost)(&operation.parameters.iter().map(value).collect::<Vec<f64>>())
            };
            let slow = operation.parameters.iter().filter(|parameter| is_slow(parameter)).count();
            assert!(cost(9_000.0) - cost(1_000.0) >= 8_000.0 * slow as f64, "{}", operation.name);
        }
        let stop = find("ChandeKrollStop").expect("listed");
        let cost = |length: f64| (stop.cost)(&[length, 1.0, 9.0, 0.0]);
        assert!(cost(9_000.0) - cost(1_000.0) >= 8_000.0);
    }

    #[test]
    fn ranges_in_words() {
        let text = |name: &str, at: usize| find(name).expect("listed").parameters[at].range_text();
        assert_eq!(text("BollingerBands", 1), "`sigma` is a number above 0");
        assert_eq!(text("PriceChannelStrategy", 1), "`sigma` is a number above 0, up to 1");
        assert!(text("MACD", 1).starts_with("`ma2` is an average and its length, 3 or above"));
    }

    #[test]
    fn words_of_choices() {
        assert_eq!(["true", "false", "1"].map(FLAGS.parse), [Some(1.0), Some(0.0), None]);
        assert_eq!([0.0, 1.0].map(FLAGS.show), ["false", "true"]);
    }
}
