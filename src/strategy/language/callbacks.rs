//! The callbacks: what each is asked, with which fields of `ctx`, and what its answer does.

use serde::Serialize;

use super::records::{CTX, Field};

/// One callback.
#[derive(Debug, Serialize)]
pub struct Callback {
    /// FreqTrade's name.
    pub name: &'static str,
    /// What it may return.
    pub returns: &'static str,
    /// The fields of `ctx` beside those that are always there.
    pub fields: &'static [Field],
    /// When it is asked and what its answer does, in one sentence.
    pub summary: &'static str,
    /// A whole function.
    pub example: &'static str,
}

impl Callback {
    /// The names of all fields of its `ctx`.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().map(|field| field.name).chain(CTX.names())
    }
}

const fn field(name: &'static str, kind: &'static str, summary: &'static str) -> Field {
    Field { name, kind, summary }
}

const CURRENT_RATE: Field =
    field("current_rate", "float", "The price at which the question is asked.");
const CURRENT_PROFIT: Field = field(
    "current_profit",
    "float",
    "The profit at the current rate, a ratio of the stake after fees and funding.",
);
const ENTRY_TAG: Field = field("entry_tag", "string", "The tag of the entry; empty without one.");
const SIDE: Field = field("side", "string", "The direction, \"long\" or \"short\".");
const TRADE: Field = field("trade", "Trade", "The open trade.");
const AMOUNT: Field = field("amount", "float", "The amount of the order, base currency.");
const ORDER: Field = field("order", "Order", "The order of the trade that is asked about.");
const PROPOSED_RATE: Field = field("proposed_rate", "float", "The price without the callback.");
const CURRENT_ORDER_RATE: Field =
    field("current_order_rate", "float", "The price at which the order waits.");
const TRADE_OR_NONE: Field =
    field("trade", "Trade | ()", "The trade that is added to; `()` for a new one.");
const MIN_STAKE: Field =
    field("min_stake", "float", "The smallest stake that the exchange takes, 0 without one.");
const MAX_STAKE: Field =
    field("max_stake", "float", "The largest stake that exchange and wallet allow.");
const RATE: Field = field("rate", "float", "The price of the order.");

