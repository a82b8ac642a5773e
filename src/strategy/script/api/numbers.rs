//! Plain values in callbacks: comparisons, extremes, stop helpers.

use std::cmp::Ordering;

use rhai::{Dynamic, Engine, NativeCallContext};

use super::super::host::{Answer, fault};
use super::super::limits::charge;
use super::context::Time;
use crate::strategy::plan::BuildError;

pub(super) fn register(engine: &mut Engine) {
    comparisons(engine);
    engine.register_fn("is_nan", |_: i64| false);
    for (name, pick) in [("max", max as fn(f64, f64) -> f64), ("min", min)] {
        engine.register_fn(name, move |a: f64, b: f64| pick(a, b));
        engine.register_fn(name, move |a: i64, b: f64| pick(a as f64, b));
        engine.register_fn(name, move |a: f64, b: i64| pick(a, b as f64));
    }
    slow_functions(engine);
    stop_helper(engine, "stoploss_from_open", from_open);
    stop_helper(engine, "stoploss_from_absolute", from_absolute);
}

/// Functions of numbers that take as long as several operations, and count as so many.
fn slow_functions(engine: &mut Engine) {
    type Function = fn(f64) -> f64;
    let functions: [(&str, Function); 14] = [
        ("sin", f64::sin),
        ("cos", f64::cos),
        ("tan", f64::tan),
        ("sinh", f64::sinh),
        ("cosh", f64::cosh),
        ("tanh", f64::tanh),
        ("asin", f64::asin),
        ("acos", f64::acos),
        ("atan", f64::atan),
        ("asinh", f64::asinh),
        ("acosh", f64::acosh),
        ("atanh", f64::atanh),
        ("exp", f64::exp),
        ("ln", f64::ln),
    ];
    for (name, function) in functions {
        engine.register_fn(name, move |context: NativeCallContext<'_>, x: f64| -> Answer<f64> {
            charge(&context, 3)?;
            Ok(function(x))
        });
    }
}

fn max(a: f64, b: f64) -> f64 {
    if a >= b || a.is_nan() { a } else { b }
}

fn min(a: f64, b: f64) -> f64 {
    if a <= b || a.is_nan() { a } else { b }
}

/// How two values stand to each other; `None` when one of them is `NaN`. Unlike types are a fault:
/// Rhai itself would call them unequal and go on.
fn compare(a: &Dynamic, b: &Dynamic) -> Result<Option<Ordering>, BuildError> {
    let number = |value: &Dynamic| {
        value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64)).ok()
    };
    if let (Ok(a), Ok(b)) = (a.as_int(), b.as_int()) {
        return Ok(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Ok(a.partial_cmp(&b));
    }
    if let (Ok(a), Ok(b)) = (a.as_bool(), b.as_bool()) {
        return Ok(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (word(a), word(b)) {
        return Ok(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (a.read_lock::<Time>(), b.read_lock::<Time>()) {
        return Ok(Some(a.cmp(&b)));
    }
    if let Some(several) = [a, b].into_iter().find_map(super::outputs::several) {
        return Err(several);
    }
    let (a, b) = (super::kind_name(a.type_name()), super::kind_name(b.type_name()));
    Err(BuildError::new("AQ262", format!("{a} cannot be compared with {b}"))
        .help("compare numbers with numbers, words with words, times with times"))
}

fn word(value: &Dynamic) -> Option<String> {
    match value.as_char() {
        Ok(letter) => Some(letter.to_string()),
        Err(_) => value.clone().into_string().ok(),
    }
}

fn comparisons(engine: &mut Engine) {
    type Test = fn(Option<Ordering>) -> bool;
    let signs: [(&str, Test); 4] = [
        ("<", |order| order == Some(Ordering::Less)),
        ("<=", |order| order.is_some_and(Ordering::is_le)),
        (">", |order| order == Some(Ordering::Greater)),
        (">=", |order| order.is_some_and(Ordering::is_ge)),
    ];
    for (sign, test) in signs {
        engine.register_fn(sign, move |context: NativeCallContext<'_>, a: Dynamic, b: Dynamic| {
            charge(&context, 1)?;
            answer(&context, compare(&a, &b).map(test))
        });
    }
    for (sign, wanted) in [("==", true), ("!=", false)] {
        engine.register_fn(sign, move |context: NativeCallContext<'_>, a: Dynamic, b: Dynamic| {
            // Functions that search an array come here for each of its elements.
            charge(&context, 1)?;
            // Whether something is there at all may be asked of anything.
            let equal = match (a.is_unit(), b.is_unit()) {
                (false, false) => compare(&a, &b).map(|order| order == Some(Ordering::Equal)),
                (a, b) => Ok(a == b),
            };
            answer(&context, equal.map(|equal| equal == wanted))
        });
    }
}

fn answer(context: &NativeCallContext<'_>, result: Result<bool, BuildError>) -> Answer<bool> {
    result.or_else(|error| fault(context, error))
}

/// A stop at a profit from the entry, as a distance from the current rate.
fn from_open(open_relative_stop: f64, current_profit: f64, is_short: bool, leverage: f64) -> f64 {
    let (stop, profit) = (open_relative_stop / leverage, current_profit / leverage);
    let base = if is_short { 1.0 - profit } else { 1.0 + profit };
    if base == 0.0 {
        return 1.0;
    }
    let distance = if is_short { -1.0 + (1.0 - stop) / base } else { 1.0 - (1.0 + stop) / base };
    (distance * leverage).max(0.0)
}

/// A stop at a rate, as a distance from the current rate.
fn from_absolute(stop_rate: f64, current_rate: f64, is_short: bool, leverage: f64) -> f64 {
    if current_rate == 0.0 {
        return 1.0;
    }
    let distance = 1.0 - stop_rate / current_rate;
    let distance = if is_short { -distance } else { distance };
    distance.max(0.0) * leverage
}

/// Registers a helper of two numbers, with `is_short` and `leverage` behind them or without.
fn stop_helper(engine: &mut Engine, name: &'static str, helper: fn(f64, f64, bool, f64) -> f64) {
    let call = move |context: &NativeCallContext<'_>, a: &Dynamic, b: &Dynamic, c, d: &Dynamic| {
        let number = |value: &Dynamic| {
            let number = value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64));
            number.map_err(|kind| {
                let kind = super::kind_name(kind);
                BuildError::new("AQ263", format!("`{name}` takes numbers, not {kind}"))
                    .help(format!("see `autoquant api {name}`"))
            })
        };
        let numbers = || Ok(helper(number(a)?, number(b)?, c, number(d)?));
        numbers().or_else(|error| fault(context, error))
    };
    engine.register_fn(name, move |context: NativeCallContext<'_>, a: Dynamic, b: Dynamic| {
        call(&context, &a, &b, false, &Dynamic::ONE)
    });
    engine.register_fn(
        name,
        move |context: NativeCallContext<'_>, a: Dynamic, b: Dynamic, is_short: bool| {
            call(&context, &a, &b, is_short, &Dynamic::ONE)
        },
    );
    engine.register_fn(
        name,
        move |context: NativeCallContext<'_>,
              a: Dynamic,
              b: Dynamic,
              is_short: bool,
              leverage: Dynamic| { call(&context, &a, &b, is_short, &leverage) },
    );
}

