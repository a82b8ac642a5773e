//! Whether the candles that a config needs are there, and how far they reach.

use super::{Finding, Kind, Survey};
use crate::diag::Severity;
use crate::model::candle_key::CandleKey;
use crate::model::timerange::{TimeRange, format_minute};

/// Those candles that have no file.
pub fn missing(surveys: &[Survey], mut wanted: Vec<CandleKey>) -> Vec<CandleKey> {
    wanted.retain(|key| !surveys.iter().any(|survey| survey.key() == *key));
    wanted
}

/// Where candles do not reach as far as a timerange. A pair may have been listed later, so it is worth a
/// word and no fault.
pub fn short_of(survey: &Survey, timerange: &TimeRange) -> Vec<Finding> {
    let (Some(first), Some(last)) = (survey.first, survey.last) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add =
        |message| found.push(Finding { severity: Severity::Note, kind: Kind::Coverage, message });
    if let Some(start) = timerange.start().filter(|start| first > *start) {
        add(format!(
            "it begins at {}, and the timerange at {}",
            format_minute(first),
            format_minute(start)
        ));
    }
    // The last candle of a timerange may be one that was just begun.
    if let Some(stop) = timerange.stop().filter(|stop| survey.timeframe.after(last) < *stop) {
        add(format!(
            "it ends at {}, and the timerange at {}",
            format_minute(last),
            format_minute(stop)
        ));
    }
    found
}
