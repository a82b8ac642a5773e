//! Words around the code: the header, and the functions that every strategy has.

use super::{Kind, Word};

pub(super) static WORDS: &[Word] = &[
    Word {
        name: "Paradigm",
        kind: Kind::Header,
        signatures: &["Paradigm: mean-reversion | trend-following | volatility | breakout | other"],
        summary: "The idea that the strategy lives on.",
        example: "//! Paradigm: mean-reversion",
    },
    Word {
        name: "Hypothesis",
        kind: Kind::Header,
        signatures: &["Hypothesis: TEXT"],
        summary: "What is believed about the market; goes on over indented lines.",
        example: "//! Hypothesis: a sharp hourly fall is partly taken back within hours",
    },
    Word {
        name: "Parent",
        kind: Kind::Header,
        signatures: &["Parent: root | STRATEGY"],
        summary: "The strategy it was forked from, or `root`.",
        example: "//! Parent: root",
    },
    Word {
        name: "Created",
        kind: Kind::Header,
        signatures: &["Created: COMMIT"],
        summary: "The commit it was created at.",
        example: "//! Created: 4f1c2d9",
    },
    Word {
        name: "Status",
        kind: Kind::Header,
        signatures: &["Status: active | WORD"],
        summary: "Where it stands in the research.",
        example: "//! Status: active",
    },
    Word {
        name: "Uses MTF",
        kind: Kind::Header,
        signatures: &["Uses MTF: yes | no"],
        summary: "Whether it looks at other timeframes.",
        example: "//! Uses MTF: yes",
    },
    Word {
        name: "populate_indicators",
        kind: Kind::Populate,
        signatures: &["populate_indicators(df: DataFrame, metadata: map)"],
        summary: "Describes the columns; the only place for `informative`.",
        example: "fn populate_indicators(df, metadata) { df[\"rsi\"] = ta::RSI(df, 14); }",
    },
    Word {
        name: "populate_entry_trend",
        kind: Kind::Populate,
        signatures: &["populate_entry_trend(df: DataFrame, metadata: map)"],
        summary: "Sets the entry signals.",
        example: "fn populate_entry_trend(df, metadata) { df.loc(ta::RSI(df, 14) < 30, \"enter_long\", \"dip\"); }",
    },
    Word {
        name: "populate_exit_trend",
        kind: Kind::Populate,
        signatures: &["populate_exit_trend(df: DataFrame, metadata: map)"],
        summary: "Sets the exit signals; empty braces are fine.",
        example: "fn populate_exit_trend(df, metadata) { df.loc(ta::RSI(df, 14) > 60, \"exit_long\"); }",
    },
];
