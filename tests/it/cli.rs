//! Transcripts: what a person or an agent sees.

use std::path::Path;

use tempfile::TempDir;

use crate::support::project::{Project, autoquant, stderr};

const GOOD: &str = r#"
const timeframe = "1h";
const stoploss = -0.05;
fn populate_indicators(df, metadata) { df["rsi"] = ta::RSI(df, 14); }
fn populate_entry_trend(df, metadata) { df.loc(df["rsi"] < 30, "enter_long"); }
fn populate_exit_trend(df, metadata) { df.loc(df["rsi"] > 60, "exit_long"); }
"#;

/// The block of a strategy.
fn block(stdout: &str, strategy: &str) -> String {
    let key = format!("strategy:         {strategy}\n");
    let block = stdout.split("---\n").find(|block| block.starts_with(&key)).unwrap();
    block.split("\n\n").next().unwrap().to_owned()
}

#[test]
fn a_broken_strategy_does_not_stop_the_round() {
    let project = Project::new().strategy("Broken", "let x = ;").strategy("Good", GOOD);
    let output = project.run(&["run"]);
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout.starts_with("Discovered 2 strategies: Broken, Good\n---\n"));
    assert!(stdout.ends_with("\n\nDone: 1 backtests succeeded, 1 failed.\n"));
    insta::assert_snapshot!(block(&stdout, "Broken"), @r"
    strategy:         Broken
    timerange_label:  full
    commit:           unversioned
    status:           ERROR
    error_type:       ScriptError
    error_msg:        this does not parse: Unexpected ';'
    error[AQ100]: this does not parse: Unexpected ';'
     --> user_data/strategies/Broken.rhai:1:9
      |
    1 | let x = ;
      |         ^
      = help: a missing `;` or bracket is often found one word later
    ");
    let alone = Project::new().strategy("Good", GOOD).stdout(&["run"]);
    assert_eq!(block(&stdout, "Good"), block(&alone, "Good"));
}

#[test]
fn the_keys_of_a_block() {
    let stdout = Project::new().strategy("Good", GOOD).stdout(&["run"]);
    let block = block(&stdout, "Good");
    let keys: Vec<&str> = block.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(
        keys.join(" "),
        "strategy timerange_label timerange commit basket sharpe sortino calmar total_profit_pct \
         max_drawdown_pct trade_count win_rate_pct profit_factor bah_sharpe bah_profit_pct bah_dd_pct \
         equity_sharpe equity_dd_pct exposure_pct entry_signals rejected_signals flags \
         hold_profit_pct data_hash per_pair \
         \x20 BTC/USDT   ETH/USDT   SOL/USDT   XRP/USDT   ADA/USDT"
    );
    assert!(block.lines().take(23).all(|line| line.as_bytes()[17] == b' ' && line.len() > 18));
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let project = Project::new().strategy("A", GOOD).strategy("B", GOOD).strategy("C", "fn");
    let run = |threads| {
        let environment = [("RAYON_NUM_THREADS", threads), ("POLARS_MAX_THREADS", threads)];
        autoquant(project.path(), &["run"], &environment).stdout
    };
    let one = run("1");
    assert!(!one.is_empty());
    assert!(run("2") == one && run("8") == one);
}

#[test]
fn the_same_bytes_whatever_order_the_files_were_made_in() {
    let there = Project::new().strategy("A", GOOD).strategy("B", GOOD).stdout(&["run"]);
    let back = Project::new().strategy("B", GOOD).strategy("A", GOOD);
    assert_eq!(back.stdout(&["run"]), there);
    assert_eq!(back.stdout(&["run", "B", "A"]), there);
}

