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
    /// What was paid for what is held, and is in no profit yet.
    pub(super) fn unrealized_funding(&self) -> f64 {
        self.ledger.funding + self.funding.running
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    /// One unit pays 1 at 0:00, 2 at 1:00, 4 at 2:00, 8 at 3:00.
    fn events() -> FundingEvents {
        FundingEvents {
            dates: (0..4).map(|hour| hour * STEP).collect(),
            units: vec![1.0, 2.0, 4.0, 8.0],
        }
    }

    #[test]
    fn both_ends_count() {
        let mut funding = Funding::default();
        assert_eq!(funding.settle(&events(), STEP), 0.0);
        for (now, paid) in [(STEP, -2.0), (2 * STEP - 1, -2.0), (2 * STEP, -6.0), (9 * STEP, -14.0)]
        {
            funding.update(&events(), Side::Long, 1.0, now);
            assert_eq!(funding.fees, paid, "{now}");
        }
    }

    #[test]
    fn another_amount_counts_from_the_last_fill() {
        let mut funding = Funding::default();
        funding.settle(&events(), 0);
        funding.update(&events(), Side::Short, 1.0, STEP);
        assert_eq!(funding.fees, 3.0);
        funding.update(&events(), Side::Short, 0.5, 2 * STEP);
        assert_eq!(funding.fees, 3.5);
    }

    #[test]
    fn an_order_takes_what_was_looked_at_last() {
        let mut funding = Funding::default();
        funding.settle(&events(), 0);
        funding.update(&events(), Side::Long, 1.0, STEP);
        // Filled at 2:30, before anybody has looked at 2:00 again.
        assert_eq!(funding.settle(&events(), 5 * STEP / 2), -3.0);
        funding.forget_running();
        assert_eq!(funding.fees, -3.0);
        funding.update(&events(), Side::Long, 2.0, 3 * STEP);
        assert_eq!(funding.fees, -19.0);
    }

    #[test]
    fn it_may_change_with_the_next_event() {
        let contract = Perpetual {
            tiers: Vec::new(),
            funding: events().into(),
            max_leverage: None,
            taker: 0.0,
        };
        let mut funding = Funding::default();
        assert_eq!(funding.next(&contract), i64::MIN);
        funding.settle(&contract.funding, 0);
        funding.update(&contract.funding, Side::Long, 1.0, STEP);
        assert_eq!(funding.next(&contract), 2 * STEP);
        funding.update(&contract.funding, Side::Long, 1.0, 3 * STEP);
        assert_eq!(funding.next(&contract), i64::MAX);
        funding.forget_running();
        assert_eq!(funding.next(&contract), i64::MIN);
    }
}
