//! Writes a workspace to try things in. What is already there is kept.

use std::path::Path;

use serde::Serialize;

use super::SEED;
use super::examples::examples;
use super::generated::{Generated, timeframe};
use crate::data::DataError;
use crate::data::feather::write_table;
use crate::data::leverage::LEVERAGE_TIERS;
use crate::data::manifest::{Content, Manifest};
use crate::data::spans::Spans;
use crate::data::store::{MARKETS, Store};
use crate::model::config::TradingMode;
use crate::model::timeframe::Timeframe;
use crate::templates::{self, TemplateError, Written, keep_or_write, make_folder};

/// The config, and the timeframes that it names.
fn config(trading_mode: TradingMode) -> (&'static str, &'static [&'static str]) {
    match trading_mode {
        TradingMode::Spot => (include_str!("spot.json"), &["1h", "4h", "1d"]),
        TradingMode::Futures => (include_str!("futures.json"), &["15m", "1h", "4h", "1d"]),
    }
}

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

/// Writes a workspace of the spot market with the demo's config, strategies and candles into a folder, and
/// says which files it holds; candles are not among them. Files that are there already are left as they are.
pub fn write(folder: &Path) -> Result<Vec<Written>, DemoError> {
    write_of(TradingMode::Spot, folder)
}

/// The same of a market.
pub fn write_of(trading_mode: TradingMode, folder: &Path) -> Result<Vec<Written>, DemoError> {
    let (config, timeframes) = config(trading_mode);
    let mut files = templates::write(folder, config)?;
    for (name, text) in examples(trading_mode) {
        let path = format!("user_data/strategies/{name}.rhai");
        let written = keep_or_write(&folder.join(&path), text.as_bytes())?;
        files.push(Written { path, written });
    }
    let timeframes: Vec<Timeframe> = timeframes.iter().map(|text| timeframe(text)).collect();
    let generated = Generated::of(trading_mode, SEED);
    write_data(&generated, &timeframes, &folder.join("user_data/data/demo"))?;
    Ok(files)
}

fn write_data(
    generated: &Generated,
    timeframes: &[Timeframe],
    folder: &Path,
) -> Result<(), DemoError> {
    make_folder(folder)?;
    keep_or_write(&folder.join(MARKETS), json(&generated.markets()).as_bytes())?;
    if let Some(tiers) = generated.tiers() {
        keep_or_write(&folder.join(LEVERAGE_TIERS), json(&tiers).as_bytes())?;
    }
    for key in generated.keys(timeframes) {
        let path = folder.join(Store::file_name(&key));
        if !path.exists() {
            path.parent().map_or(Ok(()), make_folder)?;
            write_table(&path, &generated.candles(&key), key.candle_type)?;
        }
    }
    Ok(())
}

fn json(document: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(document).expect("plain data is written as JSON");
    format!("{text}\n")
}

/// Writes the candles of another seed into a store, in place of those that are there, and says which files.
pub fn reseed(
    trading_mode: TradingMode,
    store: &Store,
    seed: u64,
    timeframes: &[Timeframe],
) -> Result<Vec<String>, DemoError> {
    let generated = Generated::of(trading_mode, seed);
    let mut manifest = Manifest::read(store)?.unwrap_or_default();
    let mut files = Vec::new();
    for key in generated.keys(timeframes) {
        let (file, candles) = (Store::file_name(&key), generated.candles(&key));
        let path = store.folder().join(&file);
        path.parent().map_or(Ok(()), make_folder)?;
        write_table(&path, &candles, key.candle_type)?;
        manifest.accept_as(store, &file, Content::of(&candles), Spans::default());
        files.push(file);
    }
    store.write_markets(&generated.markets())?;
    if let Some(tiers) = generated.tiers() {
        store.write_leverage_tiers(&tiers)?;
    }
    manifest.write(store)?;
    Ok(files)
}