#[test]
fn an_empty_workspace_says_so() {
    let output = Project::new().run(&["run"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    insta::assert_snapshot!(stderr(&output), @r"
    error: no strategies found in user_data/strategies
     = help: put a `.rhai` file there, or see `autoquant demo DIR` for three examples
    ");
}

#[test]
fn a_name_that_is_misspelt() {
    let output = Project::new().strategy("Good", GOOD).run(&["run", "Goood"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(stderr(&output), @r"
    error: there is no strategy `Goood` in user_data/strategies
     = help: did you mean `Good`?
    ");
}

#[test]
fn more_strategies_than_the_cap() {
    let project =
        ["A", "B", "C", "D"].iter().fold(Project::new(), |p, name| p.strategy(name, GOOD));
    assert_eq!(project.run(&["run"]).status.code(), Some(2));
    assert_eq!(project.run(&["run", "A"]).status.code(), Some(0));
    assert_eq!(project.strategy("_D", GOOD).run(&["run", "_D"]).status.code(), Some(0));
}

#[test]
fn a_config_that_cannot_be_used_names_the_key_and_the_mend() {
    let said = |config: &str| {
        let output = Project::new().strategy("Good", GOOD).config(config).run(&["run"]);
        assert_eq!(output.status.code(), Some(3), "{config}");
        stderr(&output)
    };
    insta::assert_snapshot!(said("{ \"stake_amount\": 100,, }"), @r"
    error: config.json:1:23: this is no JSON: Unexpected token in object
     = help: mend the file at that place; comments and trailing commas are fine
    ");
    insta::assert_snapshot!(said("{ \"exchange\": { \"pair_whitelist\": [\"BTC/USDT\"] } }"), @r#"
    error: config.json: `stake_amount` is missing
     = help: write "stake_amount": 100, or "unlimited" to divide the balance among the slots
    "#);
    insta::assert_snapshot!(said("{ \"stake_amount\": 100, \"exchange\": {} }"), @r#"
    error: config.json: `exchange.pair_whitelist` is missing
     = help: write "pair_whitelist": ["BTC/USDT", "ETH/USDT"]
    "#);
}

#[test]
fn missing_candles_name_the_pair_the_timeframe_and_the_mend() {
    let project = Project::new().strategy("Good", GOOD);
    std::fs::remove_file(project.path().join("user_data/data/demo/SOL_USDT-1h.feather")).unwrap();
    let output = project.run(&["run"]);
    assert_eq!(output.status.code(), Some(3));
    let stdout = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(block(&stdout, "Good"), @r"
    strategy:         Good
    timerange_label:  full
    commit:           unversioned
    status:           ERROR
    error_type:       DataError
    error_msg:        no 1h candles of SOL/USDT: user_data/data/demo/SOL_USDT-1h.feather does not exist
    error[AQ410]: no 1h candles of SOL/USDT: user_data/data/demo/SOL_USDT-1h.feather does not exist
     = help: fetch them with `autoquant prepare`
    ");
}

#[test]
fn candles_that_a_strategy_alone_asks_for_are_its_own_fault() {
    let with = |line: &str| GOOD.replacen("df[\"rsi\"] = ", &format!("{line} df[\"rsi\"] = "), 1);
    let project = Project::new()
        .strategy("Asks", &with("let x = informative(\"1h\", \"X/USDT\");"))
        .strategy("Good", GOOD)
        .strategy("Reaches", &with("df[\"far\"] = df[\"close\"].shift(90000);"));
    let output = project.run(&["run"]);
    assert_eq!(output.status.code(), Some(1));
    let stdout = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(block(&stdout, "Asks"), @r#"
    strategy:         Asks
    timerange_label:  full
    commit:           unversioned
    status:           ERROR
    error_type:       ScriptError
    error_msg:        no 1h candles of X/USDT: user_data/data/demo/X_USDT-1h.feather does not exist
    error[AQ410]: no 1h candles of X/USDT: user_data/data/demo/X_USDT-1h.feather does not exist
     --> user_data/strategies/Asks.rhai:4:48
      |
    4 | fn populate_indicators(df, metadata) { let x = informative("1h", "X/USDT"); df["rsi"] = ta::RSI(df, 14); }
      |                                                ^^^^^^^^^^^
      = help: X/USDT is not in the config's pair_whitelist: add it, and fetch them with `autoquant prepare`
    "#);
    insta::assert_snapshot!(block(&stdout, "Reaches"), @r#"
    strategy:         Reaches
    timerange_label:  full
    commit:           unversioned
    status:           ERROR
    error_type:       ScriptError
    error_msg:        the first 90000 1h candles are warm-up, and no pair has more than 43801 in 20210301-20251231 and before
    error[AQ310]: the first 90000 1h candles are warm-up, and no pair has more than 43801 in 20210301-20251231 and before
     = help: look back less far, or fetch more candles with `autoquant prepare`
    "#);
    assert!(block(&stdout, "Good").contains("sharpe"));
}

#[test]
fn a_damaged_candle_file_is_an_error_block() {
    let project = Project::new().strategy("Good", GOOD);
    let file = project.path().join("user_data/data/demo/SOL_USDT-1h.feather");
    let bytes = std::fs::read(&file).unwrap();
    for damaged in [&b"no feather"[..], &bytes[..bytes.len() / 2], &[]] {
        std::fs::write(&file, damaged).unwrap();
        let output = project.run(&["run"]);
        assert_eq!(output.status.code(), Some(3));
        assert!(String::from_utf8(output.stdout).unwrap().contains("cannot be read"));
    }
}

#[test]
fn json_is_one_document_and_exported_trades_have_freqtrades_columns() {
    let project = Project::new().strategy("Good", GOOD).strategy("Broken", "let x = ;");
    let text = project.stdout(&["run", "--json", "--export", "trades"]);
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["semantics"], "freqtrade-2026.9");
    assert_eq!((document["succeeded"].as_u64(), document["failed"].as_u64()), (Some(1), Some(1)));
    let good = &document["results"][1];
    assert_eq!((good["strategy"].as_str(), good["status"].as_str()), (Some("Good"), Some("OK")));
    assert_eq!(good["job_key"].as_str().map(str::len), Some(32));
    let trades = good["figures"]["total"]["trades"].as_u64().unwrap();
    let folder = project.path().join("user_data/backtest_results");
    let csv = std::fs::read_to_string(folder.join("Good.full.trades.csv")).unwrap();
    assert_eq!(csv.lines().count() as u64, trades + 1);
    assert!(
        csv.starts_with("pair,is_short,leverage,open_date,close_date,open_rate,close_rate,amount,")
    );
    assert!(!folder.join("Broken.full.trades.csv").exists());
}

#[test]
fn the_demo_runs_its_examples_and_keeps_what_is_there() {
    let folder = TempDir::new().unwrap();
    let first = autoquant(folder.path(), &["demo", "here"], &[]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let stdout = String::from_utf8(first.stdout).unwrap();
    for strategy in ["DonchianBreakout", "EmaTrend", "RsiDip"] {
        let block = block(&stdout, strategy);
        let count = block.lines().find_map(|line| line.strip_prefix("trade_count:      "));
        assert!(count.unwrap().parse::<usize>().unwrap() >= 30, "{block}");
    }
    let strategy = folder.path().join("here/user_data/strategies/EmaTrend.rhai");
    // The example that the demo leaves out, in the place of another one.
    let ladder = include_str!("../../examples/strategies/LadderDip.rhai");
    std::fs::write(&strategy, ladder).unwrap();
    let export = ["run", "EmaTrend", "--timerange", "20210301-20220301", "--export", "trades"];
    let output = autoquant(&folder.path().join("here"), &export, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let stdout = String::from_utf8(output.stdout).unwrap();
    let count = stdout.lines().find_map(|line| line.strip_prefix("trade_count:      "));
    assert!(count.unwrap().parse::<usize>().unwrap() >= 30, "{stdout}");
    std::fs::write(&strategy, GOOD).unwrap();
    autoquant(folder.path(), &["demo", "here"], &[]);
    assert_eq!(std::fs::read_to_string(&strategy).unwrap(), GOOD);
}

#[test]
fn the_root_of_the_repository_is_an_empty_workspace() {
    let output = autoquant(Path::new(env!("CARGO_MANIFEST_DIR")), &["run"], &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("no strategies found in user_data/strategies"));
}

/// A strategy on three timeranges: one with trades, one before any candle, one on which no signal
/// comes.
const RANGES: &str = r#"
const timeframe = "1h";
const test_timeranges = [["some", "20220101-20220630"], ["other", "20230101-20230630"]];
fn populate_indicators(df, metadata) { df["rsi"] = ta::RSI(df, int_param("period", 2, 50, 14)); }
fn populate_entry_trend(df, metadata) { df.loc(df["rsi"] < decimal_param("low", 0, 100, 30), "enter_long"); }
fn populate_exit_trend(df, metadata) { df.loc(df["rsi"] > 60, "exit_long"); }
"#;

fn summary(stdout: &str) -> &str {
    let at = stdout.find("timerange_label:  SUMMARY").unwrap();
    stdout[at..].split("\n\n").next().unwrap()
}

fn value<'a>(block: &'a str, key: &str) -> &'a str {
    let line = block.lines().find(|line| line.starts_with(&format!("{key}:"))).unwrap();
    line[key.len() + 1..].trim()
}

#[test]
fn a_summary_takes_the_worst_of_each_figure() {
    let stdout = Project::new().strategy("Two", RANGES).stdout(&["run"]);
    let blocks: Vec<&str> = stdout.split("---\n").skip(1).collect();
    assert_eq!(blocks.len(), 3);
    let of = |key: &str| {
        let number = |block: &&str| value(block, key).parse::<f64>().unwrap();
        blocks[..2].iter().map(number).fold(f64::INFINITY, f64::min)
    };
    let summary = summary(&stdout);
    let robust = value(summary, "robust_sharpe");
    assert!(robust.ends_with("   # min across declared timeranges"), "{robust}");
    for (key, of_block) in [
        ("robust_sharpe", "sharpe"),
        ("worst_profit_pct", "total_profit_pct"),
        ("worst_dd_pct", "max_drawdown_pct"),
        ("robust_equity_sharpe", "equity_sharpe"),
        ("worst_equity_dd_pct", "equity_dd_pct"),
    ] {
        let worst: f64 = value(summary, key).split(' ').next().unwrap().parse().unwrap();
        assert!((worst - of(of_block)).abs() < 1e-9, "{key}");
    }
    assert_eq!(value(summary, "min_position_size"), "PASS   (threshold ≥ 5.0%)");
    assert_eq!(value(summary, "pareto_dominated_by"), "none (non-dominated)");
}

#[test]
fn a_timerange_that_fails_or_does_not_trade_fails_the_gates() {
    let empty = RANGES.replace("20230101-20230630", "20100101-20100201");
    let output = Project::new().strategy("Two", &empty).run(&["run"]);
    assert_eq!(output.status.code(), Some(3));
    let stdout = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(summary(&stdout).lines().skip(2).filter(|line| !line.starts_with("avg")).collect::<Vec<_>>().join("\n"), @r"
    robust_sharpe:    nan   # min across declared timeranges; other: failed
    worst_profit_pct: nan
    worst_dd_pct:     nan
    profit_floor:     FAIL   (threshold ≥ 20.0% per timerange; other: failed)
    min_position_size: FAIL   (threshold ≥ 5.0%; other: failed)
    pareto_dominated_by: not compared (other: failed)
    robust_equity_sharpe: nan
    worst_equity_dd_pct: nan
    trial:            1
    vs_last:          none
    vs_kept:          none
    flags:            below-buy-and-hold=-4.5pp
    ");
    let idle = RANGES.replace("df[\"rsi\"] <", "(df[\"month\"] < 2) & (df[\"rsi\"] <");
    let idle = idle.replace("30), \"enter", "30)) & (df[\"close\"] < 0), \"enter");
    let stdout = Project::new().strategy("Idle", &idle).stdout(&["run"]);
    let summary = summary(&stdout);
    assert_eq!(
        value(summary, "robust_sharpe"),
        "0.0000   # min across declared timeranges; some, other: no trades"
    );
    assert!(value(summary, "profit_floor").starts_with("FAIL"));
    assert!(value(summary, "min_position_size").starts_with("FAIL"));
}

#[test]
fn a_logged_row_that_is_better_dominates() {
    let project = Project::new().strategy("Two", RANGES);
    let log = "commit\tevent\tstrategy_name\tsharpe\tmax_dd\tnote\n\
               aaaaaaa\tcreate\tWorse\t-99.0\t-99.0\t\nbroken row\n\
               bbbbbbb\tevolve\tBetter\t99.0\t-0.1\t\n";
    std::fs::write(project.path().join("results.tsv"), log).unwrap();
    let output = project.run(&["run"]);
    assert!(stderr(&output).contains("warning[AQ420]: results.tsv:3: this line cannot be read"));
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(value(summary(&stdout), "pareto_dominated_by"), "bbbbbbb:Better");
}

#[test]
fn what_ifs_need_no_edit() {
    let project = Project::new().strategy("Two", RANGES);
    let said = project.stdout(&["run"]);
    let set = project.stdout(&["run", "--set", "low=30", "--set", "period=14"]);
    assert_eq!(said, set);
    assert_eq!(said, project.stdout(&["run", "--set", "period=1.4e1", "--set", "period=1.4e1"]));
    let twice = project.run(&["run", "--set", "period=14", "--set", "period=15"]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(stderr(&twice).contains("--set gives `period` two values: 14 and 15"));
    let unknown = project.run(&["inspect", "Two", "--set", "lw=25"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(stderr(&unknown).contains("AQ224") && stderr(&unknown).contains("`low`?"));
    assert_ne!(said, project.stdout(&["run", "--set", "low=25.5"]));
    assert_ne!(said, project.stdout(&["run", "--fee", "0"]));
    let one = project.stdout(&["run", "--timerange", "20220101-20220630"]);
    assert_eq!(block(&one, "Two").replace("cli", "some"), block(&said, "Two"));
    assert!(block(&one, "Two").contains("timerange_label:  cli"));
    for (arguments, code, words) in [
        (["--set", "lw=25"], 1, "did you mean `low`?"),
        (["--set", "low=200"], 1, "give a number from 0 to 100"),
        (["--set", "period=7.5"], 1, "give a whole number from 2 to 50"),
        (["--set", "period=1e300"], 1, "cannot be 1e300"),
        (["--set", "low"], 2, "NAME=VALUE"),
        (["--fee", "-1"], 2, ""),
        (["--fee", "2"], 2, "a ratio"),
        (["--timerange", "2022"], 2, "no timerange"),
    ] {
        let output = project.run(&["run", arguments[0], arguments[1]]);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn inspect_shows_the_plan_and_writes_every_column() {
    let project = Project::new().strategy("Two", RANGES);
    let shown = project.stdout(&["inspect", "Two", "--pair", "ETH/USDT", "--tail", "2"]);
    for words in [
        "startup:          14 candles (the plan needs 14)",
        "  1h of the traded pair: 14 candles reached back",
        "  low: a number from 0 to 100 (default 30, symbolic)",
        "  period: a whole number from 2 to 50 (default 14, symbolic)",
        ", period:14)",
        "last candles of ETH/USDT:",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
    let file = project.path().join("columns.csv");
    let arguments =
        ["inspect", "Two", "--pair", "ETH/USDT", "--csv", file.to_str().unwrap(), "--json"];
    let document: serde_json::Value = serde_json::from_str(&project.stdout(&arguments)).unwrap();
    let mut reader = csv::Reader::from_path(&file).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(names.join(" "), "date open high low close volume rsi enter_long exit_long");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let on = rows.iter().filter(|row| &row[7] == "1").count();
    assert_eq!(document["signals"]["ETH/USDT"]["enter_long"], on);
    assert!(rows.iter().all(|row| (row[6].parse::<f64>().unwrap() < 30.0) == (&row[7] == "1")));
    let config = std::fs::read(project.path().join("config.json")).unwrap();
    let over = project.run(&["inspect", "Two", "--csv", "config.json"]);
    assert_eq!(over.status.code(), Some(2));
    assert!(stderr(&over).contains("config.json is there already, and is no `.csv`"));
    assert_eq!(std::fs::read(project.path().join("config.json")).unwrap(), config);
    let unknown = project.run(&["inspect", "Two", "--pair", "ETH/USD"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean `ETH/USDT`?"));
}
