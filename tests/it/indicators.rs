//! Values of the registries against TA-Lib's and pandas' on real candles.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use autoquant::data::feather::read_columns;
use autoquant::indicators::{Operation, pandas, ta};
use autoquant::model::candles::Candles;
use autoquant::model::timeframe::Timeframe;
use autoquant::strategy::plan::{Batch, Builder, FrameId, NodeId, Parameters, core};
use serde_json::Value;

use crate::support::shared;

/// A feather file whose columns are read when they are asked for.
struct Columns(PathBuf);

impl Columns {
    fn get(&self, name: &str) -> Vec<f64> {
        read_columns(&self.0, &[name])
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            .swap_remove(0)
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

/// The functions of which some last bits differ. All others must be equal in every bit, for round prices
/// lie on them and the last bit decides a comparison.
const LAST_BITS: &[&str] = &[];

/// The described functions of one of TA-Lib's files.
fn described(folder: &Path, file: &str) -> Vec<(String, Value)> {
    let text = fs::read_to_string(folder.join(format!("{file}.json"))).unwrap();
    let described: Value = serde_json::from_str(&text).unwrap();
    let Value::Object(described) = described else { panic!("{file} is no map") };
    described.into_iter().collect()
}

/// The columns that a description names, in its order.
fn inputs_of(entry: &Value) -> Vec<&str> {
    let mut names = Vec::new();
    for value in entry["inputs"].as_object().into_iter().flat_map(|inputs| inputs.values()) {
        match value {
            Value::Array(several) => names.extend(several.iter().filter_map(Value::as_str)),
            one => names.extend(one.as_str()),
        }
    }
    names
}

/// Each function in one of TA-Lib's files, with the parameters that stand beside it.
fn against_talib(test: &str, file: &str) {
    let Some(shared) = shared(test) else { return };
    let folder = shared.join("golden/indicators");
    let data = Columns(folder.join(format!("{file}.feather")));
    for (name, entry) in described(&folder, file) {
        let operation = ta::find(&name).unwrap_or_else(|| panic!("there is no {name}"));
        assert_eq!(entry["group"], operation.group, "{name}");
        let parameters: Vec<f64> = operation
            .parameters
            .iter()
            .map(|parameter| entry["parameters"][parameter.name].as_f64().unwrap())
            .collect();
        assert_eq!(entry["parameters"].as_object().unwrap().len(), parameters.len(), "{name}");
        let lookback = (operation.lookback)(&parameters);
        assert_eq!(entry["lookback"].as_u64(), Some(lookback as u64), "{name}");
        let columns: Vec<&str> = operation.inputs.iter().map(|input| input.column).collect();
        assert_eq!(inputs_of(&entry), columns, "{name}");
        let rows = data.get("close").len();
        let column = |name: &&str| match *name {
            // No column of the file: the number of candles that all rows had.
            "periods" => vec![14.0; rows],
            name => data.get(name),
        };
        let inputs: Vec<Vec<f64>> = columns.iter().map(column).collect();
        let inputs: Vec<&[f64]> = inputs.iter().map(Vec::as_slice).collect();
        let outputs = compute(operation, &inputs, &parameters);
        let names: Vec<&str> =
            entry["outputs"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(operation.output_names().eq(names), "{name}");
        for (output, ours) in operation.outputs.iter().zip(outputs) {
            let column = match operation.outputs.len() {
                1 => name.clone(),
                _ => format!("{name}.{}", output.name),
            };
            let theirs = data.get(&column);
            let what = format!("{file}: {column}");
            same(&what, &ours, &theirs, if output.integer { 0.0 } else { 1e-9 });
            if !LAST_BITS.contains(&name.as_str()) {
                let differ = ours.iter().zip(&theirs).filter(|(a, b)| a != b && !a.is_nan());
                assert_eq!(differ.count(), 0, "{what} is not TA-Lib's to the bit");
            }
        }
    }
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
fn all_of_talib_is_there_with_its_defaults() {
    let Some(shared) = shared("all_of_talib_is_there_with_its_defaults") else { return };
    let described = described(&shared.join("golden/indicators"), "talib_default");
    let names: Vec<&str> = described.iter().map(|(name, _)| name.as_str()).collect();
    assert!(ta::TABLE.iter().map(|operation| operation.name).eq(names));
    for (name, entry) in &described {
        let defaults = entry["parameters"].as_object().unwrap();
        let own = ta::find(name).unwrap().parameters.iter();
        let own: Vec<(&str, Option<f64>)> = own.map(|one| (one.name, one.default)).collect();
        let theirs: Vec<(&str, Option<f64>)> =
            defaults.iter().map(|(name, value)| (name.as_str(), value.as_f64())).collect();
        assert_eq!(own, theirs, "{name}");
    }
}

#[test]
fn talib_of_an_indicator() {
    let Some(shared) = shared("talib_of_an_indicator") else { return };
    let folder = shared.join("golden/indicators");
    let prices = Columns(folder.join("talib_default.feather"));
    let chained = Columns(folder.join("talib_chained.feather"));
    let of = |name: &str, inputs: &[&[f64]], parameters: &[f64]| {
        compute(ta::find(name).unwrap(), inputs, parameters)
    };
    let one = |name: &str, inputs: &[&[f64]], parameters: &[f64]| {
        of(name, inputs, parameters).swap_remove(0)
    };
    let [high, low, close] = ["high", "low", "close"].map(|name| prices.get(name));
    let rsi = one("RSI", &[&close], &[14.0]);
    let atr = one("ATR", &[&high, &low, &close], &[14.0]);
    let momentum = one("MOM", &[&close], &[10.0]);
    let [rsi, atr, momentum] = [&rsi[..], &atr[..], &momentum[..]];
    let histogram = of("MACD", &[rsi], &[12.0, 26.0, 9.0]).swap_remove(2);
    for (column, ours) in [
        ("EMA20(RSI14)", one("EMA", &[rsi], &[20.0])),
        ("SMA20(ATR14)", one("SMA", &[atr], &[20.0])),
        ("RSI14(MOM10)", one("RSI", &[momentum], &[14.0])),
        ("BBANDS15(RSI14).upper", one("BBANDS", &[rsi], &[15.0, 2.0, 2.0, 0.0])),
        ("STDDEV10(MOM10)", one("STDDEV", &[momentum], &[10.0, 1.0])),
        ("MACD(RSI14).hist", histogram),
        ("WMA9(RSI14)", one("WMA", &[rsi], &[9.0])),
        ("TEMA9(RSI14)", one("TEMA", &[rsi], &[9.0])),
        ("KAMA10(RSI14)", one("KAMA", &[rsi], &[10.0])),
        ("LINEARREG_SLOPE14(RSI14)", one("LINEARREG_SLOPE", &[rsi], &[14.0])),
        ("MAX10(MOM10)", one("MAX", &[momentum], &[10.0])),
    ] {
        same(column, &ours, &chained.get(column), 1e-9);
    }
}

/// Where pandas itself cancels: it carries means and sums of powers along, which drift; ours are summed
/// anew in each window. In exact arithmetic ours are off by 1e-13 at most where the two differ most.
const PANDAS_CANCELS: [&str; 2] = ["kurt", "corr"];

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
            let tolerance = if PANDAS_CANCELS.contains(&name) { 1e-7 } else { 1e-9 };
            let column = format!("{name}{window}");
            same(&column, &ours, &data.get(&column), tolerance);
        }
        let count = of("rolling.count", &[x], &[window, window]);
        let rank = of("rolling.rank", &[x], &[window, window]);
        let share: Vec<f64> = rank.iter().zip(&count).map(|(rank, count)| rank / count).collect();
        same("rank", &share, &data.get(&format!("rank{window}")), 1e-12);
        same("count", &count, &data.get(&format!("count{window}")), 0.0);
        let quarter = of("rolling.quantile", &[x], &[window, window, 0.25]);
        same("q25", &quarter, &data.get(&format!("q25_{window}")), 1e-12);
        let corr = of("rolling.corr", &[x, y], &[window, window]);
        same("corr", &corr, &data.get(&format!("corr{window}")), 1e-7);
    }
    for (column, name, parameters) in [
        ("mean20_min5", "rolling.mean", &[20.0, 5.0][..]),
        // A span of 10 is a center of mass of 4.5, an alpha of 0.1 one of 9.
        ("ewm_span10", "ewm.mean", &[4.5, 1.0, 0.0]),
        ("ewm_span10_noadj", "ewm.mean", &[4.5, 0.0, 0.0]),
        ("ewm_alpha", "ewm.mean", &[9.0, 1.0, 5.0]),
        ("ewm_std", "ewm.std", &[9.5, 1.0, 0.0]),
        ("shift3", "shift", &[3.0]),
        ("diff1", "diff", &[1.0]),
        ("pct1", "pct_change", &[1.0]),
        ("pct24", "pct_change", &[24.0]),
        ("cumsum", "cumsum", &[]),
        ("cummax", "cummax", &[]),
        ("cummin", "cummin", &[]),
        ("ffill", "ffill", &[]),
        ("expmax", "expanding.max", &[1.0]),
        ("expmean", "expanding.mean", &[1.0]),
    ] {
        same(column, &of(name, &[x], parameters), &data.get(column), 1e-12);
    }
}

#[test]
fn pandas_elements() {
    let Some(shared) = shared("pandas_elements") else { return };
    let data = Columns(shared.join("golden/indicators/pandas_ops.feather"));
    let x = data.get("x");
    let hour = 3_600_000;
    let dates = (0..x.len() as i64).map(|row| row * hour).collect();
    let candles = Candles::of_columns(dates, [x.clone(), x.clone(), x.clone(), x.clone(), x]);
    let mut builder = Builder::new(Timeframe::parse("1h").unwrap(), Parameters::new());
    let close = builder.read(FrameId::BASE, "close").unwrap();
    let [zero, one, low, high] =
        [0.0, 1.0, 30_000.0, 31_000.0].map(|value| builder.constant(value).unwrap());
    let before = builder.call(pandas::find("shift").unwrap(), &[close], &[one]).unwrap()[0];
    let mut apply = |operation, inputs: &[NodeId]| builder.apply(operation, inputs).unwrap();
    let nothing = apply(&core::SUB, &[close, close]);
    let raised = apply(&core::CLIP_LOW, &[close, low]);
    let columns = [
        ("gt", apply(&core::GT, &[close, low]), 0.0),
        ("ne", apply(&core::NE, &[close, before]), 0.0),
        ("div0", apply(&core::DIV, &[nothing, zero]), 0.0),
        ("log", apply(&core::LOG, &[close]), 1e-15),
        ("clip", apply(&core::CLIP_HIGH, &[raised, high]), 0.0),
    ];
    for (name, node, _) in columns {
        builder.write(FrameId::BASE, name, node).unwrap();
    }
    let plan = builder.finish().unwrap().0;
    let mut batch = Batch::default();
    let frame = batch.frame(Arc::new(candles));
    let bound = plan.bind(&Parameters::new()).unwrap();
    let wanted: Vec<NodeId> = columns
        .iter()
        .map(|(name, ..)| plan.columns.iter().find(|(own, _)| own == name).unwrap().1)
        .collect();
    let found = batch.want(&plan, &bound, &[frame], &wanted);
    let values = batch.evaluate();
    for ((name, _, tolerance), node) in columns.into_iter().zip(found) {
        let node = node.unwrap();
        let ours: Vec<f64> = match values.condition(node) {
            Some(bits) => bits.iter().map(|bit| f64::from(u8::from(bit))).collect(),
            None => values.column(node).unwrap().to_vec(),
        };
        same(name, &ours, &data.get(name), tolerance);
    }
}
