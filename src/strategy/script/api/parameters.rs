//! Tunable parameters: declared where they are used, bound when the plan is evaluated.

use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext};

use super::super::host::{Answer, build, build_node, fault, in_callback, text};
use super::series::Series;
use crate::strategy::plan::{BuildError, Domain, ParameterValue};

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn(
        "int_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: i64,
         high: i64,
         default: i64| {
            let numbers = [low, high, default].map(Dynamic::from_int);
            declared(&context, "int_param", &with_name(name, numbers))
        },
    );
    engine.register_fn(
        "int_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: i64,
         high: i64,
         default: i64,
         step: i64| {
            let numbers = [low, high, default, step].map(Dynamic::from_int);
            declared(&context, "int_param", &with_name(name, numbers))
        },
    );
    engine.register_fn(
        "decimal_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: Dynamic,
         high: Dynamic,
         default: Dynamic| {
            declared(&context, "decimal_param", &with_name(name, [low, high, default]))
        },
    );
    engine.register_fn(
        "decimal_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: Dynamic,
         high: Dynamic,
         default: Dynamic,
         step: Dynamic| {
            declared(&context, "decimal_param", &with_name(name, [low, high, default, step]))
        },
    );
    engine.register_fn(
        "categorical_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         choices: Array,
         default: ImmutableString| {
            let arguments = with_name(name, [choices.into(), default.into()]);
            declared(&context, "categorical_param", &arguments)
        },
    );
    engine.register_fn(
        "bool_param",
        |context: NativeCallContext<'_>, name: ImmutableString, default: bool| {
            declared(&context, "bool_param", &with_name(name, [default.into()]))
        },
    );
    engine.register_get("value", |context: NativeCallContext<'_>, number: &mut Series| {
        value(&context, *number)
    });
    // Words, bools, and in a callback all parameters are their values already.
    engine.register_get("value", |number: &mut i64| *number);
    engine.register_get("value", |number: &mut f64| *number);
    engine.register_get("value", |flag: &mut bool| *flag);
    engine.register_get("value", |word: &mut ImmutableString| word.clone());
}

fn with_name<const N: usize>(name: ImmutableString, rest: [Dynamic; N]) -> Vec<Dynamic> {
    std::iter::once(Dynamic::from(name)).chain(rest).collect()
}

/// What a call declares: the parameter's name and its values. `None` for other functions and
/// arguments.
pub(in super::super) fn declaration(
    function: &str,
    arguments: &[Dynamic],
) -> Option<Result<(String, Domain), BuildError>> {
    let (name, rest) = arguments.split_first()?;
    let name = name.clone().into_string().ok()?;
    let domain = match (function, rest) {
        ("int_param", [low, high, default, step @ ..]) if step.len() < 2 => {
            let whole = |value: &Dynamic| value.as_int().map_err(|_| disordered(&name));
            let step = step.first().map_or(Ok(1), whole);
            int(&name, [whole(low), whole(high), whole(default), step])
        }
        ("decimal_param", [low, high, default, step @ ..]) if step.len() < 2 => {
            decimal(&name, [low, high, default], step.first())
        }
        ("categorical_param", [choices, default]) => {
            categorical(&name, &choices.clone().into_array().ok()?, default)
        }
        ("bool_param", [default]) => Ok(Domain::Bool { default: default.as_bool().ok()? }),
        _ => return None,
    };
    Some(domain.map(|domain| (name, domain)))
}

fn int(name: &str, numbers: [Result<i64, BuildError>; 4]) -> Result<Domain, BuildError> {
    let [low, high, default, step] = numbers;
    let (low, high, default, step) = (low?, high?, default?, step?);
    if low <= default && default <= high && step >= 1 {
        Ok(Domain::Int { low, high, default, step })
    } else {
        Err(disordered(name))
    }
}

fn decimal(
    name: &str,
    numbers: [&Dynamic; 3],
    step: Option<&Dynamic>,
) -> Result<Domain, BuildError> {
    let number = |value: &Dynamic| {
        let number = value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64));
        number.ok().filter(|number| number.is_finite()).ok_or_else(|| disordered(name))
    };
    let [low, high, default] = numbers.map(number);
    let (low, high, default, step) = (low?, high?, default?, step.map(number).transpose()?);
    if low <= default && default <= high && step.is_none_or(|step| step > 0.0) {
        Ok(Domain::Decimal { low, high, default, step })
    } else {
        Err(disordered(name))
    }
}

fn disordered(name: &str) -> BuildError {
    BuildError::new("AQ221", format!("parameter `{name}` needs low ≤ default ≤ high"))
        .help(format!("write `int_param(\"{name}\", 10, 40, 25)`: low, high, default"))
}

fn categorical(name: &str, choices: &Array, default: &Dynamic) -> Result<Domain, BuildError> {
    let words = choices.iter().map(|word| Ok(text(word, "a choice")?.to_string()));
    let words = words.collect::<Result<Vec<String>, BuildError>>()?;
    let default = text(default, "a default")?.to_string();
    if !words.contains(&default) {
        let message = format!("`{default}` is no choice of parameter `{name}`");
        return Err(BuildError::new("AQ221", message).help(format!("it has {}", words.join(", "))));
    }
    Ok(Domain::Categorical { choices: words, default })
}

/// Declares a parameter while columns are described; looks its value up while a callback runs.
fn declared(
    context: &NativeCallContext<'_>,
    function: &str,
    arguments: &[Dynamic],
) -> Answer<Dynamic> {
    let declaration = declaration(function, arguments).expect("the types are registered");
    let (name, domain) = declaration.or_else(|error| fault(context, error))?;
    if let Some(host) = in_callback(context) {
        let value = host.parameter(&name).map(dynamic);
        let message = || format!("parameter `{name}` was not declared before this callback");
        let help = "write its name and its numbers out, or declare it in `populate_indicators`";
        return value
            .map_or_else(|| fault(context, BuildError::new("AQ225", message()).help(help)), Ok);
    }
    if let Domain::Categorical { .. } | Domain::Bool { .. } = domain {
        return build(context, |builder| {
            // Structural in any case, so the value itself: it can be compared and branched on.
            builder.declare(&name, domain)?;
            Ok(builder.value_of(&name).map_or(Dynamic::UNIT, dynamic))
        });
    }
    let number = build_node(context, |builder| {
        builder.declare(&name, domain)?;
        builder.parameter(&name)
    })?;
    Ok(Dynamic::from(number))
}

fn value(context: &NativeCallContext<'_>, number: Series) -> Answer<Dynamic> {
    build(context, |builder| {
        if builder.is_unknown(number.0) {
            return Ok(Dynamic::from(number));
        }
        let Some(name) = builder.parameter_name(number.0).map(str::to_owned) else {
            return Err(BuildError::new("AQ222", "only a parameter has a `.value`").help(
                "a column has no single value: use `where(cond, a, b)`, or `df.loc(cond, …)`",
            ));
        };
        Ok(builder.value_of(&name).map_or(Dynamic::UNIT, dynamic))
    })
}

fn dynamic(value: ParameterValue) -> Dynamic {
    match value {
        ParameterValue::Bool(flag) => flag.into(),
        ParameterValue::Int(whole) => whole.into(),
        ParameterValue::Decimal(number) => number.into(),
        ParameterValue::Text(text) => text.into(),
    }
}
