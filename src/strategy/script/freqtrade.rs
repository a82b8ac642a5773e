//! FreqTrade's names of what callbacks are told: what each is called here, or why it is left out.

use Here::{Field, Told};

/// What stands for a name of FreqTrade's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    /// A field with the same value.
    Field(&'static str),
    /// What to do instead.
    Told(&'static str),
}

impl Here {
    /// What a message advises.
    pub(super) fn help(self) -> String {
        match self {
            Field(name) => format!("here it is `{name}`"),
            Told(help) => help.to_owned(),
        }
    }

    /// The name to write in its place.
    pub(super) fn field(self) -> Option<&'static str> {
        match self {
            Field(name) => Some(name),
            Told(_) => None,
        }
    }
}

type Table = &'static [(&'static [&'static str], Here)];

/// Arguments of callbacks. In a backtest the prices of both sides are one.
const ARGUMENTS: Table = &[
    (&["current_entry_rate", "current_exit_rate"], Field("current_rate")),
    (&["current_entry_profit", "current_exit_profit"], Field("current_profit")),
    (&["sell_reason"], Field("exit_reason")),
];

/// Fields and methods of an order.
const ORDER: Table = &[
    (&["order_date", "order_date_utc"], Field("date")),
    (&["order_filled_date", "order_filled_utc", "order_filled_at"], Field("filled_date")),
    (&["safe_price", "average", "ft_price", "safe_placement_price"], Field("price")),
    (&["safe_amount", "ft_amount"], Field("amount")),
    (&["safe_filled", "safe_amount_after_fee"], Field("filled")),
    (&["cost", "safe_cost"], Told("write `order.amount * order.price`; FreqTrade adds the fee")),
    (&["ft_order_tag"], Field("tag")),
    (&["ft_is_entry"], Field("is_entry")),
    (&["ft_order_side", "side"], Told("`is_entry` says whether it opens the trade or adds to it")),
    (&["remaining", "safe_remaining"], Told("write `order.amount - order.filled`")),
    (&["status", "ft_is_open"], Told("an order waits while its `filled_date` is `()`")),
    (
        &["id", "order_id", "ft_pair", "order_type", "stop_price"],
        Told("leave it out: a backtest has one way to order"),
    ),
];

/// Fields and methods of a trade.
const TRADE: Table = &[
    (&["nr_of_successful_buys"], Field("nr_of_successful_entries")),
    (&["nr_of_successful_sells"], Field("nr_of_successful_exits")),
    (&["buy_tag"], Field("enter_tag")),
    (&["isolated_liq"], Field("liquidation_price")),
    (&["trade_direction"], Told("write `if ctx.trade.is_short { \"short\" } else { \"long\" }`")),
    (
        &["entry_side", "exit_side"],
        Told(
            "an order says `is_entry`, and the trade `is_short`: a short one is sold and bought back",
        ),
    ),
    (
        &["stoploss_or_liquidation"],
        Told(
            "write `max(ctx.trade.stop_loss, ctx.trade.liquidation_price)`, of a short trade `min`",
        ),
    ),
    (&["has_no_leverage"], Told("write `ctx.trade.leverage == 1.0`")),
    (
        &["borrowed"],
        Told(
            "write `ctx.trade.stake_amount * (ctx.trade.leverage - 1.0)`; a short trade borrows its `amount`",
        ),
    ),
    (
        &["funding_fees", "funding_fee_running"],
        Told("it is in `ctx.current_profit` and not told by itself"),
    ),
    (
        &["interest_rate", "trading_mode", "contract_size"],
        Told("leave it out: it is the same for all trades of a pair"),
    ),
    (
        &["has_open_orders", "open_orders", "open_orders_count", "open_order_id"],
        Told("one that waits is the last: `ctx.trade.orders[-1].filled_date == ()`"),
    ),
    (&["has_open_position"], Told("write `ctx.trade.amount > 0.0`")),
    (
        &["date_last_filled", "date_last_filled_utc"],
        Told("read it from the order: `ctx.trade.orders[-1].filled_date`"),
    ),
    (
        &["select_filled_orders", "select_order", "select_filled_or_open_orders", "get_order"],
        Told(
            "choose from all orders: `ctx.trade.orders.filter(|order| order.is_entry && order.filled > 0.0)`",
        ),
    ),
    (
        &["get_custom_data", "set_custom_data", "get_all_custom_data", "get_custom_data_entry"],
        Told(
            "nothing is stored with a trade: its `orders`, their tags and `max_rate` say what it went through",
        ),
    ),
    (
        &["calc_profit", "calc_profit_ratio", "calculate_profit", "close_profit", "total_profit"],
        Told("the callbacks of a trade are told `ctx.current_profit`, a ratio after fees"),
    ),
    (&["stop_loss_pct"], Told("it is not kept: `ctx.trade.stop_loss` is the price of the stop")),
    (
        &["initial_stop_loss_pct"],
        Told("it is not kept: `ctx.trade.initial_stop_loss` is the price of the first stop"),
    ),
    (&["trade_duration"], Told("write `ctx.current_time - ctx.trade.open_date`: minutes")),
    (&["open_timestamp"], Told("write `ctx.trade.open_date.timestamp`: seconds")),
];

fn find(table: Table, name: &str) -> Option<Here> {
    table.iter().find(|(names, _)| names.contains(&name)).map(|(_, here)| *here)
}

/// What stands for an argument of a callback.
pub(super) fn argument(name: &str) -> Option<Here> {
    find(ARGUMENTS, name)
}

/// What stands for a field or a method of an order.
pub(super) fn of_order(name: &str) -> Option<Here> {
    find(ORDER, name)
}

/// What stands for a field or a method of a trade.
pub(super) fn of_trade(name: &str) -> Option<Here> {
    find(TRADE, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strategy::language;

    #[test]
    fn names_lead_to_fields_that_are_there_and_are_none_themselves() {
        let callbacks = language::CALLBACKS.iter();
        let of_ctx: Vec<&str> = callbacks.flat_map(language::Callback::all_fields).collect();
        let [order, trade] =
            [&language::ORDER, &language::TRADE].map(|record| record.names().collect());
        for (table, known) in [(ARGUMENTS, of_ctx), (ORDER, order), (TRADE, trade)] {
            for (names, here) in table {
                assert!(here.field().is_none_or(|field| known.contains(&field)), "{here:?}");
                assert_eq!(names.iter().find(|name| known.contains(name)), None);
            }
        }
    }
}
