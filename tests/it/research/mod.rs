//! The research loop: what is written down, and what survives.

mod bad_input;
mod crashes;
mod events;
mod rounds;
mod rules;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::support::project::{Project, stderr};

/// The folder of results, below a workspace.
const RESULTS: &str = "user_data/backtest_results";

/// A workspace in a repository, with a config that is run in a moment.
pub(crate) struct Research(Project);

impl Research {
    /// Without a repository.
    fn unversioned() -> Self {
        let config = r#"{
            "max_open_trades": 2, "stake_currency": "USDT", "stake_amount": "unlimited",
            "tradable_balance_ratio": 0.99, "dry_run_wallet": 1000, "fee": 0.001,
            "timerange": "20220101-20220601",
            "exchange": { "name": "demo", "pair_whitelist": ["BTC/USDT", "ETH/USDT"] }
        }"#;
        Self(Project::new().config(config))
    }

    fn new() -> Self {
        let research = Self::unversioned();
        research.git(&["init", "-q", "-b", "main"]);
        research.git(&["config", "user.name", "Test"]);
        research.git(&["config", "user.email", "test@localhost"]);
        let ignored = "user_data/data/\nuser_data/backtest_results/\nresults.tsv\nrun.log\n";
        fs::write(research.path().join(".gitignore"), ignored).unwrap();
        research.commit("the workspace");
        research
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git").args(arguments).current_dir(self.path()).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, message: &str) -> String {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "--short=7", "HEAD"]).trim().to_owned()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(format!("user_data/strategies/{name}.rhai"))
    }

    /// Writes a strategy that enters below an RSI.
    fn write(&self, name: &str, rsi: u32) {
        fs::write(self.file(name), strategy(rsi, "")).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.file(name)).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.0.run(arguments)
    }

    /// Runs a command that must succeed, and gives what it printed.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must be refused with a code, and gives what it said.
    #[track_caller]
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
        stderr(&output)
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path().join("results.tsv")).unwrap_or_default();
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        text.lines().skip(1).map(cells).collect()
    }

    fn journal(&self) -> PathBuf {
        self.path().join(RESULTS).join("journal.jsonl")
    }

    fn entries(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.journal()).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Nothing is wrong with the books.
    #[track_caller]
    fn verify(&self) {
        let status = self.json(&["status", "--verify"]);
        assert_eq!(status["problems"], serde_json::json!([]), "{status:#}");
        assert_eq!(status["notes"], serde_json::json!([]), "{status:#}");
    }
}

/// A strategy that enters below an RSI, with further lines in its header.
fn strategy(rsi: u32, header: &str) -> String {
    format!(
        "//! Tries out.\n{header}\nconst timeframe = \"1h\";\nconst stoploss = -0.05;\n\
         fn populate_indicators(df, metadata) {{ df[\"rsi\"] = ta::RSI(df, 14); }}\n\
         fn populate_entry_trend(df, metadata) {{ df.loc(df[\"rsi\"] < {rsi}, \"enter_long\"); }}\n\
         fn populate_exit_trend(df, metadata) {{ df.loc(df[\"rsi\"] > 60, \"exit_long\"); }}\n"
    )
}

/// The value of a key in the SUMMARY block of a strategy.
#[track_caller]
fn summary_value(stdout: &str, strategy: &str, key: &str) -> String {
    let head = format!("strategy:         {strategy}\ntimerange_label:  SUMMARY\n");
    let block = stdout.split("---\n").find(|block| block.starts_with(&head)).expect("a summary");
    let line = block.lines().find_map(|line| line.strip_prefix(&format!("{key}:")));
    line.expect("the key").trim().to_owned()
}
