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
const CURRENT_PROFIT: Field =
    field("current_profit", "float", "The profit at the current rate, a ratio after fees.");
const ENTRY_TAG: Field = field("entry_tag", "string", "The tag of the entry; empty without one.");
const SIDE: Field = field("side", "string", "The direction, \"long\" or \"short\".");
const TRADE: Field = field("trade", "Trade", "The open trade.");
const AMOUNT: Field = field("amount", "float", "The amount of the order, base currency.");
const RATE: Field = field("rate", "float", "The price of the order.");

/// The callbacks that are asked, by name.
pub static CALLBACKS: &[Callback] = &[
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
        name: "custom_exit",
        returns: "string | bool | ()",
        fields: &[TRADE, CURRENT_RATE, CURRENT_PROFIT],
        summary: "A reason to close the trade now, or `true`; asked on every candle while it is open.",
        example: "fn custom_exit(ctx) { if ctx.current_profit > 0.05 { \"five_up\" } }",
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
            field(
                "min_stake",
                "float",
                "The smallest stake that the exchange takes, 0 without one.",
            ),
            field("max_stake", "float", "The largest stake that exchange and wallet allow."),
            field("leverage", "float", "The leverage, 1 in spot."),
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
        summary: "A new stop, as a ratio from the current rate; a stop never moves away from the price, and `()` keeps it.",
        example: "fn custom_stoploss(ctx) { if ctx.current_profit > 0.04 { -0.02 } }",
    },
];

/// FreqTrade's other callbacks. A strategy that defines one would trade otherwise than simulated here.
pub static LATER: &[&str] = &[
    "adjust_entry_price",
    "adjust_exit_price",
    "adjust_order_price",
    "adjust_trade_position",
    "bot_loop_start",
    "check_entry_timeout",
    "check_exit_timeout",
    "custom_entry_price",
    "custom_exit_price",
    "leverage",
    "order_filled",
];