/// The callbacks that are asked, by name.
pub static CALLBACKS: &[Callback] = &[
    Callback {
        name: "adjust_entry_price",
        returns: "float | ()",
        fields: &[TRADE, ORDER, PROPOSED_RATE, CURRENT_ORDER_RATE, ENTRY_TAG, SIDE],
        summary: "The price of an entry order that waits since an earlier candle: the same one keeps it, `()` takes it away.",
        example: "fn adjust_entry_price(ctx) { if ctx.proposed_rate > ctx.current_order_rate * 1.02 { () } else { ctx.current_order_rate } }",
    },
    Callback {
        name: "adjust_exit_price",
        returns: "float | ()",
        fields: &[TRADE, ORDER, PROPOSED_RATE, CURRENT_ORDER_RATE, ENTRY_TAG, SIDE],
        summary: "The price of an exit order that waits since an earlier candle: the same one keeps it, `()` takes it away.",
        example: "fn adjust_exit_price(ctx) { min(ctx.current_order_rate, ctx.proposed_rate * 1.01) }",
    },
    Callback {
        name: "adjust_order_price",
        returns: "float | ()",
        fields: &[TRADE, ORDER, PROPOSED_RATE, CURRENT_ORDER_RATE, ENTRY_TAG, SIDE],
        summary: "The price of any order that waits since an earlier candle, in place of `adjust_entry_price` and `adjust_exit_price`.",
        example: "fn adjust_order_price(ctx) { if ctx.order.is_entry { ctx.proposed_rate } else { ctx.current_order_rate } }",
    },
    Callback {
        name: "adjust_trade_position",
        returns: "float | [float, string] | ()",
        fields: &[TRADE, CURRENT_RATE, CURRENT_PROFIT, MIN_STAKE, MAX_STAKE],
        summary: "A stake to add to the position (above 0) or to take out of it (below 0), with a tag behind it or without; needs `position_adjustment_enable`.",
        example: "fn adjust_trade_position(ctx) { if ctx.current_profit < -0.05 { [ctx.trade.stake_amount, \"average_down\"] } }",
    },
    Callback {
        name: "bot_loop_start",
        returns: "()",
        fields: &[],
        summary: "Told once before each candle, for all pairs: `ctx` has `current_time` alone; it may call `lock_pair`.",
        example: "fn bot_loop_start(ctx) { if ctx.current_time.hour == 0 { lock_pair(\"*\", ctx.current_time + 60) } }",
    },
    Callback {
        name: "check_entry_timeout",
        returns: "bool",
        fields: &[TRADE, ORDER],
        summary: "Whether an entry order that waits since an earlier candle is given up.",
        example: "fn check_entry_timeout(ctx) { ctx.current_time - ctx.order.date > 180 }",
    },
    Callback {
        name: "check_exit_timeout",
        returns: "bool",
        fields: &[TRADE, ORDER],
        summary: "Whether an exit order that waits since an earlier candle is given up.",
        example: "fn check_exit_timeout(ctx) { ctx.order.price > ctx.candle[\"close\"] * 1.02 }",
    },
    Callback {
        name: "confirm_trade_entry",
        returns: "bool",
        fields: &[AMOUNT, RATE, ENTRY_TAG, SIDE],
        summary: "Whether the entry order may be placed; asked last, when all its numbers are known.",
        example: "fn confirm_trade_entry(ctx) { ctx.rate < ctx.candle[\"close\"] * 1.01 }",
    },
    Callback {
        name: "confirm_trade_exit",
        returns: "bool",
        fields: &[TRADE, AMOUNT, RATE, field("exit_reason", "string", "Why the trade is closed.")],
        summary: "Whether the exit order may be placed.",
        example: "fn confirm_trade_exit(ctx) { ctx.exit_reason != \"exit_signal\" || ctx.rate > ctx.trade.open_rate }",
    },
    Callback {
        name: "custom_entry_price",
        returns: "float | ()",
        fields: &[TRADE_OR_NONE, PROPOSED_RATE, ENTRY_TAG, SIDE],
        summary: "The price of an entry order of the type `limit`; `()` for the open.",
        example: "fn custom_entry_price(ctx) { ctx.proposed_rate - 0.5 * (ctx.candle[\"high\"] - ctx.candle[\"low\"]) }",
    },
    Callback {
        name: "custom_exit",
        returns: "string | bool | ()",
        fields: &[TRADE, CURRENT_RATE, CURRENT_PROFIT],
        summary: "A reason to close the trade now, or `true`; asked on every candle while it is open.",
        example: "fn custom_exit(ctx) { if ctx.current_profit > 0.05 { \"five_up\" } }",
    },
    Callback {
        name: "custom_exit_price",
        returns: "float | ()",
        fields: &[
            TRADE,
            PROPOSED_RATE,
            CURRENT_PROFIT,
            field("exit_tag", "string", "Why it is sold: the reason, or its tag."),
        ],
        summary: "The price of an exit order of the type `limit`, after an exit signal, `custom_exit` or a part that is sold; `()` for the open.",
        example: "fn custom_exit_price(ctx) { ctx.proposed_rate * 1.002 }",
    },
    Callback {
        name: "custom_roi",
        returns: "float | ()",
        fields: &[
            TRADE,
            field("trade_duration", "int", "Minutes since the entry."),
            ENTRY_TAG,
            SIDE,
        ],
        summary: "A profit target, a ratio, beside that of `minimal_roi`: the lower one closes the trade.",
        example: "fn custom_roi(ctx) { if ctx.trade_duration > 1440 { 0.01 } else { 0.05 } }",
    },
    Callback {
        name: "custom_stake_amount",
        returns: "float | ()",
        fields: &[
            CURRENT_RATE,
            field("proposed_stake", "float", "The stake by the config, stake currency."),
            MIN_STAKE,
            MAX_STAKE,
            field("leverage", "float", "The leverage of the trade, 1 in spot."),
            ENTRY_TAG,
            SIDE,
        ],
        summary: "The stake of a new trade, stake currency; 0 for no entry, `()` for the proposed one.",
        example: "fn custom_stake_amount(ctx) { ctx.proposed_stake * min(1.0, 0.02 / (ctx.candle[\"high\"] / ctx.candle[\"low\"] - 1.0)) }",
    },
    Callback {
        name: "custom_stoploss",
        returns: "float | ()",
        fields: &[
            TRADE,
            CURRENT_RATE,
            CURRENT_PROFIT,
            field("after_fill", "bool", "Whether it is asked because an order was filled."),
        ],
        summary: "A new stop, as a distance from the current rate: a ratio of the stake, so at leverage 2 half as far in price; a stop never moves away from the price, and `()` keeps it.",
        example: "fn custom_stoploss(ctx) { if ctx.current_profit > 0.04 { -0.02 } }",
    },
    Callback {
        name: "leverage",
        returns: "float | ()",
        fields: &[
            CURRENT_RATE,
            field("proposed_leverage", "float", "The leverage without the callback: 1."),
            field("max_leverage", "float", "The highest one that the exchange allows."),
            ENTRY_TAG,
            SIDE,
        ],
        summary: "The leverage of a new trade on futures, brought to at least 1 and at most the highest one; `()` for 1.",
        example: "fn leverage(ctx) { min(3.0, 0.03 / (ctx.candle[\"high\"] / ctx.candle[\"low\"] - 1.0)) }",
    },
    Callback {
        name: "order_filled",
        returns: "()",
        fields: &[TRADE, ORDER],
        summary: "Told of each order that was filled; it may call `lock_pair`.",
        example: "fn order_filled(ctx) { if !ctx.order.is_entry { lock_pair(ctx.pair, ctx.current_time + 120) } }",
    },
];
