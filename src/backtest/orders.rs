//! The life of an order: placed, replaced, filled, given up (simulation spec 7).

use super::position::{OpenOrder, Position};
use super::track::Row;
use crate::strategy::settings::UnfilledTimeout;

impl Position {
    /// Places an order in place of the one that is open. The same order again changes nothing, and
    /// counts as not placed.
    pub(super) fn place(&mut self, order: OpenOrder) -> bool {
        let same = self.open_order.as_ref().is_some_and(|open| {
            open.is_entry == order.is_entry
                && open.price == order.price
                && open.amount == order.amount
        });
        if !same {
            self.open_order = Some(order);
        }
        !same
    }

    /// Whether a candle reaches the price of an order. There is no better price than the order's, and
    /// a candle that jumps over it does not fill it.
    pub(super) fn is_filled_by(order: &OpenOrder, row: &Row) -> bool {
        row.low <= order.price && order.price <= row.high
    }

    /// Takes away an open order whose time is over.
    pub(super) fn give_up(&mut self, timeout: &UnfilledTimeout, now: i64) -> Option<OpenOrder> {
        let order = self.open_order.as_ref()?;
        let limit = if order.is_entry { timeout.entry_ms } else { timeout.exit_ms };
        limit
            .is_some_and(|limit| order.date <= now - limit)
            .then(|| self.open_order.take())
            .flatten()
    }
}
