//! Candles of a longer timeframe against those of a shorter one, from which they can be made.

use super::{Finding, Kind, places};
use crate::diag::Severity;
use crate::model::candles::{Candle, Candles};
use crate::model::timeframe::Timeframe;

/// Sums of volumes may differ in their last digits.
const CLOSE_ENOUGH: f64 = 1e-6;

/// Where long candles are not what short ones come to. Only those are compared of which all short candles
/// are there: a part of a candle says little about the whole.
pub fn disagreement(
    (short, short_tf): (&Candles, Timeframe),
    (long, long_tf): (&Candles, Timeframe),
) -> Option<Finding> {
    let parts = long_tf.ms() / short_tf.ms();
    let is_multiple = long_tf.ms() % short_tf.ms() == 0 && parts > 1;
    let ascending = short.date.is_ascending() && long.date.is_ascending();
    if !is_multiple || !ascending || !long_tf.is_regular() || !short_tf.is_regular() {
        return None;
    }
    let mut wrong = Vec::new();
    let mut compared = 0;
    for row in 0..long.len() {
        let long = long.row(row);
        let (from, to) =
            (short.date.before(long.date), short.date.before(long.date + long_tf.ms()));
        if (to - from) as i64 != parts {
            continue;
        }
        compared += 1;
        if !is_same(&long, &short.slice(from..to)) {
            wrong.push(long.date);
        }
    }
    (!wrong.is_empty()).then(|| Finding {
        severity: Severity::Warning,
        kind: Kind::Disagreement,
        message: format!(
            "{} of {compared} candles not what the {short_tf} candles come to: {}",
            wrong.len(),
            places(wrong)
        ),
    })
}

fn is_same(long: &Candle, parts: &Candles) -> bool {
    let last = parts.len() - 1;
    let high = parts.high.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let low = parts.low.iter().copied().fold(f64::INFINITY, f64::min);
    let volume: f64 = parts.volume.iter().sum();
    long.open == parts.open[0]
        && long.close == parts.close[last]
        && long.high == high
        && long.low == low
        && (long.volume - volume).abs() <= CLOSE_ENOUGH * long.volume.abs().max(1.0)
}
