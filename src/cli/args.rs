//! The arguments, with their help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// A backtest engine for strategies that an agent writes: FreqTrade's trades, in milliseconds.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(super) struct Args {
    /// The workspace (a folder with a config.json) instead of the one around the current folder.
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,

    /// One JSON document on stdout.
    #[arg(long, global = true)]
    pub json: bool,

    /// No progress and no warnings on stderr.
    #[arg(long, global = true)]
    pub quiet: bool,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a workspace with generated candles and three strategies, and run it.
    #[command(after_help = "Example:\n  autoquant demo my-demo")]
    Demo(Demo),

    /// Backtest every active strategy, or the named ones.
    #[command(after_help = "Example:\n  autoquant run RsiDip --export trades")]
    Run(Run),
}

#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// The folder of the new workspace.
    #[arg(default_value = "autoquant-demo", value_name = "DIR")]
    pub(super) directory: PathBuf,
}

#[derive(Debug, Default, clap::Args)]
pub(super) struct Run {
    /// Names or paths of strategies.
    pub strategies: Vec<String>,

    /// Write the trades to `user_data/backtest_results`/<strategy>.<label>.trades.csv.
    #[arg(long, value_enum)]
    pub export: Option<Export>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Export {
    /// Every trade, with FreqTrade's columns.
    Trades,
}
