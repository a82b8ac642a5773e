//! The arguments, with their help.

use std::path::PathBuf;

use clap::{ArgGroup, Parser, Subcommand, ValueEnum};

use super::what_if::WhatIf;
use crate::fetch::INTERVALS;
use crate::model::candle_type::CandleType;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

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

/// What there is to say about `prepare`.
const PREPARE: &str = r#"Fetched are the pairs, timeframes and timerange of config.json with 500 candles of warm-up, and what active
strategies need beyond that. Only what is missing is asked for: a download that was stopped, or killed, goes on
where it was. What was fetched is known by its hash in manifest.json, beside the candles.

In config.json, all of it optional:
  "autoquant": { "download": {
    "source": "auto",                              or "api", or "archive" (past days only)
    "spot_url": "https://api.binance.com",         a mirror: https://data-api.binance.vision
    "futures_url": "https://fapi.binance.com",
    "archive_url": "https://data.binance.vision" } }
A proxy is taken from HTTPS_PROXY, ALL_PROXY and NO_PROXY.

What --from brings is added to what is there: where both have a candle, the one that is there stays. Columns of
CSV are known by their names (date, open, high, low, close, volume), or lie as in Binance's archive.

Examples:
  autoquant prepare
  autoquant prepare --check
  autoquant prepare --accept
  autoquant prepare --demo --seed 7
  autoquant prepare --from ~/freqtrade/user_data/data/binance
  autoquant prepare --from BTCUSDT-1h-2024-01.csv --pair BTC/USDT
  autoquant prepare --resample 4h,1d
  autoquant prepare --tiers binance_leverage_tiers.json"#;

/// What there is to say about `report`.
const REPORT: &str = "The page is one file that needs no network. What it shows comes from the books: every trial, and the last runs
once more, from the scripts as they were run. Nothing is tried, and nothing is counted.

Examples:
  autoquant report --open
  autoquant report --text
  autoquant report --png research.png --svg research.svg
  autoquant report --json | jq .research.trials";

/// What there is to say about `run`.
const RUN: &str = "Examples:
  autoquant run
  autoquant run RsiDip --set rsi_low=25
  autoquant run RsiDip --export trades
  autoquant run RsiDip --export trades,freqtrade
  freqtrade backtesting-show -c config.json --userdir user_data      what --export freqtrade wrote last";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show the script API: signatures, meanings, examples.
    #[command(
        after_help = "Examples:\n  autoquant api\n  autoquant api BBANDS\n  autoquant api one-pair\n  autoquant api --search stop\n  autoquant api --short"
    )]
    Api(Api),

    /// Print a script that completes commands and options in a shell.
    #[command(
        after_help = "Example:\n  autoquant completions bash > ~/.local/share/bash-completion/completions/autoquant"
    )]
    Completions(Completions),

    /// Make a workspace: config, instructions for an agent, a template of a strategy, a git repository.
    #[command(after_help = "Examples:\n  autoquant init\n  autoquant init my-research")]
    Init(Init),

    /// Make a workspace with generated candles and three strategies, and run it.
    #[command(
        after_help = "Examples:\n  autoquant demo my-demo\n  autoquant demo --futures my-futures"
    )]
    Demo(Demo),

    /// Backtest every active strategy, or the named ones.
    #[command(after_help = RUN)]
    Run(Run),

    /// Fetch the candles and market rules that the config and the strategies need, and look at them.
    #[command(after_help = PREPARE)]
    Prepare(Prepare),

    /// Show what candles there are, and what is odd about them.
    #[command(after_help = "Examples:\n  autoquant data list\n  autoquant data show BTC/USDT 1h")]
    Data(Data),

    /// Write what happened to strategies into the event log, with the figures of their last run.
    #[command(
        after_help = "Events (derived where none is given): create, evolve, stable, fork, kill\n\nExamples:\n  autoquant log RsiDip --note \"wider stop: fewer losers, same trades\"\n  autoquant log kill EmaTrend --note \"beaten by RsiDip in every year\"\n  autoquant log --round RsiDip=\"wider stop\" EmaTrend=\"as it was\""
    )]
    Log(Log),

    /// Show where the research stands: what is active, what must happen next, what was best.
    #[command(after_help = "Examples:\n  autoquant status\n  autoquant status --strict --verify")]
    Status(Status),

    /// Write a page of the whole research and of the last run, to look at instead of to read.
    #[command(after_help = REPORT)]
    Report(Report),

    /// Write the script of a trial back into the folder of strategies.
    #[command(
        after_help = "Examples:\n  autoquant restore 41\n  autoquant restore 41 --as RsiDipWide"
    )]
    Restore(Restore),

    /// Freeze the research in `versions/VERSION`: log, journal, scripts, figures, a retrospective to fill in.
    #[command(
        after_help = "An archive is never touched again. The research goes on in the same books; with --begin-anew\nthey are emptied once the archive is complete, and the strategies stay as they are.\n\nExamples:\n  autoquant archive v1\n  autoquant archive v2 --begin-anew"
    )]
    Archive(Archive),

    /// Look for everything that is wrong or misleading in strategies, without candles.
    #[command(
        after_help = "Examples:\n  autoquant check\n  autoquant check RsiDip --fix\n  autoquant check --explain AQ101"
    )]
    Check(Check),

    /// Show a strategy's plan, its frames, lookback, parameters, signals and columns.
    #[command(
        after_help = "Examples:\n  autoquant inspect RsiDip\n  autoquant inspect RsiDip --pair ETH/USDT --tail 5\n  autoquant inspect RsiDip --pair ETH/USDT --csv columns.csv"
    )]
    Inspect(Inspect),
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each form")]
pub(super) struct Api {
    /// A word, indicator, setting, callback, field or flag to show in full; the whole list without one.
    pub name: Option<String>,

