//! Plain values as YAML that every reader takes: keys of our own, texts as JSON writes them.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// The lines of an object. Lists of plain values are one line each.
pub(super) fn yaml(object: &Map<String, Value>) -> String {
    let mut text = String::new();
    write_object(&mut text, object, 0);
    text
}

fn write_object(text: &mut String, object: &Map<String, Value>, depth: usize) {
    for (at, (key, value)) in object.iter().enumerate() {
        // The first key of an object in a list stands behind the dash.
        let dash = text.ends_with("- ");
        debug_assert!(!dash || at == 0, "a dash has one key behind it");
        if !dash {
            text.extend(std::iter::repeat_n("  ", depth));
        }
        let _ = write!(text, "{key}:");
        write_value(text, value, depth);
    }
}

/// A value behind its key, with the end of the line.
fn write_value(text: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            text.push('\n');
            write_object(text, object, depth + 1);
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            text.push('\n');
            for item in items.iter().filter_map(Value::as_object) {
                text.extend(std::iter::repeat_n("  ", depth + 1));
                text.push_str("- ");
                write_object(text, item, depth + 2);
            }
        }
        plain => {
            let _ = writeln!(text, " {}", scalar(plain));
        }
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Number(number) if number.is_f64() => {
            // Without an exponent: not every reader takes `1e-7` for a number.
            let text = number.as_f64().unwrap_or(f64::NAN).to_string();
            if text.contains('.') { text } else { format!("{text}.0") }
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(scalar).collect::<Vec<_>>().join(", "))
        }
        Value::Object(_) => "{}".to_owned(),
        other => other.to_string(),
    }
}

/// A text in double quotes. What YAML does not take as it is (JSON does) is written by its number.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        let by_number = matches!(
            c,
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        );
        if by_number {
            let _ = write!(quoted, "\\u{:04x}", u32::from(c));
        } else {
            quoted.push(c);
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_line_by_line() {
        let value = json!({
            "version": "v1: \"first\" # no comment\n\u{85}\u{2028}größer 🚀",
            "none": null,
            "numbers": [1, -2.5, 1e-7, 3.0],
            "empty": [],
            "nothing": {},
            "peaks": { "best": { "sharpe": 0.5, "flags": ["few-trades"] }, "profit": null },
            "active": [{ "name": "One", "trial": 1, "of": { "a": true } }, { "name": "Two" }],
        });
        let text = yaml(value.as_object().unwrap());
        let expected = concat!(
            "version: \"v1: \\\"first\\\" # no comment\\n\\u0085\\u2028größer 🚀\"\n",
            "none: null\n",
            "numbers: [1, -2.5, 0.0000001, 3.0]\n",
            "empty: []\n",
            "nothing: {}\n",
            "peaks:\n",
            "  best:\n",
            "    sharpe: 0.5\n",
            "    flags: [\"few-trades\"]\n",
            "  profit: null\n",
            "active:\n",
            "  - name: \"One\"\n",
            "    trial: 1\n",
            "    of:\n",
            "      a: true\n",
            "  - name: \"Two\"\n",
        );
        assert_eq!(text, expected);
    }
}
