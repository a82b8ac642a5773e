//! The trade that a callback is asked about, and its orders.

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine, Map};

use super::super::limits::charge;
use super::context::{Asked, Time, fields, unknown};
use crate::model::trade::{OpenOrder, Order};
use crate::strategy::callbacks::OpenTrade;
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
            // Nothing is borrowed: a rate that is never reached.
            "liquidation_price" if trade.side.is_short() => f64::INFINITY,
            "liquidation_price" => 0.0,
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
                let filled = trade.orders.iter().map(|order| filled(order, trade.leverage));
                let open = trade.open_order.iter().map(|order| waiting(order, trade.leverage));
                let orders: Array = filled.chain(open).collect();
                return Some(orders.into());
            }
            _ => return None,
        };
        Some(Dynamic::from_float(number))
    }
}

/// The order that a question is about: the one that waits, or the one that was filled last.
pub(crate) fn order_asked_about(trade: &OpenTrade) -> Dynamic {
    let open = trade.open_order.as_ref().map(|order| waiting(order, trade.leverage));
    let last = || trade.orders.last().map(|order| filled(order, trade.leverage));
    open.or_else(last).unwrap_or_default()
}

fn filled(order: &Order, leverage: f64) -> Dynamic {
    let date = Dynamic::from(Time(order.filled_date));
    let Order { is_entry, order_date, price, amount, .. } = *order;
    let asked = OpenOrder { is_entry, date: order_date, price, amount, tag: order.tag.clone() };
    map(&asked, leverage, amount, date)
}

fn waiting(order: &OpenOrder, leverage: f64) -> Dynamic {
    map(order, leverage, 0.0, Dynamic::UNIT)
}

fn map(order: &OpenOrder, leverage: f64, filled: f64, filled_date: Dynamic) -> Dynamic {
    let mut map = Map::new();
    map.insert("is_entry".into(), order.is_entry.into());
    map.insert("filled".into(), filled.into());
    map.insert("price".into(), order.price.into());
    map.insert("amount".into(), order.amount.into());
    map.insert("stake_amount".into(), order.stake_amount(leverage).into());
    map.insert("date".into(), Dynamic::from(Time(order.date)));
    map.insert("filled_date".into(), filled_date);
    map.insert("tag".into(), order.tag.as_str().into());
    map.into()
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Trade>("Trade");
    fields(engine, language::TRADE.names(), |context, trade: &mut Trade, name| {
        if name == "orders" {
            let count = trade.0.trade.as_ref().map_or(0, |trade| trade.orders.len());
            charge(context, count * ORDER.fields.len())?;
        }
        let found = trade.field(name);
        found.map_or_else(
            || unknown(context, "`ctx.trade`", name, language::TRADE.names().collect()),
            Ok,
        )
    });
}
