//! The zip of a result and what is in it.

use std::io::{Cursor, Write as _};

use serde_json::json;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Backtest, Document, Tested, bytes, config, market, signals, wallet};

/// The zip of a backtest. All entries have the first date that a zip can have.
pub(super) fn archive(backtest: &Backtest<'_>, stem: &str) -> Result<Vec<u8>, String> {
    let mut zip = Zip::new(stem);
    zip.add(".json", &bytes(&Document::of(backtest)))?;
    zip.add("_config.json", &bytes(&config::config(backtest)))?;
    for tested in &backtest.tested {
        scripts(&mut zip, tested)?;
    }
    zip.add("_market_change.feather", &market::market_change(backtest)?)?;
    for tested in &backtest.tested {
        let wallet = wallet::wallet(tested, backtest.config)?;
        zip.add(&format!("_{}_wallet.feather", tested.name()), &wallet)?;
    }
    zip.add("_signals.pkl", &signals::entries(backtest))?;
    zip.add("_rejected.pkl", &signals::rejected(backtest))?;
    zip.add("_exited.pkl", &signals::exits(backtest))?;
    zip.finish()
}

/// A strategy's script with what it imports, and the values of its parameters.
fn scripts(zip: &mut Zip<'_>, tested: &Tested<'_>) -> Result<(), String> {
    let (name, version) = (tested.name(), tested.version);
    zip.add(&format!("_{name}.rhai"), version.script.text.as_bytes())?;
    for (import, text) in &version.script.imports {
        zip.add(&format!("_{name}/{import}.rhai"), text.as_bytes())?;
    }
    if version.parameters.is_empty() {
        return Ok(());
    }
    let parameters = json!({ "strategy_name": name, "params": version.parameters });
    zip.add(&format!("_{name}.json"), &bytes(&parameters))
}

struct Zip<'a> {
    stem: &'a str,
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl<'a> Zip<'a> {
    fn new(stem: &'a str) -> Self {
        Self { stem, writer: ZipWriter::new(Cursor::default()) }
    }

    /// Adds a file whose name goes on with `end`.
    fn add(&mut self, end: &str, bytes: &[u8]) -> Result<(), String> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let name = format!("{}{end}", self.stem);
        self.writer.start_file(name, options).map_err(|error| error.to_string())?;
        self.writer.write_all(bytes).map_err(|error| error.to_string())
    }

    fn finish(self) -> Result<Vec<u8>, String> {
        Ok(self.writer.finish().map_err(|error| error.to_string())?.into_inner())
    }
}
