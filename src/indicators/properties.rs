//! Laws that every entry of the three registries keeps.

use super::{Memory, Operation, Output, Parameter, pandas, refuses, ta, yata};

/// Deterministic values around 100, none of them equal.
fn column(len: usize, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..len).map(|_| 100.0 + 10.0 * next()).collect()
}

/// One column per input; of a candle's, the high is the highest and the low the lowest.
fn columns(operation: &Operation, len: usize) -> Vec<Vec<f64>> {
    let column = |(at, input): (usize, &super::Input)| {
        let offset = match input.name {
            "high" => 10.0,
            "low" => -10.0,
            _ => 0.0,
        };
        // An arc sine is of values from −1 to 1 only.
        let scale = if matches!(operation.name, "ACOS" | "ASIN") { 0.005 } else { 1.0 };
        column(len, at as u64).into_iter().map(|value| scale * (value + offset)).collect()
    };
    operation.inputs.iter().enumerate().map(column).collect()
}

/// Parameters to try: the defaults, or 5 where there is none, and others inside the ranges. Some rise and
/// some fall from one to the next, for functions that want them so.
fn settings(operation: &Operation) -> Vec<Vec<f64>> {
    let bind = |(wish, step): (Option<f64>, f64)| -> Vec<f64> {
        let value = |(at, parameter): (usize, &Parameter)| {
            let wish = wish.map(|wish| wish + step * at as f64);
            let value = wish.or(parameter.default).unwrap_or(5.0);
            value.clamp(parameter.low, parameter.high)
        };
        operation.parameters.iter().enumerate().map(value).collect()
    };
    let equal = [None, Some(0.0), Some(1.0), Some(2.0), Some(7.0), Some(150.0)];
    let equal = equal.map(|wish| (wish, 0.0));
    let uneven = [(Some(3.0), 1.0), (Some(5.0), 2.0), (Some(15.0), -2.0)];
    equal.into_iter().chain(uneven).map(bind).collect()
}

/// Those of the parameters to try that go together.
fn sound_settings(operation: &Operation) -> Vec<Vec<f64>> {
    let mut settings = settings(operation);
    settings.retain(|parameters| refuses(operation, parameters).is_none());
    settings
}

pub(super) fn run(
    operation: &Operation,
    columns: &[Vec<f64>],
    parameters: &[f64],
) -> Vec<Vec<f64>> {
    run_over(f64::MAX, operation, columns, parameters)
}

/// What a kernel writes over outputs that held some value before.
fn run_over(
    before: f64,
    operation: &Operation,
    columns: &[Vec<f64>],
    parameters: &[f64],
) -> Vec<Vec<f64>> {
    let mut outputs = vec![vec![before; columns[0].len()]; operation.outputs.len()];
    let inputs: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut slices: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    (operation.kernel)(&inputs, parameters, &mut slices);
    outputs
}

fn bits(outputs: &[Vec<f64>]) -> Vec<u64> {
    outputs.iter().flatten().map(|value| value.to_bits()).collect()
}

/// Those that have no value before their lookback; pandas' methods have `min_periods`.
fn with_lookback() -> impl Iterator<Item = &'static Operation> {
    ta::TABLE.iter().chain(yata::TABLE.iter()).copied()
}

fn all() -> impl Iterator<Item = &'static Operation> {
    with_lookback().chain(pandas::TABLE.iter().copied())
}

#[test]
fn names_are_unique_and_sorted() {
    for table in [&ta::TABLE[..], &yata::TABLE[..], pandas::TABLE] {
        assert!(table.is_sorted_by(|one, next| one.name < next.name));
    }
}

#[test]
fn entries_are_whole() {
    for operation in all() {
        let name = operation.name;
        assert!(!operation.inputs.is_empty() && !operation.outputs.is_empty(), "{name}");
        assert!(operation.version > 0 && !operation.group.is_empty(), "{name}");
        assert!(operation.summary.ends_with('.'), "{name}");
        let method = name.rsplit('.').next().unwrap_or(name);
        assert!(operation.example.contains(&format!("{method}(")), "{name}");
        assert!(!operation.source.is_empty() && !operation.formula.contains('`'), "{name}");
        for parameter in operation.parameters {
            assert!(parameter.low <= parameter.high, "{name}");
            assert!(parameter.default.is_none_or(|value| parameter.admits(value)), "{name}");
        }
    }
}

#[test]
fn formulas_are_given() {
    // A method of pandas may be told by its summary alone.
    for operation in with_lookback() {
        assert!(!operation.formula.is_empty(), "{}", operation.name);
    }
}

