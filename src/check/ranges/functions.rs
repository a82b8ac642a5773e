//! What the functions of the registries can give at all, by their formulas.

use super::{ANY, NOT_NEGATIVE, Range};
use crate::indicators::Operation;

/// The averages that lie among the values they are made of: SMA, EMA, WMA, TRIMA, RMA.
const AMONG: [f64; 5] = [0.0, 1.0, 2.0, 5.0, 13.0];

/// The values of all outputs of a function, from those of its first input and of its parameters.
pub(super) fn of_call(operation: &Operation, input: Range, parameters: &[Range]) -> Range {
    if operation.group == "Pattern Recognition" {
        return Range { low: -200.0, high: 200.0 };
    }
    if operation.group.starts_with("yata") {
        return ANY;
    }
    match operation.name {
        "STOCH" | "STOCHF" | "STOCHRSI" | "MA" if !lies_among(operation, parameters) => ANY,
        "RSI" | "MFI" | "ADX" | "ADXR" | "DX" | "PLUS_DI" | "MINUS_DI" | "STOCH" | "STOCHF"
        | "STOCHRSI" | "AROON" | "ULTOSC" | "IMI" | "PERCENTRANK" | "RVI" => {
            Range { low: 0.0, high: 100.0 }
        }
        "WILLR" => Range { low: -100.0, high: 0.0 },
        "CMO" | "CMOU" | "AROONOSC" | "TSI" => Range { low: -100.0, high: 100.0 },
        "BOP" | "CMF" | "CORREL" | "HT_SINE" | "SIN" | "COS" | "TANH" | "rolling.corr" => {
            Range { low: -1.0, high: 1.0 }
        }
        "HT_TRENDMODE" | "ER" => Range { low: 0.0, high: 1.0 },
        "ATR" | "NATR" | "TRANGE" | "ADR" | "MASSI" | "VHF" | "VORTEX" | "RVOL" | "VAR"
        | "AVGDEV" | "MAXINDEX" | "MININDEX" | "MINMAXINDEX" | "SQRT" | "EXP" | "COSH"
        | "rolling.std" | "rolling.var" | "ewm.std" | "ewm.var" | "expanding.std"
        | "rolling.count" | "rolling.rank" | "bars_since" => NOT_NEGATIVE,
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
    use crate::indicators::{Operation, functions};

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

    #[test]
    fn values_lie_where_they_are_said_to() {
        let mut bounded = 0;
        for operation in functions().map(|function| function.operation) {
            for matype in 0..14 {
                let default = |parameter: &crate::indicators::Parameter| {
                    let default = parameter.default.unwrap_or(parameter.low);
                    if parameter.name.ends_with("matype") { f64::from(matype) } else { default }
                };
                let parameters: Vec<f64> = operation.parameters.iter().map(default).collect();
                let admitted = operation.parameters.iter().zip(&parameters);
                if !admitted.into_iter().all(|(parameter, value)| parameter.admits(*value)) {
                    continue;
                }
                let first = column(operation.inputs[0].column);
                let least = first.iter().copied().fold(f64::MAX, f64::min);
                let most = first.iter().copied().fold(f64::MIN, f64::max);
                let exact: Vec<Range> =
                    parameters.iter().map(|value| Range { low: *value, high: *value }).collect();
                let range = of_call(operation, Range { low: least, high: most }, &exact);
                bounded += usize::from(range != ANY);
                let room = 1e-9 * most;
                for value in values(operation, &parameters) {
                    let within = range.low - room <= value && value <= range.high + room;
                    assert!(within, "{} {parameters:?}: {value}", operation.name);
                }
            }
        }
        assert!(bounded > 20, "{bounded} functions are bounded");
    }
}
