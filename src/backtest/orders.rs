//! The life of an order: placed, replaced, filled, given up (simulation spec 7).

use super::position::Position;
use super::sim::{Sim, Sold};
use super::track::Row;
use super::wallet::{Reserve, stake_limits};
use crate::model::trade::OpenOrder;
use crate::strategy::callbacks::{Answer, Entry};
use crate::strategy::settings::UnfilledTimeout;

impl Position {
    /// Whether a candle reaches the price of an order. There is no better price than the order's, and
    /// a candle that jumps over it does not fill it.
    fn is_filled_by(order: &OpenOrder, row: &Row) -> bool {
        row.low <= order.price && order.price <= row.high
    }

    /// Whether the time of an order is over.
    fn is_over(order: &OpenOrder, timeout: &UnfilledTimeout, now: i64) -> bool {
        let limit = if order.is_entry { timeout.entry_ms } else { timeout.exit_ms };
        limit.is_some_and(|limit| order.date <= now - limit)
    }
}

impl Sim<'_> {
    /// Looks after the orders of a pair that wait since an earlier candle: their time may be over, and
    /// the strategy may want another price.
    pub(super) fn look_after_orders(&mut self, pair: usize, row: &Row) -> Answer<()> {
        let mut from = 0;
        while let Some(at) = self.trade_of(pair, from) {
            let trades = self.open.len();
            self.look_after_order(at, row)?;
            from = at + usize::from(self.open.len() == trades);
        }
        Ok(())
    }

    fn look_after_order(&mut self, at: usize, row: &Row) -> Answer<()> {
        let trade = &self.open[at];
        let Some(order) = &trade.open_order else { return Ok(()) };
        let (is_entry, price, defined) = (order.is_entry, order.price, self.rules.defined);
        let callbacks = self.rules.callbacks;
        if Position::is_over(order, &self.rules.settings.unfilledtimeout, row.date)
            || (defined.checks(is_entry)
                && callbacks.check_timeout(trade.moment(row), &trade.view())?)
        {
            if is_entry {
                self.counters.timedout_entry_orders += 1;
            } else {
                self.counters.timedout_exit_orders += 1;
            }
            self.open[at].open_order = None;
            self.drop_unless_begun(at);
            return Ok(());
        }
        if !defined.adjusts(is_entry) {
            return Ok(());
        }
        let wanted = callbacks.adjust_order_price(trade.moment(row), &trade.view(), row.open)?;
        if wanted == Some(price) {
            return Ok(());
        }
        let Some(order) = self.open[at].open_order.take() else { return Ok(()) };
        // A price of 0 is none.
        let wanted = wanted.filter(|price| *price != 0.0);
        if is_entry {
            self.counters.canceled_entry_orders += 1;
            let replaced = match wanted {
                Some(price) => self.replace_entry(at, &order, price, row)?,
                None => false,
            };
            if !replaced && self.drop_unless_begun(at) {
                self.counters.canceled_trade_entries += 1;
            }
        } else if let Some(price) = wanted {
            let trade = &mut self.open[at];
            let price = trade.price_step.nearest(price);
            trade.open_order = Some(OpenOrder { date: row.date, price, ..order });
        }
        Ok(())
    }

    /// Places an order of a trade in place of the one that is open. The same order again changes nothing,
    /// and counts as not placed.
    pub(super) fn place(&mut self, at: usize, order: OpenOrder) -> bool {
        let open = self.open[at].open_order.as_ref();
        let same = open.is_some_and(|open| {
            open.is_entry == order.is_entry
                && open.price == order.price
                && open.amount == order.amount
        });
        if same {
            return false;
        }
        if open.is_some_and(|open| open.is_entry) {
            self.counters.canceled_entry_orders += 1;
        }
        self.open[at].open_order = Some(order);
        true
    }

    /// [`Sim::place`] for an exit order: its reason is that of the trade, even where the same order waits
    /// already under another one.
    pub(super) fn place_exit_order(&mut self, at: usize, order: OpenOrder) -> bool {
        self.open[at].exit_reason.clone_from(&order.tag);
        self.place(at, order)
    }

    /// Takes away a trade that has no position; whether it had none.
    fn drop_unless_begun(&mut self, at: usize) -> bool {
        let is_empty = self.open[at].filled.is_empty();
        if is_empty {
            self.open.remove(at);
            self.refresh();
        }
        is_empty
    }

    /// Places an entry order anew, at a price that is taken as it is; whether that was possible.
    fn replace_entry(&mut self, at: usize, old: &OpenOrder, price: f64, row: &Row) -> Answer<bool> {
        let trade = &self.open[at];
        let (input, moment) = (&self.pairs[trade.pair], trade.moment(row));
        // Plain doubles, not the exact value that callbacks are told.
        let stake = old.amount * old.price / trade.leverage;
        let amount = input.amount_precision.truncate(stake / price * trade.leverage);
        self.counters.replaced_entry_orders += 1;
        // The order has the name that an entry on this candle would have, and the smallest stake is that at
        // the price of such an entry.
        let tag = input.signals.enter_tag.at(row.signal);
        let usual = {
            let view = self.rules.defined.custom_entry_price.then(|| trade.view());
            self.entry_price(moment, row, view.as_ref(), trade.side, tag)?
        };
        let limits =
            stake_limits(input, self.rules.config, usual, Reserve::Addition, trade.leverage);
        if amount == 0.0 || !amount.is_finite() || limits.min.is_some_and(|min| stake < min) {
            return Ok(false);
        }
        if self.rules.defined.confirm_trade_entry {
            let entry = Entry {
                rate: price,
                proposed_stake: stake,
                min_stake: 0.0,
                max_stake: f64::INFINITY,
                leverage: trade.leverage,
                entry_tag: tag,
                side: trade.side,
            };
            if !self.rules.callbacks.confirm_trade_entry(moment, &entry, amount)? {
                return Ok(false);
            }
        }
        let order =
            OpenOrder { is_entry: true, date: row.date, price, amount, tag: tag.to_owned() };
        self.open[at].open_order = Some(order);
        // The wallet hears of a fill here with the next one elsewhere, as in the reference.
        self.fill_at_once(at, row)?;
        Ok(true)
    }

    /// Fills an entry order that was just placed, if this candle reaches it. Filled or not, the stop of a
    /// position then follows the average price at the distance that a callback may have set meanwhile, and of what
    /// was paid for holding it only what its orders say counts until the next full hour.
    pub(super) fn fill_at_once(&mut self, at: usize, row: &Row) -> Answer<()> {
        self.fill_entry(at, row)?;
        let trade = &mut self.open[at];
        if trade.amount > 0.0 {
            trade.ratchet(trade.open_rate, trade.stop_loss_pct);
            trade.funding.forget_running();
        }
        Ok(())
    }

    /// Fills the open entry order of a trade if the candle reaches its price; whether it was filled. The
    /// wallet does not know of it yet.
    pub(super) fn fill_entry(&mut self, at: usize, row: &Row) -> Answer<bool> {
        let trade = &mut self.open[at];
        let order = trade.open_order.as_ref();
        if !order.is_some_and(|order| order.is_entry && Position::is_filled_by(order, row)) {
            return Ok(false);
        }
        trade.fill(&self.rules, row, &self.pairs[trade.pair])?;
        Ok(true)
    }

    /// Fills the open exit order of a trade if the candle reaches its price, and locks what is to be locked
    /// after that. Whether the trade is over.
    pub(super) fn fill_exit(&mut self, at: usize, row: &Row) -> Answer<bool> {
        let trade = &mut self.open[at];
        let order = trade.open_order.as_ref();
        if !order.is_some_and(|order| !order.is_entry && Position::is_filled_by(order, row)) {
            return Ok(false);
        }
        let (pair, side) = (trade.pair, trade.side);
        let closed = trade.fill(&self.rules, row, &self.pairs[pair])?;
        let is_over = closed.is_some();
        if let Some(closed) = closed {
            self.wallet.close(closed.profit_abs);
            self.sold.push(Sold { pair, earned: self.wallet.closed_profit });
            self.closed.push(closed);
            self.open.remove(at);
        }
        self.refresh();
        self.protect(pair, side, row.date);
        Ok(is_over)
    }
}