    /// The entries whose name or meaning holds a word.
    #[arg(long, value_name = "WORD")]
    pub search: Option<String>,

    /// The whole language on one page of at most 6 kB.
    #[arg(long)]
    pub short: bool,

    /// The reference as a Markdown page (`docs/strategy_api.md`).
    #[arg(long)]
    pub markdown: bool,

    /// The flags of `run` as a Markdown page (`docs/flags.md`).
    #[arg(long)]
    pub flags: bool,

    /// Writes the page of the indicators and its pictures into a folder (`docs/indicators.md`).
    #[arg(long, value_name = "DIR")]
    pub indicators: Option<PathBuf>,

    /// Definitions for Rhai's language server (`docs/autoquant.d.rhai`).
    #[arg(long)]
    pub definitions: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell.
    pub shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder of the workspace; files that are there are kept.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// The folder of the new workspace.
    #[arg(default_value = "autoquant-demo", value_name = "DIR")]
    pub(super) folder: PathBuf,

    /// Perpetuals instead of the spot market: with mark prices, funding rates, leverage tiers and, for 2025,
    /// candles of 15 minutes.
    #[arg(long)]
    pub(super) futures: bool,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("form").multiple(false))]
#[group(skip)]
pub(super) struct Prepare {
    /// Look at the candles, without a network: what is missing, damaged, odd, or another file than before.
    #[arg(long, group = "form")]
    pub check: bool,

    /// The same, and take the files as they are.
    #[arg(long, group = "form")]
    pub accept: bool,

    /// Generate candles that never were, in place of those of the exchange `demo`, spot or futures as config.json
    /// has it: no network is needed.
    #[arg(long, group = "form")]
    pub demo: bool,

    /// Which of them: the same number gives the same candles.
    #[arg(long, value_name = "N", requires = "demo", default_value_t = crate::demo::SEED)]
    pub seed: u64,

    /// Take the candles of a folder of FreqTrade's (feather, parquet, JSON), or of one file, CSV too.
    #[arg(long, group = "form", value_name = "PATH")]
    pub from: Option<PathBuf>,

    #[command(flatten)]
    pub only: Only,

    /// Make longer candles of the shorter ones that are there.
    #[arg(long, group = "form", value_name = "TIMEFRAME", value_parser = own_timeframe, value_delimiter = ',')]
    pub resample: Vec<Timeframe>,

    /// Take the leverage tiers of a file, in FreqTrade's form or in ours.
    #[arg(long, group = "form", value_name = "FILE")]
    pub tiers: Option<PathBuf>,
}

