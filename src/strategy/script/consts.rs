//! The top-level consts of a script: their values and places.

use std::borrow::Cow;
use std::sync::Arc;

use rhai::{AST, Dynamic, Scope, Stmt};
use serde_json::{Map, Number, Value};

use super::api::Series;
use super::errors::{Fault, runtime_fault};
use super::host::ENGINE;
use super::limits::Allowance;
use super::source::Source;
use crate::diag::Diagnostic;
use crate::strategy::settings::SETTINGS;

/// A top-level const.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its name.
    pub name: String,
    pub(super) value: Dynamic,
    /// The byte of the compiled text that the name stands at.
    pub(super) at: usize,
}

impl Const {
    /// Whether its value could not be understood.
    pub fn is_unknown(&self) -> bool {
        self.value.is::<Series>()
    }

    /// Its value as JSON; `None` for what JSON has no word for.
    pub fn json(&self) -> Option<Value> {
        json(&self.value)
    }
}

/// Runs the top level of a script and takes its consts, in the order of the script. `known` are names
/// that stand for what could not be understood.
pub(super) fn read(ast: &AST, source: &Source, known: &[Const]) -> Result<Vec<Const>, Vec<Fault>> {
    let mut scope = Scope::new();
    for entry in known {
        scope.push_constant_dynamic(entry.name.as_str(), entry.value.clone());
    }
    Allowance::building()
        .run(|| ENGINE.strict.run_ast_with_scope(&mut scope, &in_order(ast, source)))
        .map_err(|error| vec![runtime_fault(source, &error, ast, "")])?;
    let mut consts: Vec<Const> = known.to_vec();
    let mut faults = Vec::new();
    for statement in ast.statements() {
        let Stmt::Var(definition, _, position) = statement else { continue };
        let name = definition.0.name.as_str();
        // A const that is written twice has its last value.
        let values = scope.iter_raw().filter(|(known, _, _)| *known == name);
        let Some((_, is_const, value)) = values.last() else { continue };
        consts.retain(|entry: &Const| entry.name != name);
        let is_setting = SETTINGS.iter().any(|setting| setting.name == name);
        let keyword = source.offset(*position);
        let name_at = source.text()[keyword..].find(name).map_or(keyword, |at| keyword + at);
        if !is_const && is_setting {
            faults.push(variable_setting(source, name, name_at));
        }
        if is_const {
            consts.push(Const { name: name.to_owned(), value: value.clone(), at: name_at });
        }
    }
    if faults.is_empty() { Ok(consts) } else { Err(faults) }
}

/// The top level with what is imported first: the script itself comes before it in the text.
fn in_order<'a>(ast: &'a AST, source: &Source) -> Cow<'a, AST> {
    if source.is_alone() {
        return Cow::Borrowed(ast);
    }
    let end = source.end();
    let is_own = |statement: &&Stmt| source.offset(statement.position()) < end;
    let (own, imported): (Vec<&Stmt>, Vec<&Stmt>) = ast.statements().iter().partition(is_own);
    let statements = imported.into_iter().chain(own).cloned();
    Cow::Owned(AST::new(statements, Arc::clone(ast.shared_lib())))
}

/// `let stoploss = …`.
fn variable_setting(source: &Source, name: &str, at: usize) -> Fault {
    let tokens = source.tokens();
    let keyword = tokens.ending_before(at).filter(|token| tokens.text(token) == "let");
    let change = keyword.map(|keyword| (keyword.at.clone(), "const".to_owned()));
    let length = name.len();
    let diagnostic =
        Diagnostic::error("AQ301", format!("`{name}` is a setting and must be a const"))
            .at(Some(source.place_of(at..at + length)))
            .with_help(format!("write `const {name} = …;`"))
            .with_edits(change.map(|change| source.edits(&[change])).unwrap_or_default());
    Fault { diagnostic, at }
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
