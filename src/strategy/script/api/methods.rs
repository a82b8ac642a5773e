//! The methods of a column that look at each value by itself, or at one some candles back.

use rhai::{Array, Dynamic, Engine, NativeCallContext};

use super::super::host::{Answer, build_node};
use super::series::{Series, node};
use crate::indicators::pandas;
use crate::strategy::plan::core::{self, CoreOperation};
use crate::strategy::plan::{BuildError, Builder, NodeId, Shape};

/// The methods that are one element-wise operation.
const PLAIN: &[(&str, &CoreOperation)] = &[
    ("abs", &core::ABS),
    ("sqrt", &core::SQRT),
    ("log", &core::LOG),
    ("ln", &core::LOG),
    ("exp", &core::EXP),
    ("sign", &core::SIGN),
    ("astype_int", &core::TRUNC),
    ("isna", &core::ISNA),
];

/// The methods with one operand that are one element-wise operation.
const WITH_OPERAND: &[(&str, &CoreOperation)] = &[("pow", &core::POW), ("fillna", &core::FILLNA)];

pub(super) fn register(engine: &mut Engine) {
    for (name, operation) in PLAIN.iter().copied() {
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Series| {
            build_node(&context, |builder| builder.apply(operation, &[a.0]))
        });
    }
    for (name, operation) in WITH_OPERAND.iter().copied() {
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Series, b: Dynamic| {
            build_node(&context, |builder| {
                let b = node(builder, &b)?;
                builder.apply(operation, &[a.0, b])
            })
        });
    }
    for name in ["ffill", "cumsum", "cumprod", "cummax", "cummin"] {
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Series| {
            build_node(&context, |builder| call(builder, name, &[a.0], &[]))
        });
    }
    for name in ["diff", "pct_change"] {
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Series, n: Dynamic| {
            build_node(&context, |builder| {
                let periods = look_back(builder, name, &n)?;
                call(builder, name, &[a.0], &[periods])
            })
        });
        engine.register_fn(name, move |context: NativeCallContext<'_>, a: Series| {
            build_node(&context, |builder| {
                let one = builder.constant(1.0)?;
                call(builder, name, &[a.0], &[one])
            })
        });
    }
    engine.register_fn("round", |context: NativeCallContext<'_>, a: Series, n: Dynamic| {
        build_node(&context, |builder| {
            let digits = node(builder, &n)?;
            if n.as_float().is_ok_and(|n| n.fract() != 0.0) {
                let message = format!("`round` has no {n} digits");
                return Err(BuildError::new("AQ211", message).help("give a whole number of digits"));
            }
            builder.apply(&core::ROUND, &[a.0, digits])
        })
    });
    engine.register_fn("round", |context: NativeCallContext<'_>, a: Series| {
        build_node(&context, |builder| {
            let zero = builder.constant(0.0)?;
            builder.apply(&core::ROUND, &[a.0, zero])
        })
    });
    engine.register_fn("notna", |context: NativeCallContext<'_>, a: Series| {
        build_node(&context, |builder| {
            let missing = builder.apply(&core::ISNA, &[a.0])?;
            builder.apply(&core::NOT, &[missing])
        })
    });
    engine.register_fn("shift", |context: NativeCallContext<'_>, a: Series, n: Dynamic| {
        build_node(&context, |builder| {
            let periods = look_back(builder, "shift", &n)?;
            shift(builder, a.0, periods)
        })
    });
    engine.register_fn("clip", clip);
    engine.register_fn("between", between);
    engine.register_fn("isin", isin);
    engine.register_fn("crossed_above", |context: NativeCallContext<'_>, a: Series, b: Dynamic| {
        crossed(&context, a, &b, &core::GT, &core::LE)
    });
    engine.register_fn("crossed_below", |context: NativeCallContext<'_>, a: Series, b: Dynamic| {
        crossed(&context, a, &b, &core::LT, &core::GE)
    });
}

/// One of pandas' functions on columns.
pub(super) fn call(
    builder: &mut Builder,
    name: &str,
    inputs: &[NodeId],
    parameters: &[NodeId],
) -> Result<NodeId, BuildError> {
    let operation = pandas::find(name).expect("only names of the registry are asked for");
    Ok(builder.call(operation, inputs, parameters)?[0])
}

