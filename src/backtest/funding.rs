//! What a position pays to the other side, and receives from it (simulation spec 9.5).

use super::position::Position;
use super::{PairInput, Perpetual};
use crate::data::funding::FundingEvents;
use crate::model::trade::Side;

/// The steps at which it is looked at: FreqTrade's timeframe of funding rates, 1h.
const STEP: i64 = 3_600_000;

/// What a position was paid; what it has paid is below 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Funding {
    /// All of it, as the trade counts it.
    pub fees: f64,
    /// What is attributed to filled orders.
    settled: f64,
    /// What has run up since the last fill, as the reference looked at it last.
    running: f64,
    /// The same, of the long side and for the amount in question.
    sum: f64,
    amount: f64,
    /// The events since the last fill that are in the sum.
    first: usize,
    next: usize,
    /// Whether all that has run up is counted.
    is_whole: bool,
}

impl Funding {
    /// What has run up becomes part of the order that is filled, and counting begins anew.
    fn settle(&mut self, events: &FundingEvents, now: i64) -> f64 {
        let share = std::mem::take(&mut self.running);
        self.settled += share;
        self.first = events.dates.partition_point(|date| *date < now);
        self.restart(0.0);
        share
    }

    fn restart(&mut self, amount: f64) {
        (self.sum, self.amount, self.next) = (0.0, amount, self.first);
    }

    /// Counts all events since the last fill, those on its candle and on this one included.
    fn update(&mut self, events: &FundingEvents, side: Side, amount: f64, now: i64) {
        if amount != self.amount {
            self.restart(amount);
        }
        while let Some(date) = events.dates.get(self.next)
            && *date <= now
        {
            self.sum += events.units[self.next] * amount;
            self.next += 1;
        }
        // A rate that is no number makes nothing of all since the last fill, as in the reference.
        let sum = if self.sum.is_nan() { 0.0 } else { self.sum };
        self.running = if side.is_short() { sum } else { -sum };
        self.fees = self.settled + self.running;
        self.is_whole = true;
    }

    /// What the orders say counts alone, until it is looked at again.
    pub(super) fn forget_running(&mut self) {
        self.fees = self.settled;
        self.is_whole = false;
    }

    /// When it may change next; at once where not all was counted.
    pub(super) fn next(&self, contract: &Perpetual) -> i64 {
        let dates = &contract.funding.dates;
        let next = dates.get(self.next).copied().unwrap_or(i64::MAX);
        if self.is_whole { next } else { i64::MIN }
    }
}

impl Position {
    /// What the order that is being filled was paid.
    pub(super) fn settle_funding(&mut self, input: &PairInput, now: i64) -> f64 {
        input.perpetual.as_ref().map_or(0.0, |it| self.funding.settle(&it.funding, now))
    }

    /// Looks at what was paid, whatever the time.
    pub(super) fn count_funding(&mut self, input: &PairInput, now: i64) {
        if let Some(contract) = &input.perpetual {
            self.funding.update(&contract.funding, self.side, self.amount, now);
        }
    }

    /// Looks at it on a candle that begins with an hour.
    pub(super) fn count_funding_hourly(&mut self, input: &PairInput, now: i64) {
        if now % STEP == 0 {
            self.count_funding(input, now);
        }
    }
}
