//! Writes a workspace to try things in. What is already there is kept.

use std::fs;
use std::path::Path;

use super::{SEED, generate};
use crate::data::DataError;
use crate::data::feather::write_candles;
use crate::data::store::{Store, write_whole};
use crate::model::market::Markets;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

const CONFIG: &str = include_str!("config.json");

const STRATEGIES: [(&str, &str); 3] = [
    ("DonchianBreakout", include_str!("../../examples/strategies/DonchianBreakout.rhai")),
    ("EmaTrend", include_str!("../../examples/strategies/EmaTrend.rhai")),
    ("RsiDip", include_str!("../../examples/strategies/RsiDip.rhai")),
];

/// A workspace that could not be written.
pub type DemoError = DataError;

/// Writes the config, the strategies and the candles of the demo into a folder. Files that are there
/// already are left as they are.
pub fn write(folder: &Path) -> Result<(), DemoError> {
    let data = folder.join("user_data/data/demo");
    let strategies = folder.join("user_data/strategies");
    for folder in [&data, &strategies] {
        fs::create_dir_all(folder).map_err(|error| not_written(folder, &error))?;
    }
    keep_or_write(&folder.join("config.json"), CONFIG.as_bytes())?;
    for (name, text) in STRATEGIES {
        keep_or_write(&strategies.join(format!("{name}.rhai")), text.as_bytes())?;
    }
    write_data(&data)
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

fn keep_or_write(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    if path.exists() {
        return Ok(());
    }
    write_whole(path, bytes).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &std::io::Error) -> DemoError {
    DataError::NotWritten { path: path.display().to_string(), problem: error.to_string() }
}
