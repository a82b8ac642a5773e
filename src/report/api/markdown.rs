//! The reference as a Markdown page.

use std::fmt::Write as _;

use super::{is_literal, lookback, range};
use crate::indicators::{Function, MODULES, Module};
use crate::strategy::language::{CALLBACKS, Callback, Field, Kind, RECORDS, Word, of_kind, usage};
use crate::strategy::settings::SETTINGS;

const HEAD: &str = "\
# The strategy API

<!-- Generated from the registries: `autoquant api --markdown > docs/strategy_api.md`. -->

A strategy is a `.rhai` script. Its `populate_*` functions describe columns and never see a number; the engine
computes them. Its callbacks are asked with plain numbers while a trade is opened, held and closed. Names and
meanings are FreqTrade's, pandas' and TA-Lib's. `autoquant api NAME` shows one entry, `autoquant api --short` the
whole language on one page.

Scripts of a folder share functions and consts: `import \"_common\" as common;` at the top of one reads
`_common.rhai` beside it, and `common::middle(df)` or `common::LENGTH` stand for what is written there. A leading
`_` keeps a file from being run; a strategy can be imported as well. Settings count only in the strategy itself.
";

/// The page.
pub fn markdown() -> String {
    let mut text = String::from(HEAD);
    section(&mut text, "Settings");
    text.push_str("Top-level consts; the config's values win.\n\n");
    row(&mut text, ["const", "value", "default", "meaning"]);
    row(&mut text, ["---"; 4]);
    for setting in SETTINGS {
        let value = format!("{}: {}", setting.value, code(setting.example));
        let words = !is_literal(setting.default);
        let default = if words { escaped(setting.default) } else { code(setting.default) };
        row(&mut text, [&code(setting.name), &value, &default, setting.summary]);
    }
    for kind in Kind::ALL {
        family(&mut text, kind);
    }
    section(&mut text, "Indicators");
    text.push_str(
        "`ta::NAME(df, …)` or `ta::NAME(column, …)`, one column for each input; parameters by position or as \
         `#{ name: value }`. One output is a column, several are a map. Whole numbers are 0 where there is no \
         value, all others NaN. `yata::NAME` likewise. [Formulas, sources and pictures](indicators.md).\n\n",
    );
    row(&mut text, ["function", "inputs", "parameters", "outputs", "lookback", "meaning"]);
    row(&mut text, ["---"; 6]);
    for function in MODULES.iter().flat_map(Module::by_group) {
        indicator(&mut text, function);
    }
    section(&mut text, "Callbacks");
    text.push_str(
        "Defining one switches it on. `ctx` always has the fields of the next section.\n",
    );
    for callback in CALLBACKS {
        of_callback(&mut text, callback);
    }
    section(&mut text, "Values with fields");
    for record in RECORDS {
        writeln!(text, "\n### `{}`\n\n{}\n", record.name, record.summary).expect(STRING);
        fields(&mut text, record.fields);
    }
    text
}

const STRING: &str = "a string takes all text";

fn section(text: &mut String, heading: &str) {
    writeln!(text, "\n## {heading}\n").expect(STRING);
}

fn family(text: &mut String, kind: Kind) {
    section(text, &kind.heading().replace("(n)", "").replace("(#{ … })", "").replace("()", ""));
    row(text, ["word", "meaning", "example"]);
    row(text, ["---"; 3]);
    for word in of_kind(kind) {
        row(text, [&forms(word), &escaped(word.summary), &code(word.example)]);
    }
}

/// Every way to write a word; with types where they say something.
fn forms(word: &Word) -> String {
    if word.kind == Kind::Operator {
        return code(&usage(word.signatures));
    }
    word.signatures.iter().map(|one| code(one)).collect::<Vec<_>>().join("<br>")
}

fn indicator(text: &mut String, function: Function) {
    let operation = function.operation;
    let inputs: Vec<&str> = operation.inputs.iter().map(|input| input.name).collect();
    let parameters = operation.parameters.iter().map(|parameter| {
        let default = parameter
            .default
            .map_or(String::new(), |default| format!(" = {}", parameter.written(default)));
        format!("{}: {}", code(&format!("{}{default}", parameter.name)), range(parameter))
    });
    let lookback = lookback(operation).map_or(String::new(), |candles| candles.to_string());
    row(
        text,
        [
            &code(&function.to_string()),
            &inputs.join(", "),
            &parameters.collect::<Vec<_>>().join("<br>"),
            &operation.output_names().collect::<Vec<_>>().join(", "),
            &lookback,
            operation.summary,
        ],
    );
}

fn of_callback(text: &mut String, callback: &Callback) {
    let Callback { name, returns, summary, example, .. } = callback;
    writeln!(text, "\n### `{name}(ctx)` → `{returns}`\n\n{summary}\n").expect(STRING);
    fields(text, callback.fields);
    writeln!(text, "\n```rhai\n{example}\n```").expect(STRING);
}

fn fields(text: &mut String, fields: &[Field]) {
    row(text, ["field", "type", "meaning"]);
    row(text, ["---"; 3]);
    for field in fields {
        row(text, [&code(field.name), field.kind, field.summary]);
    }
}

fn row<const N: usize>(text: &mut String, cells: [&str; N]) {
    writeln!(text, "| {} |", cells.join(" | ")).expect(STRING);
}

/// Code in a cell of a table; a text with back ticks needs more of them.
fn code(text: &str) -> String {
    let (fence, gap) = if text.contains('`') { ("``", " ") } else { ("`", "") };
    format!("{fence}{gap}{}{gap}{fence}", escaped(text))
}

/// A bar would end the cell.
fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
