//! What a script may say: columns, operators, methods, indicators, parameters.

#![expect(clippy::needless_pass_by_value, reason = "Rhai hands arguments over by value")]

mod context;
mod frame;
mod functions;
mod indicators;
mod locks;
mod methods;
mod numbers;
mod operators;
mod outputs;
mod parameters;
#[cfg(test)]
mod registered;
mod series;
mod text;
mod trade;
mod windows;

pub(super) use context::{Context, PairColumns};
pub(super) use frame::Frame;
pub(super) use outputs::name_one;
pub(super) use parameters::declaration;
pub(super) use series::Series;

use rhai::Engine;

use crate::strategy::language;

/// Registers everything.
pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Series>("Series");
    engine.register_type_with_name::<Frame>("DataFrame");
    engine.register_type_with_name::<windows::Window>("Window");
    operators::register(engine);
    methods::register(engine);
    windows::register(engine);
    functions::register(engine);
    parameters::register(engine);
    frame::register(engine);
    indicators::register(engine);
    context::register(engine);
    trade::register(engine);
    locks::register(engine);
    numbers::register(engine);
    text::register(engine);
}

/// The names that a script may call or read, for suggestions.
pub(super) fn names() -> Vec<String> {
    let own = language::names().map(str::to_owned);
    let indicators = crate::indicators::functions().map(|function| function.to_string());
    own.chain(indicators).collect()
}

/// What a value is, in words.
pub(super) fn kind_name(kind: &str) -> String {
    let kind = kind.rsplit("::").next().unwrap_or(kind).trim();
    match kind {
        "Series" => "a column",
        "Frame" | "DataFrame" => "a data frame",
        "Window" => "a window",
        "Time" => "a time",
        "Trade" => "a trade",
        "Order" | "OrderOf" => "an order",
        "Candle" => "a candle",
        "Context" | "ctx" => "`ctx`",
        "i64" | "int" => "an int",
        "f64" | "float" | "decimal" => "a float",
        "bool" => "true or false",
        "string" | "ImmutableString" | "&str" | "char" => "a string",
        any if any.contains("ImmutableString") => "a string",
        "array" | "Array" | "blob" | "Blob" => "an array",
        "map" | "Map" => "a map",
        "()" => "nothing",
        "Fn" | "FnPtr" => "a function",
        any if any.contains("Range") => "a range",
        other => return format!("`{other}`"),
    }
    .to_owned()
}
