//! `ta::NAME` and `yata::NAME`: the registries of indicators as functions of the script.

use std::any::TypeId;

use rhai::{
    Dynamic, Engine, FuncRegistration, Map, Module as Functions, NativeCallContext, RhaiFunc,
    Shared,
};

use super::super::host::{Answer, build};
use super::frame::Frame;
use super::outputs;
use super::series::{Series, node};
use crate::indicators::{Function, Input, Kind, MODULES, Parameter};
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
    let most = operation.parameters.len();
    if let Some(frame) = arguments.first().and_then(|first| first.clone().try_cast::<Frame>()) {
        let rest = &arguments[1..];
        if rest.len() > most && rest.first().and_then(|first| column(builder, first)).is_some() {
            let message = format!("{function} takes `df` or {}, and not both", columns(function));
            return Err(of_columns(function, message));
        }
        let read = |input: &Input| read(builder, function, frame, input);
        return Ok((operation.inputs.iter().map(read).collect::<Result<_, _>>()?, rest));
    }
    let count = operation.inputs.len();
    let given: Vec<NodeId> =
        arguments.iter().map_while(|argument| column(builder, argument)).collect();
    if let Some(several) = arguments.get(given.len()).and_then(outputs::several)
        && given.len() < count
    {
        return Err(several);
    }
    if given.len() < count {
        let names: Vec<_> = operation.inputs.iter().map(|input| input.name).collect();
        let message = format!("{function} needs `df` or its columns: {}", names.join(", "));
        return Err(missing(function, "AQ255", message));
    }
    // One more behind a single input may be meant as a period.
    if given.len() > count && (count > 1 || arguments.len() > count + most) {
        let message = format!("{function} takes {}; here are {}", columns(function), given.len());
        return Err(of_columns(function, message));
    }
    Ok((given[..count].to_vec(), &arguments[count..]))
}

/// The column that a value is.
fn column(builder: &Builder, value: &Dynamic) -> Option<NodeId> {
    let Series(node) = value.clone().try_cast::<Series>()?;
    (builder.shape(node) != Shape::Scalar).then_some(node)
}

/// The column of a data frame that stands for an input; one that only scripts write may be given itself.
fn read(
    builder: &mut Builder,
    function: Function,
    frame: Frame,
    input: &Input,
) -> Result<NodeId, BuildError> {
    builder.read(frame.0, input.column).map_err(|error| {
        let arguments = function.operation.arguments().join(", ");
        let name = input.column;
        let error = BuildError { mend: None, word: None, ..error };
        error.help(format!(
            "write `df[\"{name}\"] = …` before, or give the columns: `{function}({arguments})`"
        ))
    })
}

/// The columns that a function takes: `one column: real`.
fn columns(function: Function) -> String {
    let names: Vec<&str> = function.operation.inputs.iter().map(|input| input.name).collect();
    match names.as_slice() {
        [only] => format!("one column: {only}"),
        several => format!("{} columns: {}", several.len(), several.join(", ")),
    }
}

fn of_columns(function: Function, message: String) -> BuildError {
    missing(function, "AQ257", message)
}

/// A fault that an example of the function mends.
fn missing(function: Function, code: &'static str, message: String) -> BuildError {
    BuildError::new(code, message).help(format!("write `{}`", function.operation.example))
}

/// Parameters by position or by name; what is not given has its default.
fn parameters(
    builder: &mut Builder,
    function: Function,
    arguments: &[Dynamic],
) -> Result<Vec<NodeId>, BuildError> {
    let operation = function.operation;
    let is_parameter = |key: &str| operation.parameters.iter().any(|known| known.name == key);
    let is_named = |value: &&Dynamic| {
        value.read_lock::<Map>().is_some_and(|map| map.keys().any(|key| is_parameter(key)))
    };
    let columns = arguments.iter().filter(|value| !is_named(value)).find_map(outputs::several);
    if let Some(several) = columns {
        return Err(several);
    }
    if arguments.len() > 1 && arguments.iter().any(Dynamic::is_map) {
        return Err(both_ways(function, arguments));
    }
    let by_name = match arguments {
        [only] => only.read_lock::<Map>().map(|map| map.clone()),
        _ => None,
    };
    if let Some(map) = &by_name {
        check_names(function, map)?;
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
                return Err(missing(function, "AQ258", message));
            }
        });
    }
    Ok(nodes)
}

