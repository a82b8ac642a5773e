//! Flags in words: one of them in full, a line for each, and all of them as a page.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::research::flags::{FLAGS, Flag, Unit};

const HEAD: &str = "\
# Flags

<!-- Generated from the registry: `autoquant api --flags > docs/flags.md`. -->

A score that is optimised is gamed, on purpose or not. Every block of `autoquant run` has a line `flags:` that
says how its figures may flatter: `none`, or names with figures such as `few-trades=12 one-pair=83.1%`. The line of
the SUMMARY block has every flag that any timerange raised, with its worst figure. `autoquant api one-pair` prints
one entry of this page.

A flag stops nothing and takes nothing off a figure. It is a reason to look before a result is believed, and an
honest strategy may raise one: what to look at stands with each. [metrics.md](metrics.md) explains the figures.

| flag | its figure |
|---|---|
";

/// All flags: `docs/flags.md`.
pub fn flags_page() -> String {
    let mut text = String::from(HEAD);
    for flag in FLAGS {
        let (name, figure) = (flag.name, flag.figure);
        writeln!(text, "| [`{name}`](#{name}) | {figure} |").expect("a string takes all text");
    }
    for flag in FLAGS {
        let Flag { name, flatters, figure, look_at, .. } = flag;
        write!(
            text,
            "\n## {name}\n\n{flatters}\n\n- **Raised when:** {}\n- **Figure:** {figure} {}\n\
             - **Look at:** {look_at}\n",
            flag.rule(),
            example(flag),
        )
        .expect("a string takes all text");
    }
    text
}

/// A figure as blocks print it.
fn example(flag: &Flag) -> &'static str {
    match flag.unit {
        Unit::Count => "Shown as `12`.",
        Unit::Percent => "Shown as `83.1%`.",
        Unit::Points => "Shown as `-12.5pp`.",
    }
}

/// Everything about some flags, one below the other.
pub fn flags_in_full(flags: &[&Flag]) -> String {
    let full = |flag: &&Flag| {
        let Flag { name, flatters, figure, look_at, .. } = flag;
        let (rule, example) = (flag.rule(), example(flag));
        format!(
            "{name}\n  {flatters}\n  family:      Flag of `run`\n  raised when: {rule}\n  \
             figure:      {figure} {example}\n  look at:     {look_at}\n"
        )
    };
    flags.iter().map(full).collect::<Vec<_>>().join("\n")
}

/// A line for each of some flags.
pub fn flag_lines(flags: &[&Flag]) -> String {
    flags.iter().fold(String::new(), |mut text, flag| {
        writeln!(text, "  {:44}  {}", flag.name, flag.flatters).expect("a string takes all text");
        text
    })
}

/// Flags as data.
pub(super) fn flags_json(flags: &[&Flag]) -> Value {
    let one = |flag: &&Flag| {
        json!({
            "name": flag.name,
            "flatters": flag.flatters,
            "rule": flag.rule(),
            "figure": flag.figure,
            "look_at": flag.look_at,
        })
    };
    flags.iter().map(one).collect()
}