/// What of a path is taken.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Only {
    /// With --from: of a folder this pair alone; what a file holds, where its name does not say it.
    #[arg(long, value_name = "PAIR", value_parser = pair, requires = "from")]
    pub pair: Option<Pair>,

    /// With --from: of a folder this timeframe alone; what a file holds, where its name does not say it.
    #[arg(long, value_name = "TIMEFRAME", value_parser = own_timeframe, requires = "from")]
    pub timeframe: Option<Timeframe>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Data {
    #[command(subcommand)]
    pub command: DataCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum DataCommand {
    /// A line for each file: first and last candle, rows, missing ones, size, hash; and what is odd.
    #[command(after_help = "Example:\n  autoquant data list")]
    List,

    /// Everything about the candles of one pair and timeframe, gaps included.
    #[command(after_help = "Example:\n  autoquant data show BTC/USDT 1h")]
    Show {
        /// The pair.
        pair: String,
        /// The timeframe.
        #[arg(value_parser = timeframe)]
        timeframe: Timeframe,
        /// What the rows are: spot, futures, mark or `funding_rate`; trades without it.
        #[arg(long, value_name = "TYPE", value_parser = candle_type)]
        candle_type: Option<CandleType>,
    },
}

fn candle_type(text: &str) -> Result<CandleType, String> {
    CandleType::parse(text)
        .ok_or_else(|| format!("there are: {}", CandleType::ALL.map(CandleType::name).join(", ")))
}

fn pair(text: &str) -> Result<Pair, String> {
    Pair::parse(text).map_err(|error| error.to_string())
}

/// A timeframe that files are named by: `60m` would be another file than `1h`.
fn own_timeframe(text: &str) -> Result<Timeframe, String> {
    let own = timeframe(text.trim())?;
    let known = INTERVALS.iter().find(|known| {
        Timeframe::parse(known).is_ok_and(|known| known.ms() == own.ms() && known != own)
    });
    match known {
        Some(known) if own.is_regular() => Err(format!("write {known}")),
        _ => Ok(own),
    }
}

fn timeframe(text: &str) -> Result<Timeframe, String> {
    Timeframe::parse(text).map_err(|error| error.to_string())
}

#[derive(Debug, Default, clap::Args)]
pub(super) struct Run {
    /// Names or paths of strategies.
    pub strategies: Vec<String>,

    #[command(flatten)]
    pub what_if: WhatIf,

    /// Write what came of it to `user_data/backtest_results`; may be repeated.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORM")]
    pub export: Vec<Export>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Names or paths of strategies, or folders with them; all active ones without any.
    pub strategies: Vec<String>,

    /// Mend what can be mended without a thought, in the files.
    #[arg(long)]
    pub fix: bool,

    /// Warnings fail, too.
    #[arg(long)]
    pub deny_warnings: bool,

    /// Print the page of a rule, by its code or name; all pages for `all`.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["strategies", "fix", "deny_warnings"])]
    pub explain: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Inspect {
    /// The name or path of a strategy.
    pub strategy: String,

    /// The pair whose candles are shown; the first of the basket without it.
    #[arg(long, value_name = "PAIR")]
    pub pair: Option<String>,

    /// How many of the last candles are shown.
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub tail: usize,

    /// Write every column of every candle after warm-up to a file (`-` for stdout).
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,

    #[command(flatten)]
    pub what_if: WhatIf,
}

#[derive(Debug, clap::Args)]
pub(super) struct Log {
    /// An event and a strategy, or the strategy alone; with `--round` NAME="NOTE" for each strategy.
    #[arg(value_name = "[EVENT] STRATEGY")]
    pub what: Vec<String>,

    /// What was tried, and what came of it.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = note)]
    pub note: Vec<String>,

    /// The whole round or nothing: a note for every active strategy, and for each that is gone.
    #[arg(long)]
    pub round: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Status {
    /// Fail where a rule is broken.
    #[arg(long)]
    pub strict: bool,

    /// Hold journal, scripts and event log against each other, and fail where something does not fit.
    #[arg(long)]
    pub verify: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Report {
    /// The file of the page, instead of `user_data/backtest_results/report.html`.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// Show it in the browser.
    #[arg(long)]
    pub open: bool,

    /// Draw the experiments and the balances in the terminal, and write no page.
    #[arg(long, conflicts_with = "open")]
    pub text: bool,

    /// Write a picture of the experiments and the balances.
    #[arg(long, value_name = "FILE")]
    pub png: Option<PathBuf>,

    /// The same, as SVG.
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Restore {
    /// The number of the trial.
    pub trial: usize,

    /// Another name for the strategy.
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Archive {
    /// The name of the archive: letters, digits, `.`, `_` and `-`.
    pub version: String,

    /// Empty results.tsv and the journal afterwards, and set their copies aside; strategies stay.
    #[arg(long)]
    pub begin_anew: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Export {
    /// Every trade as CSV, with FreqTrade's columns: <strategy>.<label>.trades.csv
    Trades,
    /// Results that FreqTrade shows, analyses and has in its web interface: a zip for each timerange
    Freqtrade,
}

/// A note may begin with a dash, and an option is none.
fn note(text: &str) -> Result<String, String> {
    if text.starts_with("--") && !text.contains(char::is_whitespace) {
        return Err("this is an option: the note before it is missing".to_owned());
    }
    Ok(text.to_owned())
}
