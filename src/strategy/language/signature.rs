//! Signatures, taken apart: `rolling(n: int, options: map) -> Window`.

use serde::Serialize;

/// One way to use a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signature<'a> {
    /// What is called or read; with what it belongs to where that is always the same.
    pub name: &'a str,
    /// What it takes; `None` when it is read without parentheses.
    pub parameters: Option<Vec<Parameter<'a>>>,
    /// The type of what it gives; `None` when that is nothing.
    pub returns: Option<&'a str>,
}

/// One argument of a [`Signature`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Parameter<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it may be: `Series | float`.
    pub kind: &'a str,
}

impl<'a> Signature<'a> {
    /// Takes a signature apart. What has no name of its own (an operator, an index) is none.
    pub fn parse(text: &'a str) -> Option<Self> {
        let (head, returns) = match text.split_once(" -> ") {
            Some((head, returns)) => (head, Some(returns)),
            None => (text, None),
        };
        let is_name = |name: &str| {
            !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
        };
        let (name, parameters) = match head.split_once('(') {
            None => (head, None),
            Some((name, rest)) => {
                let list = rest.strip_suffix(')')?.split(", ").filter(|one| !one.is_empty());
                let parameter = |one: &'a str| {
                    let (name, kind) = one.split_once(": ")?;
                    Some(Parameter { name, kind })
                };
                (name, Some(list.map(parameter).collect::<Option<_>>()?))
            }
        };
        is_name(name).then_some(Self { name, parameters, returns })
    }

    /// The same without types: `rolling(n, options)`.
    pub fn plain(&self) -> String {
        match &self.parameters {
            None => self.name.to_owned(),
            Some(parameters) => {
                let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
                format!("{}({})", self.name, names.join(", "))
            }
        }
    }
}

/// All signatures of a word as one, without types: `rolling(n[, options])`.
pub fn usage(signatures: &[&str]) -> String {
    let parsed: Vec<_> = signatures.iter().filter_map(|text| Signature::parse(text)).collect();
    let calls = || parsed.iter().filter_map(|one| Some((one, one.parameters.as_ref()?)));
    let Some((longest, parameters)) = calls().max_by_key(|(_, parameters)| parameters.len()) else {
        let head = |text: &&str| text.split(" -> ").next().unwrap_or_default().to_owned();
        return signatures.iter().map(head).collect::<Vec<_>>().join("  ");
    };
    let mut text = format!("{}(", longest.name);
    let mut open = 0;
    for (at, parameter) in parameters.iter().enumerate() {
        if calls().any(|(_, shorter)| shorter.len() == at) {
            text.push('[');
            open += 1;
        }
        if at > 0 {
            text.push_str(", ");
        }
        text.push_str(parameter.name);
    }
    text.push_str(&"]".repeat(open));
    text.push(')');
    text
}

#[cfg(test)]
mod tests {
    use super::{Signature, usage};

    #[test]
    fn signatures_come_apart() {
        let parsed = Signature::parse("clip(low: Series | float, high: float) -> Series").unwrap();
        assert_eq!((parsed.name, parsed.returns), ("clip", Some("Series")));
        assert_eq!(parsed.plain(), "clip(low, high)");
        assert_eq!(parsed.parameters.unwrap()[0].kind, "Series | float");
        assert_eq!(Signature::parse("value -> int").unwrap().parameters, None);
        assert_eq!(Signature::parse("expanding() -> Window").unwrap().plain(), "expanding()");
        assert_eq!(Signature::parse("a + b -> Series"), None);
    }

    #[test]
    fn optional_arguments_stand_in_brackets() {
        let helper = ["f(a: int)", "f(a: int, b: int)", "f(a: int, b: int, c: int) -> int"];
        assert_eq!(usage(&helper), "f(a[, b[, c]])");
        assert_eq!(usage(&["diff() -> Series", "diff(n: int) -> Series"]), "diff([n])");
        assert_eq!(usage(&["a + b -> Series", "+a -> Series"]), "a + b  +a");
    }
}
