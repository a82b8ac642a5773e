//! Operators between columns and numbers.

use rhai::{Dynamic, Engine, NativeCallContext};

use super::super::host::{Answer, build_node, fault};
use super::series::{Series, node};
use crate::strategy::plan::core::{self, CoreOperation};
use crate::strategy::plan::{BuildError, Builder, Mend, NodeId, Shape};

const BINARY: &[(&str, &CoreOperation)] = &[
    ("+", &core::ADD),
    ("-", &core::SUB),
    ("*", &core::MUL),
    ("/", &core::DIV),
    ("%", &core::MOD),
    ("**", &core::POW),
    (">", &core::GT),
    (">=", &core::GE),
    ("<", &core::LT),
    ("<=", &core::LE),
    ("==", &core::EQ),
    ("!=", &core::NE),
    ("&", &core::AND),
    ("|", &core::OR),
    ("^", &core::XOR),
];

pub(super) fn register(engine: &mut Engine) {
    for (sign, operation) in BINARY.iter().copied() {
        let left = move |context: NativeCallContext<'_>, a: Series, b: Dynamic| {
            binary(&context, operation, &Dynamic::from(a), &b)
        };
        let right = move |context: NativeCallContext<'_>, a: Dynamic, b: Series| {
            binary(&context, operation, &a, &Dynamic::from(b))
        };
        engine.register_fn(sign, left);
        engine.register_fn(sign, right);
    }
    engine.register_fn("-", |context: NativeCallContext<'_>, a: Series| {
        unary(&context, &core::NEG, a)
    });
    engine.register_fn("!", |context: NativeCallContext<'_>, a: Series| {
        unary(&context, &core::NOT, a)
    });
    engine.register_fn("+", |a: Series| a);
    engine.register_fn("/", divide_ints);
}

fn binary(
    context: &NativeCallContext<'_>,
    operation: &'static CoreOperation,
    a: &Dynamic,
    b: &Dynamic,
) -> Answer<Series> {
    build_node(context, |builder| {
        let flag = a.as_bool().ok().zip(b.clone().try_cast::<Series>());
        let flag = flag.or_else(|| b.as_bool().ok().zip(a.clone().try_cast::<Series>()));
        if let Some((flag, Series(condition))) = flag
            && ["and", "or", "xor"].contains(&operation.name)
            && builder.shape(condition) == Shape::Condition
        {
            return joined(builder, operation.name, flag, condition);
        }
        let (a, b) = (node(builder, a)?, node(builder, b)?);
        builder.apply(operation, &[a, b])
    })
}

/// A condition and a plain true or false.
fn joined(
    builder: &mut Builder,
    operation: &str,
    flag: bool,
    condition: NodeId,
) -> Result<NodeId, BuildError> {
    if matches!((operation, flag), ("and", true) | ("or" | "xor", false)) {
        return Ok(condition);
    }
    let opposite = builder.apply(&core::NOT, &[condition])?;
    match (operation, flag) {
        ("xor", _) => Ok(opposite),
        ("and", _) => builder.apply(&core::AND, &[condition, opposite]),
        _ => builder.apply(&core::OR, &[condition, opposite]),
    }
}

fn unary(
    context: &NativeCallContext<'_>,
    operation: &'static CoreOperation,
    a: Series,
) -> Answer<Series> {
    build_node(context, |builder| builder.apply(operation, &[a.0]))
}

/// Two plain ints would be divided without a rest, which nobody expects of a ratio.
fn divide_ints(context: NativeCallContext<'_>, a: i64, b: i64) -> Answer<i64> {
    let error = BuildError::new("AQ242", format!("`{a} / {b}` would cut off the fraction"));
    fault(&context, error.help(format!("write `{a}.0 / {b}`")).mend(Mend::Float))
}
