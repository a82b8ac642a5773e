//! Values with fields: `metadata`, `ctx`, `ctx.trade`, its orders, and times.

use serde::Serialize;

/// A value with fields.
#[derive(Debug, Serialize)]
pub struct Record {
    /// How a script comes by it.
    pub name: &'static str,
    /// The name of its type.
    pub kind: &'static str,
    /// What it is, in one sentence.
    pub summary: &'static str,
    /// What it has.
    pub fields: &'static [Field],
}

/// One field of a [`Record`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The type of its value.
    pub kind: &'static str,
    /// What it says, in one sentence.
    pub summary: &'static str,
}

impl Record {
    /// The names of its fields.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().map(|field| field.name)
    }
}

const fn field(name: &'static str, kind: &'static str, summary: &'static str) -> Field {
    Field { name, kind, summary }
}

/// All of them.
pub static RECORDS: &[&Record] = &[&METADATA, &CTX, &TRADE, &ORDER, &TIME];

/// The second argument of the `populate_*` functions.
pub static METADATA: Record = Record {
    name: "metadata",
    kind: "map",
    summary: "What the `populate_*` functions are told about the candles.",
    fields: &[
        field("pair", "string", "The traded pair."),
        field("timeframe", "string", "The length of the candles."),
    ],
};

/// What every callback sees.
pub static CTX: Record = Record {
    name: "ctx",
    kind: "Ctx",
    summary: "The argument of every callback; these fields are always there.",
    fields: &[
        field("pair", "string", "The traded pair."),
        field("current_time", "Time", "When the candle opens on which the callback is asked."),
        field("candle", "Candle", "The last closed candle with every column of the plan."),
    ],
};

/// An open trade.
pub static TRADE: Record = Record {
    name: "ctx.trade",
    kind: "Trade",
    summary: "The open trade, in the callbacks that are about one.",
    fields: &[
        field("pair", "string", "Its pair."),
        field("open_rate", "float", "The average price of its entries."),
        field("open_date", "Time", "When its first order was placed."),
        field("open_date_utc", "Time", "The same as `open_date`."),
        field("enter_tag", "string", "The tag of its entry; empty without one."),
        field("is_short", "bool", "Whether it is a short trade, which earns when the price falls."),
        field("leverage", "float", "How many times its stake it moves, 1 in spot."),
        field(
            "stake_amount",
            "float",
            "Its collateral: amount times open rate, divided by the leverage; stake currency.",
        ),
        field("max_stake_amount", "float", "All that was ever put in, stake currency."),
        field("amount", "float", "What is held, base currency."),
        field("stop_loss", "float", "The price at which the stop stands."),
        field("initial_stop_loss", "float", "The price at which it stood first."),
        field(
            "liquidation_price",
            "float",
            "The price at which the exchange closes it, buffer included; without one a price that is never reached: 0 of a long trade, infinity of a short one.",
        ),
        field("max_rate", "float", "The highest price since the entry."),
        field("min_rate", "float", "The lowest price since the entry."),
        field("realized_profit", "float", "The profit of what was taken out already."),
        field("nr_of_successful_entries", "int", "The number of filled entry orders."),
        field("nr_of_successful_exits", "int", "The number of filled exit orders."),
        field(
            "orders",
            "array",
            "Its filled orders in time order, and behind them one that waits.",
        ),
    ],
};

/// An order of a trade.
pub static ORDER: Record = Record {
    name: "ctx.trade.orders[0]",
    kind: "Order",
    summary: "An order of the trade.",
    fields: &[
        field("is_entry", "bool", "Whether it opened the trade or added to it."),
        field("filled", "float", "The amount that was filled, base currency; 0 while it waits."),
        field("price", "float", "Its price, at which it was filled."),
        field("amount", "float", "The amount of the order, base currency."),
        field(
            "stake_amount",
            "float",
            "Amount times price, divided by the leverage; stake currency.",
        ),
        field("date", "Time", "When it was placed."),
        field("filled_date", "Time | ()", "When it was filled; `()` while it waits."),
        field("tag", "string", "Its tag."),
    ],
};

/// A point in time.
pub static TIME: Record = Record {
    name: "ctx.current_time",
    kind: "Time",
    summary: "A point in time, UTC; two of them compare, their difference is a float of minutes, and minutes can be added.",
    fields: &[
        field("year", "int", "The year."),
        field("month", "int", "The month, from 1."),
        field("day", "int", "The day of the month, from 1."),
        field("hour", "int", "The hour of the day, from 0."),
        field("minute", "int", "The minute of the hour, from 0."),
        field("weekday", "int", "The day of the week, Monday is 0."),
        field("timestamp", "int", "The seconds since 1970."),
    ],
};