/// How many candles to look back; looking ahead is refused here.
fn look_back(builder: &mut Builder, method: &str, n: &Dynamic) -> Result<NodeId, BuildError> {
    let ahead = n.as_int().is_ok_and(|n| n < 0) || n.as_float().is_ok_and(|n| n < 0.0);
    if ahead {
        let message = format!("`{method}({n})` would read the future");
        let ahead = n.to_string();
        let back = ahead.trim_start_matches('-');
        return Err(BuildError::new("AQ250", message)
            .help(format!("look back instead: `{method}({back})`"))
            .replace(&*ahead, back));
    }
    let periods = node(builder, n)?;
    if builder.shape(periods) != Shape::Scalar {
        let message = format!("`{method}` goes back by a number of candles, not by a column");
        return Err(BuildError::new("AQ210", message).help(format!("write `{method}(1)`")));
    }
    Ok(periods)
}

/// A value some candles back; a condition stays one.
fn shift(builder: &mut Builder, a: NodeId, periods: NodeId) -> Result<NodeId, BuildError> {
    match builder.shape(a) {
        Shape::Condition => builder.apply(&core::DELAY, &[a, periods]),
        Shape::Scalar => Ok(a),
        _ => call(builder, "shift", &[a], &[periods]),
    }
}

fn crossed(
    context: &NativeCallContext<'_>,
    a: Series,
    b: &Dynamic,
    now: &'static CoreOperation,
    before: &'static CoreOperation,
) -> Answer<Series> {
    build_node(context, |builder| {
        let (a, b) = (builder.number(a.0)?, node(builder, b)?);
        let b = builder.number(b)?;
        let one = builder.constant(1.0)?;
        let now = builder.apply(now, &[a, b])?;
        let (a, b) = (shift(builder, a, one)?, shift(builder, b, one)?);
        let before = builder.apply(before, &[a, b])?;
        builder.apply(&core::AND, &[now, before])
    })
}

/// As pandas does where the bounds cross: numbers change places; a column above is held against what
/// was there before the lower bound.
fn clip(context: NativeCallContext<'_>, a: Series, low: Dynamic, high: Dynamic) -> Answer<Series> {
    build_node(&context, |builder| {
        let bound = |builder: &mut Builder, bound: &Dynamic| {
            // A bound that is no number is none.
            let is_none = bound.is_unit() || bound.as_float().is_ok_and(f64::is_nan);
            if is_none { Ok(None) } else { node(builder, bound).map(Some) }
        };
        let (low, high) = (bound(builder, &low)?, bound(builder, &high)?);
        let (Some(low), Some(high)) = (low, high) else {
            return match (low, high) {
                (Some(low), _) => builder.apply(&core::CLIP_LOW, &[a.0, low]),
                (_, Some(high)) => builder.apply(&core::CLIP_HIGH, &[a.0, high]),
                (None, None) => Ok(a.0),
            };
        };
        let scalars = [low, high].map(|bound| builder.shape(bound) == Shape::Scalar);
        if scalars == [true, true] {
            let smaller = builder.apply(&core::MIN, &[low, high])?;
            let larger = builder.apply(&core::MAX, &[low, high])?;
            let raised = builder.apply(&core::CLIP_LOW, &[a.0, smaller])?;
            return builder.apply(&core::CLIP_HIGH, &[raised, larger]);
        }
        let raised = builder.apply(&core::CLIP_LOW, &[a.0, low])?;
        if scalars[1] {
            return builder.apply(&core::CLIP_HIGH, &[raised, high]);
        }
        let above = builder.apply(&core::GT, &[a.0, high])?;
        builder.apply(&core::SELECT, &[above, high, raised])
    })
}

fn between(
    context: NativeCallContext<'_>,
    a: Series,
    low: Dynamic,
    high: Dynamic,
) -> Answer<Series> {
    build_node(&context, |builder| {
        let (low, high) = (node(builder, &low)?, node(builder, &high)?);
        let above = builder.apply(&core::GE, &[a.0, low])?;
        let below = builder.apply(&core::LE, &[a.0, high])?;
        builder.apply(&core::AND, &[above, below])
    })
}

fn isin(context: NativeCallContext<'_>, a: Series, values: Array) -> Answer<Series> {
    build_node(&context, |builder| {
        // Nothing is below itself: the condition that never holds.
        let mut any = builder.apply(&core::LT, &[a.0, a.0])?;
        for value in &values {
            // For pandas a missing value is one that may be listed.
            let same = if value.as_float().is_ok_and(f64::is_nan) {
                builder.apply(&core::ISNA, &[a.0])?
            } else {
                let value = node(builder, value)?;
                builder.apply(&core::EQ, &[a.0, value])?
            };
            any = builder.apply(&core::OR, &[any, same])?;
        }
        Ok(any)
    })
}
