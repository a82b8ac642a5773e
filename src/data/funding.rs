//! What holders of a perpetual contract pay each other, and when: funding rates aligned with mark prices (simulation
//! spec 9.5).

use std::sync::{Arc, PoisonError};

use super::DataError;
use super::frames::Frames;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;

/// The payments of one pair, ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FundingEvents {
    /// When, epoch milliseconds.
    pub dates: Vec<i64>,
    /// What the long side pays for one unit then, stake currency.
    pub units: Vec<f64>,
}

impl FundingEvents {
    /// A payment where a rate and a mark price have the same date; of several rates of one date the first counts.
    /// With a rate to fall back on, each mark price before the first payment is one, too, and a rate that is no number
    /// is none.
    pub fn new(mark: &Candles, rates: &Candles, fallback: Option<f64>) -> Self {
        let mut events = Self::default();
        let (mut at, mut is_known) = (0, false);
        for (row, date) in mark.date.iter().enumerate() {
            while rates.date.get(at).is_some_and(|known| known < date) {
                at += 1;
            }
            let known = rates.date.get(at).filter(|known| *known == date).map(|_| rates.open[at]);
            let rate = match fallback {
                None => known,
                Some(fallback) => {
                    let known = known.filter(|rate| !rate.is_nan());
                    is_known |= known.is_some();
                    known.or((!is_known).then_some(fallback))
                }
            };
            if let Some(rate) = rate {
                events.dates.push(date);
                events.units.push(rate * mark.open[row]);
            }
        }
        events
    }

    /// The hash of when what is paid.
    pub fn content(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for (date, unit) in self.dates.iter().zip(&self.units) {
            hasher.update(&date.to_le_bytes());
            hasher.update(&unit.to_bits().to_le_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

/// Which payments: the tables that they are made of, between which dates, and the rate to fall back on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FundingKey {
    mark: CandleKey,
    rates: CandleKey,
    lower: Option<i64>,
    upper: Option<i64>,
    /// The bits of the number.
    fallback: Option<u64>,
}

impl FundingKey {
    /// Those with `lower ≤ date ≤ upper`.
    pub fn new(
        mark: CandleKey,
        rates: CandleKey,
        (lower, upper): (Option<i64>, Option<i64>),
        fallback: Option<f64>,
    ) -> Self {
        // A rate of nothing is none.
        let fallback = fallback.filter(|rate| *rate != 0.0).map(f64::to_bits);
        Self { mark, rates, lower, upper, fallback }
    }
}

impl Frames<'_> {
    /// The payments of a pair, made once for all who ask. None where a table is missing: the reference takes that for
    /// nothing to be paid.
    pub fn funding(&self, key: &FundingKey) -> Result<Arc<FundingEvents>, DataError> {
        let known = || self.funding.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(events) = known().get(key) {
            return Ok(Arc::clone(events));
        }
        let cut = |table: &CandleKey| self.cut_if_any(table, key.lower, key.upper);
        let (mark, rates) =
            (cut(&key.mark)?.unwrap_or_default(), cut(&key.rates)?.unwrap_or_default());
        let events = Arc::new(FundingEvents::new(&mark, &rates, key.fallback.map(f64::from_bits)));
        known().insert(key.clone(), Arc::clone(&events));
        Ok(events)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::candles::Candle;

    const HOUR: i64 = 3_600_000;

    /// Mark prices of these hours: 100, 101, 102 and so on by the hour.
    fn mark(hours: impl IntoIterator<Item = i64>) -> Candles {
        let mut candles = Candles::default();
        for hour in hours {
            let open = 100.0 + hour as f64;
            let (high, low, close) = (open + 5.0, open - 5.0, open + 3.0);
            candles.push(Candle { date: hour * HOUR, open, high, low, close, volume: 0.0 });
        }
        candles
    }

    fn rates(rows: &[(f64, f64)]) -> Candles {
        let date = |(hour, _): &(f64, f64)| (hour * HOUR as f64) as i64;
        Candles::of_rates(
            rows.iter().map(date).collect(),
            rows.iter().map(|(_, rate)| *rate).collect(),
        )
    }

    /// The hours and units of the payments.
    fn events(mark: &Candles, rows: &[(f64, f64)], fallback: Option<f64>) -> Vec<(i64, f64)> {
        let events = FundingEvents::new(mark, &rates(rows), fallback);
        let hours = events.dates.iter().map(|date| date / HOUR);
        hours.zip(events.units).collect()
    }

    #[test]
    fn a_payment_is_a_rate_with_the_mark_price_of_its_date() {
        let rows = [(0.0, 0.5), (3.5, 0.25), (4.0, -0.5), (8.0, 0.25), (12.0, 1.0)];
        assert_eq!(events(&mark(0..12), &rows, None), [(0, 50.0), (4, -52.0), (8, 27.0)]);
        assert_eq!(events(&mark([4, 9]), &rows, None), [(4, -52.0)]);
        assert_eq!(events(&mark([]), &rows, None), []);
        assert_eq!(events(&mark(0..12), &[], None), []);
    }

    #[test]
    fn the_rate_to_fall_back_on_holds_each_hour_until_the_first_payment() {
        let rows = [(1.5, 1.0), (3.0, 0.0), (5.0, 0.5)];
        let expected = [(0, 50.0), (1, 50.5), (2, 51.0), (3, 0.0), (5, 52.5)];
        assert_eq!(events(&mark(0..7), &rows, Some(0.5)), expected);
        assert_eq!(events(&mark(1..3), &[], Some(0.5)), [(1, 50.5), (2, 51.0)]);
        // It is the first one that has a mark price, and what lies before all mark prices is no payment.
        assert_eq!(events(&mark(4..7), &rows, Some(0.5)), [(4, 52.0), (5, 52.5)]);
        assert_eq!(events(&mark([]), &rows, Some(0.5)), []);
    }

    #[test]
    fn of_several_rates_of_one_date_the_first_one_counts() {
        let rows = [(1.0, 0.5), (1.0, 9.0), (2.0, 1.0)];
        assert_eq!(events(&mark(0..3), &rows, None), [(1, 50.5), (2, 102.0)]);
    }

    #[test]
    fn a_rate_that_is_no_number_is_paid_unless_there_is_one_to_fall_back_on() {
        let rows = [(0.0, f64::NAN), (2.0, 0.5), (3.0, f64::NAN), (4.0, 0.5)];
        let found = events(&mark(0..5), &rows, None);
        let hours: Vec<i64> = found.iter().map(|(hour, _)| *hour).collect();
        assert_eq!(hours, [0, 2, 3, 4]);
        assert!(found[0].1.is_nan() && found[2].1.is_nan());
        // Before the first payment it is that one, and later it is none.
        let expected = [(0, 100.0), (1, 101.0), (2, 51.0), (4, 52.0)];
        assert_eq!(events(&mark(0..5), &rows, Some(1.0)), expected);
    }
}
