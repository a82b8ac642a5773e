//! `ta::NAME`: the registry of indicators as functions of the script.

use std::any::TypeId;

use rhai::{Dynamic, Engine, FuncRegistration, Map, Module, NativeCallContext, RhaiFunc, Shared};

use super::super::host::{Answer, build};
use super::frame::Frame;
use super::series::{Series, node};
use crate::indicators::{Operation, ta};
use crate::strategy::plan::{BuildError, Builder, NodeId, Shape};

pub(super) fn register(engine: &mut Engine) {
    let mut module = Module::new();
    for operation in ta::TABLE.iter().copied() {
        let most = operation.inputs.len().max(1) + operation.parameters.len();
        for count in 0..=most + 1 {
            register_arity(&mut module, operation, count);
        }
    }
    engine.register_static_module("ta", module.into());
}

/// Rhai has no functions with any number of arguments: one is registered for each number.
fn register_arity(module: &mut Module, operation: &'static Operation, count: usize) {
    let run = move |context: Option<NativeCallContext<'_>>, arguments: &mut [&mut Dynamic]| {
        let arguments: Vec<Dynamic> = arguments.iter_mut().map(|value| value.take()).collect();
        let context = context.expect("the function is registered to get its context");
        call(&context, operation, &arguments)
    };
    let function = RhaiFunc::Pure {
        func: Shared::new(run),
        has_context: true,
        is_pure: true,
        is_volatile: false,
    };
    let types = vec![TypeId::of::<Dynamic>(); count];
    FuncRegistration::new(operation.name).set_into_module_raw(module, types, function);
}

fn call(
    context: &NativeCallContext<'_>,
    operation: &'static Operation,
    arguments: &[Dynamic],
) -> Answer<Dynamic> {
    build(context, |builder| {
        let (inputs, rest) = inputs(builder, operation, arguments)?;
        let parameters = parameters(builder, operation, rest)?;
        let outputs = builder.call(operation, &inputs, &parameters)?;
        for node in &outputs {
            builder.used(*node);
        }
        if let [only] = outputs.as_slice() {
            return Ok(Dynamic::from(Series(*only)));
        }
        let named = operation.outputs.iter().zip(outputs);
        let map: Map =
            named.map(|(name, node)| ((*name).into(), Dynamic::from(Series(node)))).collect();
        Ok(Dynamic::from_map(map))
    })
}

/// A data frame stands for the default inputs; otherwise there is a column for each input.
fn inputs<'a>(
    builder: &mut Builder,
    operation: &'static Operation,
    arguments: &'a [Dynamic],
) -> Result<(Vec<NodeId>, &'a [Dynamic]), BuildError> {
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
        let message =
            format!("ta::{} needs `df` or its columns: {}", operation.name, names.join(", "));
        return Err(
            BuildError::new("AQ255", message).help(format!("write `{}`", operation.example))
        );
    }
    Ok((columns, &arguments[count..]))
}

/// Parameters by position or by name; what is not given has its default.
fn parameters(
    builder: &mut Builder,
    operation: &'static Operation,
    arguments: &[Dynamic],
) -> Result<Vec<NodeId>, BuildError> {
    let names = || operation.parameters.iter().map(|parameter| parameter.name);
    let list = || names().collect::<Vec<_>>().join(", ");
    let by_name = match arguments {
        [only] => only.read_lock::<Map>().map(|map| map.clone()),
        _ => None,
    };
    if let Some(unknown) =
        by_name.iter().flat_map(Map::keys).find(|key| !names().any(|name| name == key.as_str()))
    {
        let message = format!("ta::{} has no parameter `{unknown}`", operation.name);
        let names: Vec<&str> = names().collect();
        return Err(BuildError::new("AQ256", message).names(unknown, &names));
    }
    if by_name.is_none() && arguments.len() > operation.parameters.len() {
        let message = format!(
            "ta::{} takes {} parameters, here are {}",
            operation.name,
            operation.parameters.len(),
            arguments.len()
        );
        return Err(BuildError::new("AQ257", message)
            .help(format!("behind the columns it takes: {}", list())));
    }
    let mut nodes = Vec::with_capacity(operation.parameters.len());
    for (at, parameter) in operation.parameters.iter().enumerate() {
        let given = match &by_name {
            Some(map) => map.get(parameter.name),
            None => arguments.get(at),
        };
        nodes.push(match (given, parameter.default) {
            (Some(value), _) => node(builder, value)?,
            (None, Some(default)) => builder.constant(default)?,
            (None, None) => {
                let message = format!("ta::{} needs `{}`", operation.name, parameter.name);
                return Err(BuildError::new("AQ258", message)
                    .help(format!("write `{}`", operation.example)));
            }
        });
    }
    Ok(nodes)
}
