//! What lies beside the journal, each thing under a name of its own: the texts of scripts by their content,
//! the daily returns of a backtest by its key. A file that is there is never written again.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::backtest::metrics::daily_returns;
use crate::data::whole::write_soon;
use crate::job::{Completed, JobKey};
use crate::model::timerange::format_day;

/// The folder of scripts.
pub(super) const SCRIPTS: &str = "scripts";
/// The folder of daily returns.
pub(super) const RETURNS: &str = "returns";

/// The name of a text: 128 bits, in hexadecimal, of its hash.
pub(super) fn name(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

/// Where a text lies below the folder of results.
pub(super) fn script(folder: &Path, name: &str) -> PathBuf {
    folder.join(SCRIPTS).join(format!("{name}.rhai"))
}

/// Reads a text, which is the one that its name says.
pub(super) fn read_script(folder: &Path, named: &str) -> io::Result<String> {
    let text = fs::read_to_string(script(folder, named))?;
    if name(&text) == named { Ok(text) } else { Err(io::Error::other("it was changed")) }
}

/// Keeps a text.
pub(super) fn keep_script(folder: &Path, text: &str) -> io::Result<PathBuf> {
    keep(script(folder, &name(text)), || text.to_owned())
}

/// Keeps the daily returns of the mark-to-market balance: a line a day, `date,equity_return`. They follow
/// from what the key names, and can be computed again.
pub(super) fn keep_returns(folder: &Path, job: &JobKey, of: &Completed) -> io::Result<PathBuf> {
    let text = || {
        let mut text = String::from("date,equity_return\n");
        for (day, change) in daily_returns(&of.equity) {
            let _ = writeln!(text, "{},{change}", format_day(day));
        }
        text
    };
    keep(folder.join(RETURNS).join(format!("{job}.csv")), text)
}

fn keep(path: PathBuf, text: impl FnOnce() -> String) -> io::Result<PathBuf> {
    if !path.is_file() {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Another process may be writing the same.
        write_soon(&path, text().as_bytes())?;
    }
    Ok(path)
}
