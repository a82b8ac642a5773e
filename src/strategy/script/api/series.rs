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
    let kind = super::kind_name(value.type_name());
    let error =
        BuildError::new("AQ241", format!("a column or a number is meant here, and this is {kind}"));
    match value.type_name() {
        name if name.ends_with("Frame") => error.help("name the column: `df[\"close\"]`"),
        "map" => error.help("name the output: `bb.upperband`"),
        name if name.ends_with("Window") => {
            error.help("say what of the window: `.rolling(20).mean()`")
        }
        _ => error,
    }
}
