//! The demo of futures: its files are what its config asks for, and fit together.

use std::fs;
use std::path::Path;

use autoquant::data::store::{CandleFile, Store};
use autoquant::data::survey::survey;
use autoquant::diag::Severity;
use autoquant::model::candle_type::CandleType;
use autoquant::model::candles::Candles;
use autoquant::model::config::TradingMode;
use autoquant::model::timerange::parse_date;
use autoquant::research::Workspace;
use tempfile::TempDir;

use crate::support::project::{autoquant, stderr};

const EIGHT_HOURS: i64 = 28_800_000;

/// A workspace as `demo --futures` writes it.
fn workspace() -> TempDir {
    let folder = TempDir::new().unwrap();
    autoquant::demo::write_of(TradingMode::Futures, folder.path()).unwrap();
    folder
}

fn with_config(folder: &Path, change: impl Fn(&str) -> String) {
    let path = folder.join("config.json");
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text);
    fs::write(path, changed).unwrap();
}

fn read(store: &Store, files: &[CandleFile], pair: &str, kind: (&str, CandleType)) -> Candles {
    let file = files.iter().find(|file| {
        (file.pair.as_str(), file.timeframe.to_string().as_str(), file.candle_type)
            == (pair, kind.0, kind.1)
    });
    store.read(file.unwrap()).unwrap()
}

#[test]
fn the_files_are_those_of_the_config_and_fit_together() {
    let folder = workspace();
    let workspace = Workspace::open(folder.path()).unwrap();
    let config = &workspace.config;
    assert_eq!(config.trading_mode, TradingMode::Futures);
    assert_eq!(workspace.json["margin_mode"], "isolated");
    let active = workspace.strategies().unwrap();
    assert!(!active.is_empty());
    let store = workspace.store();
    let files = store.files().unwrap();
    assert_eq!(config.pair_whitelist.len(), 5);
    assert_eq!(files.len(), 5 * (workspace.timeframes.len() + 2));
    assert!(files.iter().all(|file| config.pair_whitelist.contains(&file.pair)));
    assert!(files.iter().map(|file| file.bytes).sum::<u64>() < 22_000_000);
    // The exchange was down at times; nothing else is odd.
    for one in survey(&store, &files) {
        assert!(one.worst().is_none_or(|worst| worst == Severity::Note), "{one:?}");
    }
    let (markets, tiers) =
        (store.markets().unwrap().unwrap(), store.leverage_tiers().unwrap().unwrap());
    assert_eq!((markets.markets.len(), tiers.len()), (5, 5));
    for pair in &config.pair_whitelist {
        let pair = pair.as_str();
        assert!(pair.ends_with("/USDT:USDT"), "{pair}");
        let market = markets.market(pair);
        assert!(market.contract_size.is_some_and(|size| size >= 1.0), "{pair}");
        assert_eq!(market.taker, config.fee);
        let most = tiers[pair][0].max_leverage;
        assert!((50.0..=125.0).contains(&most), "{pair}: {most}");
        let read = |timeframe, candle_type| read(&store, &files, pair, (timeframe, candle_type));
        let quarters = read("15m", CandleType::Futures);
        assert_eq!(quarters.date.first(), parse_date("20250101"));
        let (hours, mark) = (read("1h", CandleType::Futures), read("1h", CandleType::Mark));
        assert_eq!(hours.date.first(), mark.date.first());
        assert_eq!(hours.date.last(), mark.date.last());
        for row in 0..hours.len() {
            let at = mark.date.before(hours.date.at(row));
            assert_eq!(mark.date.at(at), hours.date.at(row));
            let apart = (mark.open[at] / hours.open[row] - 1.0).abs();
            assert!(apart < 0.003, "{pair}: {apart}");
        }
        let funding = read("1h", CandleType::FundingRate);
        assert_eq!(funding.len(), (5 * 365 + 1) * 3 - 1);
        for (date, rate) in funding.date.iter().zip(funding.open.iter()) {
            assert!(date % EIGHT_HOURS == 0 && mark.date.at(mark.date.before(date)) == date);
            assert!(rate.abs() < 0.003, "{pair}: {rate}");
        }
    }
}

