//! Calls of indicators that are wrong: each is told at its place, with what would be right.

use autoquant::indicators::{Function, Kind, functions};
use autoquant::job::{Status, backtest};
use autoquant::model::candles::Candles;

use crate::support::memory::{Memory, job};

/// Some candles of one pair.
fn source() -> Memory {
    let whole = autoquant::demo::generate(7).swap_remove(0).hourly;
    let mut hourly = Candles::default();
    (0..50).for_each(|row| hourly.push(whole.row(row)));
    let mut source = Memory::default();
    source.add("A/USDT", "1h", hourly);
    source
}

/// Code, line, message and help of what is wrong with a call.
fn fault(source: &Memory, call: &str) -> (String, usize, String, String) {
    let script = format!(
        "const timeframe = \"1h\";\nfn populate_indicators(df, metadata) {{\ndf[\"periods\"] = 14; df[\"x\"] =\n  {call};\n}}\n\
         fn populate_exit_trend(df, metadata) {{ }}\nfn populate_entry_trend(df, metadata) {{ }}\n"
    );
    match backtest(&job("S", &script, &["A/USDT"]), source).status {
        Status::Completed(_) => panic!("{call} is accepted"),
        Status::Failed(failure) => {
            let fault = failure.diagnostic;
            let place =
                fault.place.unwrap_or_else(|| panic!("{call}: {} has no place", fault.code));
            assert!(place.column > 0, "{call}");
            (fault.code, place.line, fault.message, fault.help.unwrap_or_default())
        }
    }
}

/// A call, the code of its fault, and words of its help.
fn wrong_calls(function: Function) -> Vec<(String, &'static str, String)> {
    let operation = function.operation;
    let numbers = |count: usize| vec!["2"; count].join(", ");
    let count = operation.parameters.len();
    // One more than the columns and all parameters.
    let most = operation.inputs.len() + count + 1;
    let first = operation.parameters.first().map_or("", |parameter| parameter.name);
    let mut calls = vec![
        (format!("{function}()"), "AQ255", operation.name.to_owned()),
        (format!("{function}(\"close\")"), "AQ255", operation.name.to_owned()),
        (format!("{function}(df, {})", numbers(count + 1)), "AQ257", first.to_owned()),
        (format!("{function}(df, {})", numbers(most)), "AQ257", first.to_owned()),
        (format!("{function}(df, #{{ nonsense: 2 }})"), "AQ256", first.to_owned()),
    ];
    for parameter in operation.parameters {
        let needed = operation.parameters.iter().filter(|other| other.default.is_none());
        let others: Vec<String> = needed
            .filter(|other| other.name != parameter.name)
            .map(|other| format!(", {}: {:?}", other.name, other.low))
            .collect();
        let others = others.concat();
        let called =
            |value: &str| format!("{function}(df, #{{ {}: {value}{others} }})", parameter.name);
        let range = parameter.range_text();
        if let Kind::Word(_) = parameter.kind {
            calls.extend(
                ["\"nonsense\"", "2", "df.close"]
                    .map(|value| (called(value), "AQ211", range.clone())),
            );
            continue;
        }
        calls.push((called("\"2\""), "AQ241", "without quotes".to_owned()));
        calls.push((called("true"), "AQ241", range.clone()));
        if let Kind::Named(_) = parameter.kind {
            calls.push((called("\"nonsense\""), "AQ211", range.clone()));
        }
        calls.push((called("df.close"), "AQ210", "number".to_owned()));
        if parameter.low > -1e30 {
            calls.push((called(&format!("{:?}", parameter.low - 1.0)), "AQ211", range.clone()));
        }
        if parameter.high < 1e30 {
            calls.push((called(&format!("{:?}", parameter.high + 1.0)), "AQ211", range.clone()));
        }
        if let Kind::Whole | Kind::Named(_) = parameter.kind {
            calls.push((called(&format!("{:?}", parameter.low + 0.5)), "AQ211", range.clone()));
        }
    }
    calls
}

#[test]
fn each_wrong_call_is_told_at_its_place_with_what_would_be_right() {
    let source = source();
    for function in functions() {
        for (call, code, words) in wrong_calls(function) {
            let (found, line, message, help) = fault(&source, &call);
            assert_eq!(found, code, "{call}: {message}");
            assert_eq!(line, 4, "{call}: {message}");
            assert!(help.contains(&words), "{call}: {message}\n{help}");
            assert!(!help.is_empty() && !message.is_empty(), "{call}");
        }
    }
}

