//! A workspace in a folder of its own, and the program run in it.

use std::path::Path;
use std::process::{Command, Output};

use autoquant::model::config::TradingMode;
use tempfile::TempDir;

/// A workspace with the demo's candles.
pub(crate) struct Project(TempDir);

impl Project {
    pub(crate) fn new() -> Self {
        Self::of(TradingMode::Spot)
    }

    /// Of the demo of a market.
    pub(crate) fn of(trading_mode: TradingMode) -> Self {
        let project = Self(TempDir::new().unwrap());
        autoquant::demo::write_of(trading_mode, project.path()).unwrap();
        std::fs::remove_dir_all(project.path().join("user_data/strategies")).unwrap();
        std::fs::create_dir(project.path().join("user_data/strategies")).unwrap();
        project
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn strategy(self, name: &str, text: &str) -> Self {
        let file = format!("user_data/strategies/{name}.rhai");
        std::fs::write(self.path().join(file), text).unwrap();
        self
    }

    pub(crate) fn config(self, text: &str) -> Self {
        std::fs::write(self.path().join("config.json"), text).unwrap();
        self
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        autoquant(self.path(), arguments, &[])
    }

    pub(crate) fn stdout(&self, arguments: &[&str]) -> String {
        String::from_utf8(self.run(arguments).stdout).unwrap()
    }
}

/// Runs the program in a folder.
pub(crate) fn autoquant(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_autoquant"))
        .args(arguments)
        .current_dir(folder)
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

/// What a command said beside its results.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
