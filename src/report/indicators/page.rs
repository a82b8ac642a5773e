//! The page in Markdown.

use std::fmt::Write as _;

use crate::indicators::{Function, Memory, Parameter};
use crate::report::api::{lookback, range};

const STRING: &str = "a string takes all text";

const HEAD: &str = "\
# Indicators

<!-- Generated from the registries: `autoquant api --indicators docs`. -->

`ta::NAME` has TA-Lib 0.8.2's names, parameters, defaults and values, warm-up included; `yata::NAME` those of the
Rust library yata. `df` stands for the inputs that are named here, or there is one column for each:
`ta::ATR(df, 14)`, `ta::ATR(df.high, df.low, df.close, 14)`. Parameters stand by position or by name:
`ta::RSI(df, #{ timeperiod: 14 })`. One output is a column, several are a map: `ta::MACD(df).macdhist`.

The **lookback** is the number of candles before its own that a value needs; there is NaN until then, and 0 in a column
of whole numbers. Some columns go on **remembering** where the data began: how many candles it takes until the first
value weighs less than 1 % is said where it can be. In formulas `price[1]` is the price one candle ago, `n` the period,
`wilder(x, n)` is `x[1] + (x − x[1]) / n` carried along, and numbers are those of the defaults.

A `matype` is one of 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3, 9 HMA, 10 none, 11 the function's
own default, 12 ZLEMA, 13 RMA.

The pictures show the candles of `autoquant demo`, which never were. Patterns that need gaps, which a market that never
closes hardly has, are shown on candles of which some between were left out.
";

/// The page of functions, each with whether there is a picture of it.
pub(super) fn page(functions: impl Iterator<Item = (Function, bool)>) -> String {
    let mut functions: Vec<(Function, bool)> = functions.collect();
    // Modules keep their order; those of a group stand together.
    functions.sort_by_key(|(function, _)| {
        let is_first = function.module.name == "ta";
        (!is_first, function.operation.group, function.operation.name)
    });
    let mut text = String::from(HEAD);
    contents(&mut text, &functions);
    let mut group = "";
    for (function, has_picture) in functions {
        if function.operation.group != group {
            group = function.operation.group;
            writeln!(text, "\n## {group}").expect(STRING);
        }
        entry(&mut text, function, has_picture);
    }
    text
}

/// Where the picture of a function stands.
pub(super) fn picture_path(function: Function) -> String {
    match function.module.name {
        "ta" => format!("indicators/{}.svg", function.operation.name),
        module => format!("indicators/{module}/{}.svg", function.operation.name),
    }
}

/// A line for each group, with a link to each function.
fn contents(text: &mut String, functions: &[(Function, bool)]) {
    let group = |function: &Function| function.operation.group;
    for of_group in functions.chunk_by(|(one, _), (next, _)| group(one) == group(next)) {
        let link = |(function, _): &(Function, bool)| {
            let anchor = function.to_string().replace(':', "").to_lowercase();
            format!("[{}](#{anchor})", function.operation.name)
        };
        let links: Vec<String> = of_group.iter().map(link).collect();
        writeln!(text, "\n**{}**: {}", group(&of_group[0].0), links.join(" ")).expect(STRING);
    }
}

fn entry(text: &mut String, function: Function, has_picture: bool) {
    let operation = function.operation;
    writeln!(text, "\n### `{function}`\n\n{}\n", operation.summary).expect(STRING);
    if has_picture {
        writeln!(text, "![{}]({})\n", operation.name, picture_path(function)).expect(STRING);
    }
    let mut item = |name: &str, what: String| {
        writeln!(text, "- {name}: {what}").expect(STRING);
    };
    item(
        "inputs",
        listed(operation.inputs.iter().map(|input| {
            if input.name == input.column {
                code(input.name)
            } else {
                format!("`{}` (of `df`: `{}`)", input.name, input.column)
            }
        })),
    );
    if !operation.parameters.is_empty() {
        item("parameters", listed(operation.parameters.iter().map(parameter)));
    }
    item(
        "outputs",
        listed(operation.outputs.iter().map(|output| {
            let whole = if output.integer { " (whole numbers)" } else { "" };
            if operation.outputs.len() > 1 {
                format!("`{}`{whole}", output.name)
            } else {
                format!("a column{whole}")
            }
        })),
    );
    if let Some(candles) = lookback(operation) {
        item("lookback", format!("{candles}{}", remembered(function)));
    }
    item("formula", code(operation.formula));
    item("source", operation.source.to_owned());
    item("example", code(operation.example));
    if !has_picture {
        text.push_str("\nIt never occurs among the demo's candles, with gaps or without.\n");
    }
}

fn parameter(parameter: &Parameter) -> String {
    let default =
        parameter.default.map_or(String::new(), |value| format!(" = {}", parameter.written(value)));
    format!("`{}{default}` ({})", parameter.name, range(parameter))
}

/// How long the first value is felt, with the defaults.
fn remembered(function: Function) -> String {
    let operation = function.operation;
    let defaults: Vec<f64> =
        operation.parameters.iter().filter_map(|parameter| parameter.default).collect();
    match operation.memory {
        Memory::Window => String::new(),
        Memory::Fading(candles) => {
            format!("; remembers its first value for {:.0} candles", candles(&defaults).ceil())
        }
        Memory::Endless => "; depends on where the data begins".to_owned(),
    }
}

fn listed(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
