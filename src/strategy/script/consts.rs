//! The top-level consts of a script: their values and places.

use rhai::{AST, Dynamic, Scope, Stmt};
use serde_json::{Map, Number, Value};

use super::errors::Source;
use super::host::ENGINE;
use crate::diag::Diagnostic;
use crate::strategy::settings::{LATER, SETTINGS};

/// A top-level const.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its name.
    pub name: String,
    pub(super) value: Dynamic,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Const {
    /// Its value as JSON; `None` for what JSON has no word for.
    pub fn json(&self) -> Option<Value> {
        json(&self.value)
    }
}

/// Runs the top level of a script and takes its consts, in the order of the script.
pub(super) fn read(ast: &AST, source: &Source) -> Result<Vec<Const>, Diagnostic> {
    let mut scope = Scope::new();
    ENGINE
        .strict
        .run_ast_with_scope(&mut scope, ast)
        .map_err(|error| source.runtime_error(&error, ast, ""))?;
    let mut consts = Vec::new();
    for statement in ast.statements() {
        let Stmt::Var(definition, _, position) = statement else { continue };
        let name = definition.0.name.as_str();
        // A const that is written twice has its last value.
        let values = scope.iter_raw().filter(|(known, _, _)| *known == name);
        let Some((_, is_const, value)) = values.last() else { continue };
        consts.retain(|entry: &Const| entry.name != name);
        let (line, column) = (position.line().unwrap_or(1), position.position().unwrap_or(1));
        let is_setting =
            SETTINGS.iter().any(|setting| setting.name == name) || LATER.contains(&name);
        if !is_const && is_setting {
            let message = format!("`{name}` is a setting and must be a const");
            return Err(Diagnostic::error("AQ301", message)
                .at(Some(source.place(line, column)))
                .with_help(format!("write `const {name} = …;`")));
        }
        if is_const {
            consts.push(Const { name: name.to_owned(), value: value.clone(), line, column });
        }
    }
    Ok(consts)
}

fn json(value: &Dynamic) -> Option<Value> {
    if value.is_unit() {
        return Some(Value::Null);
    }
    if let Ok(flag) = value.as_bool() {
        return Some(Value::Bool(flag));
    }
    if let Ok(whole) = value.as_int() {
        return Some(Value::Number(whole.into()));
    }
    if let Ok(number) = value.as_float() {
        return Number::from_f64(number).map(Value::Number);
    }
    if value.is_string() {
        return value.clone().into_string().ok().map(Value::String);
    }
    if let Ok(array) = value.as_array_ref() {
        return array.iter().map(json).collect::<Option<Vec<_>>>().map(Value::Array);
    }
    let map = value.as_map_ref().ok()?;
    let entries = map.iter().map(|(key, value)| Some((key.to_string(), json(value)?)));
    entries.collect::<Option<Map<_, _>>>().map(Value::Object)
}
