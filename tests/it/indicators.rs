//! Values of the registries against TA-Lib's and pandas' on real candles.

use std::path::PathBuf;

use autoquant::data::feather::read_columns;
use autoquant::indicators::{Operation, pandas, ta};
use serde_json::Value;

use crate::support::shared;

/// A feather file whose columns are read when they are asked for.
struct Columns(PathBuf);

impl Columns {
    fn get(&self, name: &str) -> Vec<f64> {
        read_columns(&self.0, &[name]).unwrap().swap_remove(0)
    }
}

fn compute(operation: &Operation, inputs: &[&[f64]], parameters: &[f64]) -> Vec<Vec<f64>> {
    for (parameter, value) in operation.parameters.iter().zip(parameters) {
        assert!(parameter.admits(*value), "{} {value}", operation.name);
    }
    let mut outputs = vec![vec![0.0; inputs[0].len()]; operation.outputs.len()];
    let mut places: Vec<&mut [f64]> = outputs.iter_mut().map(Vec::as_mut_slice).collect();
    (operation.kernel)(inputs, parameters, &mut places);
    outputs
}

/// `|a − b| ≤ tolerance · max(|b|, mean|b|)`, and missing where it is missing.
fn same(name: &str, ours: &[f64], theirs: &[f64], tolerance: f64) {
    assert_eq!(ours.len(), theirs.len(), "{name}");
    let present: Vec<f64> = theirs.iter().filter(|b| b.is_finite()).map(|b| b.abs()).collect();
    let mean = present.iter().sum::<f64>() / present.len().max(1) as f64;
    for (row, (a, b)) in ours.iter().zip(theirs).enumerate() {
        let near = a == b || (a - b).abs() <= tolerance * b.abs().max(mean);
        assert!(near || (a.is_nan() && b.is_nan()), "{name}, row {row}: {a} is not {b}");
    }
}

/// The function of which some last bits differ: Wilder's average of TA-Lib rounds otherwise in it. It is
/// continuous; all others must be equal, for round prices lie on them and the last bit decides.
const LAST_BITS: &str = "ATR";

/// Each function of the registry in one of TA-Lib's files, with the parameters that stand beside it.
fn against_talib(test: &str, file: &str) {
    let Some(shared) = shared(test) else { return };
    let folder = shared.join("golden/indicators");
    let data = Columns(folder.join(format!("{file}.feather")));
    let described = match file {
        "talib_short" => "talib_default",
        other => other,
    };
    let text = std::fs::read_to_string(folder.join(format!("{described}.json"))).unwrap();
    let described: Value = serde_json::from_str(&text).unwrap();
    let mut compared = 0;
    for operation in ta::TABLE {
        let Some(entry) = described.get(operation.name) else { continue };
        let parameters: Vec<f64> = operation
            .parameters
            .iter()
            .map(|parameter| {
                let given = entry["parameters"][parameter.name].as_f64();
                given.or(parameter.default).unwrap()
            })
            .collect();
        let lookback = (operation.lookback)(&parameters);
        assert_eq!(entry["lookback"].as_u64(), Some(lookback as u64), "{}", operation.name);
        let inputs: Vec<Vec<f64>> =
            operation.inputs.iter().map(|input| data.get(input.column)).collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let outputs = compute(operation, &inputs, &parameters);
        for (output, ours) in operation.outputs.iter().zip(outputs) {
            let name = match operation.outputs.len() {
                1 => operation.name.to_owned(),
                _ => format!("{}.{output}", operation.name),
            };
            let theirs = data.get(&name);
            same(&format!("{file}: {name}"), &ours, &theirs, 1e-9);
            if operation.name != LAST_BITS {
                let differ = ours.iter().zip(&theirs).filter(|(a, b)| a != b && !a.is_nan());
                assert_eq!(differ.count(), 0, "{file}: {name} is not TA-Lib's to the bit");
            }
            compared += 1;
        }
    }
    assert!(compared >= ta::TABLE.len(), "{file}: only {compared} outputs were compared");
}

#[test]
fn talib_with_default_parameters() {
    against_talib("talib_with_default_parameters", "talib_default");
}

#[test]
fn talib_with_other_parameters() {
    against_talib("talib_with_other_parameters", "talib_params");
}

#[test]
fn talib_on_flat_prices_and_without_volume() {
    against_talib("talib_on_flat_prices_and_without_volume", "talib_edge");
}

#[test]
fn talib_on_ten_candles() {
    against_talib("talib_on_ten_candles", "talib_short");
}

