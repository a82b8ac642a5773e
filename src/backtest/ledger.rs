//! The sums over the filled orders of a trade, in exact decimals (simulation spec 5.5).

use crate::model::decimal::Decimal;
use crate::model::precision::round8;
use crate::model::trade::{Order, Side};

/// The sums over the filled orders of a trade, one order after another.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    /// What is held.
    pub amount: Decimal,
    /// What that was bought for.
    pub cost: Decimal,
    /// What all entries cost.
    pub entries: Decimal,
    /// What a coin cost on average, at the last entry.
    pub average: Decimal,
    /// What all entries cost with their fees.
    pub paid: f64,
    /// What the exits have brought beyond that.
    pub profit: f64,
    /// What was received (above 0) or paid for holding since the last exit.
    pub funding: f64,
    /// The number of entries.
    pub filled_entries: usize,
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            amount: Decimal::ZERO,
            cost: Decimal::ZERO,
            entries: Decimal::ZERO,
            average: Decimal::ZERO,
            paid: 0.0,
            profit: 0.0,
            funding: 0.0,
            filled_entries: 0,
        }
    }
}

impl Ledger {
    /// Adds an order, and what was received for holding since the one before.
    pub(super) fn take(&mut self, order: &Order, fee: f64, side: Side, funding: f64) {
        self.funding += funding;
        let (amount, price) = (Decimal::from_f64(order.amount), Decimal::from_f64(order.price));
        if order.is_entry {
            let cost = &price * &amount;
            let is_first = self.entries.is_zero() && price.is_a_quotient();
            self.amount = &self.amount + &amount;
            self.cost = &self.cost + &cost;
            self.entries = &self.entries + &cost;
            self.average = if is_first { price } else { self.cost.div(&self.amount) };
            self.paid += entry_value(order.amount, order.price, fee, side);
            self.filled_entries += 1;
        } else {
            self.amount = &self.amount - &amount;
            self.cost = &self.cost - &(&self.average * &amount);
            let funding = std::mem::take(&mut self.funding) * side.sign();
            let brought = exit_value(order.amount, order.price, fee, side) + funding;
            let paid = entry_value(order.amount, self.average.to_f64(), fee, side);
            self.profit += round8(side.sign() * (brought - paid));
        }
    }
}

/// What an amount costs at the entry, fee included.
pub(super) fn entry_value(amount: f64, rate: f64, fee: f64, side: Side) -> f64 {
    value(amount, rate, fee * side.sign())
}

/// What an amount brings at the exit, fee taken off.
pub(super) fn exit_value(amount: f64, rate: f64, fee: f64, side: Side) -> f64 {
    value(amount, rate, -fee * side.sign())
}

/// `amount · rate · (1 + fee)` in exact decimals, converted once.
fn value(amount: f64, rate: f64, fee: f64) -> f64 {
    let turnover = &Decimal::from_f64(amount) * &Decimal::from_f64(rate);
    turnover.grown_by(&Decimal::from_f64(fee)).to_f64()
}
