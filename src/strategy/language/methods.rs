//! The methods of a column that look at each value by itself, or at one some candles back.

use super::{Kind, Word, pandas};

const fn method(
    name: &'static str,
    signatures: &'static [&'static str],
    summary: &'static str,
    example: &'static str,
) -> Word {
    Word { name, kind: Kind::Method, signatures, summary, example }
}

pub(super) static WORDS: &[Word] = &[
    pandas("shift", Kind::Method, &["shift(n: int) -> Series"]),
    pandas("diff", Kind::Method, &["diff() -> Series", "diff(n: int) -> Series"]),
    pandas("pct_change", Kind::Method, &["pct_change() -> Series", "pct_change(n: int) -> Series"]),
    method(
        "abs",
        &["abs() -> Series"],
        "The value without its sign.",
        "df[\"x\"] = df[\"close\"].diff().abs();",
    ),
    method(
        "round",
        &["round() -> Series", "round(digits: int) -> Series"],
        "The value rounded to so many digits, halves to even.",
        "df[\"x\"] = df[\"close\"].round(2);",
    ),
    method(
        "clip",
        &["clip(low: Series | float, high: Series | float) -> Series"],
        "The value within bounds; `()` for no bound.",
        "df[\"x\"] = ta::RSI(df, 14).clip(20, 80);",
    ),
    method(
        "sqrt",
        &["sqrt() -> Series"],
        "The square root, NaN below zero.",
        "df[\"x\"] = df[\"volume\"].sqrt();",
    ),
    method(
        "log",
        &["log() -> Series"],
        "The natural logarithm, NaN below zero.",
        "df[\"x\"] = df[\"close\"].log();",
    ),
    method(
        "ln",
        &["ln() -> Series"],
        "The natural logarithm, as `log`.",
        "df[\"x\"] = df[\"close\"].ln();",
    ),
    method(
        "exp",
        &["exp() -> Series"],
        "The number e to this power.",
        "df[\"x\"] = df[\"close\"].log().diff().exp();",
    ),
    method(
        "pow",
        &["pow(x: Series | float) -> Series"],
        "The value to a power, as `**`.",
        "df[\"x\"] = df[\"close\"].diff().pow(2);",
    ),
    method(
        "sign",
        &["sign() -> Series"],
        "The sign of the value: -1, 0 or 1.",
        "df[\"x\"] = df[\"close\"].diff().sign();",
    ),
    method(
        "fillna",
        &["fillna(x: Series | float) -> Series"],
        "The value, or another where it is missing.",
        "df[\"x\"] = ta::RSI(df, 14).fillna(50);",
    ),
    pandas("ffill", Kind::Method, &["ffill() -> Series"]),
    method(
        "isna",
        &["isna() -> Series"],
        "Where a value is missing.",
        "df[\"x\"] = ta::RSI(df, 14).isna();",
    ),
    method(
        "notna",
        &["notna() -> Series"],
        "Where a value is there.",
        "df[\"x\"] = ta::RSI(df, 14).notna();",
    ),
    pandas("cumsum", Kind::Method, &["cumsum() -> Series"]),
    pandas("cumprod", Kind::Method, &["cumprod() -> Series"]),
    pandas("cummax", Kind::Method, &["cummax() -> Series"]),
    pandas("cummin", Kind::Method, &["cummin() -> Series"]),
    method(
        "crossed_above",
        &["crossed_above(x: Series | float) -> Series"],
        "Where the value is above now, and was at or below one candle ago.",
        "df[\"x\"] = ta::RSI(df, 14).crossed_above(30);",
    ),
    method(
        "crossed_below",
        &["crossed_below(x: Series | float) -> Series"],
        "Where the value is below now, and was at or above one candle ago.",
        "df[\"x\"] = df[\"close\"].crossed_below(ta::EMA(df, 20));",
    ),
    method(
        "between",
        &["between(low: Series | float, high: Series | float) -> Series"],
        "Where the value is within bounds, both included.",
        "df[\"x\"] = df[\"hour\"].between(8, 16);",
    ),
    method(
        "isin",
        &["isin(values: array) -> Series"],
        "Where the value is one of a list.",
        "df[\"x\"] = df[\"hour\"].isin([8, 12, 16]);",
    ),
    method(
        "astype_int",
        &["astype_int() -> Series"],
        "The value without its fraction; a condition as 0 or 1.",
        "df[\"x\"] = (df[\"close\"] > df[\"open\"]).astype_int();",
    ),
];
