//! A line of the journal: an entry, its hash, and the hash of the line before.
//!
//! `{"hash":"…","prev":"…",…entry…}`. The hash is over `prev` and the entry's own bytes, so nothing has to
//! be written again the same way to be verified, and whoever changes a line changes all that follow.

use serde::Serialize;

/// Digits of a hash: 128 bits in hexadecimal.
const DIGITS: usize = 32;

/// What stands before the first line.
pub(super) const FIRST: &str = "00000000000000000000000000000000";

const HASH: &str = "{\"hash\":\"";
const PREV: &str = "\",\"prev\":\"";
const ENTRY: &str = "\",";

/// The parts of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub hash: &'a str,
    pub prev: &'a str,
    /// The entry without its opening brace.
    entry: &'a str,
}

impl<'a> Line<'a> {
    /// Takes a line apart; `None` where it is none.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let rest = line.strip_prefix(HASH)?;
        let (hash, rest) = rest.split_at_checked(DIGITS)?;
        let (prev, entry) = rest.strip_prefix(PREV)?.split_at_checked(DIGITS)?;
        let entry = entry.strip_prefix(ENTRY)?;
        entry.ends_with('}').then_some(Self { hash, prev, entry })
    }

    /// Whether its hash is the one of what it holds.
    pub(super) fn is_whole(&self) -> bool {
        hash_of(self.prev, self.entry) == self.hash
    }
}

/// Whether all whole lines of a journal follow from each other.
pub(super) fn is_chain(journal: &[u8]) -> bool {
    let whole = journal.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let Ok(text) = str::from_utf8(&journal[..whole]) else { return false };
    let mut last = FIRST;
    text.lines().all(|text| {
        let line = Line::parse(text).filter(|line| line.prev == last && line.is_whole());
        line.is_some_and(|line| {
            last = line.hash;
            true
        })
    })
}

/// The line of an entry, behind the line with the hash `prev`; and its own hash.
pub(super) fn line(prev: &str, entry: &impl Serialize) -> (String, String) {
    let json = serde_json::to_string(entry).expect("plain data is written as JSON");
    let entry = json.strip_prefix('{').expect("an entry is an object");
    let hash = hash_of(prev, entry);
    (format!("{HASH}{hash}{PREV}{prev}{ENTRY}{entry}\n"), hash)
}

fn hash_of(prev: &str, entry: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(prev.as_bytes());
    hasher.update(entry.as_bytes());
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_is_json_and_knows_when_it_was_changed() {
        let (text, hash) = line(FIRST, &json!({ "kind": "run", "strategy": "A" }));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["strategy"], "A");
        assert_eq!(value["hash"], hash);
        let parsed = Line::parse(text.trim_end()).unwrap();
        assert!(parsed.is_whole() && parsed.prev == FIRST);
        for (from, to) in [("\"A\"", "\"B\""), (&hash[..8], "00000000"), ("run", "ran")] {
            let changed = text.replacen(from, to, 1);
            assert!(!Line::parse(changed.trim_end()).is_some_and(|line| line.is_whole()), "{to}");
        }
    }

    #[test]
    fn lines_that_are_missing_moved_or_changed_are_no_chain() {
        let (first, hash) = line(FIRST, &json!({ "kind": "run", "strategy": "A" }));
        let (second, _) = line(&hash, &json!({ "kind": "run", "strategy": "B" }));
        let is_chain = |text: String| is_chain(text.as_bytes());
        assert!(is_chain(String::new()) && is_chain(format!("{first}{second}{{\"ha")));
        for text in [
            second.clone(),
            format!("{second}{first}"),
            format!("{first}{first}"),
            format!("{}{second}", first.replace("\"A\"", "\"C\"")),
            format!("{first}\n{second}"),
        ] {
            assert!(!is_chain(text.clone()), "{text}");
        }
    }

    #[test]
    fn what_is_torn_anywhere_is_no_line() {
        let (text, _) = line(FIRST, &json!({ "note": "größer {ja}" }));
        for end in (0..text.len() - 1).filter(|end| text.is_char_boundary(*end)) {
            assert!(!Line::parse(&text[..end]).is_some_and(|line| line.is_whole()), "{end}");
        }
    }
}