/// The keys of a map are names of parameters.
fn check_names(function: Function, map: &Map) -> Result<(), BuildError> {
    let names: Vec<&str> =
        function.operation.parameters.iter().map(|parameter| parameter.name).collect();
    let Some(unknown) = map.keys().find(|key| !names.contains(&key.as_str())) else {
        return Ok(());
    };
    let error = BuildError::new("AQ256", format!("{function} has no parameter `{unknown}`"));
    Err(match names.as_slice() {
        [] => BuildError { word: Some(unknown.to_string()), ..error }
            .help(format!("it takes none: write `{}`", function.operation.example)),
        names => error.names(unknown, names),
    })
}

/// Parameters by position, and a map behind or before them.
fn both_ways(function: Function, arguments: &[Dynamic]) -> BuildError {
    let operation = function.operation;
    let message = format!("{function} takes its parameters by position or in a map, and not both");
    let map = arguments.iter().find_map(Dynamic::read_lock::<Map>);
    let written = operation.parameters.iter().enumerate().filter_map(|(at, parameter)| {
        let named = map.as_ref().and_then(|map| map.get(parameter.name));
        let value = named.or_else(|| arguments.get(at).filter(|value| !value.is_map()))?;
        Some(format!("{}: {}", parameter.name, shown(value)))
    });
    let written = written.collect::<Vec<_>>().join(", ");
    let taken = operation.arguments();
    let columns = taken[..taken.len() - operation.parameters.len()].join(", ");
    let help = format!("write `{function}({columns}, #{{ {written} }})`");
    BuildError::new("AQ257", message).help(help)
}

/// A plain value as a script writes it.
fn shown(value: &Dynamic) -> String {
    match (value.as_int(), value.as_float()) {
        (Ok(whole), _) => whole.to_string(),
        (_, Ok(number)) => format!("{number:?}"),
        _ if value.is_bool() => value.to_string(),
        _ if value.is_string() => format!("\"{value}\""),
        _ => "…".to_owned(),
    }
}

fn too_many(function: Function, given: usize) -> BuildError {
    let parameters = function.operation.parameters;
    let taken = match parameters {
        [] => "no parameters".to_owned(),
        [_] => "one parameter".to_owned(),
        several => format!("{} parameters", several.len()),
    };
    let verb = if given == 1 { "is" } else { "are" };
    let message = format!("{function} takes {taken}, here {verb} {given}");
    let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
    if names.is_empty() {
        return missing(function, "AQ257", message);
    }
    let help = format!("behind the columns it takes: {}", names.join(", "));
    BuildError::new("AQ257", message).help(help)
}

/// A number, or the word that stands for one.
fn of_parameter(
    builder: &mut Builder,
    function: Function,
    parameter: &Parameter,
    value: &Dynamic,
) -> Result<NodeId, BuildError> {
    let (is_flag, is_word, word) = (value.is_bool(), value.is_string(), value.to_string());
    let number = match parameter.kind {
        Kind::Word(words) if is_word || is_flag => {
            (words.parse)(&word).filter(|number| parameter.admits(*number))
        }
        // A number in quotes is told as such.
        Kind::Named(_) if is_word && word.parse::<f64>().is_err() => parameter.named(&word),
        Kind::Word(_) => None,
        _ if is_flag => None,
        _ => return node(builder, value),
    };
    if let Some(number) = number {
        return builder.constant(number);
    }
    let written = match parameter.kind {
        _ if is_word => format!("\"{word}\""),
        Kind::Word(_) if is_flag => format!("\"{word}\""),
        _ if is_flag => word,
        _ => super::kind_name(value.type_name()),
    };
    let code = if is_flag && !matches!(parameter.kind, Kind::Word(_)) { "AQ241" } else { "AQ211" };
    let message = format!("`{}` of {function} cannot be {written}", parameter.name);
    let error = BuildError::new(code, message).help(parameter.range_text());
    Err(BuildError { word: Some(written).filter(|_| is_word || is_flag), ..error })
}
