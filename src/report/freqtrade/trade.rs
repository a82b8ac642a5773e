//! Trades and their orders.

use serde_json::{Value, json};

use crate::model::precision::round8;
use crate::model::timerange::format_date;
use crate::model::trade::{Order, Side, Trade};

/// A trade with its orders, each as the caller tells it.
pub(in crate::report) fn trade(trade: &Trade, order: fn(&Order, Side) -> Value) -> Value {
    let ratio = |ratio: f64| (ratio != 0.0).then_some(ratio);
    json!({
        "pair": trade.pair,
        "stake_amount": round8(trade.stake_amount),
        "max_stake_amount": round8(trade.max_stake_amount),
        "amount": round8(trade.amount),
        "open_date": format_date(trade.open_date),
        "close_date": format_date(trade.close_date),
        "open_rate": trade.open_rate,
        "close_rate": trade.close_rate,
        "fee_open": trade.fee_open,
        "fee_close": trade.fee_close,
        "trade_duration": trade.trade_duration(),
        "profit_ratio": trade.profit_ratio,
        "profit_abs": trade.profit_abs,
        "exit_reason": trade.exit_reason,
        "initial_stop_loss_abs": trade.initial_stop_loss_abs,
        "initial_stop_loss_ratio": ratio(trade.initial_stop_loss_ratio),
        "stop_loss_abs": trade.stop_loss_abs,
        "stop_loss_ratio": ratio(trade.stop_loss_ratio),
        "min_rate": trade.min_rate,
        "max_rate": trade.max_rate,
        "is_open": false,
        "enter_tag": trade.enter_tag,
        "leverage": trade.leverage,
        "is_short": trade.side.is_short(),
        "open_timestamp": trade.open_date,
        "close_timestamp": trade.close_date,
        "orders": trade.orders.iter().map(|filled| order(filled, trade.side)).collect::<Vec<_>>(),
        "funding_fees": trade.funding_fees,
        // 1970-01-01 was a Thursday, and Monday is 0.
        "weekday": (trade.close_date.div_euclid(86_400_000) + 3).rem_euclid(7),
    })
}

/// A filled order of a trade.
pub(in crate::report) fn order(order: &Order, side: Side) -> Value {
    json!({
        "amount": order.amount,
        "safe_price": order.price,
        "ft_order_side": if order.is_entry == side.is_short() { "sell" } else { "buy" },
        "order_filled_timestamp": order.filled_date,
        "ft_is_entry": order.is_entry,
        "ft_order_tag": order.tag,
        "cost": order.cost,
    })
}
