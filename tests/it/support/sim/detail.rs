//! Candles of 15 minutes inside those of a pair.

use std::sync::Arc;

use autoquant::model::candles::{Candle, Candles};

use super::Sim;
use super::table::{candle, ms};

const QUARTER: i64 = 900_000;

impl Sim {
    /// Candles of 15 minutes of the last pair. Each repeats the candle around it, but for the lines of a table:
    /// `3:15 100 101 80 100` is another one, `3:15 -` a missing one, `2:30.. -` has none from then on,
    /// `..2:30 -` none before, and `2..3 -` none between.
    pub fn detail(self, table: &str) -> Self {
        let start = self.start;
        let mut sim = self.config("timeframe_detail", "15m");
        let step = sim.step();
        let pair = sim.last();
        let mut quarters: Vec<Candle> = Vec::new();
        for row in 0..pair.candles.len() {
            let around = pair.candles.row(row);
            let dates = (around.date..around.date + step).step_by(QUARTER as usize);
            quarters.extend(dates.map(|date| Candle { date, ..around }));
        }
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            if words[1] == "-" {
                let (from, to) = span(words[0]);
                quarters
                    .retain(|one| !(start + from..start.saturating_add(to)).contains(&one.date));
                continue;
            }
            let date = start + ms(words[0]);
            let place = quarters.iter_mut().find(|one| one.date == date);
            *place.unwrap_or_else(|| panic!("no candle: {line}")) = candle(date, &words[1..]);
        }
        let mut candles = Candles::default();
        for quarter in quarters {
            candles.push(quarter);
        }
        pair.detail = Some(Arc::new(candles));
        sim
    }
}

/// A span of rows, from its first one to the one behind it.
fn span(rows: &str) -> (i64, i64) {
    match rows.split_once("..") {
        None => (ms(rows), ms(rows) + QUARTER),
        Some(("", to)) => (0, ms(to)),
        Some((from, "")) => (ms(from), i64::MAX),
        Some((from, to)) => (ms(from), ms(to)),
    }
}
