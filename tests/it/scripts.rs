//! What a script may say, and what it is told when it says something else.

use std::sync::LazyLock;

use autoquant::data::frames::Frames;
use autoquant::job::{Job, Prepared, Status, backtest, inspect};
use autoquant::model::candles::Candles;
use autoquant::model::timeframe::Timeframe;
use autoquant::strategy::plan::{Column, ParameterValue};

use crate::support::memory::{Memory, job};

const HOUR: i64 = 3_600_000;

/// Two thousand candles of one pair.
fn source() -> &'static Memory {
    static SOURCE: LazyLock<Memory> = LazyLock::new(|| {
        let whole = autoquant::demo::generate(7).swap_remove(0).hourly;
        let mut hourly = Candles::default();
        (0..2_000).for_each(|row| hourly.push(whole.row(row)));
        let daily = hourly.aggregate(Timeframe::DAY);
        let mut source = Memory::default();
        source.add("A/USDT", "1h", hourly);
        source.add("A/USDT", "1d", daily);
        source
    });
    &SOURCE
}

/// A strategy whose `populate_entry_trend` is `body`.
fn script(body: &str) -> String {
    format!(
        "const timeframe = \"1h\";\n\
         fn populate_indicators(df, metadata) {{ df[\"rsi\"] = ta::RSI(df, 14); }}\n\
         fn populate_exit_trend(df, metadata) {{ }}\n\
         fn populate_entry_trend(df, metadata) {{\n{body}\n}}\n"
    )
}

/// The code, line and column, message and mend of a script's fault; nothing when it has none.
fn fault(text: &str) -> Option<(String, (usize, usize), String, String)> {
    match backtest(&job("S", text, &["A/USDT"]), source()).status {
        Status::Completed(_) => None,
        Status::Failed(failure) => {
            let fault = failure.diagnostic;
            let place = fault.place.map_or((0, 0), |place| (place.line, place.column));
            Some((fault.code, place, fault.message, fault.help.unwrap_or_default()))
        }
    }
}

