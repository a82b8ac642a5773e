//! The price step of each month, read off the candles (simulation spec 5.2).

use std::ops::Range;

use chrono::{DateTime, Datelike, TimeZone, Utc};

use crate::model::candles::Candles;
use crate::model::precision::Precision;

/// The price steps of one pair over time.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceSteps {
    /// First day of each month with a step, epoch milliseconds, and its number of decimals.
    months: Vec<(i64, u32)>,
    fallback: Precision,
}

impl PriceSteps {
    /// Looks for the most decimals that any price of a month has. The step is ten to that power;
    /// a month of whole numbers keeps the step of the month before, and before the first month with
    /// decimals the market's own step holds.
    pub fn of(candles: &Candles, fallback: Precision) -> Self {
        let months = months(candles)
            .into_iter()
            .filter_map(|(first, rows)| Some((first, most_decimals(candles, rows)?)))
            .collect();
        Self { months, fallback }
    }

    /// The same for a part of candles whose whole months were looked at before.
    pub fn of_part(
        whole: &Candles,
        known: &[MonthDecimals],
        rows: Range<usize>,
        fallback: Precision,
    ) -> Self {
        let part = |month: &MonthDecimals| {
            let inside = month.rows.start.max(rows.start)..month.rows.end.min(rows.end);
            let decimals =
                if inside == month.rows { month.decimals } else { most_decimals(whole, inside) };
            Some((month.first, decimals?))
        };
        Self { months: known.iter().filter_map(part).collect(), fallback }
    }

    /// The step at a date: that of the latest month with one that has begun.
    pub fn at(&self, date: i64) -> Precision {
        let begun = self.months.partition_point(|(first, _)| *first <= date);
        match begun.checked_sub(1) {
            Some(at) => Precision::tick(power_of_ten_below(self.months[at].1)),
            None => self.fallback,
        }
    }
}

/// The decimals of one month's prices.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthDecimals {
    /// The first day, epoch milliseconds.
    first: i64,
    rows: Range<usize>,
    decimals: Option<u32>,
}

impl MonthDecimals {
    /// Those of each month of some candles.
    pub fn of(candles: &Candles) -> Vec<Self> {
        let decimals = |(first, rows): (i64, Range<usize>)| Self {
            first,
            decimals: most_decimals(candles, rows.clone()),
            rows,
        };
        months(candles).into_iter().map(decimals).collect()
    }
}

/// The first day of each month and its rows.
fn months(candles: &Candles) -> Vec<(i64, Range<usize>)> {
    let dates = &candles.date;
    let mut months = Vec::new();
    let mut row = 0;
    while let Some(date) = dates.get(row) {
        let (first, after) = month_of(date);
        let end = dates.before(after);
        months.push((first, row..end));
        row = end;
    }
    months
}

/// The most decimals of any price; none where all are whole numbers.
fn most_decimals(candles: &Candles, rows: Range<usize>) -> Option<u32> {
    let mut most = None;
    for column in [&candles.open, &candles.high, &candles.low, &candles.close] {
        for part in column.get(rows.clone()).unwrap_or_default().chunks(64) {
            if have_decimals_at_most(part, most.unwrap_or(0)) {
                continue;
            }
            for price in part {
                if !have_decimals_at_most(&[*price], most.unwrap_or(0)) {
                    most = most.max(decimals(*price));
                }
            }
        }
    }
    most
}

/// `10^−places`, the double that is written so.
fn power_of_ten_below(places: u32) -> f64 {
    format!("1e-{places}").parse().unwrap_or(f64::NAN)
}

/// Whether all prices certainly have no more decimals than `places`: a quick test, without a branch
/// for each price, that settles nearly all candles.
#[expect(clippy::needless_bitwise_bool, clippy::manual_range_contains, reason = "no branches")]
fn have_decimals_at_most(prices: &[f64], places: u32) -> bool {
    const POWERS: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    // Added and taken off again, it leaves the nearest whole number.
    const WHOLE: f64 = 4_503_599_627_370_496.0;
    let Some(&power) = POWERS.get(places as usize) else { return false };
    prices.iter().fold(true, |all, price| {
        let scaled = (price * power + WHOLE) - WHOLE;
        // Negative and large prices take the slow way.
        all & (scaled >= 0.0) & (scaled < 1e14) & (scaled / power == *price)
    })
}

/// Decimals of a price that is written with 14 significant digits; none for a whole number.
fn decimals(price: f64) -> Option<u32> {
    if !price.is_finite() || price == 0.0 {
        return None;
    }
    let text = format!("{price:.13e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let digits = mantissa.replace(['.', '-'], "");
    let significant = digits.trim_end_matches('0').len() as i32;
    let places = significant - 1 - exponent;
    u32::try_from(places).ok().filter(|places| *places > 0)
}

/// The first day of a date's month, and that of the next one.
fn month_of(date: i64) -> (i64, i64) {
    let Some(utc) = DateTime::<Utc>::from_timestamp_millis(date) else {
        return (date, date + 1);
    };
    let first = |year: i32, month: u32| {
        Utc.with_ymd_and_hms(year, month, 1, 0, 0, 0)
            .single()
            .map_or(date, |t| t.timestamp_millis())
    };
    let next = match utc.month() {
        12 => first(utc.year() + 1, 1),
        month => first(utc.year(), month + 1),
    };
    (first(utc.year(), utc.month()), next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;
    use crate::model::timerange::parse_date;

    fn steps(prices: &[(&str, f64)]) -> PriceSteps {
        let mut candles = Candles::default();
        for (date, price) in prices {
            let date = parse_date(date).unwrap();
            let (open, high, low, close) = (*price, *price, *price, *price);
            candles.push(Candle { date, open, high, low, close, volume: 1.0 });
        }
        PriceSteps::of(&candles, Precision::tick(0.01))
    }

    fn at(steps: &PriceSteps, date: &str) -> f64 {
        steps.at(parse_date(date).unwrap()).value.unwrap()
    }

    #[test]
    fn the_finest_candle_of_a_month_counts_even_a_later_one() {
        let steps = steps(&[("20240101", 100.5), ("20240131", 99.12345), ("20240201", 100.5)]);
        assert_eq!(at(&steps, "20240102").to_bits(), 1e-5_f64.to_bits());
        assert_eq!(at(&steps, "20240301").to_bits(), 0.1_f64.to_bits());
    }

    #[test]
    fn whole_numbers_keep_the_step_before_and_at_first_the_markets() {
        let steps = steps(&[("20240101", 100.0), ("20240201", 100.5), ("20240301", 101.0)]);
        assert_eq!(at(&steps, "20240115").to_bits(), 0.01_f64.to_bits());
        assert_eq!(at(&steps, "20240315").to_bits(), 0.1_f64.to_bits());
    }

    #[test]
    fn noise_behind_fourteen_digits_does_not_count() {
        assert_eq!(decimals(0.1 + 0.2), Some(1));
        assert_eq!(decimals(1.000_000_000_000_5), Some(13));
        assert_eq!(decimals(12.000_000_000_000_04), None);
        assert_eq!(decimals(42_550.0), None);
        assert_eq!(decimals(0.000_012_3), Some(7));
    }
}
