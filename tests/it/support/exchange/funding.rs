//! Funding rates: when they are due, and what they are.

use super::interval::{HOUR_MS, utc_ms};
use super::symbol::{Ask, Symbol};
use super::world::Series;

/// A funding rate, in units.
pub(super) struct Funding {
    /// As the exchange gives it, now and then a few milliseconds after the hour.
    pub(super) time: i64,
    pub(super) hours: i64,
    pub(super) rate: i64,
    /// Rows before November 2023 have none.
    pub(super) mark_price: Option<i64>,
}

impl Symbol {
    /// The rates asked for, ascending.
    pub(super) fn funding(&self, ask: &Ask, now_ms: i64) -> Vec<Funding> {
        let last = ask.to_ms.min(now_ms);
        let from = ask.from_ms.unwrap_or(0);
        // A late rate belongs to an hour before the first moment asked for.
        let first = from.max(self.listed_ms) / HOUR_MS * HOUR_MS;
        let hours = (first..=last.min(self.delisted_ms - 1)).step_by(HOUR_MS as usize);
        let wanted = |rate: &Funding| rate.time >= from.max(self.listed_ms) && rate.time <= last;
        let rates = hours.filter_map(|hour| self.rate(hour)).filter(wanted);
        let mut rates: Vec<Funding> = match ask.from_ms {
            Some(_) => rates.take(ask.limit).collect(),
            None => rates.collect(),
        };
        rates.drain(..rates.len().saturating_sub(ask.limit));
        rates
    }

    fn rate(&self, hour_ms: i64) -> Option<Funding> {
        let since = self.funding_hours.iter().rev().find(|(from, _)| *from <= hour_ms);
        let hours = since.map_or(8, |(_, hours)| *hours);
        if hour_ms % (hours * HOUR_MS) != 0 || self.is_out(Series::Funding, hour_ms) {
            return None;
        }
        let walk = self.walk(Series::Funding);
        let is_late = walk.below(8, hour_ms, 6) == 0;
        let is_usual = walk.below(2, hour_ms, 7) == 0;
        Some(Funding {
            time: hour_ms + if is_late { 1 + walk.below(9, hour_ms, 8) } else { 0 },
            hours,
            rate: if is_usual { 10_000 } else { walk.below(80_000, hour_ms, 9) - 30_000 },
            mark_price: (hour_ms >= utc_ms(2023, 11, 1))
                .then(|| self.walk(Series::Mark).price(hour_ms)),
        })
    }
}