#[test]
fn talib_of_an_indicator() {
    let Some(shared) = shared("talib_of_an_indicator") else { return };
    let folder = shared.join("golden/indicators");
    let prices = Columns(folder.join("talib_default.feather"));
    let chained = Columns(folder.join("talib_chained.feather"));
    let of = |name: &str, inputs: &[&[f64]], parameters: &[f64]| {
        compute(ta::find(name).unwrap(), inputs, parameters).swap_remove(0)
    };
    let [high, low, close] = ["high", "low", "close"].map(|name| prices.get(name));
    let rsi = of("RSI", &[&close], &[14.0]);
    let atr = of("ATR", &[&high, &low, &close], &[14.0]);
    same("EMA(RSI)", &of("EMA", &[&rsi], &[20.0]), &chained.get("EMA20(RSI14)"), 1e-9);
    same("SMA(ATR)", &of("SMA", &[&atr], &[20.0]), &chained.get("SMA20(ATR14)"), 1e-9);
    let momentum = compute(pandas::find("diff").unwrap(), &[&close], &[10.0]).swap_remove(0);
    same("RSI(MOM)", &of("RSI", &[&momentum], &[14.0]), &chained.get("RSI14(MOM10)"), 1e-9);
    let bands = of("BBANDS", &[&rsi], &[15.0, 2.0, 2.0, 0.0]);
    same("BBANDS(RSI)", &bands, &chained.get("BBANDS15(RSI14).upper"), 1e-9);
}

#[test]
fn pandas_windows_and_shifts() {
    let Some(shared) = shared("pandas_windows_and_shifts") else { return };
    let data = Columns(shared.join("golden/indicators/pandas_ops.feather"));
    let (x, y) = (data.get("x"), data.get("y"));
    let (x, y) = (x.as_slice(), y.as_slice());
    let of = |name: &str, inputs: &[&[f64]], parameters: &[f64]| {
        compute(pandas::find(name).unwrap(), inputs, parameters).swap_remove(0)
    };
    for window in [5.0, 20.0, 200.0] {
        for name in ["mean", "sum", "std", "var", "max", "min", "median", "skew", "kurt"] {
            let ours = of(&format!("rolling.{name}"), &[x], &[window, window]);
            // pandas carries its sums along and drifts; ours begin anew in each window.
            let tolerance = if name == "kurt" { 3e-8 } else { 1e-9 };
            same(
                &format!("{name}{window}"),
                &ours,
                &data.get(&format!("{name}{window}")),
                tolerance,
            );
        }
        let count = of("rolling.count", &[x], &[window, window]);
        let rank = of("rolling.rank", &[x], &[window, window]);
        let share: Vec<f64> = rank.iter().zip(&count).map(|(rank, count)| rank / count).collect();
        same("rank", &share, &data.get(&format!("rank{window}")), 1e-12);
        same("count", &count, &data.get(&format!("count{window}")), 0.0);
        let quarter = of("rolling.quantile", &[x], &[window, window, 0.25]);
        same("q25", &quarter, &data.get(&format!("q25_{window}")), 1e-12);
        let corr = of("rolling.corr", &[x, y], &[window, window]);
        same("corr", &corr, &data.get(&format!("corr{window}")), 1e-8);
    }
    same("mean20_min5", &of("rolling.mean", &[x], &[20.0, 5.0]), &data.get("mean20_min5"), 1e-12);
    same("ewm_span10", &of("ewm.mean", &[x], &[4.5, 1.0, 0.0]), &data.get("ewm_span10"), 1e-12);
    same(
        "ewm_noadj",
        &of("ewm.mean", &[x], &[4.5, 0.0, 0.0]),
        &data.get("ewm_span10_noadj"),
        1e-12,
    );
    same("shift3", &of("shift", &[x], &[3.0]), &data.get("shift3"), 0.0);
    same("diff1", &of("diff", &[x], &[1.0]), &data.get("diff1"), 0.0);
    same("pct1", &of("pct_change", &[x], &[1.0]), &data.get("pct1"), 1e-12);
    same("pct24", &of("pct_change", &[x], &[24.0]), &data.get("pct24"), 1e-12);
    same("cumsum", &of("cumsum", &[x], &[]), &data.get("cumsum"), 1e-12);
    same("cummax", &of("cummax", &[x], &[]), &data.get("cummax"), 0.0);
    same("cummin", &of("cummin", &[x], &[]), &data.get("cummin"), 0.0);
    same("ffill", &of("ffill", &[x], &[]), &data.get("ffill"), 0.0);
    same("expmax", &of("expanding.max", &[x], &[1.0]), &data.get("expmax"), 0.0);
    same("expmean", &of("expanding.mean", &[x], &[1.0]), &data.get("expmean"), 1e-12);
}
