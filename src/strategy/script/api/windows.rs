//! `rolling`, `ewm` and `expanding`, and what can be asked of them.

use rhai::{Dynamic, Engine, Map, NativeCallContext};

use super::super::host::{Answer, build, build_node};
use super::methods::call;
use super::series::{Series, node};
use crate::strategy::language;
use crate::strategy::plan::core;
use crate::strategy::plan::{BuildError, Builder, NodeId};

/// A column seen through a window.
#[derive(Clone, Debug)]
pub(super) struct Window {
    family: &'static str,
    input: NodeId,
    parameters: Vec<NodeId>,
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("rolling", |context: NativeCallContext<'_>, a: Series, n: Dynamic| {
        rolling(&context, a, &n, &Map::new())
    });
    engine.register_fn(
        "rolling",
        |context: NativeCallContext<'_>, a: Series, n: Dynamic, options: Map| {
            rolling(&context, a, &n, &options)
        },
    );
    engine.register_fn("ewm", ewm);
    engine.register_fn("expanding", |context: NativeCallContext<'_>, a: Series| {
        expanding(&context, a, &Map::new())
    });
    engine.register_fn("expanding", |context: NativeCallContext<'_>, a: Series, options: Map| {
        expanding(&context, a, &options)
    });
    for name in
        ["mean", "sum", "std", "var", "min", "max", "median", "skew", "kurt", "rank", "count"]
    {
        engine.register_fn(name, move |context: NativeCallContext<'_>, window: Window| {
            answer(&context, &window, name)
        });
    }
    engine.register_fn("quantile", |context: NativeCallContext<'_>, window: Window, q: Dynamic| {
        build_node(&context, |builder| {
            rolling_only(&window, "quantile")?;
            let mut parameters = window.parameters.clone();
            parameters.push(node(builder, &q)?);
            call(builder, "rolling.quantile", &[window.input], &parameters)
        })
    });
    for (name, full) in [("corr", "rolling.corr"), ("cov", "rolling.cov")] {
        engine.register_fn(
            name,
            move |context: NativeCallContext<'_>, window: Window, other: Series| {
                build_node(&context, |builder| {
                    rolling_only(&window, name)?;
                    call(builder, full, &[window.input, other.0], &window.parameters)
                })
            },
        );
    }
}

fn rolling_only(window: &Window, name: &str) -> Result<(), BuildError> {
    if window.family == "rolling" {
        return Ok(());
    }
    let message = format!("`{}` has no `{name}`", window.family);
    Err(BuildError::new("AQ251", message).help(format!("only `rolling(n)` has `{name}`")))
}

fn answer(context: &NativeCallContext<'_>, window: &Window, name: &'static str) -> Answer<Series> {
    build_node(context, |builder| {
        let answers = || language::words().filter(|word| word.kind.family() == window.family);
        if !answers().any(|word| word.name == name) {
            let message = format!("`{}` has no `{name}`", window.family);
            let names: Vec<&str> = answers().map(|word| word.name).collect();
            let help = format!("it has {}", names.join(", "));
            return Err(BuildError::new("AQ251", message).help(help));
        }
        call(builder, &format!("{}.{name}", window.family), &[window.input], &window.parameters)
    })
}

fn rolling(
    context: &NativeCallContext<'_>,
    a: Series,
    n: &Dynamic,
    options: &Map,
) -> Answer<Window> {
    build(context, |builder| {
        known_options("rolling", options, &["min_periods"])?;
        let window = node(builder, n)?;
        let least = match options.get("min_periods") {
            Some(least) => node(builder, least)?,
            None => window,
        };
        Ok(Window { family: "rolling", input: a.0, parameters: vec![window, least] })
    })
}

fn expanding(context: &NativeCallContext<'_>, a: Series, options: &Map) -> Answer<Window> {
    build(context, |builder| {
        known_options("expanding", options, &["min_periods"])?;
        let least = match options.get("min_periods") {
            Some(least) => node(builder, least)?,
            None => builder.constant(1.0)?,
        };
        Ok(Window { family: "expanding", input: a.0, parameters: vec![least] })
    })
}

fn ewm(context: NativeCallContext<'_>, a: Series, options: Map) -> Answer<Window> {
    build(&context, |builder| {
        const MEASURES: [&str; 4] = ["span", "alpha", "com", "halflife"];
        known_options(
            "ewm",
            &options,
            &["span", "alpha", "com", "halflife", "adjust", "min_periods"],
        )?;
        let given: Vec<_> = MEASURES.iter().filter(|name| options.contains_key(**name)).collect();
        let [measure] = given.as_slice() else {
            return Err(BuildError::new(
                "AQ252",
                "`ewm` needs one of span, alpha, com and halflife",
            )
            .help("write `ewm(#{ span: 20 })`"));
        };
        let value = node(builder, &options[**measure])?;
        let com = center_of_mass(builder, measure, value)?;
        let adjust = match options.get("adjust") {
            Some(adjust) => node(builder, adjust)?,
            None => builder.constant(1.0)?,
        };
        let least = match options.get("min_periods") {
            Some(least) => node(builder, least)?,
            None => builder.constant(0.0)?,
        };
        Ok(Window { family: "ewm", input: a.0, parameters: vec![com, adjust, least] })
    })
}

/// pandas' `com` from any of its measures.
fn center_of_mass(
    builder: &mut Builder,
    measure: &str,
    value: NodeId,
) -> Result<NodeId, BuildError> {
    let one = builder.constant(1.0)?;
    match measure {
        "span" => {
            let two = builder.constant(2.0)?;
            let less = builder.apply(&core::SUB, &[value, one])?;
            builder.apply(&core::DIV, &[less, two])
        }
        "alpha" => {
            let rest = builder.apply(&core::SUB, &[one, value])?;
            builder.apply(&core::DIV, &[rest, value])
        }
        "halflife" => {
            let half = builder.constant(0.5_f64.ln())?;
            let power = builder.apply(&core::DIV, &[half, value])?;
            let decay = builder.apply(&core::EXP, &[power])?;
            let alpha = builder.apply(&core::SUB, &[one, decay])?;
            let whole = builder.apply(&core::DIV, &[one, alpha])?;
            builder.apply(&core::SUB, &[whole, one])
        }
        _ => Ok(value),
    }
}

fn known_options(function: &str, options: &Map, known: &[&str]) -> Result<(), BuildError> {
    match options.keys().find(|key| !known.contains(&key.as_str())) {
        None => Ok(()),
        Some(key) => Err(BuildError::new("AQ253", format!("`{function}` has no option `{key}`"))
            .names(key, known)),
    }
}
