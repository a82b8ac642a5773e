//! Ranges of dates: `20210101-20251231`, `20240101-`, `-1700000000`.

use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// The candles whose open time lies between two dates, both ends included; an end may be open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeRange {
    text: String,
    start: Option<i64>,
    stop: Option<i64>,
}

/// A text that names no range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeRangeError {
    /// The text has another form.
    #[error("`{text}` is no timerange (write START-STOP, such as 20210101-20211231)")]
    Form {
        /// The text.
        text: String,
    },
    /// The start lies behind the stop.
    #[error("timerange `{text}` starts after it stops")]
    Backwards {
        /// The text.
        text: String,
    },
}

impl TimeRange {
    /// Everything there is.
    pub fn all() -> Self {
        Self::default()
    }

    /// Reads `A-B`. Each side is empty, a date (`20240131`, `20240131T1200`, `20240131T120000`),
    /// epoch seconds (10 digits) or epoch milliseconds (13 digits, cut to the second); all UTC.
    pub fn parse(text: &str) -> Result<Self, TimeRangeError> {
        let wrong = || TimeRangeError::Form { text: text.to_owned() };
        let (start, stop) = text.split_once('-').ok_or_else(wrong)?;
        let side = |side: &str| match side {
            "" => Ok(None),
            side => parse_date(side).map(Some).ok_or_else(wrong),
        };
        let (start, stop) = (side(start)?, side(stop)?);
        match (start, stop) {
            (None, None) => Err(wrong()),
            (Some(start), Some(stop)) if start > stop => {
                Err(TimeRangeError::Backwards { text: text.to_owned() })
            }
            _ => Ok(Self { text: text.to_owned(), start, stop }),
        }
    }

    /// The first date, epoch milliseconds.
    pub fn start(&self) -> Option<i64> {
        self.start
    }

    /// The last date, epoch milliseconds.
    pub fn stop(&self) -> Option<i64> {
        self.stop
    }

    /// Whether a date lies in it.
    pub fn contains(&self, date: i64) -> bool {
        self.start.is_none_or(|start| start <= date) && self.stop.is_none_or(|stop| date <= stop)
    }
}

/// One side of a timerange as epoch milliseconds.
pub fn parse_date(text: &str) -> Option<i64> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let day = |text| NaiveDate::parse_from_str(text, "%Y%m%d").ok()?.and_hms_opt(0, 0, 0);
    let time = |text, form| NaiveDateTime::parse_from_str(text, form).ok();
    let date = match text.len() {
        8 if digits(text) => day(text)?,
        13 if text.as_bytes()[8] == b'T' => time(&format!("{text}00"), "%Y%m%dT%H%M%S")?,
        15 if text.as_bytes()[8] == b'T' => time(text, "%Y%m%dT%H%M%S")?,
        10 if digits(text) => return text.parse::<i64>().ok().map(|s| s * 1_000),
        13 if digits(text) => return text.parse::<i64>().ok().map(|ms| ms / 1_000 * 1_000),
        _ => return None,
    };
    Some(date.and_utc().timestamp_millis())
}

/// A date as FreqTrade exports it: `2021-01-07 06:00:00+00:00`.
pub fn format_date(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms)
        .map_or_else(|| ms.to_string(), |date| date.format("%Y-%m-%d %H:%M:%S+00:00").to_string())
}

/// A date for eyes, to the minute: `2021-01-07 06:00`.
pub fn format_minute(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms)
        .map_or_else(|| ms.to_string(), |date| date.format("%Y-%m-%d %H:%M").to_string())
}

/// A UTC day, counted from 1970-01-01: `2021-01-07`.
pub fn format_day(day: i64) -> String {
    DateTime::<Utc>::from_timestamp(day.saturating_mul(86_400), 0)
        .map_or_else(|| day.to_string(), |date| date.format("%Y-%m-%d").to_string())
}

impl fmt::Display for TimeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.text.is_empty() { "all" } else { &self.text })
    }
}

impl TryFrom<String> for TimeRange {
    type Error = TimeRangeError;
    fn try_from(text: String) -> Result<Self, TimeRangeError> {
        if text == "all" { Ok(Self::all()) } else { Self::parse(&text) }
    }
}

impl From<TimeRange> for String {
    fn from(range: TimeRange) -> Self {
        range.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_side_has_its_own_form() {
        let range = TimeRange::parse("20240101-1704110400").unwrap();
        assert_eq!(range.start(), Some(1_704_067_200_000));
        assert_eq!(range.stop(), Some(1_704_110_400_000));
        assert_eq!(parse_date("20240101T1200"), Some(1_704_110_400_000));
        assert_eq!(parse_date("20240101T120000"), Some(1_704_110_400_000));
        assert_eq!(parse_date("1704110400999"), Some(1_704_110_400_000));
    }

    #[test]
    fn both_ends_are_in() {
        let range = TimeRange::parse("20240101-20240131").unwrap();
        let last = parse_date("20240131").unwrap();
        assert!(range.contains(last) && !range.contains(last + 3_600_000));
    }

    #[test]
    fn open_ends() {
        assert_eq!(TimeRange::parse("20240101-").unwrap().stop(), None);
        assert_eq!(TimeRange::parse("-20240101").unwrap().start(), None);
    }

    #[test]
    fn no_ranges() {
        for text in ["", "-", "20240101", "2024-2025", "20241301-", "20240101-20240101-", "x-y"] {
            assert!(TimeRange::parse(text).is_err(), "{text}");
        }
        let backwards = TimeRange::parse("20250101-20240101");
        assert!(matches!(backwards, Err(TimeRangeError::Backwards { .. })));
    }
}
