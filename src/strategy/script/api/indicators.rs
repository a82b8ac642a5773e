//! `ta::NAME` and `yata::NAME`: the registries of indicators as functions of the script.

use std::any::TypeId;

use rhai::{
    Dynamic, Engine, FuncRegistration, Map, Module as Functions, NativeCallContext, RhaiFunc,
    Shared,
};

use super::super::host::{Answer, build};
use super::frame::Frame;
use super::series::{Series, node};
use crate::indicators::{Function, Kind, MODULES, Parameter};
use crate::strategy::plan::{BuildError, Builder, NodeId, Shape};

pub(super) fn register(engine: &mut Engine) {
    for module in &MODULES {
        let mut functions = Functions::new();
        for function in module.functions() {
            let operation = function.operation;
            let most = operation.inputs.len().max(1) + operation.parameters.len();
            for count in 0..=most + 1 {
                register_arity(&mut functions, function, count);
            }
        }
        engine.register_static_module(module.name, functions.into());
    }
}

/// Rhai has no functions with any number of arguments: one is registered for each number.
fn register_arity(module: &mut Functions, function: Function, count: usize) {
    let run = move |context: Option<NativeCallContext<'_>>, arguments: &mut [&mut Dynamic]| {
        let arguments: Vec<Dynamic> = arguments.iter_mut().map(|value| value.take()).collect();
        let context = context.expect("the function is registered to get its context");
        call(&context, function, &arguments)
    };
    let native = RhaiFunc::Pure {
        func: Shared::new(run),
        has_context: true,
        is_pure: true,
        is_volatile: false,
    };
    let types = vec![TypeId::of::<Dynamic>(); count];
    FuncRegistration::new(function.operation.name).set_into_module_raw(module, types, native);
}

fn call(
    context: &NativeCallContext<'_>,
    function: Function,
    arguments: &[Dynamic],
) -> Answer<Dynamic> {
    build(context, |builder| {
        let (inputs, rest) = inputs(builder, function, arguments)?;
        let parameters = parameters(builder, function, rest)?;
        let outputs = builder.call(function.operation, &inputs, &parameters)?;
        for node in &outputs {
            builder.used(*node);
        }
        if let [only] = outputs.as_slice() {
            return Ok(Dynamic::from(Series(*only)));
        }
        let named = function.operation.output_names().zip(outputs);
        let map: Map =
            named.map(|(name, node)| (name.into(), Dynamic::from(Series(node)))).collect();
        Ok(Dynamic::from_map(map))
    })
}

/// A data frame stands for the default inputs; otherwise there is a column for each input.
fn inputs<'a>(
    builder: &mut Builder,
    function: Function,
    arguments: &'a [Dynamic],
) -> Result<(Vec<NodeId>, &'a [Dynamic]), BuildError> {
    let operation = function.operation;
    if let Some(frame) = arguments.first().and_then(|first| first.clone().try_cast::<Frame>()) {
        let columns = operation.inputs.iter().map(|input| builder.read(frame.0, input.column));
        return Ok((columns.collect::<Result<_, _>>()?, &arguments[1..]));
    }
    let count = operation.inputs.len();
    let columns: Vec<NodeId> = arguments
        .iter()
        .take(count)
        .map_while(|argument| argument.clone().try_cast::<Series>())
        .map(|series| series.0)
        .filter(|node| builder.shape(*node) != Shape::Scalar)
        .collect();
    if columns.len() < count {
        let names: Vec<_> = operation.inputs.iter().map(|input| input.name).collect();
        let message = format!("{function} needs `df` or its columns: {}", names.join(", "));
        return Err(
            BuildError::new("AQ255", message).help(format!("write `{}`", operation.example))
        );
    }
    Ok((columns, &arguments[count..]))
}

/// Parameters by position or by name; what is not given has its default.
fn parameters(
    builder: &mut Builder,
    function: Function,
    arguments: &[Dynamic],
) -> Result<Vec<NodeId>, BuildError> {
    let operation = function.operation;
    let names = || operation.parameters.iter().map(|parameter| parameter.name);
    let by_name = match arguments {
        [only] => only.read_lock::<Map>().map(|map| map.clone()),
        _ => None,
    };
    if let Some(unknown) =
        by_name.iter().flat_map(Map::keys).find(|key| !names().any(|name| name == key.as_str()))
    {
        let message = format!("{function} has no parameter `{unknown}`");
        let names: Vec<&str> = names().collect();
        return Err(BuildError::new("AQ256", message).names(unknown, &names));
    }
    if by_name.is_none() && arguments.len() > operation.parameters.len() {
        return Err(too_many(function, arguments.len()));
    }
    let mut nodes = Vec::with_capacity(operation.parameters.len());
    for (at, parameter) in operation.parameters.iter().enumerate() {
        let given = match &by_name {
            Some(map) => map.get(parameter.name),
            None => arguments.get(at),
        };
        nodes.push(match (given, parameter.default) {
            (Some(value), _) => of_parameter(builder, function, parameter, value)?,
            (None, Some(default)) => builder.constant(default)?,
            (None, None) => {
                let message = format!("{function} needs `{}`", parameter.name);
                return Err(BuildError::new("AQ258", message)
                    .help(format!("write `{}`", operation.example)));
            }
        });
    }
    Ok(nodes)
}

fn too_many(function: Function, given: usize) -> BuildError {
    let parameters = function.operation.parameters;
    let message = match parameters {
        [] => format!("{function} takes no parameters, here are {given}"),
        [_] => format!("{function} takes one parameter, here are {given}"),
        several => format!("{function} takes {} parameters, here are {given}", several.len()),
    };
    let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
    let help = match parameters {
        [] => format!("write `{}`", function.operation.example),
        _ => format!("behind the columns it takes: {}", names.join(", ")),
    };
    BuildError::new("AQ257", message).help(help)
}

/// A number, or the word that stands for one.
fn of_parameter(
    builder: &mut Builder,
    function: Function,
    parameter: &Parameter,
    value: &Dynamic,
) -> Result<NodeId, BuildError> {
    let Kind::Word(words) = parameter.kind else { return node(builder, value) };
    let is_word = value.is_string() || value.is_bool();
    let word = value.to_string();
    if let Some(number) = (words.parse)(&word).filter(|number| is_word && parameter.admits(*number))
    {
        return builder.constant(number);
    }
    let written = if is_word { format!("\"{word}\"") } else { super::kind_name(value.type_name()) };
    let message = format!("`{}` of {function} cannot be {written}", parameter.name);
    Err(BuildError::new("AQ211", message).help(parameter.range_text()))
}
