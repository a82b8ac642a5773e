//! Writes a workspace to try things in. What is already there is kept.

use std::path::Path;

use super::{DemoPair, SEED, generate};
use crate::data::DataError;
use crate::data::feather::write_candles;
use crate::data::manifest::{Content, Manifest};
use crate::data::spans::Spans;
use crate::data::store::Store;
use crate::model::candle_key::CandleKey;
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::templates::{self, TemplateError, Written, keep_or_write, make_folder};

const CONFIG: &str = include_str!("config.json");

const STRATEGIES: [(&str, &str); 3] = [
    ("DonchianBreakout", include_str!("../../examples/strategies/DonchianBreakout.rhai")),
    ("EmaTrend", include_str!("../../examples/strategies/EmaTrend.rhai")),
    ("RsiDip", include_str!("../../examples/strategies/RsiDip.rhai")),
];

/// A demo that could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DemoError {
    /// One of its files or folders.
    #[error(transparent)]
    File(#[from] TemplateError),
    /// One of its candle files.
    #[error(transparent)]
    Candles(#[from] DataError),
}

impl DemoError {
    /// The mend.
    pub fn help(&self) -> String {
        match self {
            Self::File(error) => error.help(),
            Self::Candles(error) => error.help(),
        }
    }
}

/// Writes a workspace with the demo's config, strategies and candles into a folder, and says which files
/// it holds; candles are not among them. Files that are there already are left as they are.
pub fn write(folder: &Path) -> Result<Vec<Written>, DemoError> {
    let mut files = templates::write(folder, CONFIG)?;
    for (name, text) in STRATEGIES {
        let path = format!("user_data/strategies/{name}.rhai");
        let written = keep_or_write(&folder.join(&path), text.as_bytes())?;
        files.push(Written { path, written });
    }
    let data = folder.join("user_data/data/demo");
    make_folder(&data)?;
    write_data(&data)?;
    Ok(files)
}

fn write_data(folder: &Path) -> Result<(), DemoError> {
    let pairs = generate(SEED);
    let mut text = serde_json::to_string_pretty(&markets(&pairs)).expect("plain data is written");
    text.push('\n');
    keep_or_write(&folder.join("markets.json"), text.as_bytes())?;
    for demo in &pairs {
        let pair = Pair::parse(demo.pair).expect("the demo's pairs are pairs");
        for timeframe in ["1h", "4h", "1d"] {
            let timeframe = Timeframe::parse(timeframe).expect("these are timeframes");
            let path = folder.join(Store::file_name(&CandleKey::trades(&pair, timeframe)));
            if !path.exists() {
                write_candles(&path, &demo.hourly.aggregate(timeframe))?;
            }
        }
    }
    Ok(())
}

fn markets(pairs: &[DemoPair]) -> Markets {
    Markets {
        exchange: "demo".into(),
        markets: pairs.iter().map(|pair| (pair.pair.to_owned(), pair.market.clone())).collect(),
        ..Markets::default()
    }
}

/// Whether there are generated candles of a timeframe: of hours, and of what hours add up to.
pub fn has(timeframe: Timeframe) -> bool {
    let hour = Timeframe::parse("1h").expect("it is a timeframe").ms();
    timeframe.is_regular() && timeframe.ms() % hour == 0
}

/// Writes the candles of another seed into a store, in place of those that are there, and says which files.
pub fn reseed(
    store: &Store,
    seed: u64,
    timeframes: &[Timeframe],
) -> Result<Vec<String>, DemoError> {
    let pairs = generate(seed);
    let mut manifest = Manifest::read(store)?.unwrap_or_default();
    let mut files = Vec::new();
    for demo in &pairs {
        let pair = Pair::parse(demo.pair).expect("the demo's pairs are pairs");
        for timeframe in timeframes {
            let file = Store::file_name(&CandleKey::trades(&pair, *timeframe));
            let candles = demo.hourly.aggregate(*timeframe);
            write_candles(&store.folder().join(&file), &candles)?;
            manifest.accept_as(store, &file, Content::of(&candles), Spans::default());
            files.push(file);
        }
    }
    store.write_markets(&markets(&pairs))?;
    manifest.write(store)?;
    Ok(files)
}
