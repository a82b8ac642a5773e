//! A JSON Schema checker for the words that `docs/schemas` uses; any other word is a fault of the schema.
//!
//! It is stricter than the standard: a key that a schema does not list is a fault too, so that a schema is
//! stale as soon as its document grows.

use serde_json::Value;

/// Words that say nothing about a value.
const TEXTS: [&str; 5] = ["$schema", "$id", "$defs", "title", "description"];

/// What is wrong with a document under the schema of a name.
pub(crate) fn faults(name: &str, document: &Value) -> Vec<String> {
    let root = read(&format!("{name}.json"));
    let mut found = Vec::new();
    check(&root, &root, document, name, &mut found);
    found
}

/// A schema of `docs/schemas`.
pub(crate) fn read(file: &str) -> Value {
    let path = format!("{}/docs/schemas/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let mut fault = |text: String| found.push(format!("{at}: {text}"));
    for (word, told) in schema.as_object().expect("a schema is an object") {
        match word.as_str() {
            "type" => {
                let fits = |kind: &Value| is(kind.as_str().unwrap(), value);
                if !told.as_array().map_or_else(|| fits(told), |kinds| kinds.iter().any(fits)) {
                    fault(format!("{value} is not {told}"));
                }
            }
            "enum" if !told.as_array().unwrap().contains(value) => fault(format!("{value} is new")),
            "const" if told != value => fault(format!("{value} is not {told}")),
            "minimum" if value.as_f64() < told.as_f64() => fault(format!("{value} is too small")),
            "required" => {
                let missing = told.as_array().unwrap().iter();
                for key in missing.filter(|key| value.get(key.as_str().unwrap()).is_none()) {
                    fault(format!("{key} is missing"));
                }
            }
            "enum"
            | "const"
            | "minimum"
            | "properties"
            | "additionalProperties"
            | "items"
            | "anyOf"
            | "$ref" => {}
            text => assert!(TEXTS.contains(&text), "{at}: the schema says `{text}`"),
        }
    }
    below(root, schema, value, at, found);
}

/// What is inside of a value, and the schemas that a schema points to.
fn below(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    for (key, one) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{key}");
        match schema["properties"].get(key).or_else(|| schema.get("additionalProperties")) {
            Some(schema) => check(root, schema, one, &at, found),
            None if schema.get("properties").is_some() => found.push(format!("{at} is not listed")),
            None => {}
        }
    }
    if let Some(schema) = schema.get("items") {
        for (index, one) in value.as_array().into_iter().flatten().enumerate() {
            check(root, schema, one, &format!("{at}[{index}]"), found);
        }
    }
    if let Some(schemas) = schema.get("anyOf").and_then(Value::as_array) {
        let tried = schemas.iter().map(|schema| {
            let mut found = Vec::new();
            check(root, schema, value, at, &mut found);
            found
        });
        let best = tried.min_by_key(Vec::len).unwrap();
        found.extend(best);
    }
    if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
        if let Some(path) = target.strip_prefix('#') {
            check(root, root.pointer(path).expect(target), value, at, found);
        } else {
            let other = read(target);
            check(&other, &other, value, at, found);
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("`{other}` is no type"),
    }
}
