//! Candle lengths: `1m`, `1h`, `4h`, `1d`, `1w`, `1M`.

use std::fmt;

use chrono::{DateTime, Datelike, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// A number of units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timeframe {
    count: u32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A text that names no timeframe.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no timeframe (write a number and one of s m h d w M y, such as 1h)")]
pub struct TimeframeError {
    /// The text.
    pub text: String,
}

impl Timeframe {
    /// One hour.
    pub const HOUR: Self = Self { count: 1, unit: Unit::Hour };

    /// One day.
    pub const DAY: Self = Self { count: 1, unit: Unit::Day };

    /// Reads `<number><unit>`; a month counts as 30 days and a year as 365 where a length is needed.
    pub fn parse(text: &str) -> Result<Self, TimeframeError> {
        let wrong = || TimeframeError { text: text.to_owned() };
        let unit = match text.chars().last() {
            Some('s') => Unit::Second,
            Some('m') => Unit::Minute,
            Some('h') => Unit::Hour,
            Some('d') => Unit::Day,
            Some('w') => Unit::Week,
            Some('M') => Unit::Month,
            Some('y') => Unit::Year,
            _ => return Err(wrong()),
        };
        let digits = &text[..text.len() - 1];
        if digits.is_empty() || digits.len() > 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        match digits.parse() {
            Ok(count) if count > 0 => Ok(Self { count, unit }),
            _ => Err(wrong()),
        }
    }

    /// The length in milliseconds.
    pub fn ms(self) -> i64 {
        let unit = match self.unit {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            Unit::Day => 86_400,
            Unit::Week => 604_800,
            Unit::Month => 2_592_000,
            Unit::Year => 31_536_000,
        };
        i64::from(self.count) * unit * 1_000
    }

    /// The length in whole minutes.
    pub fn minutes(self) -> i64 {
        self.ms() / 60_000
    }

    /// Whether all candles are equally long (months and years are not).
    pub fn is_regular(self) -> bool {
        !matches!(self.unit, Unit::Month | Unit::Year)
    }

    /// The first candle of the grid that gaps are filled on: the midnight of `date`'s day, the
    /// Monday of its week, the first of its month or year.
    pub fn grid_anchor(self, date: i64) -> i64 {
        const DAY: i64 = 86_400_000;
        let midnight = date - date.rem_euclid(DAY);
        match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => midnight,
            // The epoch was a Thursday.
            Unit::Week => midnight - (midnight / DAY + 3).rem_euclid(7) * DAY,
            Unit::Month => first_of_month(date, 0),
            Unit::Year => first_of_month(date, 0) - day_of_year_ms(first_of_month(date, 0)),
        }
    }

    /// The start of the candle that a moment lies in; `None` for candles whose grid has no fixed start, such
    /// as those of three days.
    pub fn floor(self, date: i64) -> Option<i64> {
        let anchor = self.grid_anchor(date);
        match self.unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                let is_part_of_a_day = Self::DAY.ms() % self.ms() == 0;
                is_part_of_a_day.then(|| anchor + (date - anchor) / self.ms() * self.ms())
            }
            _ => (self.count == 1).then_some(anchor),
        }
    }

    /// Whether a candle may begin at a date: on the grid of parts of a day, of days, weeks and months. Those of
    /// several days may on any, and those of hours that do not divide a day at any time.
    pub fn may_begin(self, date: i64) -> bool {
        match self.floor(date) {
            Some(start) => start == date,
            None => self.ms() < Self::DAY.ms() || self.grid_anchor(date) == date,
        }
    }

    /// The start of the first candle that begins later than a date, counted from 1970 where the grid has no
    /// fixed start.
    pub fn next_start(self, date: i64) -> i64 {
        let whole = || date - date.rem_euclid(self.ms());
        let start = match self.unit {
            Unit::Week | Unit::Month | Unit::Year => self.grid_anchor(date),
            _ => whole(),
        };
        self.after(start)
    }

    /// The start of the candle after the one that starts at `date`.
    pub fn after(self, date: i64) -> i64 {
        match self.unit {
            Unit::Month => first_of_month(date, self.count),
            Unit::Year => first_of_month(date, self.count * 12),
            _ => date.saturating_add(self.ms()),
        }
    }

    /// How FreqTrade writes it in file names (`1M` would be `1m` on some file systems).
    pub fn file_stem(self) -> String {
        if self.unit == Unit::Month { format!("{}Mo", self.count) } else { self.to_string() }
    }
}

fn first_of_month(date: i64, later: u32) -> i64 {
    let Some(utc) = DateTime::<Utc>::from_timestamp_millis(date) else { return date };
    let months = utc.year() * 12 + utc.month0() as i32 + later as i32;
    let (year, month0) = (months.div_euclid(12), months.rem_euclid(12) as u32);
    Utc.with_ymd_and_hms(year, month0 + 1, 1, 0, 0, 0)
        .single()
        .map_or(date, |first| first.timestamp_millis())
}

fn day_of_year_ms(date: i64) -> i64 {
    DateTime::<Utc>::from_timestamp_millis(date)
        .map_or(0, |utc| i64::from(utc.ordinal0()) * 86_400_000)
}

impl fmt::Display for Timeframe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Second => 's',
            Unit::Minute => 'm',
            Unit::Hour => 'h',
            Unit::Day => 'd',
            Unit::Week => 'w',
            Unit::Month => 'M',
            Unit::Year => 'y',
        };
        write!(f, "{}{unit}", self.count)
    }
}

impl TryFrom<String> for Timeframe {
    type Error = TimeframeError;
    fn try_from(text: String) -> Result<Self, TimeframeError> {
        Self::parse(&text)
    }
}

impl From<Timeframe> for String {
    fn from(timeframe: Timeframe) -> Self {
        timeframe.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::timerange::parse_date;

    fn tf(text: &str) -> Timeframe {
        Timeframe::parse(text).unwrap()
    }

    #[test]
    fn lengths() {
        assert_eq!(tf("15m").minutes(), 15);
        assert_eq!(tf("1w").ms(), 7 * 86_400_000);
        assert!(tf("1M").ms() > tf("1w").ms());
        assert_eq!((tf("1M").file_stem(), tf("1m").file_stem()), ("1Mo".into(), "1m".into()));
    }

    #[test]
    fn no_timeframes() {
        for text in ["", "h", "1", "0h", "1x", "-1h", "1.5h", "1H", "999999h"] {
            assert!(Timeframe::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_lies_in_a_candle() {
        let date = |text| parse_date(text).unwrap();
        let at = date("20240215T1347");
        for (text, expected) in [
            ("1m", Some("20240215T1347")),
            ("15m", Some("20240215T1345")),
            ("4h", Some("20240215T1200")),
            ("1d", Some("20240215")),
            ("1w", Some("20240212")),
            ("1M", Some("20240201")),
            ("3d", None),
            ("7h", None),
        ] {
            assert_eq!(tf(text).floor(at), expected.map(date), "{text}");
        }
    }

    #[test]
    fn grids_start_at_midnight_on_monday_and_on_the_first() {
        let date = parse_date("20240215T1330").unwrap();
        let anchor = |text| tf(text).grid_anchor(date);
        assert_eq!(anchor("1h"), parse_date("20240215").unwrap());
        assert_eq!(anchor("1w"), parse_date("20240212").unwrap());
        assert_eq!(anchor("1M"), parse_date("20240201").unwrap());
        assert_eq!(anchor("1y"), parse_date("20240101").unwrap());
        assert_eq!(tf("1M").after(anchor("1M")), parse_date("20240301").unwrap());
    }
}
