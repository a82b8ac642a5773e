//! The trade that a callback is asked about, and its orders.

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine};

use super::super::limits::charge;
use super::context::{Asked, Time, fields, unknown};
use crate::model::trade::{OpenOrder, Order};
use crate::strategy::language::{self, ORDER};

/// The open trade that a callback is asked about.
#[derive(Clone, Debug)]
pub(super) struct Trade(pub Arc<Asked>);

impl Trade {
    fn field(&self, name: &str) -> Option<Dynamic> {
        let trade = self.0.trade.as_ref()?;
        let count = |count: usize| Some(Dynamic::from_int(count as i64));
        let number = match name {
            "open_rate" => trade.open_rate,
            "leverage" => trade.leverage,
            "stake_amount" => trade.stake_amount,
            "max_stake_amount" => trade.max_stake_amount,
            "amount" => trade.amount,
            "stop_loss" => trade.stop_loss,
            "initial_stop_loss" => trade.initial_stop_loss,
            // Without one, a rate that is never reached.
            "liquidation_price" => trade
                .liquidation_price
                .unwrap_or_else(|| if trade.side.is_short() { f64::INFINITY } else { 0.0 }),
            "max_rate" => trade.max_rate,
            "min_rate" => trade.min_rate,
            "realized_profit" => trade.realized_profit,
            "pair" => return self.0.pair().map(Dynamic::from),
            "open_date" | "open_date_utc" => return Some(Dynamic::from(Time(trade.open_date))),
            "enter_tag" => return Some((&*trade.enter_tag).into()),
            "is_short" => return Some(trade.side.is_short().into()),
            "nr_of_successful_entries" => return count(trade.entries),
            "nr_of_successful_exits" => return count(trade.orders.len() - trade.entries),
            "orders" => {
                let all = 0..trade.orders.len() + usize::from(trade.open_order.is_some());
                let order = |at| Dynamic::from(OrderOf { asked: Arc::clone(&self.0), at });
                return Some(all.map(order).collect::<Array>().into());
            }
            _ => return None,
        };
        Some(Dynamic::from_float(number))
    }
}

/// An order of a trade: one of those that were filled, or behind them the one that waits. It refers to the
/// trade, so that an array of many costs little.
#[derive(Clone, Debug)]
pub(super) struct OrderOf {
    asked: Arc<Asked>,
    at: usize,
}

impl OrderOf {
    /// The order that a question is about: the one that waits, or the one that was filled last.
    pub(super) fn asked_about(asked: &Arc<Asked>) -> Option<Self> {
        let trade = asked.trade.as_ref()?;
        let last = trade.orders.len().checked_sub(1);
        let at = if trade.open_order.is_some() { Some(trade.orders.len()) } else { last };
        Some(Self { asked: Arc::clone(asked), at: at? })
    }

    fn field(&self, name: &str) -> Option<Dynamic> {
        let trade = self.asked.trade.as_ref()?;
        let (order, filled) = match trade.orders.get(self.at) {
            Some(order) => (placed(order), Some(order)),
            None => (trade.open_order.clone()?, None),
        };
        Some(match name {
            "is_entry" => order.is_entry.into(),
            "filled" => filled.map_or(0.0, |filled| filled.amount).into(),
            "price" => order.price.into(),
            "amount" => order.amount.into(),
            "stake_amount" => order.stake_amount(trade.leverage).into(),
            "date" => Dynamic::from(Time(order.date)),
            "filled_date" => {
                filled.map_or(Dynamic::UNIT, |filled| Dynamic::from(Time(filled.filled_date)))
            }
            "tag" => order.tag.into(),
            _ => return None,
        })
    }
}

/// A filled order as it was placed.
fn placed(order: &Order) -> OpenOrder {
    let Order { is_entry, order_date, price, amount, .. } = *order;
    OpenOrder { is_entry, date: order_date, price, amount, tag: order.tag.clone() }
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Trade>("Trade");
    engine.register_type_with_name::<OrderOf>("Order");
    fields(engine, ORDER.names(), |context, order: &mut OrderOf, name| {
        let names = || ORDER.names().collect();
        order.field(name).map_or_else(|| unknown(context, "an order", name, names()), Ok)
    });
    fields(engine, language::TRADE.names(), |context, trade: &mut Trade, name| {
        if name == "orders" {
            let count = trade.0.trade.as_ref().map_or(0, |trade| trade.orders.len());
            charge(context, count)?;
        }
        let found = trade.field(name);
        found.map_or_else(
            || unknown(context, "`ctx.trade`", name, language::TRADE.names().collect()),
            Ok,
        )
    });
}
