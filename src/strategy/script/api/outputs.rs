//! A map with the outputs of a function, where one column is meant.

use rhai::{Dynamic, Map};

use super::series::Series;
use crate::indicators::functions;
use crate::strategy::plan::BuildError;

/// What is said of a map of columns, with the names of all of them; nothing of other values.
pub(super) fn several(value: &Dynamic) -> Option<BuildError> {
    let map = value.read_lock::<Map>()?;
    if map.len() < 2 || !map.values().all(Dynamic::is::<Series>) {
        return None;
    }
    // A map does not know the order of its names, and the function does.
    let is_same = |names: &Vec<&str>| {
        names.len() == map.len() && names.iter().all(|name| map.contains_key(*name))
    };
    let mut known = functions().map(|function| function.operation.output_names().collect());
    let names = known.find(is_same).unwrap_or_else(|| map.keys().map(AsRef::as_ref).collect());
    Some(BuildError::new("AQ241", "this has several columns").help(name_one(&names)))
}

/// How one of several columns is asked for.
pub(in super::super) fn name_one(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`.{name}`")).collect();
    format!("name one: {}", names.join(", "))
}
