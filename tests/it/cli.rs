//! Transcripts: what a person or an agent sees.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const GOOD: &str = r#"
const timeframe = "1h";
const stoploss = -0.05;
fn populate_indicators(df, metadata) { df["rsi"] = ta::RSI(df, 14); }
fn populate_entry_trend(df, metadata) { df.loc(df["rsi"] < 30, "enter_long"); }
fn populate_exit_trend(df, metadata) { df.loc(df["rsi"] > 60, "exit_long"); }
"#;

/// A workspace with the demo's candles.
struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(TempDir::new().unwrap());
        autoquant::demo::write(project.path()).unwrap();
        std::fs::remove_dir_all(project.path().join("user_data/strategies")).unwrap();
        std::fs::create_dir(project.path().join("user_data/strategies")).unwrap();
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn strategy(self, name: &str, text: &str) -> Self {
        let file = format!("user_data/strategies/{name}.rhai");
        std::fs::write(self.path().join(file), text).unwrap();
        self
    }

    fn config(self, text: &str) -> Self {
        std::fs::write(self.path().join("config.json"), text).unwrap();
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        autoquant(self.path(), arguments, &[])
    }

    fn stdout(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.run(arguments).stdout).unwrap()
    }
}

fn autoquant(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .args(arguments)
        .current_dir(folder)
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

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
         equity_sharpe equity_dd_pct exposure_pct entry_signals rejected_signals per_pair \
         \x20 BTC/USDT   ETH/USDT   SOL/USDT   XRP/USDT   ADA/USDT"
    );
    assert!(block.lines().take(21).all(|line| line.as_bytes()[17] == b' ' && line.len() > 18));
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
