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

/// FreqTrade's callbacks. A strategy that defines one would trade otherwise than simulated here.
const CALLBACKS: &[&str] = &[
    "adjust_entry_price",
    "adjust_exit_price",
    "adjust_order_price",
    "adjust_trade_position",
    "bot_loop_start",
    "check_entry_timeout",
    "check_exit_timeout",
    "confirm_trade_entry",
    "confirm_trade_exit",
    "custom_entry_price",
    "custom_exit",
    "custom_exit_price",
    "custom_roi",
    "custom_stake_amount",
    "custom_stoploss",
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
    match CALLBACKS.iter().find(|name| functions.iter().any(|function| function.name == **name)) {
        None => Ok(()),
        Some(name) => Err(Diagnostic::error(
            "AQ113",
            format!("the callback `{name}` cannot be simulated yet"),
        )
        .at(Some(source.find(&format!("fn {name}"))))
        .with_help("remove it; what it does belongs into columns, signals or settings for now")),
    }
}
