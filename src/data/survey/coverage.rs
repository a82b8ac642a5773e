//! Whether the candles that a config needs are there, and how far they reach.

use super::{Finding, Kind, Survey};
use crate::diag::Severity;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::{TimeRange, format_minute};

/// The pairs and timeframes without a file.
pub fn missing<'a>(
    surveys: &[Survey],
    pairs: &'a [Pair],
    timeframes: &'a [Timeframe],
) -> Vec<(&'a Pair, Timeframe)> {
    let is_there = |pair: &Pair, timeframe: Timeframe| {
        surveys.iter().any(|survey| survey.pair == *pair && survey.timeframe == timeframe)
    };
    let wanted = pairs.iter().flat_map(|pair| timeframes.iter().map(move |one| (pair, *one)));
    wanted.filter(|(pair, timeframe)| !is_there(pair, *timeframe)).collect()
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