#[test]
fn each_mistake_is_told_with_its_place_and_mend() {
    for (line, code, column, help) in [
        (r#"df.loc((df["rsi"] < 30) && (df["close"] > 3), "enter_long");"#, "AQ101", 25, "use `&`"),
        (r#"df.loc(true && (df["rsi"] < 30), "enter_long");"#, "AQ101", 13, "use `&`"),
        (r#"if df["rsi"] < 30 { let y = 1; }"#, "AQ102", 14, "where(cond"),
        (r"switch df.close { 1 => 2, _ => 3 }", "AQ102", 1, "where(cond"),
        (r"if df.close in [1, 2] { }", "AQ102", 13, "isin"),
        (r#"df["x"] = foo;"#, "AQ103", 11, "let"),
        (r#"df["x"] = ta::BBANDS(df).upper;"#, "AQ104", 26, "upperband"),
        (r#"throw "oops";"#, "AQ105", 1, ""),
        (r#"df["x"] = df["close"].rolling("a").mean();"#, "AQ241", 23, ""),
        (r#"df["x"] = ta::RSJ(df, 14);"#, "AQ109", 15, "ta::RSI"),
        (r#"df["x"] = df["close"].rollin(20).mean();"#, "AQ109", 23, "rolling"),
        (r#"df.loc[df["rsi"] < 30, "enter_long"] = 1;"#, "AQ135", 4, "df.loc("),
        (r#"df.loc((df["rsi"] < 30) and (df["close"] > 3), "x");"#, "AQ120", 25, "`&`"),
        (r#"df["x"] = ta.RSI(df, 14);"#, "AQ129", 11, "ta::RSI"),
        (r#"df["x"] = ta::RSI(df, timeperiod=14);"#, "AQ123", 23, "#{ timeperiod: … }"),
        (r"let x = true ? 1 : 2;", "AQ124", 14, "if a"),
        (r"df.loc(df['rsi'] < 30, 'enter_long');", "AQ121", 11, "\""),
        (r"# a comment", "AQ122", 1, "//"),
        (r#"df["x"] = ta::RSI(df, { "timeperiod": 14 });"#, "AQ125", 23, "#{"),
        (r#"df["x"] = df["close"] * .5;"#, "AQ126", 25, "0.5"),
        (r#"df.loc(df["rsj"] < 30, "enter_long");"#, "AQ201", 12, "`rsi`"),
        (r#"df.loc(df["rsi"] & (df.close > 1), "enter_long");"#, "AQ202", 18, "== 1"),
        (r#"df["close"] = 1;"#, "AQ205", 3, "name of its own"),
        (r#"df["x"] = "abc";"#, "AQ206", 3, "enter_tag"),
        (r#"df["x"] = ta::RSI(df, df["close"]);"#, "AQ210", 15, "number"),
        (r#"df["x"] = ta::RSI(df, 1);"#, "AQ211", 23, "from 2"),
        (r#"df["x"] = ta::RSI(df, int_param("n", 1, 3, 1));"#, "AQ211", 15, "from 2"),
        (
            r#"let a = int_param("n", 1, 3, 2); let b = int_param("n", 1, 4, 2);"#,
            "AQ220",
            42,
            "same",
        ),
        (r#"let a = int_param("n", 5, 3, 2);"#, "AQ221", 9, "low"),
        (r#"let d1 = informative("1d");"#, "AQ230", 10, "columns"),
        (r#"df["x"] = ta::BBANDS(df, 20);"#, "AQ241", 3, "upperband"),
        (r"let x = 1 / 2;", "AQ242", 11, "1.0 / 2"),
        (r#"df["x"] = df["rsi"].shift(-1);"#, "AQ250", 27, "shift(1)"),
        (r#"df["x"] = df["rsi"].ewm(#{ span: 3 }).median();"#, "AQ251", 39, "mean"),
        (r#"df["x"] = df["rsi"].ewm(#{ });"#, "AQ252", 21, "span"),
        (r#"df["x"] = df["rsi"].rolling(3, #{ min: 1 });"#, "AQ253", 35, "min_periods"),
        (r#"df["x"] = df["rsi"].rolling(5, #{ min_periods: 9 }).sum();"#, "AQ211", 53, "0 to 5"),
        (
            r#"df["x"] = df["rsi"].rolling(int_param("n", 5, 50, 20), #{ min_periods: 30 }).sum();"#,
            "AQ211",
            78,
            "0 to 20",
        ),
        (r#"df["x"] = ta::RSI(df, #{ period: 14 });"#, "AQ256", 26, "timeperiod"),
        (r#"df["x"] = ta::RSI(df, 14, 3);"#, "AQ257", 15, "timeperiod"),
        (r"loop { let x = 1; }", "AQ292", 0, "loop"),
    ] {
        let found = fault(&script(line));
        let (found_code, place, message, mend) = found.unwrap_or_else(|| panic!("{line} is taken"));
        assert_eq!(found_code, code, "{line}: {message}");
        if column > 0 {
            assert_eq!(place, (5, column), "{line}: {message}");
        }
        assert!(mend.contains(help), "{line}: {mend}");
    }
}

#[test]
fn faults_outside_of_functions() {
    for (text, code) in [
        ("", "AQ118"),
        ("// nothing", "AQ110"),
        ("fn populate_indicators(df) { }", "AQ111"),
        (&script("").replace("const timeframe", "let timeframe"), "AQ301"),
        (&script("").replace("\"1h\"", "\"1x\""), "AQ304"),
        (&script("").replace("\"1h\"", "\"1h\"; const stoploss = 0.1"), "AQ304"),
        (&script("").replace("\"1h\"", "\"1h\"; const can_short = 1"), "AQ304"),
        (&script("").replace("\"1h\"", "\"1h\"; const pair_basket = [\"B/USDT\"]"), "AQ306"),
        (&format!("{}fn leverage(pair, side) {{ 2.0 }}", script("")), "AQ116"),
        (&format!("{}df[\"x\"] = 1;", script("")), "AQ103"),
    ] {
        assert_eq!(fault(text).map(|fault| fault.0).as_deref(), Some(code), "{text}");
    }
}

#[test]
fn hostile_scripts_are_refused_and_do_no_harm() {
    let nested = |open: &str, close: &str, depth: usize| {
        script(&format!("let x = {}1{};", open.repeat(depth), close.repeat(depth)))
    };
    for (text, code) in [
        (nested("(", ")", 5_000), "AQ296"),
        (nested("[", "]", 5_000), "AQ296"),
        (script(&"!".repeat(20_000)), "AQ296"),
        (script(&"let x = 1;\n".repeat(10_000)), "AQ291"),
        (script("let a = []; loop { a.push(1); }"), "AQ294"),
        (script("let s = \"ab\"; loop { s += s; }"), "AQ294"),
        (script("let m = #{}; let i = 0; loop { m[`k${i}`] = \"x\"; i += 1; }"), "AQ29"),
        (script("let a = [1]; loop { a = [a]; }"), "AQ29"),
        (
            script("f(1);").replace("fn populate_exit", "fn f(x) { f(x) }\nfn populate_exit"),
            "AQ293",
        ),
        (script("for i in 0..100000 { df[`c${i}`] = df.close * i; }"), "AQ29"),
        (script("eval(\"1\");"), "AQ100"),
        (script("import \"x\" as x;"), "AQ"),
        (
            script(
                "let x = df.close; for i in 0..5000 { x = x + i; } df.loc(x > 0, \"enter_long\");",
            ),
            "",
        ),
        (script("let s = \"\"; s.pad(1, \"\"); sleep(1000000); print(\"x\"); debug(1);"), ""),
    ] {
        let found = fault(&text).map(|fault| fault.0).unwrap_or_default();
        assert!(
            found.starts_with(code),
            "{found} is not {code}: {}",
            &text[150..text.len().min(300)]
        );
        assert_eq!(found.is_empty(), code.is_empty());
    }
}

#[test]
fn columns_parameters_and_tags_as_the_api_has_them() {
    let body = r#"
        let k = decimal_param("k", 1.0, 3.0, 2.0);
        let n = int_param("n", 5, 40, 20);
        let ma = if categorical_param("ma", ["EMA", "SMA"], "EMA").value == "EMA" {
            ta::EMA(df, n)
        } else {
            ta::SMA(df["close"], n)
        };
        df.ma = ma;
        df["sd"] = df.close.rolling(n).std();
        df["const"] = 3;
        df["regime"] = 0.0;
        df.loc(df.ma > df.ma.shift(1), "regime", 2);
        let calm = !(df["sd"] / df.ma > k / 100.0) | df.sd.isna();
        let far = where(calm, df.close - df.ma, 0.0).abs().clip(0.0, 1000000.0);
        let cross = df.close.crossed_below(df.ma - k * df.sd);
        let since = bars_since(cross).between(0, 3) & (df.hour.isin([1, 2, 3]));
        if "ma" in df && !("mb" in df) && bool_param("use_it", true).value {
            df.loc(cross | since, ["enter_long", "enter_tag"], [1, "dip"]);
        }
        df.loc(far > 0 & df.regime == 2, "enter_tag", "far");
        df["enter_long"] = df["enter_long"] | (df["volume"] > df.volume.ewm(#{ halflife: n }).mean() * 3);
    "#;
    let outcome = backtest(&job("S", &script(body), &["A/USDT"]), source());
    let Status::Completed(completed) = outcome.status else { panic!("{:?}", outcome.status) };
    let tags: std::collections::BTreeSet<&str> =
        completed.trades.iter().map(|trade| trade.enter_tag.as_str()).collect();
    assert!(tags.contains("far") || tags.contains("dip"), "{tags:?}");
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
}

#[test]
fn a_parameter_changes_the_signals_without_another_script() {
    let text = script(r#"df.loc(df["rsi"] < int_param("low", 1, 99, 20), "enter_long");"#);
    let mut job = job("S", &text, &["A/USDT"]);
    let signals = |job: &autoquant::job::Job| match backtest(job, source()).status {
        Status::Completed(completed) => completed.counters.entry_signals,
        Status::Failed(failure) => panic!("{failure:?}"),
    };
    let few = signals(&job);
    job.parameters.insert("low".into(), autoquant::strategy::plan::ParameterValue::Int(60));
    assert!(signals(&job) > few);
}

#[test]
fn cutting_the_candles_changes_no_trade_that_was_closed_before() {
    let text = script(
        r#"df.loc((df["rsi"] < 40) & (df["close"] < df["close"].rolling(50).mean()), "enter_long");"#,
    )
    .replace("{ }", r#"{ df.loc(df["rsi"] > 55, "exit_long"); }"#)
    .replace("\"1h\";", "\"1h\"; const startup_candle_count = 60; const stoploss = -0.03;");
    let demo = autoquant::demo::generate(7).swap_remove(0).hourly;
    let trades = |rows: usize| {
        let mut candles = Candles::default();
        (0..rows).for_each(|row| candles.push(demo.row(row)));
        let mut source = Memory::default();
        source.add("A/USDT", "1h", candles);
        match backtest(&job("S", &text, &["A/USDT"]), &source).status {
            Status::Completed(completed) => completed.trades,
            Status::Failed(failure) => panic!("{failure:?}"),
        }
    };
    let whole = trades(3_000);
    assert!(whole.len() > 30);
    for rows in [500, 777, 1_234, 2_999] {
        let last = demo.date.at(rows - 1);
        let before: Vec<_> = whole.iter().filter(|trade| trade.close_date < last - HOUR).collect();
        let cut = trades(rows);
        assert!(cut.iter().zip(&before).all(|(a, b)| a == *b), "cut at {rows}");
        assert!(cut.len() >= before.len());
    }
}

/// The values of a column of the first pair, as `inspect` sees them.
fn column(lines: &str, name: &str) -> Vec<f64> {
    let text = format!(
        "const timeframe = \"1h\";\n\
         fn populate_indicators(df, metadata) {{\n{lines}\n}}\n\
         fn populate_entry_trend(df, metadata) {{ }}\nfn populate_exit_trend(df, metadata) {{ }}\n"
    );
    let job = job("S", &text, &["A/USDT"]);
    let prepared = Prepared::new(&job.script, &job.config, &job.parameters).unwrap();
    let pairs = inspect(&prepared, &job.timerange, &Frames::new(source())).unwrap();
    match pairs[0].columns.get(name) {
        Some(Column::Number(values)) => values.to_vec(),
        Some(Column::Condition(bits)) => bits.iter().map(|bit| f64::from(u8::from(bit))).collect(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn the_base_timeframe_as_an_informative_one_is_the_base_frame() {
    let own = "let h = informative(\"1h\"); h[\"up\"] = h[\"close\"] > h[\"open\"]; \
               df[\"same\"] = (df[\"close_1h\"] == df[\"close\"]) & (df[\"up_1h\"] == (df[\"close\"] > df[\"open\"]));";
    assert!(column(own, "same").iter().all(|same| *same == 1.0));
}

#[test]
fn words_and_bools_are_branched_on_at_once() {
    let average = |word: &str| {
        format!(
            "let kind = categorical_param(\"kind\", [\"EMA\", \"SMA\"], \"{word}\"); \
             df[\"a\"] = switch kind {{ \"EMA\" => ta::EMA(df, 5), _ => ta::SMA(df, 5) }}; \
             if bool_param(\"twice\", true) && kind == \"{word}\" {{ df[\"a\"] = df[\"a\"] * 2; }}"
        )
    };
    let plain = |name: &str| column(&format!("df[\"a\"] = ta::{name}(df, 5) * 2;"), "a");
    for word in ["EMA", "SMA"] {
        assert_eq!(column(&average(word), "a")[4..], plain(word)[4..], "{word}");
    }
}

#[test]
fn a_variable_comes_before_a_const_of_its_name() {
    let needed = |window: &str| {
        let average = format!("{window} df[\"a\"] = df[\"close\"].rolling(N).mean();");
        let signal = "df[\"enter_long\"] = df[\"a\"] > 1;";
        let text = script(&format!("{average}\n{signal}"));
        let text = format!("const N = 90;\nfn next(N) {{ N + 1 }}\n{text}");
        let job = job("S", &text, &["A/USDT"]);
        Prepared::new(&job.script, &job.config, &job.parameters).unwrap().plans[0].needed()
    };
    assert_eq!(needed(""), 89);
    assert_eq!(needed("let N = 30;"), 29);
    assert_eq!(needed("let N = next(50);"), 50);
}

#[test]
fn bounds_and_listed_values_that_are_no_numbers_are_pandas() {
    let close = column("df[\"a\"] = df[\"close\"];", "a");
    let low = close[100];
    let clipped = column(&format!("df[\"a\"] = df[\"close\"].clip({low:?}, 0.0 / 0.0);"), "a");
    assert!(clipped.iter().zip(&close).all(|(clipped, close)| *clipped == close.max(low)));
    let listed =
        "let gap = df[\"close\"].shift(1); df[\"a\"] = where(gap.isin([0.0 / 0.0]), 1, 0);";
    let found = column(listed, "a");
    assert_eq!((found[0], found[1..].iter().sum::<f64>()), (1.0, 0.0));
    let (code, .., help) = fault(&script("df[\"x\"] = df.close.round(2.5);")).unwrap();
    assert_eq!((code.as_str(), help.as_str()), ("AQ211", "give a whole number of digits"));
}

#[test]
fn clip_is_pandas_where_its_bounds_cross() {
    let close = column("df[\"a\"] = df[\"close\"] * 1;", "a");
    let (low, high) = (close[10].min(close[20]), close[10].max(close[20]));
    let crossed = column(&format!("df[\"a\"] = df[\"close\"].clip({high:?}, {low:?});"), "a");
    assert!(crossed.iter().zip(&close).all(|(clipped, close)| *clipped == close.clamp(low, high)));
    // A value below a column of upper bounds stays what the lower bound made of it.
    let columns =
        "let up = df[\"close\"] * 1.01; df[\"a\"] = df[\"close\"].clip(df[\"close\"] * 1.02, up);";
    let found = column(columns, "a");
    assert!(found.iter().zip(&close).all(|(clipped, close)| *clipped == close * 1.02));
}

/// A strategy that uses what `_common` has, and that script.
fn importing(head: &str, tag: &str, common: &str) -> Job {
    let text = format!(
        "{head}const timeframe = \"1h\";\nconst LENGTH = 3;\n\
         fn twice(x) {{ x * 20 }}\n\
         fn populate_indicators(df, metadata) {{\n\
         df[\"mean\"] = common::mean(df.close); df[\"own\"] = df.close.rolling(LENGTH).mean(); }}\n\
         fn populate_entry_trend(df, metadata) {{ df[\"enter_long\"] = df.own < df.mean * 0.99; }}\n\
         fn populate_exit_trend(df, metadata) {{ df[\"exit_long\"] = df.own > df.mean * common::UP; }}\n\
         fn custom_exit(ctx) {{ if ctx.current_profit > common::twice(0.01) {{ {tag} }} }}\n"
    );
    let mut job = job("S", &text, &["A/USDT"]);
    job.script.imports.insert("_common".into(), common.to_owned());
    job
}

const COMMON: &str = "//! Paradigm: none\nconst LENGTH = 14;\nexport const UP = 1.01;\n\
    fn mean(series) { series.rolling(int_param(\"n\", 2, 50, LENGTH)).mean() }\n\
    fn twice(x) { let LENGTH = 2; x * LENGTH }\n\
    fn tag(profit) { `p${twice(profit) > 0.05}` }\n";

#[test]
fn an_import_is_what_it_would_be_in_the_script() {
    let import = "import \"_common\" as common;\n";
    let shared = importing(import, "common::tag(ctx.current_profit)", COMMON);
    let mut written = importing("", "`p${ctx.current_profit * 2 > 0.05}`", "");
    for (there, here) in [
        ("common::mean(df.close)", "df.close.rolling(int_param(\"n\", 2, 50, 14)).mean()"),
        ("common::UP", "1.01"),
        ("common::twice(0.01)", "0.02"),
    ] {
        written.script.text = written.script.text.replace(there, here);
    }
    for given in [None, Some(20)] {
        let trades = |mut job: Job| {
            job.parameters.extend(given.map(|n| ("n".to_owned(), ParameterValue::Int(n))));
            match backtest(&job, source()).status {
                Status::Completed(result) => result.trades,
                Status::Failed(failure) => panic!("{}", failure.diagnostic),
            }
        };
        let (shared, written) = (trades(shared.clone()), trades(written.clone()));
        assert_eq!(shared, written);
        assert!(shared.iter().any(|trade| trade.exit_reason == "ptrue"), "{} trades", shared.len());
    }
}

#[test]
fn what_is_imported_is_part_of_the_key() {
    let key = |common: &str| {
        let job = importing("import \"_common\" as common;\n", "\"x\"", common);
        backtest(&job, source()).script_key
    };
    assert_eq!(key(COMMON), key(COMMON));
    assert_ne!(key(COMMON), key(&COMMON.replace("14", "15")));
}

#[test]
fn an_import_sees_nothing_of_who_imports_it() {
    let refused = |common: &str, what: &str| {
        let job = importing("import \"_common\" as common;\n", "\"x\"", common);
        match backtest(&job, source()).status {
            Status::Failed(failure) => {
                let place = failure.diagnostic.place.as_ref().expect("a place");
                assert_eq!(place.file, "_common.rhai", "{}", failure.diagnostic);
                assert!(failure.diagnostic.message.contains(what), "{}", failure.diagnostic);
            }
            Status::Completed(_) => panic!("{what} is seen"),
        }
    };
    let with = |line: &str| format!("{COMMON}{line}\n");
    refused(&with("fn bad() { timeframe }"), "unknown name `timeframe`");
    refused(&with("const BAD = timeframe;"), "`timeframe`");
    refused(&COMMON.replace("series.rolling", "missing(series).rolling"), "no function `missing`");
    refused(&with("fn open() { 1"), "never closed");
}
