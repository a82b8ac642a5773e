//! The page in Markdown.

use std::fmt::Write as _;

use super::scene::shown_parameters;
use crate::indicators::{Function, Memory, Operation, Parameter};
use crate::report::api::range;

const STRING: &str = "a string takes all text";

const HEAD: &str = "\
# Indicators

<!-- Generated from the registries: `autoquant api --indicators docs`. -->

`ta::NAME` has TA-Lib 0.8.2's names, parameters, defaults and values, warm-up included; `yata::NAME` those of the
Rust library yata. `df` stands for the inputs that are named here, or there is one column for each:
`ta::ATR(df, 14)`, `ta::ATR(df.high, df.low, df.close, 14)`. Parameters stand by position or by name:
`ta::RSI(df, #{ timeperiod: 14 })`. One output is a column, several are a map: `ta::MACD(df).macdhist`.

The **lookback** is the number of candles before its own that a value needs; there is NaN until then, and 0 in a column
of whole numbers. In some columns the start of the data is **felt** for longer: how many candles it takes until the first
value weighs less than 1 % is said where it can be. Both are those of the defaults. In formulas `price[1]` is the price one
candle ago, `n` the period, and `wilder(x, n)` the average `w = w[1] + (x − w[1]) / n` from the mean of the first n x.

A `matype` is one of 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3, 9 HMA, 10 none, 11 the function's
own default, 12 ZLEMA, 13 RMA.

An average of `yata::` is a word, its kind and its length: `\"ema-12\"`, `\"sma-20\"`, with sma, wma, hma, rma, ema, dma, tma,
dema, tema, wsma, smm, swma, trima, linreg or vidya. A price of the candle is one of \"close\", \"open\", \"high\", \"low\",
\"hl2\", \"hlc3\" (or \"tp\"), \"volume\" and \"volumed_price\" (hlc3 · volume). Rows without a number are not fed to yata, and an
average that is given none (after a division by 0) goes on where yata's own would have no value for ever. A signal on the
first row compares with what yata begins with.

The pictures show the candles of `autoquant demo`, which never were; functions of single numbers are of the price as a
part of its highest. Patterns that need gaps, which a market that never closes hardly has, are shown on candles of which
some between were left out.
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
    item("lookback", reach(operation));
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
    // What an average and a price are is said once, at the head of the page.
    let range = range(parameter);
    let end = [":", ", such as"].iter().filter_map(|sign| range.find(sign)).min();
    let range = &range[..end.unwrap_or(range.len())];
    format!("`{}{default}` ({range})", parameter.name)
}

/// The lookback, and for how long the start is felt.
fn reach(operation: &Operation) -> String {
    let parameters = shown_parameters(operation);
    let given = operation.parameters.iter().zip(&parameters);
    let given: Vec<String> = given
        .filter(|(parameter, _)| parameter.default.is_none())
        .map(|(parameter, value)| format!("{} {value}", parameter.name))
        .collect();
    let lookback = (operation.lookback)(&parameters);
    let with = if given.is_empty() { String::new() } else { format!(" with {}", given.join(", ")) };
    let felt = match operation.memory {
        Memory::Fading(candles) if candles(&parameters) > lookback as f64 => {
            format!("; the start is felt for {:.0} candles", candles(&parameters).ceil())
        }
        Memory::Window | Memory::Fading(_) => String::new(),
        Memory::Endless => "; depends on where the data begins".to_owned(),
    };
    format!("{lookback}{with}{felt}")
}

fn listed(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
