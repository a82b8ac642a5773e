//! A column, or a number that is not known yet: a node of the plan.

use rhai::Dynamic;

use crate::strategy::plan::{BuildError, Builder, NodeId};

/// A lazy column, as scripts hold it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Series(pub NodeId);

/// A value as a node: a column, or a number or bool that stands for a constant one.
pub(super) fn node(builder: &mut Builder, value: &Dynamic) -> Result<NodeId, BuildError> {
    if let Some(series) = value.clone().try_cast::<Series>() {
        return Ok(series.0);
    }
    let number = if let Ok(whole) = value.as_int() {
        whole as f64
    } else if let Ok(number) = value.as_float() {
        number
    } else if let Ok(flag) = value.as_bool() {
        f64::from(u8::from(flag))
    } else {
        return Err(unfit(value));
    };
    builder.constant(number)
}

fn unfit(value: &Dynamic) -> BuildError {
    if let Some(several) = super::outputs::several(value) {
        return several;
    }
    let kind = super::kind_name(value.type_name());
    let error =
        BuildError::new("AQ241", format!("a column or a number is meant here, and this is {kind}"));
    match value.type_name() {
        name if name.ends_with("Frame") => error.help("name the column: `df[\"close\"]`"),
        "map" => error.help("name the output: `bb.upperband`"),
        name if name.ends_with("Window") => {
            error.help("say what of the window: `.rolling(20).mean()`")
        }
        "string" => of_text(error, &value.to_string()),
        "()" => error.help("what gave this ends without a value: leave the last `;` out there"),
        _ => error.help("give a number, or a column such as `df[\"close\"]`"),
    }
}

/// A number, a column or a time in quotes.
fn of_text(error: BuildError, text: &str) -> BuildError {
    let is_name = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    if text.parse::<f64>().is_ok_and(f64::is_finite) {
        return error
            .help(format!("write `{text}` without quotes"))
            .replace(format!("\"{text}\""), text);
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['-', ':', '/']) {
        return error.help("the config's timerange says when; of a time there are `df[\"hour\"]`, `df[\"dayofweek\"]`, …");
    }
    if is_name && !text.is_empty() && text.len() <= 60 {
        return error.help(format!("a column is read from its frame: `df[\"{text}\"]`"));
    }
    error.help("only the tags `enter_tag` and `exit_tag` are words")
}
