//! What the tests share: the reference data, and strategies with their configs.

pub mod exchange;
pub mod memory;
pub mod project;
pub mod schema;
pub mod sim;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use autoquant::data::store::Store;
use autoquant::job::{Job, ScriptText};
use autoquant::model::config::Config;
use serde_json::Value;

/// The folder with real candles and reference results, when it is there: `AUTOQUANT_SHARED`, or
/// `../shared` beside the repository. A test that needs it and does not find it says so, and fails
/// where it must be there (`CI` is set).
#[expect(clippy::disallowed_methods, reason = "the one place where tests look for the data")]
pub(crate) fn shared(test: &str) -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let folder = std::env::var_os("AUTOQUANT_SHARED").map_or_else(|| default.into(), PathBuf::from);
    if folder.join("golden").is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{test}: the reference data is not at {} (set AUTOQUANT_SHARED)",
        folder.display()
    );
    // Written past the test harness, which hides what a passing test prints.
    let note = format!("NOT RUN: {test}: the reference data is not at {}\n", folder.display());
    let _ = std::io::stderr().write_all(note.as_bytes());
    None
}

/// The scripts of `tests/check/imports`, by name.
pub(crate) fn shared_scripts() -> BTreeMap<String, String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/check/imports");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    std::fs::read_dir(folder).unwrap().map(read).collect()
}

/// One of the reference cases.
pub(crate) struct GoldenCase {
    /// Its folder.
    pub folder: PathBuf,
    /// The strategy under the case's config.
    pub job: Job,
    /// The real candles.
    pub store: Store,
}

/// Reads a case of `golden/backtests`.
pub(crate) fn golden_case(shared: &std::path::Path, name: &str) -> GoldenCase {
    let folders = ["golden/backtests", "golden/backtests_full"];
    let mut folders = folders.into_iter().map(|folder| shared.join(folder).join(name));
    let folder = folders.find(|folder| folder.is_dir()).unwrap();
    let read = |path: PathBuf| std::fs::read_to_string(&path).unwrap();
    let json = |path: PathBuf| serde_json::from_str::<Value>(&read(path)).unwrap();
    let case = json(folder.join("case.json"));
    let mut config = json(shared.join("golden/config.json"));
    for (key, value) in case["config"].as_object().unwrap() {
        config[key] = value.clone();
    }
    config["timerange"] = case["timerange"].clone();
    config["exchange"]["pair_whitelist"] = case["pairs"].clone();
    let strategy = case["strategy"].as_str().unwrap().to_owned();
    let file = format!("{strategy}.rhai");
    let text = read(folder.join(&file));
    let store = Store::new(shared.join("data/binance"), "data");
    let config = Config::from_json(&config).unwrap();
    let rules = store.exchange_rules(&config).unwrap();
    assert!(!rules.markets.markets.is_empty());
    let script = ScriptText { file, text, ..ScriptText::default() };
    let timerange = config.timerange.clone();
    let job = Job::new(&strategy, script, config, rules, timerange);
    GoldenCase { folder, job, store }
}
