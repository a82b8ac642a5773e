//! The script API as one JSON document.

use serde_json::{Value, json};

use super::lookback;
use crate::indicators::{Function, Kind, Output, Parameter};
use crate::job::SCHEMA;
use crate::report::flags::flags_json;
use crate::research::flags::Flag;
use crate::strategy::language::{Callback, Entry, Field, Record, Word};
use crate::strategy::settings::Setting;

/// Some entries and flags as data, each in the list of its kind.
pub fn api_json(entries: &[Entry], flags: &[&Flag]) -> Value {
    let list = |one: fn(Entry) -> Option<Value>| {
        Value::Array(entries.iter().filter_map(|entry| one(*entry)).collect())
    };
    json!({
        "schema": SCHEMA,
        "settings": list(|entry| match entry {
            Entry::Setting(one) => Some(setting(one)),
            _ => None,
        }),
        "words": list(|entry| match entry {
            Entry::Word(one) => Some(word(one)),
            _ => None,
        }),
        "indicators": list(|entry| match entry {
            Entry::Indicator(one) => Some(indicator(one)),
            _ => None,
        }),
        "callbacks": list(|entry| match entry {
            Entry::Callback(one) => Some(callback(one)),
            _ => None,
        }),
        "records": list(|entry| match entry {
            Entry::Record(one) => Some(record(one)),
            _ => None,
        }),
        "fields": list(|entry| match entry {
            Entry::Field(owner, one) => Some(json!({
                "of": owner.name, "name": one.name, "type": one.kind, "summary": one.summary,
            })),
            _ => None,
        }),
        "flags": flags_json(flags),
        // Callbacks and settings of FreqTrade that are refused: none any more, and a key stays.
        "not_yet": [],
    })
}

fn setting(setting: &Setting) -> Value {
    json!({
        "name": setting.name,
        "value": setting.value,
        "default": setting.default,
        "example": setting.example,
        "summary": setting.summary,
    })
}

fn word(word: &Word) -> Value {
    json!({
        "name": word.name,
        "kind": word.kind,
        "signatures": word.signatures,
        "summary": word.summary,
        "example": word.example,
    })
}

fn indicator(function: Function) -> Value {
    let operation = function.operation;
    let parameter = |parameter: &Parameter| {
        // A bound that is infinite is none, and words have none.
        let is_number = !matches!(parameter.kind, Kind::Word(_));
        json!({
            "name": parameter.name,
            "integer": matches!(parameter.kind, Kind::Whole | Kind::Named(_)),
            "words": match parameter.kind {
                Kind::Word(words) => Value::from(words.expected),
                Kind::Named(names) => Value::from(names),
                _ => Value::Null,
            },
            "low": is_number.then_some(parameter.low),
            "high": is_number.then_some(parameter.high),
            "default": match (parameter.default, parameter.kind) {
                (Some(value), Kind::Word(words)) => Value::from((words.show)(value)),
                (default, _) => Value::from(default),
            },
        })
    };
    let inputs = operation.inputs.iter();
    let integers = operation.outputs.iter().filter(|output| output.integer);
    let integers = integers.map(|output: &Output| output.name);
    json!({
        "module": function.module.name,
        "name": operation.name,
        "group": operation.group,
        "inputs": inputs.map(|input| json!({ "name": input.name, "column": input.column }))
            .collect::<Vec<_>>(),
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "outputs": operation.output_names().collect::<Vec<_>>(),
        "integers": integers.collect::<Vec<_>>(),
        "lookback": lookback(operation),
        "summary": operation.summary,
        "formula": operation.formula,
        "source": operation.source,
        "example": operation.example,
    })
}

fn callback(callback: &Callback) -> Value {
    json!({
        "name": callback.name,
        "returns": callback.returns,
        "fields": callback.fields.iter().map(field).collect::<Vec<_>>(),
        "summary": callback.summary,
        "example": callback.example,
    })
}

fn record(record: &Record) -> Value {
    json!({
        "name": record.name,
        "type": record.kind,
        "summary": record.summary,
        "fields": record.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

fn field(field: &Field) -> Value {
    json!({ "name": field.name, "type": field.kind, "summary": field.summary })
}
