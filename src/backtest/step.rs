//! What happens on one candle of a pair, and at the end of all (simulation spec 2.3, 2.4, 3, 12).

use super::on;
use super::sim::Sim;
use super::track::Row;
use crate::model::trade::{OpenOrder, Side};
use crate::strategy::callbacks::Answer;

impl Sim<'_> {
    /// One pair on one candle, on which its signals ask for an entry or none. Where a trade is closed on it, one of
    /// the other side may be opened at once: at the open, whatever the price was at which the first was closed.
    pub(super) fn act(
        &mut self,
        pair: usize,
        row: &Row,
        side: Option<Side>,
        can_enter: bool,
    ) -> Answer<()> {
        let closed = self.step(pair, row, side, can_enter)?;
        if side.is_some_and(|side| closed.is_some_and(|closed| closed != side)) {
            self.step(pair, row, side, can_enter)?;
        }
        Ok(())
    }

    /// One pair on one candle. The side of the trade that was open before, if the pair has none any more.
    fn step(
        &mut self,
        pair: usize,
        row: &Row,
        side: Option<Side>,
        can_enter: bool,
    ) -> Answer<Option<Side>> {
        let before = self.trade_of(pair, 0).map(|at| self.open[at].side);
        self.look_after_orders(pair, row)?;
        if let Some(side) = side.filter(|_| can_enter) {
            self.consider_entry(pair, row, side)?;
        }
        let mut from = 0;
        while let Some(at) = self.trade_of(pair, from) {
            let is_over = self.follow(at, row)?;
            from = at + usize::from(!is_over);
        }
        let is_flat = !self.rules.settings.position_stacking && self.trade_of(pair, 0).is_none();
        Ok(before.filter(|_| is_flat))
    }

    /// What the signals of a candle ask for: an entry of one side counts where neither its exit nor an entry of the
    /// other side is asked for as well.
    pub(super) fn direction(&self, pair: usize, row: &Row) -> Option<Side> {
        let signals = &self.pairs[pair].signals;
        let asks = |side| on(signals.enter(side), row.signal);
        let side = match (asks(Side::Long), self.rules.settings.can_short && asks(Side::Short)) {
            (true, false) => Side::Long,
            (false, true) => Side::Short,
            _ => return None,
        };
        (!on(signals.exit(side), row.signal)).then_some(side)
    }

    /// Opens a trade where the pair is free, not locked, and there is a slot.
    fn consider_entry(&mut self, pair: usize, row: &Row, side: Side) -> Answer<()> {
        let is_free = self.rules.settings.position_stacking || self.trade_of(pair, 0).is_none();
        if !is_free || self.is_locked(pair, row.date, side) {
            return Ok(());
        }
        if !self.has_free_slot() {
            self.counters.rejected_signals += 1;
            self.rejected[pair].push(row.date);
            return Ok(());
        }
        if let Some(trade) = self.enter(pair, row, side)? {
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
        let trade = &mut self.open[at];
        trade.count_funding_hourly(&self.pairs[trade.pair], row.date);
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
            let last = candles.date.len() - 1;
            let row = Row::of(&candles, last, last - 1);
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
