//! The functions that a strategy must have, and those that cannot be simulated yet.

use rhai::AST;

use super::errors::Source;
use crate::diag::Diagnostic;
use crate::strategy::plan::Phase;

/// The functions that describe columns, in the order in which they run.
pub(super) const POPULATE: [(&str, Phase); 3] = [
    ("populate_indicators", Phase::Indicators),
    ("populate_entry_trend", Phase::Entry),
    ("populate_exit_trend", Phase::Exit),
];

/// The callbacks that are asked.
pub(super) const CALLBACKS: &[&str] = &[
    "confirm_trade_entry",
    "confirm_trade_exit",
    "custom_exit",
    "custom_roi",
    "custom_stake_amount",
    "custom_stoploss",
];

/// FreqTrade's other callbacks. A strategy that defines one would trade otherwise than simulated here.
const LATER: &[&str] = &[
    "adjust_entry_price",
    "adjust_exit_price",
    "adjust_order_price",
    "adjust_trade_position",
    "bot_loop_start",
    "check_entry_timeout",
    "check_exit_timeout",
    "custom_entry_price",
    "custom_exit_price",
    "leverage",
    "order_filled",
];

/// Looks at the functions of a script.
pub(super) fn check(ast: &AST, source: &Source) -> Result<(), Diagnostic> {
    let functions: Vec<_> = ast.iter_functions().collect();
    for (name, _) in POPULATE {
        let Some(function) = functions.iter().find(|function| function.name == name) else {
            return Err(Diagnostic::error("AQ110", format!("the function `{name}` is missing"))
                .at(Some(source.place(1, 1)))
                .with_help(format!("add `fn {name}(df, metadata) {{ }}`")));
        };
        if function.params.len() != 2 {
            let message =
                format!("`{name}` takes 2 arguments, here it has {}", function.params.len());
            return Err(Diagnostic::error("AQ111", message)
                .at(Some(source.find(&format!("fn {name}"))))
                .with_help(format!("write `fn {name}(df, metadata)`")));
        }
    }
    let has = |name: &&&str| functions.iter().any(|function| function.name == **name);
    if let Some(name) = LATER.iter().find(has) {
        return Err(Diagnostic::error(
            "AQ113",
            format!("the callback `{name}` cannot be simulated yet"),
        )
        .at(Some(source.find(&format!("fn {name}"))))
        .with_help("remove it; what it does belongs into columns, signals or settings for now"));
    }
    for function in functions.iter().filter(|function| CALLBACKS.contains(&function.name)) {
        let (name, arguments) = (function.name, &function.params);
        if arguments.len() != 1 {
            let message = format!("`{name}` takes 1 argument, here it has {}", arguments.len());
            return Err(Diagnostic::error("AQ116", message)
                .at(Some(source.find(&format!("fn {name}"))))
                .with_help(format!("write `fn {name}(ctx)`{}", in_ctx(arguments))));
        }
    }
    Ok(())
}

/// Where the arguments of FreqTrade's callbacks are found.
fn in_ctx(arguments: &[&str]) -> String {
    let fields: Vec<String> = arguments
        .iter()
        .filter(|name| !["self", "ctx", "kwargs"].contains(name))
        .map(|name| format!("`ctx.{name}`"))
        .collect();
    if fields.is_empty() { String::new() } else { format!(", and read {}", fields.join(", ")) }
}