#[cfg(test)]
mod tests {
    use super::{from_absolute, from_open};

    #[test]
    fn stop_helpers_give_distances_from_the_current_rate() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} is not {b}");
        // Bought at 100, now 120: a stop at 105 is 12.5 % away.
        close(from_open(0.05, 0.2, false, 1.0), 0.125);
        close(from_absolute(105.0, 120.0, false, 1.0), 0.125);
        // A stop above the rate is none.
        close(from_open(0.3, 0.2, false, 1.0), 0.0);
        close(from_absolute(130.0, 120.0, false, 1.0), 0.0);
        // Sold at 100, now 80: a stop at 95 is 18.75 % away.
        close(from_open(0.05, 0.2, true, 1.0), 0.1875);
        close(from_absolute(95.0, 80.0, true, 1.0), 0.1875);
        close(from_open(0.05, -1.0, false, 1.0), 1.0);
        close(from_absolute(95.0, 0.0, false, 1.0), 1.0);
    }

    #[test]
    fn with_leverage_profits_and_distances_are_of_the_stake() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} is not {b}");
        // Three times 100, now 110: 30 % up. A stop at 6 % is at 102: 8 of 110 below, three times.
        close(from_open(0.06, 0.3, false, 3.0), 3.0 * 8.0 / 110.0);
        close(from_absolute(102.0, 110.0, false, 3.0), 3.0 * 8.0 / 110.0);
        // The same of a short trade, now 90: the stop is at 98.
        close(from_open(0.06, 0.3, true, 3.0), 3.0 * 8.0 / 90.0);
        close(from_absolute(98.0, 90.0, true, 3.0), 3.0 * 8.0 / 90.0);
        // A stop at a loss: 30 % of the stake is 10 % of the price.
        close(from_open(-0.3, 0.0, false, 3.0), 0.3);
        close(from_open(-0.3, 0.0, true, 3.0), 0.3);
        close(from_absolute(90.0, 100.0, false, 3.0), 0.3);
        close(from_absolute(110.0, 100.0, true, 3.0), 0.3);
        // On the wrong side of the rate it is none.
        close(from_absolute(110.0, 100.0, false, 3.0), 0.0);
        close(from_absolute(90.0, 100.0, true, 3.0), 0.0);
        close(from_open(0.06, -0.15, true, 3.0), 0.0);
        // The price at which all is gained, or lost: there is no distance from 0.
        close(from_open(0.05, 3.0, true, 3.0), 1.0);
        close(from_open(0.05, -3.0, false, 3.0), 1.0);
    }
}
