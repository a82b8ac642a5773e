//! Candles and signals, read from a table.

use std::sync::Arc;

use autoquant::backtest::Signals;
use autoquant::model::bits::Bits;
use autoquant::model::candles::{Candle, Candles};
use autoquant::model::tags::Tags;

use super::HOUR;

/// The candles of a pair, and what their closes ask for.
pub(super) struct Table {
    pub candles: Candles,
    pub signals: Signals,
}

impl Table {
    /// Reads a line for each candle: its prices, and the words of its signals.
    pub(super) fn read(table: &str, start: i64, step: i64) -> Self {
        let mut candles = Candles::default();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words: Vec<&str> = line.split_whitespace().collect();
            let times = words[0].strip_suffix('x').map_or(1, |times| times.parse().unwrap());
            words.drain(..usize::from(words[0].ends_with('x')));
            let candle = candle(start, &words);
            for _ in 0..times {
                candles.push(Candle { date: start + rows.len() as i64 * step, ..candle });
                rows.push(words[4..].iter().map(|word| (*word).to_owned()).collect());
            }
        }
        Self { candles, signals: signals(&rows) }
    }
}

/// A table of eight calm candles; the signals of these rows are acted on at their open.
pub fn calm(words: &[(usize, &str)]) -> String {
    let mut rows = vec!["100 101 99 100".to_owned(); 8];
    for (row, word) in words {
        rows[row - 1].push(' ');
        rows[row - 1].push_str(word);
    }
    rows.join("\n")
}

/// A candle from the words of its prices.
pub(super) fn candle(date: i64, words: &[&str]) -> Candle {
    let price = |at: usize| words[at].parse::<f64>().unwrap();
    let [open, high, low, close] = [price(0), price(1), price(2), price(3)];
    assert!(low <= open.min(close) && high >= open.max(close), "no candle: {words:?}");
    Candle { date, open, high, low, close, volume: 1.0 }
}

/// The time of a row after the first one: `3` is three hours, `3:15` a quarter more.
pub(super) fn ms(row: &str) -> i64 {
    let (hours, minutes) = row.split_once(':').unwrap_or((row, "0"));
    hours.parse::<i64>().unwrap() * HOUR + minutes.parse::<i64>().unwrap() * 60_000
}

fn signals(rows: &[Vec<String>]) -> Signals {
    let has = |word: &str| {
        let tagged = format!("{word}=");
        let asks = |name: &String| name == word || name.starts_with(&tagged);
        Some(Arc::new(Bits::from_fn(rows.len(), |row| rows[row].iter().any(asks))))
    };
    let tags = |words: [&str; 2]| {
        let mut rules = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            for (word, tag) in row.iter().filter_map(|name| name.split_once('=')) {
                if words.contains(&word) {
                    let here = Bits::from_fn(rows.len(), |row| row == at);
                    rules.push((Some(Arc::new(here)), tag.to_owned()));
                }
            }
        }
        Tags(rules)
    };
    Signals {
        enter_long: has("enter"),
        exit_long: has("exit"),
        enter_short: has("short"),
        exit_short: has("exit_short"),
        enter_tag: tags(["enter", "short"]),
        exit_tag: tags(["exit", "exit_short"]),
    }
}
