//! Signs between columns and numbers; they mean what they mean in pandas.

use super::{Kind, Word};

const fn sign(
    name: &'static str,
    signatures: &'static [&'static str],
    summary: &'static str,
    example: &'static str,
) -> Word {
    Word { name, kind: Kind::Operator, signatures, summary, example }
}

pub(super) static WORDS: &[Word] = &[
    sign(
        "+",
        &["a + b -> Series", "+a -> Series"],
        "The sum.",
        "df[\"x\"] = df[\"high\"] + df[\"low\"];",
    ),
    sign(
        "-",
        &["a - b -> Series", "-a -> Series"],
        "The difference; in callbacks also of two times, in minutes.",
        "df[\"x\"] = df[\"high\"] - df[\"low\"];",
    ),
    sign("*", &["a * b -> Series"], "The product.", "df[\"x\"] = df[\"close\"] * 1.01;"),
    sign(
        "/",
        &["a / b -> Series"],
        "The quotient; a division by zero is infinite or NaN.",
        "df[\"x\"] = df[\"high\"] / df[\"low\"];",
    ),
    sign(
        "%",
        &["a % b -> Series"],
        "The rest of a division, with the sign of the divisor.",
        "df[\"x\"] = df[\"hour\"] % 4;",
    ),
    sign("**", &["a ** b -> Series"], "The power.", "df[\"x\"] = df[\"close\"].diff() ** 2;"),
    sign(
        ">",
        &["a > b -> Series"],
        "Where the left side is above; false where a value is missing.",
        "df[\"x\"] = df[\"close\"] > df[\"open\"];",
    ),
    sign(
        ">=",
        &["a >= b -> Series"],
        "Where the left side is above or equal; false where a value is missing.",
        "df[\"x\"] = df[\"close\"] >= df[\"open\"];",
    ),
    sign(
        "<",
        &["a < b -> Series"],
        "Where the left side is below; false where a value is missing.",
        "df[\"x\"] = df[\"close\"] < df[\"open\"];",
    ),
    sign(
        "<=",
        &["a <= b -> Series"],
        "Where the left side is below or equal; false where a value is missing.",
        "df[\"x\"] = df[\"close\"] <= df[\"open\"];",
    ),
    sign(
        "==",
        &["a == b -> Series"],
        "Where both sides are equal; false where a value is missing.",
        "df[\"x\"] = df[\"hour\"] == 0;",
    ),
    sign(
        "!=",
        &["a != b -> Series"],
        "Where the sides differ; true where a value is missing.",
        "df[\"x\"] = df[\"hour\"] != 0;",
    ),
    sign(
        "&",
        &["a & b -> Series"],
        "Where both conditions hold; each in parentheses.",
        "df[\"x\"] = (df[\"close\"] > df[\"open\"]) & (df[\"volume\"] > 0);",
    ),
    sign(
        "|",
        &["a | b -> Series"],
        "Where one of the conditions holds.",
        "df[\"x\"] = (df[\"hour\"] < 6) | (df[\"hour\"] > 20);",
    ),
    sign(
        "^",
        &["a ^ b -> Series"],
        "Where exactly one of the conditions holds.",
        "df[\"x\"] = (df[\"hour\"] > 6) ^ (df[\"dayofweek\"] > 4);",
    ),
    sign(
        "!",
        &["!a -> Series"],
        "Where the condition does not hold.",
        "df[\"x\"] = !(df[\"close\"] > df[\"open\"]);",
    ),
];