#[test]
fn prepare_generates_what_a_config_of_futures_needs() {
    let folder = workspace();
    let data = folder.path().join("user_data/data/demo");
    let prepare = |arguments: &[&str], code: i32| {
        let arguments: Vec<&str> = ["prepare"].iter().chain(arguments).copied().collect();
        let output = autoquant(folder.path(), &arguments, &[]);
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        stderr(&output)
    };
    prepare(&["--check"], 0);
    let bytes = || {
        let below = ["futures/SOL_USDT_USDT-1h-mark", "futures/SOL_USDT_USDT-1h-funding_rate"];
        let more = ["futures/SOL_USDT_USDT-15m-futures", "futures/SOL_USDT_USDT-1d-futures"];
        let names = below.iter().chain(&more).map(|name| format!("{name}.feather"));
        let names = names.chain(["markets.json".into(), "leverage_tiers.json".into()]);
        names.map(|name| fs::read(data.join(name)).unwrap()).collect::<Vec<_>>()
    };
    let first = bytes();
    let told = prepare(&["--demo", "--seed", "7"], 0);
    assert!(told.starts_with("wrote 30 files with generated prices (seed 7)"), "{told}");
    let other = bytes();
    assert!((0..4).all(|file| other[file] != first[file]) && other[4..] == first[4..]);
    prepare(&["--check"], 0);
    // As the demo is written, from nothing at all.
    fs::remove_dir_all(&data).unwrap();
    prepare(&["--demo"], 0);
    assert!(bytes() == first);
    with_config(folder.path(), |text| text.replace(r#""15m", "1h""#, r#""5m", "1h""#));
    insta::assert_snapshot!(prepare(&["--demo"], 3), @r"
    error: there are no generated candles of 5m
     = help: quarters of an hour, hours, days and weeks are generated: use those timeframes
    ");
    with_config(folder.path(), |text| text.replace("futures", "spot").replace(":USDT\"", "\""));
    with_config(folder.path(), |text| text.replace("5m", "15m"));
    insta::assert_snapshot!(prepare(&["--demo"], 3), @r"
    note: TrendPullback has errors, so what it needs beyond config.json is not known (`autoquant check TrendPullback`)
    error: there are no generated candles of 15m
     = help: hours, days and weeks are generated: use those timeframes
    ");
}

#[test]
fn a_demo_is_not_written_into_one_of_another_market() {
    let folder = workspace();
    let before = fs::read_dir(folder.path().join("user_data/data/demo")).unwrap().count();
    let output = autoquant(folder.path(), &["demo", "."], &[]);
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!(stderr(&output), @r"
    error: ./config.json is of the futures market, and is kept
     = help: name another folder: `autoquant demo DIR` is of spot, `autoquant demo --futures DIR` of futures
    ");
    let after = fs::read_dir(folder.path().join("user_data/data/demo")).unwrap().count();
    assert_eq!(after, before);
    let spot = TempDir::new().unwrap();
    autoquant::demo::write(spot.path()).unwrap();
    let output = autoquant(spot.path(), &["demo", "--futures", "."], &[]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(!spot.path().join("user_data/data/demo/futures").exists());
}

#[test]
fn the_demo_of_futures_runs_its_examples_and_prints_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let demo = |name: &str| autoquant(folder.path(), &["demo", "--futures", name], &[]);
    let (one, other) = (demo("one"), demo("other"));
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
    assert!(one.stdout == other.stdout);
    let stdout = String::from_utf8(one.stdout).unwrap();
    let workspace = Workspace::open(&folder.path().join("one")).unwrap();
    let active = workspace.strategies().unwrap();
    for strategy in &active {
        let start = format!("strategy:         {}\ntimerange_label:  full\n", strategy.name);
        let block = &stdout[stdout.find(&start).unwrap()..];
        let block = block.split("\n\n").next().unwrap();
        assert!(block.contains("basket:           BTC/USDT:USDT,ETH/USDT:USDT,"), "{block}");
        let count = block.lines().find_map(|line| line.strip_prefix("trade_count:      "));
        assert!(count.unwrap().parse::<usize>().unwrap() >= 30, "{block}");
    }
    assert!(stdout.ends_with(&format!("Done: {} backtests succeeded, 0 failed.\n", active.len())));
    assert!(workspace.root.join("user_data/backtest_results/report.html").is_file());
}
