//! Windows of long columns against the same windows by themselves: no kernel's rounding errors pile up.

use super::properties::run;
use super::{Input, Memory, Operation, Parameter, pandas, ta};

/// Prices that walk at random between 1 and 1,000, calm for a while and wild for a while, and what goes with
/// them.
fn column(input: &Input, rows: usize) -> Vec<f64> {
    let mut state = 7_u64;
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut price = 100.0_f64;
    let value = |row: usize| {
        let [step, up, down, size] = [next(), next(), next(), next()];
        let wild = if (row / 1_000).is_multiple_of(2) { 0.02 } else { 0.000_2 };
        let before = price;
        price = (price * (wild * (step - 0.5)).exp()).clamp(1.0, 1_000.0);
        match input.name {
            "open" => before,
            "high" => before.max(price) * (1.0 + wild * up),
            "low" => before.min(price) / (1.0 + wild * down),
            "volume" | "real1" | "other" => (20.0 * size).exp2(),
            "periods" => (2.0 + 28.0 * size).floor(),
            _ => price,
        }
    };
    (0..rows).map(value).collect()
}

/// The defaults, or 20 where there is none, and the same with longer windows.
fn settings(operation: &Operation) -> [Vec<f64>; 2] {
    [None, Some(200.0)].map(|longer| {
        let value = |parameter: &Parameter| {
            let is_length = parameter.name == "window" || parameter.name.contains("period");
            let value = longer.filter(|_| is_length).or(parameter.default).unwrap_or(20.0);
            value.clamp(parameter.low, parameter.high)
        };
        operation.parameters.iter().map(value).collect()
    })
}

/// How far a window's values in long columns and by itself lie apart at most.
fn drift(operation: &Operation, parameters: &[f64], rows: usize, places: usize) -> f64 {
    let columns: Vec<_> = operation.inputs.iter().map(|input| column(input, rows)).collect();
    let lookback = (operation.lookback)(parameters);
    let outputs = run(operation, &columns, parameters);
    let mut pairs = vec![Vec::new(); outputs.len()];
    // An odd step, so that windows end anywhere among blocks of rows.
    for end in (lookback..rows).rev().step_by(rows / places + 1) {
        let window = columns.iter().map(|column| column[end - lookback..=end].to_vec());
        let alone = run(operation, &window.collect::<Vec<_>>(), parameters);
        for ((pairs, long), alone) in pairs.iter_mut().zip(&outputs).zip(alone) {
            pairs.push((long[end], alone[lookback]));
        }
    }
    pairs.iter().map(|pairs| apart(pairs)).fold(0.0, f64::max)
}

/// The largest distance of two values that should be one, as a part of the value or of the mean of all,
/// whichever is larger; infinite where only one is missing.
fn apart(pairs: &[(f64, f64)]) -> f64 {
    let known: Vec<f64> = pairs.iter().map(|(_, b)| b.abs()).filter(|b| b.is_finite()).collect();
    let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
    let distance = |(a, b): &(f64, f64)| {
        if a == b || (a.is_nan() && b.is_nan()) {
            return 0.0;
        }
        let part = (a - b).abs() / b.abs().max(mean);
        if part.is_nan() { f64::INFINITY } else { part }
    };
    pairs.iter().map(distance).fold(0.0, f64::max)
}

/// Compares at so many places. TA-Lib's functions have a limit of their own: they keep its running sums to
/// the bit, and drift as it does. yata's are not asked, whose values are defined by its own running sums.
fn check(rows: usize, places: usize, talib_limit: f64) {
    let mut off = Vec::new();
    let talib = ta::TABLE.iter().map(|operation| (*operation, talib_limit));
    let asked = talib.chain(pandas::TABLE.iter().map(|operation| (*operation, 1e-9)));
    for (operation, limit) in asked.filter(|(asked, _)| matches!(asked.memory, Memory::Window)) {
        for parameters in settings(operation) {
            let drift = drift(operation, &parameters, rows, places);
            if drift > limit {
                off.push(format!("{} {parameters:?} by {drift:.1e}", operation.name));
            }
        }
    }
    assert!(off.is_empty(), "{off:?}");
}

#[test]
fn a_window_is_the_same_in_a_long_column_and_by_itself() {
    check(100_000, 100, 1e-9);
}

#[test]
#[ignore = "ten million rows for each function"]
fn a_window_is_the_same_after_ten_million_rows() {
    check(10_000_000, 1_000, 1e-7);
}
