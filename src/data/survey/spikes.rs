//! Prices that nothing around them confirms.

use super::{Finding, Kind, count, places};
use crate::diag::Severity;
use crate::model::candles::Candles;

/// How many times further than what is around it a price must be.
const TIMES: f64 = 2.0;

/// Highs more than twice as high, and lows less than half as low, as the closes before and after: a stop or
/// a target would be met there at a price that nobody else saw.
pub(super) fn spikes(candles: &Candles) -> Option<Finding> {
    let (close, high, low) = (&*candles.close, &*candles.high, &*candles.low);
    let is_spike = |row: &usize| {
        let (before, after) = (close[row - 1], close[row + 1]);
        high[*row] > TIMES * before.max(after) || low[*row] * TIMES < before.min(after)
    };
    let rows: Vec<usize> = (1..candles.len().saturating_sub(1)).filter(is_spike).collect();
    if rows.is_empty() {
        return None;
    }
    let dates = places(rows.iter().map(|row| candles.date.at(*row)));
    Some(Finding {
        severity: Severity::Note,
        kind: Kind::Spike,
        message: format!(
            "{} with a high or low twice as far as the closes around: {dates}",
            count(rows.len(), "candle")
        ),
    })
}
