//! The `//!` header of a strategy: what it is called, what it believes, where it comes from.

use serde::{Deserialize, Serialize};

/// The words that `Paradigm` may have.
pub const PARADIGMS: [&str; 5] =
    ["mean-reversion", "trend-following", "volatility", "breakout", "other"];

/// The metadata fields, as they were written; absent ones are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// `mean-reversion`, `trend-following`, `volatility`, `breakout` or `other`.
    pub paradigm: Option<String>,
    /// What is believed about the market.
    pub hypothesis: Option<String>,
    /// `root`, or the strategy it was forked from.
    pub parent: Option<String>,
    /// The commit it was created at.
    pub created: Option<String>,
    /// `active`, or another word of the author.
    pub status: Option<String>,
    /// Whether it looks at other timeframes.
    pub uses_mtf: Option<String>,
}

impl Header {
    /// The header of a script's text: its lines with `//!`.
    pub fn of(text: &str) -> Self {
        Self::parse(text.lines().filter(|line| line.starts_with("//!")))
    }

    /// Reads the lines of the header, with or without their `//!`. A value goes on over lines that
    /// are indented.
    pub fn parse<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut header = Self::default();
        let mut open: Option<&str> = None;
        for line in lines {
            let line = line.strip_prefix("//!").unwrap_or(line);
            let text = line.trim();
            if text.is_empty() {
                open = None;
                continue;
            }
            let goes_on = line.starts_with("  ") || line.starts_with('\t');
            let (name, value) = match (text.split_once(':'), open) {
                (_, Some(name)) if goes_on => (name, text),
                (Some((name, value)), _) => (name.trim(), value.trim()),
                _ => continue,
            };
            open = header.field(name).map(|field| {
                let text = field.get_or_insert_default();
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(value);
                name
            });
        }
        header
    }

    fn field(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "Paradigm" => Some(&mut self.paradigm),
            "Hypothesis" => Some(&mut self.hypothesis),
            "Parent" => Some(&mut self.parent),
            "Created" => Some(&mut self.created),
            "Status" => Some(&mut self.status),
            "Uses MTF" => Some(&mut self.uses_mtf),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_on_over_indented_lines() {
        let text = "//! RsiDip — buys dips\n//!\n//! Paradigm: mean-reversion\n\
            //! Hypothesis: a dip: it\n//!   reverts\n//! Parent: root";
        let header = Header::parse(text.lines());
        assert_eq!(header.hypothesis.as_deref(), Some("a dip: it reverts"));
        assert_eq!(header.paradigm.as_deref(), Some("mean-reversion"));
        assert_eq!((header.parent.as_deref(), header.created), (Some("root"), None));
    }
}
