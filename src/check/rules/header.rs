//! The `//!` header: what a later reader, person or agent, needs to know of a strategy.

use crate::diag::suggest::nearest;
use crate::diag::{Diagnostic, Place};
use crate::strategy::header::PARADIGMS;
use crate::strategy::script::Script;

/// AQ501 and AQ502: fields that are missing, a paradigm that is none.
pub(in crate::check) fn look(script: &Script) -> Vec<Diagnostic> {
    let header = &script.header;
    let fields = [
        ("Paradigm", &header.paradigm),
        ("Hypothesis", &header.hypothesis),
        ("Parent", &header.parent),
        ("Created", &header.created),
        ("Status", &header.status),
        ("Uses MTF", &header.uses_mtf),
    ];
    let is_missing = |value: &Option<String>| value.as_ref().is_none_or(String::is_empty);
    let missing: Vec<&str> =
        fields.iter().filter(|(_, value)| is_missing(value)).map(|(name, _)| *name).collect();
    let mut found = Vec::new();
    if !missing.is_empty() {
        let list = missing.join(", ");
        let noun = if missing.len() == 1 { "field" } else { "fields" };
        found.push(
            Diagnostic::warning("AQ501", format!("the header lacks the {noun} {list}"))
                .at(Some(script.beginning()))
                .with_help(format!("write `//! {}: …` at the top of the script", missing[0])),
        );
    }
    if let Some(paradigm) = header.paradigm.as_deref().filter(|text| !text.is_empty())
        && !PARADIGMS.contains(&paradigm)
    {
        found.push(unknown_paradigm(script, paradigm));
    }
    found
}

fn unknown_paradigm(script: &Script, paradigm: &str) -> Diagnostic {
    let at = script.text().find("Paradigm:").map_or(0, |at| at + "Paradigm:".len());
    let at = script.text()[at..].find(paradigm).map_or(at, |found| at + found);
    let range = at..at + paradigm.len();
    let place: Place = script.place_of_bytes(range.clone());
    let written = paradigm.to_lowercase().replace([' ', '_'], "-");
    let near = PARADIGMS.iter().find(|known| **known == written).copied();
    let near = near.or_else(|| nearest(&written, PARADIGMS).first().copied());
    let change = near.map(|near| (range, near.to_owned()));
    Diagnostic::warning("AQ502", format!("`{paradigm}` is no paradigm"))
        .at(Some(place))
        .with_help(format!("write one of {}", PARADIGMS.join(", ")))
        .with_edits(script.edits(change.as_slice()))
}
