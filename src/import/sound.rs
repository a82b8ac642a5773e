//! Candles of a file, held against what candles can be, and put in order.

use super::spacing::{Misfit, misfit};
use crate::data::examine::{far_off, impossible, rateless};
use crate::data::merge::in_order;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;
use crate::model::timerange::format_minute;

/// The candles in order of their dates, and what is worth knowing about them; what is wrong with them, in
/// words.
pub(super) fn sound(candles: &Candles, key: &CandleKey) -> Result<(Candles, Vec<String>), String> {
    if candles.is_empty() {
        return Err("there is no candle in it".into());
    }
    let of_rows = if key.candle_type.has_grid() { impossible(candles) } else { rateless(candles) };
    if let Some(problem) = of_rows.or_else(|| far_off(candles, key.timeframe)) {
        return Err(problem);
    }
    let mut notes = if key.candle_type.has_grid() { oddities(candles) } else { Vec::new() };
    let ordered = in_order(candles);
    if !candles.date.is_ascending() {
        notes.push(disorder(candles, &ordered));
    }
    let misfit = key.candle_type.has_grid().then(|| misfit(&ordered.date, key.timeframe)).flatten();
    match misfit {
        None => {}
        Some(Misfit::Apart(rows)) => {
            return Err(format!("its rows are {rows} apart, and not {}", key.timeframe));
        }
        Some(Misfit::OffGrid(rows)) => {
            let first = format_minute(ordered.date.at(rows[0]));
            let told = format!(
                "{} of {} rows are not where a {} candle begins: {first}",
                rows.len(),
                ordered.len(),
                key.timeframe
            );
            if 2 * rows.len() > ordered.len() {
                return Err(told);
            }
            notes.push(told);
        }
    }
    Ok((ordered, notes))
}

/// Rows that can be and are odd.
pub(super) fn oddities(candles: &Candles) -> Vec<String> {
    let (open, close) = (&*candles.open, &*candles.close);
    let (high, low) = (&*candles.high, &*candles.low);
    let beyond = |row: &usize| {
        open[*row].max(close[*row]) > high[*row] || open[*row].min(close[*row]) < low[*row]
    };
    let free = |row: &usize| low[*row] == 0.0;
    let beyond = (0..candles.len()).filter(beyond).count();
    let free = (0..candles.len()).filter(free).count();
    [(beyond, "open or close beyond their high or low"), (free, "have a price of 0")]
        .into_iter()
        .filter(|(rows, _)| *rows > 0)
        .map(|(rows, what)| format!("{rows} of {} rows {what}", candles.len()))
        .collect()
}

/// What was out of order.
fn disorder(candles: &Candles, ordered: &Candles) -> String {
    let doubled = candles.len() - ordered.len();
    let later = (1..candles.len()).filter(|row| candles.date.at(*row) < candles.date.at(row - 1));
    let mut parts = Vec::new();
    match later.count() {
        0 => {}
        1 => parts.push("1 row was earlier than the one before it".to_owned()),
        rows => parts.push(format!("{rows} rows were earlier than the ones before them")),
    }
    match doubled {
        0 => {}
        1 => parts.push("1 row had the date of another and was left out".to_owned()),
        rows => parts.push(format!("{rows} rows had the date of another and were left out")),
    }
    if doubled > 0 && has_two_of_a_date(candles) {
        parts.push("some of them with other values".to_owned());
    }
    parts.join(", ")
}

/// Whether rows of one date tell different things.
fn has_two_of_a_date(candles: &Candles) -> bool {
    let mut rows: Vec<usize> = (0..candles.len()).collect();
    rows.sort_by_key(|row| candles.date.at(*row));
    rows.windows(2).any(|pair| {
        let (one, other) = (candles.row(pair[0]), candles.row(pair[1]));
        one.date == other.date && one != other
    })
}
