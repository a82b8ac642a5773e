//! The exchange's intervals, and the calendar they need.

pub(super) const HOUR_MS: i64 = 3_600_000;
pub(super) const DAY_MS: i64 = 24 * HOUR_MS;

/// The distance between two candles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interval {
    /// One length, counted from the first opening after the epoch.
    Fixed { length_ms: i64, first_ms: i64 },
    /// A month of the calendar.
    Month,
}

impl Interval {
    /// The interval of that name, if the exchange has it.
    pub(super) fn named(name: &str) -> Option<Self> {
        if name == "1M" {
            return Some(Self::Month);
        }
        let names = "1s 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w";
        if !names.split(' ').any(|known| known == name) {
            return None;
        }
        let (count, unit) = name.split_at(name.len() - 1);
        let unit_ms = match unit {
            "s" => 1_000,
            "m" => 60_000,
            "h" => HOUR_MS,
            "d" => DAY_MS,
            _ => 7 * DAY_MS,
        };
        // The epoch was a Thursday, a week starts on Monday.
        let first_ms = if unit == "w" { 4 * DAY_MS } else { 0 };
        Some(Self::Fixed { length_ms: count.parse::<i64>().ok()? * unit_ms, first_ms })
    }

    /// The opening of the candle that holds a moment.
    pub(super) fn open_of(self, at_ms: i64) -> i64 {
        match self {
            Self::Fixed { length_ms, first_ms } => at_ms - (at_ms - first_ms).rem_euclid(length_ms),
            Self::Month => {
                let (year, month, _) = civil(at_ms);
                utc_ms(year, month, 1)
            }
        }
    }

    /// The opening of the candle after the one that opens at `open_ms`.
    pub(super) fn next(self, open_ms: i64) -> i64 {
        match self {
            Self::Fixed { length_ms, .. } => open_ms + length_ms,
            Self::Month => next_month(open_ms),
        }
    }

    /// The first opening at or after a moment.
    pub(super) fn open_from(self, at_ms: i64) -> i64 {
        let open = self.open_of(at_ms);
        if open == at_ms { open } else { self.next(open) }
    }

    /// Whether candles of that length fit into one of this interval.
    pub(super) fn holds(self, length_ms: i64) -> bool {
        self.longest_ms() >= length_ms
    }

    /// The length, of a month the longest.
    pub(super) fn longest_ms(self) -> i64 {
        match self {
            Self::Fixed { length_ms, .. } => length_ms,
            Self::Month => 31 * DAY_MS,
        }
    }
}

/// The first moment of a day, in milliseconds since the epoch.
pub fn utc_ms(year: i64, month: u32, day: u32) -> i64 {
    // Years begin in March here, so that a leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = i64::from((month + 9) % 12);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) * DAY_MS
}

/// Year, month and day of a moment.
pub(super) fn civil(at_ms: i64) -> (i64, u32, u32) {
    let days = at_ms.div_euclid(DAY_MS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let leap_days = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    (year_of_era + era * 400 + i64::from(month <= 2), month as u32, day as u32)
}

/// The first moment of the month after a moment.
pub(super) fn next_month(at_ms: i64) -> i64 {
    let (year, month, _) = civil(at_ms);
    if month == 12 { utc_ms(year + 1, 1, 1) } else { utc_ms(year, month + 1, 1) }
}
