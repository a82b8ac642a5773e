//! What the functions of the registries can give at all, by their formulas.

use super::{ANY, NOT_NEGATIVE, Range};
use crate::indicators::Operation;

/// The averages that lie among the values they are made of: SMA, EMA, WMA, TRIMA, RMA.
const AMONG: [f64; 5] = [0.0, 1.0, 2.0, 5.0, 13.0];

/// The values of all outputs of a function, from those of its first input and of its parameters.
///
/// Running sums are left out that may leave their bounds by what rounding left in them (CMF, RVOL, CMOU,
/// VORTEX).
pub(super) fn of_call(
    operation: &Operation,
    is_candle: bool,
    input: Range,
    parameters: &[Range],
) -> Range {
    if operation.group == "Pattern Recognition" {
        return Range { low: -200.0, high: 200.0 };
    }
    if operation.group.starts_with("yata") {
        return ANY;
    }
    let is_unbounded = match operation.name {
        "STOCH" | "STOCHF" => !is_candle || !lies_among(operation, parameters),
        "STOCHRSI" | "MA" => !lies_among(operation, parameters),
        "PLUS_DI" | "MINUS_DI" | "ULTOSC" | "BOP" | "ADR" | "MASSI" | "NATR" => !is_candle,
        "STDDEV" => parameters[1].low < 0.0,
        _ => false,
    };
    match operation.name {
        _ if is_unbounded => ANY,
        "RSI" | "MFI" | "ADX" | "ADXR" | "DX" | "PLUS_DI" | "MINUS_DI" | "STOCH" | "STOCHF"
        | "STOCHRSI" | "AROON" | "ULTOSC" | "IMI" | "PERCENTRANK" | "RVI" => {
            Range { low: 0.0, high: 100.0 }
        }
        "WILLR" => Range { low: -100.0, high: 0.0 },
        "CMO" | "AROONOSC" | "TSI" => Range { low: -100.0, high: 100.0 },
        "BOP" | "CORREL" | "HT_SINE" | "SIN" | "COS" | "TANH" | "rolling.corr" => {
            Range { low: -1.0, high: 1.0 }
        }
        "HT_TRENDMODE" | "ER" => Range { low: 0.0, high: 1.0 },
        "ADR" | "MASSI" | "NATR" | "ATR" | "TRANGE" | "STDDEV" | "VHF" | "AVGDEV" | "MAXINDEX"
        | "MININDEX" | "MINMAXINDEX" | "SQRT" | "EXP" | "COSH" | "rolling.std" | "rolling.var"
        | "ewm.std" | "ewm.var" | "expanding.std" | "rolling.count" | "rolling.rank"
        | "bars_since" => NOT_NEGATIVE,
        // Averages and choices of values lie among them.
        "SMA" | "EMA" | "WMA" | "TRIMA" | "RMA" | "MA" | "MAX" | "MIN" | "MINMAX" | "MIDPOINT"
        | "PERCENTILE" | "rolling.mean" | "rolling.min" | "rolling.max" | "rolling.median"
        | "rolling.quantile" | "ewm.mean" | "expanding.mean" | "expanding.min"
        | "expanding.max" | "shift" | "ffill" | "cummax" | "cummin" => input,
        _ => ANY,
    }
}

/// Whether all averages that parameters name lie among the values they are made of.
fn lies_among(operation: &Operation, parameters: &[Range]) -> bool {
    let names = operation.parameters.iter().map(|parameter| parameter.name);
    let mut kinds = names.zip(parameters).filter(|(name, _)| name.ends_with("matype"));
    kinds.all(|(_, kind)| kind.low == kind.high && AMONG.contains(&kind.low))
}

#[cfg(test)]
mod tests {
    use super::{ANY, Range, of_call};
    use crate::indicators::{Operation, Parameter, function, functions, pandas};

    /// Prices that rise, fall and stand still, and a volume that is 0 at times.
    fn column(name: &str) -> Vec<f64> {
        let mut state = 7_u64;
        let mut price: f64 = 100.0;
        (0..400)
            .map(|row| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let share = (state >> 11) as f64 / (1_u64 << 53) as f64;
                let before = price;
                price *= if row % 50 < 10 { 1.0 } else { 0.97 + 0.06 * share };
                match name {
                    "open" => before,
                    "high" => before.max(price) * (1.0 + 0.01 * share),
                    "low" => before.min(price) * (1.0 - 0.01 * share),
                    "volume" if row % 7 == 0 => 0.0,
                    "volume" => 100.0 * share,
                    "periods" => 5.0,
                    _ => price,
                }
            })
            .collect()
    }

    fn values(operation: &Operation, parameters: &[f64]) -> Vec<f64> {
        let inputs: Vec<Vec<f64>> =
            operation.inputs.iter().map(|input| column(input.column)).collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let mut outputs = vec![vec![0.0; 400]; operation.outputs.len()];
        let mut places: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
        (operation.kernel)(&inputs, parameters, &mut places);
        outputs.into_iter().flatten().filter(|value| !value.is_nan()).collect()
    }

    /// The defaults, or 5 where there is none, with a kind of average; and windows of two rows.
    fn settings(operation: &Operation) -> Vec<Vec<f64>> {
        let with = |matype: u32, short: bool| -> Vec<f64> {
            let value = |parameter: &Parameter| {
                let default = parameter.default.unwrap_or(5.0);
                let value = match parameter.name {
                    name if name.ends_with("matype") => f64::from(matype),
                    name if short && name.contains("period") => 2.0,
                    "window" | "min_periods" if short => 2.0,
                    _ => default,
                };
                value.clamp(parameter.low, parameter.high)
            };
            operation.parameters.iter().map(value).collect()
        };
        let has_kinds = operation.parameters.iter().any(|one| one.name.ends_with("matype"));
        let kinds = 0..if has_kinds { 14 } else { 1 };
        kinds.flat_map(|kind| [with(kind, false), with(kind, true)]).collect()
    }

    #[test]
    fn values_lie_where_they_are_said_to() {
        let mut bounded = 0;
        let of_modules = functions().map(|function| function.operation);
        for operation in of_modules.chain(pandas::TABLE.iter().copied()) {
            let mut is_bounded = false;
            for parameters in settings(operation) {
                let first = column(operation.inputs[0].column);
                let least = first.iter().copied().fold(f64::MAX, f64::min);
                let most = first.iter().copied().fold(f64::MIN, f64::max);
                let exact: Vec<Range> =
                    parameters.iter().map(|value| Range { low: *value, high: *value }).collect();
                let range = of_call(operation, true, Range { low: least, high: most }, &exact);
                is_bounded |= range != ANY;
                let room = 1e-9 * most;
                for value in values(operation, &parameters) {
                    let within = range.low - room <= value && value <= range.high + room;
                    assert!(within, "{} {parameters:?}: {value}", operation.name);
                }
            }
            bounded += usize::from(is_bounded);
        }
        assert!(bounded > 100, "{bounded} functions are bounded");
    }

    #[test]
    fn other_columns_than_a_candles_are_not_bounded_by_it() {
        for name in ["STOCHF", "BOP", "ULTOSC", "PLUS_DI", "NATR"] {
            let operation = function("ta", name).expect("it is in the table").operation;
            let exact: Vec<Range> = operation
                .parameters
                .iter()
                .filter_map(|parameter| parameter.default)
                .map(|value| Range { low: value, high: value })
                .collect();
            assert_ne!(of_call(operation, true, ANY, &exact), ANY, "{name}");
            assert_eq!(of_call(operation, false, ANY, &exact), ANY, "{name}");
        }
    }
}
