//! Functions on columns: choices, extremes, counts, other frames.

use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext};

use super::super::host::{Answer, build, build_node, fault};
use super::frame::Frame;
use super::methods::call;
use super::series::{Series, node};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::strategy::plan::core;
use crate::strategy::plan::{BuildError, Shape};

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("where", choose);
    for (name, operation) in [("max", &core::MAX), ("min", &core::MIN)] {
        let left = move |context: NativeCallContext<'_>, a: Series, b: Dynamic| {
            build_node(&context, |builder| {
                let b = node(builder, &b)?;
                builder.apply(operation, &[a.0, b])
            })
        };
        let right = move |context: NativeCallContext<'_>, a: Dynamic, b: Series| {
            build_node(&context, |builder| {
                let a = node(builder, &a)?;
                builder.apply(operation, &[a, b.0])
            })
        };
        engine.register_fn(name, left);
        engine.register_fn(name, right);
    }
    engine.register_fn("contains", |context: NativeCallContext<'_>, _: Array, _: Series| {
        fault::<bool>(
            &context,
            BuildError::new("AQ102", "a column is not one of the values of an array")
                .help("write `df[\"hour\"].isin([8, 9, 10])`"),
        )
    });
    engine.register_fn("bars_since", |context: NativeCallContext<'_>, cond: Series| {
        build_node(&context, |builder| {
            if builder.shape(cond.0) != Shape::Condition {
                return Err(BuildError::new("AQ202", "`bars_since` takes a condition")
                    .help("make it a condition: write `== 1` behind it"));
            }
            call(builder, "bars_since", &[cond.0], &[])
        })
    });
    engine.register_fn(
        "informative",
        |context: NativeCallContext<'_>, timeframe: ImmutableString| {
            informative(&context, &timeframe, None)
        },
    );
    engine.register_fn(
        "informative",
        |context: NativeCallContext<'_>, timeframe: ImmutableString, pair: ImmutableString| {
            informative(&context, &timeframe, Some(&pair))
        },
    );
}

fn choose(context: NativeCallContext<'_>, cond: Series, a: Dynamic, b: Dynamic) -> Answer<Series> {
    build_node(&context, |builder| {
        let (a, b) = (node(builder, &a)?, node(builder, &b)?);
        if builder.shape(a) == Shape::Condition && builder.shape(b) == Shape::Condition {
            let yes = builder.apply(&core::AND, &[cond.0, a])?;
            let other = builder.apply(&core::NOT, &[cond.0])?;
            let no = builder.apply(&core::AND, &[other, b])?;
            return builder.apply(&core::OR, &[yes, no]);
        }
        builder.apply(&core::SELECT, &[cond.0, a, b])
    })
}

fn informative(
    context: &NativeCallContext<'_>,
    timeframe: &str,
    pair: Option<&str>,
) -> Answer<Frame> {
    let Ok(timeframe) = Timeframe::parse(timeframe) else {
        let error = BuildError::new("AQ231", format!("`{timeframe}` is no timeframe"))
            .help("write a number and a unit, such as \"4h\" or \"1d\"");
        let small = timeframe.trim().to_lowercase();
        let is_known = Timeframe::parse(&small).is_ok();
        return fault(context, if is_known { error.replace(timeframe, small) } else { error });
    };
    let pair = match pair.map(Pair::parse) {
        Some(Err(_)) => {
            let written = pair.unwrap_or_default();
            let error = BuildError::new("AQ232", format!("`{written}` is no pair"))
                .help("write \"BTC/USDT\"");
            let slashed = written.replacen(['-', '_'], "/", 1).to_uppercase();
            let is_pair = Pair::parse(&slashed).is_ok();
            return fault(context, if is_pair { error.replace(written, slashed) } else { error });
        }
        Some(Ok(pair)) => Some(pair),
        None => None,
    };
    build(context, |builder| builder.informative(timeframe, pair).map(Frame))
}
