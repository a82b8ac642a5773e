//! Columns that are there without being written, and those that the simulation reads.

use super::{Kind, Word};

/// A column without data of its own, or of the candles.
const fn there(
    name: &'static str,
    signatures: &'static [&'static str],
    summary: &'static str,
    example: &'static str,
) -> Word {
    Word { name, kind: Kind::Column, signatures, summary, example }
}

const fn signal(
    name: &'static str,
    signatures: &'static [&'static str],
    summary: &'static str,
    example: &'static str,
) -> Word {
    Word { name, kind: Kind::Signal, signatures, summary, example }
}

pub(super) static WORDS: &[Word] = &[
    there(
        "date",
        &["df[\"date\"] -> Series"],
        "When the candle opens; a time in callbacks.",
        "df[\"hours_apart\"] = (df[\"date\"] - df[\"date\"].shift(1)) / 3600000;",
    ),
    there(
        "open",
        &["df[\"open\"] -> Series"],
        "The first price of the candle.",
        "df[\"body\"] = df[\"close\"] - df[\"open\"];",
    ),
    there(
        "high",
        &["df[\"high\"] -> Series"],
        "The highest price of the candle.",
        "df[\"range\"] = df[\"high\"] - df[\"low\"];",
    ),
    there(
        "low",
        &["df[\"low\"] -> Series"],
        "The lowest price of the candle.",
        "df[\"bottom\"] = df[\"low\"].rolling(20).min();",
    ),
    there(
        "close",
        &["df[\"close\"] -> Series"],
        "The last price of the candle.",
        "df[\"ema\"] = ta::EMA(df[\"close\"], 20);",
    ),
    there(
        "volume",
        &["df[\"volume\"] -> Series"],
        "What was traded within the candle, base currency.",
        "df[\"busy\"] = df[\"volume\"] > 2 * df[\"volume\"].rolling(20).mean();",
    ),
    there(
        "minute",
        &["df[\"minute\"] -> Series"],
        "The minute of the hour at which the candle opens, UTC.",
        "df[\"full_hour\"] = df[\"minute\"] == 0;",
    ),
    there(
        "hour",
        &["df[\"hour\"] -> Series"],
        "The hour of the day at which the candle opens, UTC.",
        "df[\"us_session\"] = df[\"hour\"].between(14, 20);",
    ),
    there(
        "dayofweek",
        &["df[\"dayofweek\"] -> Series"],
        "The day of the week, Monday is 0.",
        "df[\"weekend\"] = df[\"dayofweek\"] >= 5;",
    ),
    there(
        "day",
        &["df[\"day\"] -> Series"],
        "The day of the month, from 1.",
        "df[\"first_days\"] = df[\"day\"] <= 3;",
    ),
    there(
        "month",
        &["df[\"month\"] -> Series"],
        "The month, from 1.",
        "df[\"december\"] = df[\"month\"] == 12;",
    ),
    signal(
        "enter_long",
        &["df.loc(cond, \"enter_long\")", "df.loc(cond, \"enter_long\", tag)"],
        "Asks for a long trade at the open of the next candle.",
        "df.loc(df[\"close\"] > df[\"open\"], \"enter_long\", \"green\");",
    ),
    signal(
        "exit_long",
        &["df.loc(cond, \"exit_long\")", "df.loc(cond, \"exit_long\", tag)"],
        "Closes the long trade at the open of the next candle.",
        "df.loc(df[\"close\"] < df[\"open\"], \"exit_long\");",
    ),
    signal(
        "enter_short",
        &["df.loc(cond, \"enter_short\")", "df.loc(cond, \"enter_short\", tag)"],
        "Asks for a short trade at the open of the next candle; needs `can_short`, and a config of futures.",
        "df.loc(df[\"close\"] < df[\"open\"], \"enter_short\", \"red\");",
    ),
    signal(
        "exit_short",
        &["df.loc(cond, \"exit_short\")", "df.loc(cond, \"exit_short\", tag)"],
        "Closes the short trade at the open of the next candle.",
        "df.loc(df[\"close\"] > df[\"open\"], \"exit_short\");",
    ),
    signal(
        "enter_tag",
        &["df[\"enter_tag\"] = string", "df.loc(cond, \"enter_tag\", tag)"],
        "The name of an entry, kept with the trade.",
        "df.loc(df[\"close\"] > df[\"open\"], [\"enter_long\", \"enter_tag\"], [1, \"green\"]);",
    ),
    signal(
        "exit_tag",
        &["df[\"exit_tag\"] = string", "df.loc(cond, \"exit_tag\", tag)"],
        "The name of an exit, its reason in the results.",
        "df.loc(df[\"close\"] < df[\"open\"], [\"exit_long\", \"exit_tag\"], [1, \"red\"]);",
    ),
];
