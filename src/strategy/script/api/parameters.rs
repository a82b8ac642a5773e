//! Tunable parameters: declared where they are used, bound when the plan is evaluated.

use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext};

use super::super::host::{Answer, build, build_node, fault, text};
use super::series::Series;
use crate::strategy::plan::{BuildError, Domain, ParameterValue};

pub(super) const NAMES: &[&str] =
    &["int_param", "decimal_param", "categorical_param", "bool_param", "value"];

/// A word or a bool that was chosen: it builds another plan for each value.
#[derive(Clone, Debug)]
struct Choice(Dynamic);

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Choice>("Choice");
    engine.register_fn(
        "int_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: i64,
         high: i64,
         default: i64| { int(&context, &name, [low, high, default, 1]) },
    );
    engine.register_fn(
        "int_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: i64,
         high: i64,
         default: i64,
         step: i64| { int(&context, &name, [low, high, default, step]) },
    );
    engine.register_fn(
        "decimal_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: Dynamic,
         high: Dynamic,
         default: Dynamic| { decimal(&context, &name, &[low, high, default], None) },
    );
    engine.register_fn(
        "decimal_param",
        |context: NativeCallContext<'_>,
         name: ImmutableString,
         low: Dynamic,
         high: Dynamic,
         default: Dynamic,
         step: Dynamic| decimal(&context, &name, &[low, high, default], Some(&step)),
    );
    engine.register_fn("categorical_param", categorical);
    engine.register_fn(
        "bool_param",
        |context: NativeCallContext<'_>, name: ImmutableString, default: bool| {
            choice(&context, &name, Domain::Bool { default })
        },
    );
    engine.register_get("value", |choice: &mut Choice| choice.0.clone());
    engine.register_get("value", |context: NativeCallContext<'_>, number: &mut Series| {
        value(&context, *number)
    });
}

fn int(context: &NativeCallContext<'_>, name: &str, numbers: [i64; 4]) -> Answer<Series> {
    let [low, high, default, step] = numbers;
    build_node(context, |builder| {
        if !(low <= default && default <= high && step >= 1) {
            return Err(disordered(name));
        }
        builder.declare(name, Domain::Int { low, high, default, step })?;
        builder.parameter(name)
    })
}

fn decimal(
    context: &NativeCallContext<'_>,
    name: &str,
    numbers: &[Dynamic; 3],
    step: Option<&Dynamic>,
) -> Answer<Series> {
    build_node(context, |builder| {
        let number = |value: &Dynamic| {
            let number = value.as_float().or_else(|_| value.as_int().map(|whole| whole as f64));
            number.ok().filter(|number| number.is_finite()).ok_or_else(|| disordered(name))
        };
        let [low, high, default] =
            [number(&numbers[0])?, number(&numbers[1])?, number(&numbers[2])?];
        let step = step.map(number).transpose()?;
        if !(low <= default && default <= high && step.is_none_or(|step| step > 0.0)) {
            return Err(disordered(name));
        }
        builder.declare(name, Domain::Decimal { low, high, default, step })?;
        builder.parameter(name)
    })
}

fn disordered(name: &str) -> BuildError {
    BuildError::new("AQ221", format!("parameter `{name}` needs low ≤ default ≤ high"))
        .help(format!("write `int_param(\"{name}\", 10, 40, 25)`: low, high, default"))
}

fn categorical(
    context: NativeCallContext<'_>,
    name: ImmutableString,
    choices: Array,
    default: ImmutableString,
) -> Answer<Choice> {
    let mut words = Vec::with_capacity(choices.len());
    for word in &choices {
        words.push(build(&context, |_| text(word, "a choice"))?.to_string());
    }
    if !words.iter().any(|word| *word == default.as_str()) {
        return fault(
            &context,
            BuildError::new("AQ221", format!("`{default}` is no choice of parameter `{name}`"))
                .help(format!("it has {}", words.join(", "))),
        );
    }
    choice(&context, &name, Domain::Categorical { choices: words, default: default.to_string() })
}

fn choice(context: &NativeCallContext<'_>, name: &str, domain: Domain) -> Answer<Choice> {
    build(context, |builder| {
        builder.declare(name, domain)?;
        Ok(Choice(dynamic(builder.value_of(name))))
    })
}

fn value(context: &NativeCallContext<'_>, number: Series) -> Answer<Dynamic> {
    build(context, |builder| {
        let Some(name) = builder.parameter_name(number.0).map(str::to_owned) else {
            return Err(BuildError::new("AQ222", "only a parameter has a `.value`").help(
                "a column has no single value: use `where(cond, a, b)`, or `df.loc(cond, …)`",
            ));
        };
        Ok(dynamic(builder.value_of(&name)))
    })
}

fn dynamic(value: Option<ParameterValue>) -> Dynamic {
    match value {
        None => Dynamic::UNIT,
        Some(ParameterValue::Bool(flag)) => flag.into(),
        Some(ParameterValue::Int(whole)) => whole.into(),
        Some(ParameterValue::Decimal(number)) => number.into(),
        Some(ParameterValue::Text(text)) => text.into(),
    }
}
