//! `run --export freqtrade`: the files, their keys and their figures. `scripts/freqtrade_results` has FreqTrade
//! itself read them.

mod detail;
mod figures;
mod hostile;
mod keys;
mod together;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use autoquant::data::feather::read_columns;
use serde_json::Value;
use zip::ZipArchive;

use crate::support::project::{Project, stderr};

const TRADER: &str = r#"
const timeframe = "4h";
const stoploss = -0.05;
const minimal_roi = #{ "0": 0.1, "1440": 0.02 };
const test_timeranges = [["early", "20210601-20211201"], ["late", "20240101-20240601"]];

fn populate_indicators(df, metadata) {
    df["rsi"] = ta::RSI(df, int_param("length", 7, 21, 14));
    df["rising"] = df["close"] > df["open"];
}

fn populate_entry_trend(df, metadata) {
    df.loc(df["rsi"] < 35, "enter_long", "dip");
}

fn populate_exit_trend(df, metadata) {
    df.loc(df["rsi"] > 60, "exit_long");
}
"#;

/// A zip and what lies beside it.
struct Exported {
    stem: String,
    members: BTreeMap<String, Vec<u8>>,
    meta: Value,
}

impl Exported {
    fn read(path: &Path) -> Self {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut zip = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
        let mut members = BTreeMap::new();
        for at in 0..zip.len() {
            let mut member = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            let end = member.name().unwrap().strip_prefix(&stem).unwrap().to_owned();
            assert!(members.insert(end, bytes).is_none());
        }
        let meta = fs::read(path.with_extension("meta.json")).unwrap();
        Self { stem, members, meta: serde_json::from_slice(&meta).unwrap() }
    }

    fn document(&self) -> Value {
        serde_json::from_slice(&self.members[".json"]).unwrap()
    }

    fn strategy(&self, name: &str) -> Value {
        self.document()["strategy"][name].clone()
    }

    /// Columns of a feather file in it.
    fn columns(&self, end: &str, names: &[&str]) -> Vec<Vec<f64>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.feather");
        fs::write(&path, &self.members[end]).unwrap();
        read_columns(&path, names).unwrap()
    }
}

fn results(project: &Project) -> PathBuf {
    project.path().join("user_data/backtest_results")
}

/// All files of results with their bytes.
fn files(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(results(project)).unwrap().map(Result::unwrap);
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, _)| name.starts_with("backtest-result-"))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect()
}

fn exported(project: &Project) -> Vec<Exported> {
    let paths = files(project).into_keys().map(|name| results(project).join(name));
    let zips = paths.filter(|path| path.extension().is_some_and(|end| end == "zip"));
    zips.map(|path| Exported::read(&path)).collect()
}

/// The strategies run and exported.
fn run(project: &Project) -> Vec<Exported> {
    let output = project.run(&["run", "--export", "freqtrade"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    exported(project)
}

fn keys(value: &Value) -> Vec<String> {
    let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    keys.sort_unstable();
    keys
}
