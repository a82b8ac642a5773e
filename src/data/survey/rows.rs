//! Rows that cannot be, and rows that are not where they belong.

use super::{Finding, Kind, count, places};
use crate::data::examine::{far_off, impossible, rateless};
use crate::diag::Severity;
use crate::model::candles::Candles;
use crate::model::dates::Dates;
use crate::model::timeframe::Timeframe;

/// What is wrong with single rows.
pub(super) fn findings(candles: &Candles, timeframe: Timeframe) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(message) = impossible(candles).or_else(|| far_off(candles, timeframe)) {
        found.push(Finding { severity: Severity::Error, kind: Kind::Impossible, message });
    }
    found.extend(out_of_order(&candles.date));
    let mut add = |severity, kind, message| found.push(Finding { severity, kind, message });
    let dates = &candles.date;
    let off: Vec<i64> = dates.iter().filter(|date| !timeframe.may_begin(*date)).collect();
    if !off.is_empty() {
        let message =
            format!("{} off the {timeframe} grid: {}", count(off.len(), "row"), places(off));
        add(Severity::Warning, Kind::Grid, message);
    }
    let beyond: Vec<i64> = beyond(candles).map(|row| dates.at(row)).collect();
    if !beyond.is_empty() {
        let message = format!(
            "{} with an open or close beyond the high or low: {}",
            count(beyond.len(), "row"),
            places(beyond)
        );
        add(Severity::Warning, Kind::Range, message);
    }
    found
}

/// What is wrong with single funding rates.
pub(super) fn findings_of_rates(rates: &Candles) -> Vec<Finding> {
    let of_dates = || far_off(rates, Timeframe::HOUR);
    let finding = |message| Finding { severity: Severity::Error, kind: Kind::Impossible, message };
    let mut found: Vec<Finding> =
        rateless(rates).or_else(of_dates).map(finding).into_iter().collect();
    found.extend(out_of_order(&rates.date));
    found
}

/// Rows that are earlier than the one before, or have its date.
fn out_of_order(dates: &Dates) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add =
        |kind, message| found.push(Finding { severity: Severity::Warning, kind, message });
    let (mut earlier, mut same) = (Vec::new(), Vec::new());
    if !dates.is_ascending() {
        for row in 1..dates.len() {
            match dates.at(row).cmp(&dates.at(row - 1)) {
                std::cmp::Ordering::Less => earlier.push(dates.at(row)),
                std::cmp::Ordering::Equal => same.push(dates.at(row)),
                std::cmp::Ordering::Greater => {}
            }
        }
    }
    if !earlier.is_empty() {
        let message = format!(
            "{} earlier than the row before: {}",
            count(earlier.len(), "row"),
            places(earlier)
        );
        add(Kind::Order, message);
    }
    if !same.is_empty() {
        let message = format!(
            "{} with the date of the row before: {}",
            count(same.len(), "row"),
            places(same)
        );
        add(Kind::Duplicate, message);
    }
    found
}

/// The rows whose open or close lies beyond their high or low.
fn beyond(candles: &Candles) -> impl Iterator<Item = usize> + '_ {
    let (open, close) = (&*candles.open, &*candles.close);
    let (high, low) = (&*candles.high, &*candles.low);
    (0..candles.len()).filter(move |row| {
        let (upper, lower) = (open[*row].max(close[*row]), open[*row].min(close[*row]));
        // Those whose high is below their low are told as impossible.
        high[*row] >= low[*row] && (upper > high[*row] || lower < low[*row])
    })
}