#[test]
fn every_element_of_every_length_is_written() {
    for operation in all() {
        for parameters in settings(operation) {
            for len in [0, 1, 2, 5, 100] {
                let columns = columns(operation, len);
                let [one, other] =
                    [f64::MAX, 0.5].map(|old| run_over(old, operation, &columns, &parameters));
                assert_eq!(bits(&one), bits(&other), "{} {parameters:?} {len}", operation.name);
            }
        }
    }
}

#[test]
fn values_are_missing_exactly_for_the_lookback() {
    for operation in with_lookback() {
        for parameters in sound_settings(operation) {
            let lookback = (operation.lookback)(&parameters);
            let outputs = run(operation, &columns(operation, 100), &parameters);
            for (output, values) in operation.outputs.iter().zip(outputs) {
                missing_before(lookback, output, &values, operation.name);
            }
        }
    }
}

#[test]
fn windows_are_not_remembered_beyond_the_lookback() {
    // With parameters that give a window's average everywhere, which their defaults are.
    let names = ["BBANDS", "MA", "MACDEXT", "MAVP", "STOCH", "STOCHF", "StochasticOscillator"];
    for operation in with_lookback().filter(|operation| names.contains(&operation.name)) {
        let Memory::Fading(memory) = operation.memory else { panic!("{}", operation.name) };
        let defaults = operation.parameters.iter().filter_map(|parameter| parameter.default);
        let parameters: Vec<f64> = defaults.collect();
        let lookback = (operation.lookback)(&parameters) as f64;
        assert_eq!(memory(&parameters), lookback, "{}", operation.name);
    }
}

/// Rows before the first have no value, and all others have one. Of whole numbers it cannot be told
/// where they begin.
fn missing_before(first: usize, output: &Output, values: &[f64], name: &str) {
    for (row, value) in values.iter().enumerate() {
        let is_missing = if row < first && output.integer { *value == 0.0 } else { value.is_nan() };
        assert_eq!(is_missing, row < first, "{name} {} {row}", output.name);
    }
}

#[test]
fn the_lookback_counts_from_the_first_whole_row() {
    for operation in with_lookback() {
        let mut columns = columns(operation, 100);
        for (at, column) in columns.iter_mut().enumerate() {
            column[..7 + at].fill(f64::NAN);
        }
        for parameters in sound_settings(operation) {
            let first = columns.len() + 6 + (operation.lookback)(&parameters);
            let outputs = run(operation, &columns, &parameters);
            for (output, values) in operation.outputs.iter().zip(outputs) {
                missing_before(first, output, &values, operation.name);
            }
        }
    }
}

#[test]
fn a_prefix_of_the_input_gives_a_prefix_of_the_output() {
    for operation in all() {
        let mut columns = columns(operation, 100);
        // Gaps, an infinite value and flat rows, to see the special cases too.
        columns[0][0] = f64::NAN;
        columns[0][80] = f64::NAN;
        columns[0][90] = f64::INFINITY;
        columns[0][40..60].fill(100.0);
        for parameters in settings(operation) {
            let whole = run(operation, &columns, &parameters);
            for len in [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 99] {
                let cut: Vec<_> = columns.iter().map(|column| column[..len].to_vec()).collect();
                let part = run(operation, &cut, &parameters);
                let whole: Vec<_> = whole.iter().map(|output| output[..len].to_vec()).collect();
                assert_eq!(bits(&part), bits(&whole), "{} {parameters:?} {len}", operation.name);
            }
        }
    }
}

/// The smallest and the largest value of each parameter.
fn limits(operation: &Operation) -> [Vec<f64>; 2] {
    let limits: [fn(&Parameter) -> f64; 2] =
        [|parameter| parameter.low, |parameter| parameter.high];
    limits.map(|limit| operation.parameters.iter().map(limit).collect())
}

#[test]
fn no_input_makes_a_kernel_panic() {
    let huge = [f64::MAX, -f64::MAX, 1e100, -1e100, f64::INFINITY, f64::NEG_INFINITY];
    let odd = [&huge[..], &[f64::NAN, 0.0, -0.0, 5e-324, 1.0]].concat();
    for operation in all() {
        for parameters in settings(operation).into_iter().chain(limits(operation)) {
            for len in [0, 1, 60] {
                let column = |shift: usize| {
                    (0..len).map(|row| odd[(row * row + shift * row) % odd.len()]).collect()
                };
                let columns: Vec<_> = (0..operation.inputs.len()).map(column).collect();
                run(operation, &columns, &parameters);
            }
        }
    }
}

#[test]
fn no_function_needs_millions_of_rows() {
    for operation in with_lookback() {
        for parameters in limits(operation) {
            assert!((operation.lookback)(&parameters) < 2_000_000, "{}", operation.name);
        }
    }
}
