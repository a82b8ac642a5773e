//! When a candle begins, as tables write it.

use chrono::NaiveDate;

/// A moment, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// Epoch milliseconds.
    pub ms: i64,
    /// How it was written: all rows of a table write it alike.
    pub form: Form,
}

/// How moments are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As a date.
    Calendar,
    /// As a number of seconds since 1970.
    Seconds,
    /// As a number of milliseconds.
    Milliseconds,
    /// As a number of microseconds.
    Microseconds,
    /// As a number of nanoseconds.
    Nanoseconds,
}

impl Form {
    /// What a cell should hold.
    pub(super) fn expected(self) -> &'static str {
        match self {
            Self::Calendar => "a date such as 2024-01-31 14:00, as in the first row,",
            Self::Seconds => "a time in seconds, as in the first row,",
            Self::Milliseconds => "a time in milliseconds, as in the first row,",
            Self::Microseconds => "a time in microseconds, as in the first row,",
            Self::Nanoseconds => "a time in nanoseconds, as in the first row,",
        }
    }
}

impl When {
    /// Reads a number since 1970 or a date, which without a zone is meant in UTC.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        epoch(text).or_else(|| Some(Self { ms: calendar(text)?, form: Form::Calendar }))
    }

    /// Whether a text is a date without a time of day.
    pub(super) fn is_day(text: &str) -> bool {
        let mut rest = Rest(text.trim().as_bytes());
        rest.day().is_some() && rest.0.is_empty()
    }
}

/// A number since 1970, in a unit that its digits tell.
fn epoch(text: &str) -> Option<When> {
    let (digits, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_whole = fraction.bytes().all(|byte| byte == b'0');
    if !is_whole || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |digits: &str| digits.parse::<i64>().ok();
    let (ms, form) = match digits.len() {
        9..=10 => (number(digits)? * 1_000, Form::Seconds),
        12..=13 => (number(digits)?, Form::Milliseconds),
        15..=16 => (number(digits)? / 1_000, Form::Microseconds),
        18..=19 => (number(digits)? / 1_000_000, Form::Nanoseconds),
        _ => return None,
    };
    Some(When { ms, form })
}

/// `2024-01-31`, `2024-01-31 14:00`, `2024-01-31T14:00:00.000+01:00`, `20240131`, as epoch milliseconds.
fn calendar(text: &str) -> Option<i64> {
    let mut rest = Rest(text.as_bytes());
    let day = rest.day()?;
    let day = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis();
    if rest.0.is_empty() {
        return Some(day);
    }
    if !rest.take(b'T') && !rest.take(b' ') {
        return None;
    }
    let (hour, minute) = (rest.digits(2)?, rest.after(b':', 2)?);
    let second = if rest.0.first() == Some(&b':') { rest.after(b':', 2)? } else { 0 };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let ms = rest.fraction()?;
    let offset = rest.zone()?;
    rest.0.is_empty().then(|| day + ((hour * 60 + minute - offset) * 60 + second) * 1_000 + ms)
}

/// What is not read yet.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn take(&mut self, sign: u8) -> bool {
        let is_next = self.0.first() == Some(&sign);
        if is_next {
            self.0 = &self.0[1..];
        }
        is_next
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    fn after(&mut self, sign: u8, count: usize) -> Option<i64> {
        if self.take(sign) { self.digits(count) } else { None }
    }

    /// The year first; one sign between the parts, or none.
    fn day(&mut self) -> Option<NaiveDate> {
        let year = self.digits(4)?;
        let sign = self.0.first().copied().filter(|sign| matches!(sign, b'-' | b'/' | b'.'));
        let (month, day) = match sign {
            Some(sign) => (self.after(sign, 2)?, self.after(sign, 2)?),
            None => (self.digits(2)?, self.digits(2)?),
        };
        NaiveDate::from_ymd_opt(year as i32, month as u32, day as u32)
    }

    /// Milliseconds behind a point; what is smaller is cut off.
    fn fraction(&mut self) -> Option<i64> {
        if !self.take(b'.') {
            return Some(0);
        }
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        let digit = |at: usize| digits.get(at).map_or(0, |digit| i64::from(digit - b'0'));
        Some(digit(0) * 100 + digit(1) * 10 + digit(2))
    }

    /// Minutes that a clock is ahead of UTC.
    fn zone(&mut self) -> Option<i64> {
        self.take(b' ');
        if matches!(self.0, b"" | b"Z" | b"UTC") {
            self.0 = b"";
            return Some(0);
        }
        let sign = if self.take(b'+') { 1 } else { -1 };
        if sign < 0 && !self.take(b'-') {
            return None;
        }
        let hours = self.digits(2)?;
        let _ = self.take(b':');
        let minutes = if self.0.is_empty() { 0 } else { self.digits(2)? };
        (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_in_all_forms() {
        // 2024-01-31 14:00.
        let ms = 1_706_709_600_000;
        for text in [
            "2024-01-31 14:00",
            " 2024-01-31T14:00:00 ",
            "2024-01-31T14:00:00Z",
            "2024-01-31 14:00:00 UTC",
            "2024-01-31 15:00:00+01:00",
            "2024-01-31 19:30+0530",
            "2024-01-31T09:00:00.000000-05",
            "2024/01/31 14:00",
            "20240131 14:00",
            "1706709600",
            "1706709600000",
            "1706709600000000",
            "1706709600000000000",
            "1706709600.0",
        ] {
            assert_eq!(When::read(text).map(|when| when.ms), Some(ms), "{text}");
        }
        let told = |text| When::read(text).unwrap();
        assert_eq!(told("2024-01-31 14:00:01.2345").ms, ms + 1_234);
        assert_eq!(told("1706709600999999").ms, ms + 999);
        assert_eq!((told("20240131").ms, told("20240131").form), (ms - 50_400_000, Form::Calendar));
        assert_eq!(told("999999999").form, Form::Seconds);
        assert_eq!(told("999999999999").form, Form::Milliseconds);
        assert!(When::is_day("2024.01.31") && !When::is_day("2024-01-31 14:00"));
    }

    #[test]
    fn no_moments() {
        for text in [
            "",
            "x",
            "0",
            "31.01.2024",
            "01/31/2024",
            "2024-1-31",
            "2024-13-31",
            "2024-02-30",
            "2024-01/31",
            "2024-01-31 24:00",
            "2024-01-31 14:60",
            "2024-01-31 14",
            "2024-01-31 14:00:00.",
            "2024-01-31 14:00 CET",
            "2024-01-31 14:00+24:00",
            "2024-01-31 02:00 PM",
            "1706709600.5",
            "17067096000",
            "-1706709600",
            "1.7e12",
        ] {
            assert_eq!(When::read(text), None, "{text}");
        }
    }
}
