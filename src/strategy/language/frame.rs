//! What a data frame does: columns are read and written, and set where a condition holds.

use super::{Kind, Word};

pub(super) static WORDS: &[Word] = &[
    Word {
        name: "df",
        kind: Kind::Frame,
        signatures: &[
            "df[\"x\"] -> Series",
            "df.x -> Series",
            "df[\"x\"] = Series | float | bool",
            "df.x = Series | float | bool",
        ],
        summary: "Reads a column, or writes a new one; base and merged columns are read-only.",
        example: "df[\"half\"] = df[\"close\"] / 2; df.quarter = df.half / 2;",
    },
    Word {
        name: "loc",
        kind: Kind::Frame,
        signatures: &[
            "loc(cond: Series, column: string | array)",
            "loc(cond: Series, column: string | array, value: Series | float | string | array)",
        ],
        summary: "Sets a column where the condition holds: to 1, or to the value; a word behind a signal column is its tag.",
        example: "df.loc(df[\"close\"] > df[\"open\"], \"regime\", 2);",
    },
    Word {
        name: "in",
        kind: Kind::Frame,
        signatures: &["\"x\" in df -> bool"],
        summary: "Whether a column is there.",
        example: "if !(\"rsi\" in df) { df[\"rsi\"] = ta::RSI(df, 14); }",
    },
];
