//! Writes a workspace to try things in. What is already there is kept.

use std::path::Path;

use super::{SEED, generate};
use crate::data::DataError;
use crate::data::feather::write_candles;
use crate::data::store::Store;
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
    let markets = Markets {
        exchange: "demo".into(),
        markets: pairs.iter().map(|pair| (pair.pair.to_owned(), pair.market.clone())).collect(),
        ..Markets::default()
    };
    let mut text = serde_json::to_string_pretty(&markets).expect("plain data is written as JSON");
    text.push('\n');
    keep_or_write(&folder.join("markets.json"), text.as_bytes())?;
    for demo in &pairs {
        let pair = Pair::parse(demo.pair).expect("the demo's pairs are pairs");
        for timeframe in ["1h", "4h", "1d"] {
            let timeframe = Timeframe::parse(timeframe).expect("these are timeframes");
            let path = folder.join(Store::file_name(&pair, timeframe));
            if !path.exists() {
                write_candles(&path, &demo.hourly.aggregate(timeframe))?;
            }
        }
    }
    Ok(())
}
