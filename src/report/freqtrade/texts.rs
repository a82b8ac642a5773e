//! Durations, dates and amounts as `FreqTrade` writes them.

use chrono::{DateTime, Utc};

const DAY: i64 = 86_400;

/// A date without a zone: `2021-01-07 06:00:00`.
pub(super) fn date(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms)
        .map_or_else(|| ms.to_string(), |date| date.format("%Y-%m-%d %H:%M:%S").to_string())
}

/// The day that names a period: `31/01/2021`.
pub(super) fn day_of_period(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms)
        .map_or_else(|| ms.to_string(), |date| date.format("%d/%m/%Y").to_string())
}

/// Seconds as a mean duration: `7:43:00`, `1 day, 7:43:00`, `2 days, 0:00:00`.
pub(super) fn mean_duration(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let time = format!("{}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    match days {
        0 => time,
        1 | -1 => format!("{days} day, {time}"),
        _ => format!("{days} days, {time}"),
    }
}

/// Seconds between two dates: `159 days 13:00:00`.
pub(super) fn span(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    format!("{days} days {:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60)
}

/// Seconds as the duration of a trade: `4d 02:00`.
pub(super) fn holding(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    format!("{days}d {:02}:{:02}", rest / 3600, rest / 60 % 60)
}

/// Decimals that amounts of a currency are shown with.
pub(super) fn decimals(currency: &str) -> usize {
    match currency {
        "BTC" => 8,
        "ETH" => 5,
        _ => 3,
    }
}

/// An amount of a currency with its decimals, zeros at the end cut off: `4.807`, `12`.
pub(super) fn amount(value: f64, currency: &str) -> String {
    if value.is_nan() {
        return "N/A".to_owned();
    }
    let text = format!("{value:.*}", decimals(currency));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{amount, date, day_of_period, holding, mean_duration, span};

    #[test]
    fn durations() {
        for (seconds, text) in [
            (0, "0:00:00"),
            (76_620, "21:17:00"),
            (114_180, "1 day, 7:43:00"),
            (172_800, "2 days, 0:00:00"),
        ] {
            assert_eq!(mean_duration(seconds), text);
        }
        assert_eq!(span(13_784_400), "159 days 13:00:00");
        assert_eq!(span(0), "0 days 00:00:00");
        assert_eq!(holding(352_800), "4d 02:00");
        assert_eq!(holding(0), "0d 00:00");
    }

    #[test]
    fn dates() {
        assert_eq!(date(1_641_297_600_000), "2022-01-04 12:00:00");
        assert_eq!(day_of_period(1_641_297_600_000), "04/01/2022");
    }

    #[test]
    fn amounts_have_no_zeros_at_their_end() {
        for (value, currency, text) in [
            (4.807_27, "USDT", "4.807"),
            (12.0, "USDT", "12"),
            (0.0, "USDT", "0"),
            (0.123_456_789, "BTC", "0.12345679"),
            (0.5, "ETH", "0.5"),
            (f64::NAN, "USDT", "N/A"),
        ] {
            assert_eq!(amount(value, currency), text);
        }
    }
}
