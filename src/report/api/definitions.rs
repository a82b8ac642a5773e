//! Definitions for Rhai's language server, in its `.d.rhai` format.

use std::fmt::Write as _;

use crate::indicators::{Kind as Values, MODULES, Operation, Parameter};
use crate::strategy::language::{
    Field, Kind, ORDER, RECORDS, Record, Signature, TIME, TRADE, Word, ctx_fields, words,
};

const HEAD: &str = "\
/// The strategy API of autoquant. Generated: `autoquant api --definitions > docs/autoquant.d.rhai`.
module static;
";

/// The whole API for editors.
pub fn definitions() -> String {
    let mut text = String::from(HEAD);
    let maps = RECORDS.iter().filter(|record| record.kind == "map");
    maps.for_each(|record| map_type(&mut text, record));
    let mut known = Vec::new();
    for word in words() {
        for line in lines(word) {
            // Windows of all families are one type.
            if !known.contains(&line) {
                documented(&mut text, "", &[word.summary, "", word.example], &line);
                known.push(line);
            }
        }
    }
    let of_ctx = ctx_fields().into_iter().map(|field| ("ctx", "Ctx", field));
    let others = [&TRADE, &ORDER, &TIME].into_iter().flat_map(|record| {
        let owner = match record.kind {
            "Trade" => "trade",
            "Order" => "order",
            _ => "time",
        };
        record.fields.iter().map(move |field| (owner, record.kind, *field))
    });
    for (owner, kind, field) in of_ctx.chain(others) {
        let line = format!("fn get {}({owner}: {kind}) -> {};", field.name, typed(field.kind));
        documented(&mut text, "", &[field.summary], &line);
    }
    for module in &MODULES {
        writeln!(text, "\nmodule {} {{", module.name).expect("a string takes all text");
        for (at, function) in module.functions().enumerate() {
            let operation = function.operation;
            for (more, line) in indicator(operation).into_iter().enumerate() {
                if at + more > 0 {
                    text.push('\n');
                }
                let docs = [operation.summary, "", operation.example];
                indented(&mut text, &docs, &line);
            }
        }
        text.push_str("}\n");
    }
    text
}

/// A map with known keys as a type of its own.
fn map_type(text: &mut String, record: &Record) {
    let name = "Metadata";
    let field = |field: &Field| format!("{}: {}", field.name, typed(field.kind));
    let fields: Vec<String> = record.fields.iter().map(field).collect();
    let line = format!("type {name} = #{{ {} }};", fields.join(", "));
    documented(text, "", &[record.summary], &line);
}

/// The declarations of a word.
fn lines(word: &Word) -> Vec<String> {
    if word.kind == Kind::Operator {
        return word.signatures.iter().flat_map(|text| operator(word.name, text)).collect();
    }
    if !word.kind.is_code() && word.kind != Kind::Populate {
        return Vec::new();
    }
    word.signatures.iter().filter_map(|text| function(word.kind, text)).collect()
}

fn operator(sign: &str, signature: &str) -> Vec<String> {
    if signature.starts_with(sign) {
        return vec![format!("op {sign}(Series) -> Series;")];
    }
    ["Series, Series | float", "Series | float, Series"]
        .map(|sides| format!("op {sign}({sides}) -> Series;"))
        .into()
}

fn function(kind: Kind, text: &str) -> Option<String> {
    let signature = Signature::parse(text)?;
    // What is behind `ctx.` belongs to its type.
    let (receiver, name) = match signature.name.split_once('.') {
        Some((_, name)) => (Some(("ctx", "Ctx")), name),
        None => (kind.receiver(), signature.name),
    };
    let receiver = receiver.map(|(name, kind)| format!("{name}: {kind}"));
    let Some(parameters) = &signature.parameters else {
        let returns = typed(signature.returns?);
        return signature
            .name
            .eq("value")
            .then(|| format!("fn get value(parameter: Series) -> {returns};"));
    };
    let own = parameters.iter().map(|one| format!("{}: {}", one.name, typed(one.kind)));
    let all: Vec<String> = receiver.into_iter().chain(own).collect();
    let returns = signature.returns.map_or("()".to_owned(), typed);
    Some(format!("fn {name}({}) -> {returns};", all.join(", ")))
}

/// A frame or the columns, then the parameters by position or by name; all parameters may be left out.
fn indicator(operation: &Operation) -> Vec<String> {
    let parameter = |one: &Parameter| {
        let kind = match one.kind {
            Values::Whole => "int",
            Values::Real => "float",
            Values::Named(_) => "int | String",
            Values::Word(_) => "String",
        };
        format!("{}: {kind}", one.name)
    };
    let parameters: Vec<String> = operation.parameters.iter().map(parameter).collect();
    let returns = match operation.outputs {
        [_] => "Series".to_owned(),
        several => {
            let fields: Vec<String> =
                several.iter().map(|output| format!("{}: Series", output.name)).collect();
            format!("#{{ {} }}", fields.join(", "))
        }
    };
    let declared = |first: Vec<String>, rest: &[String]| {
        let all: Vec<String> = first.into_iter().chain(rest.iter().cloned()).collect();
        format!("fn {}({}) -> {returns};", operation.name, all.join(", "))
    };
    let by_name = ["parameters: Map".to_owned()];
    match operation.inputs {
        [only] => {
            let first = vec![format!("{}: DataFrame | Series", only.name)];
            vec![declared(first.clone(), &parameters), declared(first, &by_name)]
        }
        inputs => {
            let frame = vec!["df: DataFrame".to_owned()];
            let columns = inputs.iter().map(|input| format!("{}: Series", input.name)).collect();
            vec![
                declared(frame.clone(), &parameters),
                declared(frame, &by_name),
                declared(columns, &parameters),
            ]
        }
    }
}

/// A type as the language server knows it.
fn typed(kind: &str) -> String {
    let one = |kind: &str| match kind {
        "string" => "String".to_owned(),
        "array" => "Array".to_owned(),
        "map" => "Map".to_owned(),
        "Candle" => "?".to_owned(),
        other => other.to_owned(),
    };
    kind.split(" | ").map(one).collect::<Vec<_>>().join(" | ")
}

fn documented(text: &mut String, indent: &str, docs: &[&str], line: &str) {
    text.push('\n');
    for doc in docs {
        writeln!(text, "{}", format!("{indent}/// {doc}").trim_end())
            .expect("a string takes all text");
    }
    writeln!(text, "{indent}{line}").expect("a string takes all text");
}

fn indented(text: &mut String, docs: &[&str], line: &str) {
    let mut one = String::new();
    documented(&mut one, "    ", docs, line);
    text.push_str(one.trim_start_matches('\n'));
}

#[cfg(test)]
mod tests {
    use super::definitions;
    use crate::strategy::language::{Kind, words};

    #[test]
    fn every_function_is_declared() {
        let text = definitions();
        for word in words().filter(|word| word.kind.is_code() && word.kind != Kind::Frame) {
            let declared = [format!("fn {}(", word.name), format!("fn get {}(", word.name)];
            let known = declared.iter().any(|line| text.contains(line.as_str()));
            // A method of a number, which has no type of its own here.
            assert!(known || word.name == "total_seconds", "{}", word.name);
        }
    }

    #[test]
    fn every_line_is_a_declaration() {
        for line in definitions().lines().map(str::trim).filter(|line| !line.is_empty()) {
            let begins = ["///", "module ", "fn ", "op ", "type ", "}"];
            assert!(begins.iter().any(|word| line.starts_with(word)), "{line}");
            assert!(line.starts_with("///") || line.ends_with([';', '{', '}']), "{line}");
        }
    }
}
