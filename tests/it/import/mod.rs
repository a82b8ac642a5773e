//! `prepare --from`, `--resample`, `--tiers`: what comes into a workspace from elsewhere than the exchange.

mod folders;
mod refusals;
mod resample;
mod tables;
mod tiers;

use std::fs::{self, File};
use std::path::Path;

use autoquant::data::feather::{read_candles, table_of, write_candles};
use autoquant::model::candle_type::CandleType;
use autoquant::model::candles::{Candle, Candles};
use serde_json::Value;

use crate::support::project::{Project, stderr};
use crate::support::schema::faults;

const HOUR: i64 = 3_600_000;
/// 2024-01-01, a Monday.
const START: i64 = 1_704_067_200_000;

/// Candles some hours after the start, all at one price.
fn candles(hours: impl IntoIterator<Item = i64>) -> Candles {
    at_price(hours, 10.0)
}

fn at_price(hours: impl IntoIterator<Item = i64>, price: f64) -> Candles {
    let mut candles = Candles::default();
    for hour in hours {
        let (open, high, low, close) = (price, price + 1.0, price - 1.0, price);
        candles.push(Candle { date: START + hour * HOUR, open, high, low, close, volume: 5.0 });
    }
    candles
}

/// A workspace with two pairs and its own, empty folder of candles.
fn workspace() -> Project {
    with_pairs(&["A/USDT", "B/USDT"])
}

fn with_pairs(pairs: &[&str]) -> Project {
    let config = serde_json::json!({
        "datadir": "own",
        "stake_amount": 100,
        "exchange": { "pair_whitelist": pairs },
    });
    Project::new().config(&config.to_string())
}

/// Writes a file of the workspace, below folders that are made.
fn write(project: &Project, name: &str, bytes: impl AsRef<[u8]>) {
    let path = project.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn write_feather(project: &Project, name: &str, candles: &Candles) {
    let path = project.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_candles(&path, candles).unwrap();
}

/// The candles that are stored under a name.
fn stored(project: &Project, name: &str) -> Candles {
    read_candles(&project.path().join("own").join(name)).unwrap()
}

fn stored_rates(project: &Project, name: &str) -> Candles {
    let file = File::open(project.path().join("own").join(name)).unwrap();
    table_of(file, CandleType::FundingRate).unwrap()
}

/// Candles as FreqTrade writes them into JSON.
fn rows(candles: &Candles) -> String {
    let row = |row: usize| {
        let Candle { date, open, high, low, close, volume } = candles.row(row);
        format!("[{date},{open},{high},{low},{close},{volume}]")
    };
    format!("[{}]", (0..candles.len()).map(row).collect::<Vec<_>>().join(","))
}

fn packed(text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// Exit code, results and all else that a command says.
fn said(project: &Project, arguments: &[&str]) -> String {
    let output = project.run(&[&["prepare"], arguments].concat());
    let results = String::from_utf8(output.stdout.clone()).unwrap();
    let code = output.status.code().unwrap();
    let path = project.path().to_str().unwrap();
    format!("{results}{}exit code {code}", stderr(&output)).replace(path, "…")
}

/// The document of a command, held against its schema.
fn json(project: &Project, arguments: &[&str], schema: &str) -> Value {
    let output = project.run(&[&["prepare"], arguments, &["--json"]].concat());
    let document =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    assert_eq!(faults(schema, &document), Vec::<String>::new());
    document
}

/// The names in a folder, without the lock and the manifest.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "manifest.json" && !name.starts_with('.'))
        .collect();
    names.sort();
    names
}
