//! Results in the form of `FreqTrade`'s: `backtesting-show`, `backtesting-analysis` and its web interface read
//! them.
//!
//! A [`Backtest`] is what `FreqTrade` would have run at once: several strategies on the same pairs, timeframe and
//! timerange. It becomes a zip and a file beside it that tells what is in there ([`files`]). Neither holds
//! anything but what was tested and the date it is given.

mod archive;
mod config;
mod frame;
mod lock;
mod market;
mod pickle;
mod row;
mod settings;
mod signals;
mod statistics;
mod stem;
mod strategy;
mod texts;
mod trade;
mod wallet;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

pub(super) use lock::lock;
pub use stem::Date;
pub(super) use trade::{order, trade};

use self::strategy::Strategy;
use crate::job::{Completed, Inspected};
use crate::model::config::Config;
use crate::model::timerange::TimeRange;
use crate::research::Version;
use crate::strategy::settings::Settings;

/// Strategies that were tested on the same pairs, timeframe and timerange.
#[derive(Debug)]
pub struct Backtest<'a> {
    /// The label of the timerange.
    pub label: &'a str,
    /// The timerange.
    pub timerange: &'a TimeRange,
    /// When all of it was first run.
    pub date: Date,
    /// The config.
    pub config: &'a Config,
    /// The config as it was read.
    pub json: &'a Value,
    /// One for each strategy; their names differ.
    pub tested: Vec<Tested<'a>>,
}

/// A strategy that was tested.
#[derive(Debug)]
pub struct Tested<'a> {
    /// What was run.
    pub version: &'a Version,
    /// What it sets.
    pub settings: Settings,
    /// The identity of the backtest.
    pub key: &'a str,
    /// What came of it.
    pub completed: &'a Completed,
    /// Its pairs with their columns.
    pub pairs: Vec<Inspected>,
}

impl Backtest<'_> {
    /// The timerange as it was written; `None` for everything there is.
    fn timerange(&self) -> Option<String> {
        let is_bounded = *self.timerange != TimeRange::all();
        is_bounded.then(|| self.timerange.to_string())
    }
}

impl Tested<'_> {
    /// The strategy's name.
    fn name(&self) -> &str {
        &self.version.strategy.name
    }
}

/// A file of a result.
#[derive(Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The files of a result: what is in the zip comes first, and then the zip. An error says what cannot be written.
pub fn files(backtest: &Backtest<'_>) -> Result<[File; 2], String> {
    let stem = stem::stem(backtest);
    let zip = File { name: format!("{stem}.zip"), bytes: archive::archive(backtest, &stem)? };
    Ok([File { name: format!("{stem}.meta.json"), bytes: bytes(&meta(backtest)) }, zip])
}

/// The file that names the newest result.
pub fn last_result(zip: &str) -> File {
    File { name: ".last_result.json".to_owned(), bytes: bytes(&json!({ "latest_backtest": zip })) }
}

/// What a list of results shows of each strategy.
fn meta(backtest: &Backtest<'_>) -> Value {
    let entry = |tested: &Tested<'_>| {
        let figures = &tested.completed.figures;
        let entry = json!({
            "run_id": tested.key,
            "backtest_start_time": backtest.date.seconds(),
            "timeframe": tested.completed.timeframe,
            "timeframe_detail": tested.completed.timeframe_detail,
            "backtest_start_ts": figures.backtest_start / 1000,
            "backtest_end_ts": figures.backtest_end / 1000,
            "notes": backtest.label,
        });
        (tested.name().to_owned(), entry)
    };
    Value::Object(backtest.tested.iter().map(entry).collect())
}

/// The figures of all strategies.
#[derive(Serialize)]
struct Document<'a> {
    strategy: BTreeMap<&'a str, Strategy<'a>>,
    strategy_comparison: Vec<Value>,
}

impl<'a> Document<'a> {
    fn of(backtest: &'a Backtest<'_>) -> Self {
        let currency = &backtest.config.stake_currency;
        let comparison = backtest.tested.iter().map(|tested| row::comparison(tested, currency));
        let strategies = backtest.tested.iter();
        Self {
            strategy: strategies
                .map(|tested| (tested.name(), Strategy::of(backtest, tested)))
                .collect(),
            strategy_comparison: comparison.collect(),
        }
    }
}

fn bytes(document: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(document).expect("plain data is written as JSON")
}