#[test]
fn outputs_and_columns_and_parameters_are_not_taken_for_each_other() {
    let source = source();
    let outputs = "name one: `.macd`, `.macdsignal`, `.macdhist`";
    for (call, code, said, help) in [
        ("ta::MACD(df) + 1", "AQ241", "`ta::MACD` gives several columns", outputs),
        ("1 - ta::MACD(df)", "AQ241", "several columns", outputs),
        ("ta::MACD(df).shift(1)", "AQ241", "several columns", outputs),
        ("ta::MACD(df) > 0", "AQ241", "several columns", outputs),
        ("ta::MACD(df)[0]", "AQ241", "several columns", outputs),
        ("df.close + ta::MACD(df)", "AQ241", "several columns", outputs),
        ("ta::RSI(ta::MACD(df), 14)", "AQ241", "several columns", outputs),
        ("ta::RSI(df, ta::MACD(df))", "AQ241", "several columns", outputs),
        ("ta::MACD(df).macd()", "AQ241", "several columns", "write `.macd`"),
        ("ta::RSI(df.close, df.open, 14)", "AQ257", "one column: real; here are 2", "ta::RSI(df"),
        ("ta::ATR(df, df.low, 14)", "AQ257", "3 columns: high, low, close", "ta::ATR(df"),
        ("ta::ATR(df.x, df.x, df.x, df.x)", "AQ257", "here are 4", "ta::ATR(df"),
        ("ta::RSI(df, df.x)", "AQ210", "must be a number", "number"),
        ("ta::OBV(df, 1)", "AQ257", "takes no parameters, here is 1", "ta::OBV("),
        ("ta::CDLDOJI(df, #{ zzz: 3 })", "AQ256", "`zzz`", "it takes none"),
        (
            "ta::MACD(df, 12, #{ slowperiod: 26 })",
            "AQ257",
            "by position or in a map, and not both",
            "`ta::MACD(df, #{ fastperiod: 12, slowperiod: 26 })`",
        ),
        ("ta::RSI(df, 1e300)", "AQ211", "cannot be 1e300", "`timeperiod`"),
        ("ta::RSI(df, 1..3)", "AQ241", "this is a range", "number"),
        ("ta::MA(df, 10, EMA)", "AQ103", "`EMA`", "write \"EMA\", or its number 1"),
        ("ta::MA(df, 10, MA_Type.EMA)", "AQ103", "`MA_Type`", "write \"EMA\""),
        ("ta::MA(df, #{ matype: ta::EMA })", "AQ103", "`ta::EMA`", "write \"EMA\""),
    ] {
        let call = call.replace("df.x", "df.close");
        let (found, line, message, found_help) = fault(&source, &call);
        assert_eq!((found.as_str(), line), (code, 4), "{call}: {message}");
        assert!(message.contains(said), "{call}: {message}");
        assert!(found_help.contains(help), "{call}: {message}\n{found_help}");
    }
}

#[test]
fn names_of_other_libraries_and_slips_lead_to_the_right_one() {
    let source = source();
    for (call, words) in [
        ("ta::RSJ(df, 14)", "`ta::RSI`"),
        ("ta::rsi(df, 14)", "`ta::RSI`"),
        ("ta::CDLDOGI(df)", "`ta::CDLDOJI`"),
        ("ta::ICHIMOKU(df)", "`yata::IchimokuCloud`"),
        ("ta::ichimoku(df)", "`yata::IchimokuCloud`"),
        ("ta::HEIKINASHI(df)", "`yata::HeikinAshi`"),
        ("ta::PSAR(df)", "`ta::SAR`"),
        ("ta::ALMA(df, 9)", "`autoquant api --search WORD`"),
        ("ta::IchimokuCloud(df)", "`yata::IchimokuCloud`"),
        ("yata::SUPERTREND(df)", "`ta::SUPERTREND`"),
        ("yata::FisherTransfrom(df)", "`yata::FisherTransform`"),
        ("yata::ichimokucloud(df)", "`yata::IchimokuCloud`"),
    ] {
        let (code, line, message, help) = fault(&source, call);
        assert_eq!((code.as_str(), line), ("AQ109", 4), "{call}: {message}");
        assert!(help.contains(words), "{call}: {message}\n{help}");
    }
}

#[test]
fn a_column_that_is_missing_is_named() {
    let source = source();
    let (code, line, message, help) = fault(&source, "ta::RSI(df.clsoe)");
    assert_eq!((code.as_str(), line), ("AQ201", 4), "{message}");
    assert!(help.contains("close"), "{message}\n{help}");
    let (code, _, message, help) = fault(&source, "ta::MAVP(informative(\"1h\"))");
    assert_eq!(code, "AQ201", "{message}");
    assert!(message.contains("periods"), "{message}");
    assert!(help.contains("`ta::MAVP(real, periods, minperiod, maxperiod, matype)`"), "{help}");
}
