//! What happens on one candle of a pair, and at the end of all (simulation spec 2.3, 2.4, 3, 12).

use super::on;
use super::sim::Sim;
use super::track::Row;
use crate::model::trade::{OpenOrder, Side};
use crate::strategy::callbacks::Answer;

impl Sim<'_> {
    /// One pair on one candle.
    pub(super) fn step(&mut self, pair: usize, row: Row, can_enter: bool) -> Answer<()> {
        self.look_after_orders(pair, &row)?;
        if can_enter && self.wants_entry(pair, &row) {
            self.consider_entry(pair, &row)?;
        }
        let mut from = 0;
        while let Some(at) = self.trade_of(pair, from) {
            let is_over = self.follow(at, &row)?;
            from = at + usize::from(!is_over);
        }
        Ok(())
    }

    /// An entry is asked for where no exit is asked for on the same candle.
    fn wants_entry(&self, pair: usize, row: &Row) -> bool {
        let signals = &self.pairs[pair].signals;
        on(signals.enter_long.as_ref(), row.signal) && !on(signals.exit_long.as_ref(), row.signal)
    }

    /// Opens a trade where the pair is free, not locked, and there is a slot.
    fn consider_entry(&mut self, pair: usize, row: &Row) -> Answer<()> {
        let is_free = self.rules.settings.position_stacking || self.trade_of(pair, 0).is_none();
        if !is_free || self.is_locked(pair, row.date, Side::Long) {
            return Ok(());
        }
        if !self.has_free_slot() {
            self.counters.rejected_signals += 1;
            self.rejected[pair].push(row.date);
            return Ok(());
        }
        if let Some(trade) = self.enter(pair, row, Side::Long)? {
            self.open.push(trade);
            self.fill_at_once(self.open.len() - 1, row)?;
            self.refresh();
        }
        Ok(())
    }

    /// One open trade on one candle: its entry may be filled, and a position may be changed or closed.
    /// Whether it is over.
    fn follow(&mut self, at: usize, row: &Row) -> Answer<bool> {
        if self.fill_entry(at, row)? {
            self.refresh();
        }
        if self.open[at].amount == 0.0 {
            return Ok(false);
        }
        if self.adjust(at, row)? {
            return Ok(true);
        }
        self.decide_exit(at, row)?;
        self.fill_exit(at, row)
    }

    /// Takes the balances anew.
    pub(super) fn refresh(&mut self) {
        self.wallet.refresh(&mut self.open);
        self.is_noted = false;
    }

    fn has_free_slot(&self) -> bool {
        let slots = self.rules.settings.max_open_trades;
        slots <= 0 || (self.open.len() as i64) < slots
    }

    /// The first open trade of a pair from a place on.
    pub(super) fn trade_of(&self, pair: usize, from: usize) -> Option<usize> {
        let found = self.open.get(from..)?.iter().position(|trade| trade.pair == pair);
        found.map(|at| from + at)
    }

    /// Closes what is open at the end at the open of each pair's last candle, pair by pair in the order
    /// in which their first candles were walked: that of the list, but late ones later. A price that rounds out
    /// of that candle is not filled: such a trade is in no list, as in the reference.
    pub(super) fn force_exits(&mut self) -> Answer<()> {
        let mut order: Vec<usize> = (0..self.pairs.len()).collect();
        order.sort_by_key(|pair| self.pairs[*pair].candles.date.get(self.pairs[*pair].first + 1));
        self.closed_in_time = self.closed.len();
        for pair in order {
            if self.trade_of(pair, 0).is_none() {
                continue;
            }
            let candles = self.pairs[pair].candles.view();
            let row = Row::of(&candles, candles.date.len() - 1);
            let mut from = 0;
            while let Some(at) = self.trade_of(pair, from) {
                let is_over = self.force_exit(at, &row)?;
                from = at + usize::from(!is_over);
            }
        }
        Ok(())
    }

    /// Whether the trade is gone.
    fn force_exit(&mut self, at: usize, row: &Row) -> Answer<bool> {
        let trade = &self.open[at];
        if trade.amount == 0.0 {
            self.open.remove(at);
            self.refresh();
            return Ok(true);
        }
        let order = OpenOrder {
            is_entry: false,
            date: row.date,
            price: trade.price_step.nearest(row.open),
            amount: trade.amount,
            tag: "force_exit".into(),
        };
        self.place_exit_order(at, order);
        self.fill_exit(at, row)
    }
}
