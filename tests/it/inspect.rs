//! `inspect --csv` on real candles: every column against formulas written out here, candle by candle.

use std::collections::BTreeMap;
use std::process::Command;

use autoquant::data::feather::read_candles;
use autoquant::data::store::Store;
use autoquant::model::candle_key::CandleKey;
use autoquant::model::candles::Candles;
use autoquant::model::pair::Pair;
use autoquant::model::timeframe::Timeframe;
use autoquant::model::timerange::{TimeRange, parse_date};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::shared;

const HOUR: i64 = 3_600_000;

/// Columns of one frame, by name.
type Frame = BTreeMap<String, Vec<f64>>;

#[test]
fn every_column_of_the_informative_case() {
    let Some(shared) = shared("inspect::every_column_of_the_informative_case") else { return };
    let case = shared.join("golden/backtests/informative");
    let read = |path| std::fs::read_to_string(path).unwrap();
    let described: Value = serde_json::from_str(&read(case.join("case.json"))).unwrap();
    let mut config: Value = serde_json::from_str(&read(shared.join("golden/config.json"))).unwrap();
    config["timerange"] = described["timerange"].clone();
    config["exchange"]["pair_whitelist"] = described["pairs"].clone();
    config["datadir"] = json!(shared.join("data/binance").canonicalize().unwrap());
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("config.json"), config.to_string()).unwrap();
    let script = case.join("InformativeMix.rhai");
    let startup: i64 = {
        let text = read(script.clone());
        let line = text.lines().find(|line| line.contains("startup_candle_count")).unwrap();
        line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    let range = TimeRange::parse(described["timerange"].as_str().unwrap()).unwrap();
    let data = shared.join("data/binance");
    let load = |pair: &str, timeframe: &str| {
        let timeframe = Timeframe::parse(timeframe).unwrap();
        let name = Store::file_name(&CandleKey::trades(&Pair::parse(pair).unwrap(), timeframe));
        let from = range.start().unwrap() - startup * timeframe.ms();
        frame(&read_candles(&data.join(name)).unwrap(), timeframe.ms(), from, range.stop().unwrap())
    };
    for pair in described["pairs"].as_array().unwrap() {
        let pair = pair.as_str().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_autoquant"))
            .args(["inspect", script.to_str().unwrap(), "--pair", pair, "--csv", "-"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
        let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let expected = expected(&load, pair);
        assert_eq!(names.len(), expected.len(), "{names:?}");
        for (at, name) in names.iter().enumerate() {
            let cells: Vec<f64> = rows.iter().map(|row| number(&row[at])).collect();
            same(&format!("{pair} {name}"), &cells, &expected[name][startup as usize..]);
        }
    }
}

fn number(cell: &str) -> f64 {
    match cell {
        "" => f64::NAN,
        date if date.contains(':') => {
            let digits: String = date.chars().take(19).filter(char::is_ascii_digit).collect();
            parse_date(&format!("{}T{}", &digits[..8], &digits[8..])).unwrap() as f64
        }
        number => number.parse().unwrap(),
    }
}

fn same(name: &str, ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len(), "{name}");
    for (row, (a, b)) in ours.iter().zip(theirs).enumerate() {
        let near = (a - b).abs() <= 1e-9 * b.abs().max(1e-9);
        assert!(near || (a.is_nan() && b.is_nan()), "{name}, row {row}: {a} is not {b}");
    }
}

/// Candles of a range, the gaps filled with the close before them.
fn frame(stored: &Candles, step: i64, from: i64, to: i64) -> Frame {
    let mut columns: [Vec<f64>; 6] = Default::default();
    for row in (0..stored.len()).filter(|row| (from..=to).contains(&stored.date.at(*row))) {
        let candle = stored.row(row);
        while columns[0].last().is_some_and(|date| (*date as i64) + step < candle.date) {
            let (date, close) =
                (columns[0].last().unwrap() + step as f64, *columns[4].last().unwrap());
            for (column, value) in columns.iter_mut().zip([date, close, close, close, close, 0.0]) {
                column.push(value);
            }
        }
        let values =
            [candle.date as f64, candle.open, candle.high, candle.low, candle.close, candle.volume];
        columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
    }
    let names = ["date", "open", "high", "low", "close", "volume"];
    names.iter().map(|name| (*name).to_owned()).zip(columns).collect()
}

fn expected(load: &dyn Fn(&str, &str) -> Frame, pair: &str) -> Frame {
    let mut base = load(pair, "1h");
    let mut h4 = load(pair, "4h");
    h4.insert("ema50".into(), ema(&h4["close"], 50));
    h4.insert("rsi".into(), rsi(&h4["close"], 14));
    let mut d1 = load(pair, "1d");
    let sma: Vec<f64> = windows(&d1["close"], 10, |window| window.iter().sum::<f64>() / 10.0);
    let up = (0..sma.len()).map(|row| f64::from(u8::from(row >= 3 && sma[row] > sma[row - 3])));
    d1.insert("up".into(), up.collect());
    d1.insert("sma10".into(), sma);
    let mut btc = load("BTC/USDT", "4h");
    let highest = |window: &[f64]| window.iter().copied().fold(f64::MIN, f64::max);
    btc.insert("high20".into(), windows(&btc["high"], 20, highest));
    btc.insert("mom".into(), windows(&btc["close"], 7, |window| window[6] - window[0]));
    base.insert("atr".into(), atr(&base, 14));
    let mean = |window: &[f64]| window.iter().sum::<f64>() / 30.0;
    base.insert("vol_mean".into(), windows(&base["volume"], 30, mean));
    let dates = base["date"].clone();
    for (frame, hours, prefix, suffix) in
        [(&h4, 4, "", "4h"), (&d1, 24, "", "1d"), (&btc, 4, "btc_usdt_", "4h")]
    {
        for (name, column) in frame {
            let merged = merge(&dates, &frame["date"], column, hours * HOUR);
            base.insert(format!("{prefix}{name}_{suffix}"), merged);
        }
    }
    let column = |name: &str, row: usize| base[name][row];
    let enter = |row: usize| {
        column("close", row) > column("ema50_4h", row)
            && column("rsi_4h", row) < 65.0
            && column("up_1d", row) == 1.0
            && column("btc_usdt_mom_4h", row) > 0.0
            && column("btc_usdt_close_4h", row) > 0.9 * column("btc_usdt_high20_4h", row)
            && column("volume", row) > 1.5 * column("vol_mean", row)
    };
    let exit =
        |row: usize| column("close", row) < column("ema50_4h", row) - 2.0 * column("atr", row);
    let bits = |test: &dyn Fn(usize) -> bool| -> Vec<f64> {
        (0..dates.len()).map(|row| f64::from(u8::from(test(row)))).collect()
    };
    let (enter, exit) = (bits(&enter), bits(&exit));
    base.insert("enter_long".into(), enter);
    base.insert("exit_long".into(), exit);
    base
}

/// The last candle that has closed when the base candle closes.
fn merge(base: &[f64], dates: &[f64], column: &[f64], length: i64) -> Vec<f64> {
    let seen = |date: &f64| {
        let closed = dates.partition_point(|other| *other as i64 + length <= *date as i64 + HOUR);
        closed.checked_sub(1).map_or(f64::NAN, |row| column[row])
    };
    base.iter().map(seen).collect()
}

fn windows(column: &[f64], period: usize, compute: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let value = |row: usize| {
        if row + 1 < period { f64::NAN } else { compute(&column[row + 1 - period..=row]) }
    };
    (0..column.len()).map(value).collect()
}

fn ema(column: &[f64], period: usize) -> Vec<f64> {
    let mut average = vec![f64::NAN; column.len()];
    average[period - 1] = column[..period].iter().sum::<f64>() / period as f64;
    let weight = 2.0 / (period as f64 + 1.0);
    for row in period..column.len() {
        average[row] = average[row - 1] + weight * (column[row] - average[row - 1]);
    }
    average
}

/// Wilder's average of the values behind the first one.
fn wilder(column: &[f64], period: usize) -> Vec<f64> {
    let mut average = vec![f64::NAN; column.len()];
    average[period] = column[1..=period].iter().sum::<f64>() / period as f64;
    for row in period + 1..column.len() {
        average[row] = (average[row - 1] * (period as f64 - 1.0) + column[row]) / period as f64;
    }
    average
}

fn rsi(close: &[f64], period: usize) -> Vec<f64> {
    let moves = |sign: f64| -> Vec<f64> {
        let change = |row: usize| if row == 0 { 0.0 } else { close[row] - close[row - 1] };
        (0..close.len()).map(|row| (sign * change(row)).max(0.0)).collect()
    };
    let (up, down) = (wilder(&moves(1.0), period), wilder(&moves(-1.0), period));
    up.iter().zip(down).map(|(up, down)| 100.0 * up / (up + down)).collect()
}

fn atr(frame: &Frame, period: usize) -> Vec<f64> {
    let (high, low, close) = (&frame["high"], &frame["low"], &frame["close"]);
    let range = |row: usize| {
        let before = close[row.saturating_sub(1)];
        high[row].max(before) - low[row].min(before)
    };
    wilder(&(0..close.len()).map(range).collect::<Vec<f64>>(), period)
}
