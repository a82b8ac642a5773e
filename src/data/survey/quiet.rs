//! Candles in which nothing was traded.

use super::{Finding, Kind, count, places};
use crate::diag::Severity;
use crate::model::candles::Candles;

/// So many in a row are worth a word.
const RUN: usize = 3;

/// Runs of candles without volume.
pub(super) fn zero_volume(candles: &Candles) -> Option<Finding> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut begin = None;
    for row in 0..=candles.len() {
        let is_quiet = candles.volume.get(row).is_some_and(|volume| *volume == 0.0);
        match (is_quiet, begin) {
            (true, None) => begin = Some(row),
            (false, Some(from)) => {
                if row - from >= RUN {
                    runs.push((from, row - from));
                }
                begin = None;
            }
            _ => {}
        }
    }
    let longest = runs.iter().map(|(_, length)| *length).max()?;
    let rows: usize = runs.iter().map(|(_, length)| length).sum();
    let dates = places(runs.iter().map(|(from, _)| candles.date.at(*from)));
    Some(Finding {
        severity: Severity::Note,
        kind: Kind::ZeroVolume,
        message: format!(
            "{} without volume in {}, the longest of {longest}: {dates}",
            count(rows, "candle"),
            count(runs.len(), "run")
        ),
    })
}
