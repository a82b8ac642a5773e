//! Trading pairs: `BTC/USDT`, `BTC/USDT:USDT`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A base and a quote currency, and for futures the currency they settle in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pair {
    name: String,
    slash: usize,
}

/// A text that names no pair.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no pair (write BASE/QUOTE, such as BTC/USDT)")]
pub struct PairError {
    /// The text.
    pub text: String,
}

impl Pair {
    /// Reads `BASE/QUOTE` or `BASE/QUOTE:SETTLE`.
    pub fn parse(text: &str) -> Result<Self, PairError> {
        let wrong = || PairError { text: text.to_owned() };
        let slash = text.find('/').ok_or_else(wrong)?;
        let fine = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '$'))
        };
        let rest = &text[slash + 1..];
        let (quote, settle) = rest.split_once(':').map_or((rest, None), |(q, s)| (q, Some(s)));
        if !fine(&text[..slash]) || !fine(quote) || settle.is_some_and(|settle| !fine(settle)) {
            return Err(wrong());
        }
        Ok(Self { name: text.to_owned(), slash })
    }

    /// The pair as it was written.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The base currency.
    pub fn base(&self) -> &str {
        &self.name[..self.slash]
    }

    /// The quote currency, without the currency of settlement.
    pub fn quote(&self) -> &str {
        let rest = &self.name[self.slash + 1..];
        rest.split_once(':').map_or(rest, |(quote, _)| quote)
    }

    /// The currency that a future is settled in.
    pub fn settle(&self) -> Option<&str> {
        self.name[self.slash + 1..].split_once(':').map(|(_, settle)| settle)
    }

    /// The pair as FreqTrade writes it in file names: `BTC_USDT`.
    pub fn file_stem(&self) -> String {
        self.name
            .chars()
            .map(|c| if matches!(c, '/' | ':' | '.' | '@' | '$' | '+' | ' ') { '_' } else { c })
            .collect()
    }

    /// What the columns of this pair are called in front, merged into another: `btc_usdt`.
    pub fn column_prefix(&self) -> String {
        format!("{}_{}", self.base(), self.quote()).to_lowercase()
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl TryFrom<String> for Pair {
    type Error = PairError;
    fn try_from(text: String) -> Result<Self, PairError> {
        Self::parse(&text)
    }
}

impl From<Pair> for String {
    fn from(pair: Pair) -> Self {
        pair.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_names() {
        let pair = Pair::parse("BTC/USDT:USDT").unwrap();
        assert_eq!((pair.base(), pair.quote()), ("BTC", "USDT"));
        assert_eq!(pair.settle(), Some("USDT"));
        assert_eq!(Pair::parse("BTC/USDT").unwrap().settle(), None);
        assert_eq!(pair.file_stem(), "BTC_USDT_USDT");
        assert_eq!(pair.column_prefix(), "btc_usdt");
    }

    #[test]
    fn no_pairs() {
        for text in ["", "BTC", "/USDT", "BTC/", "BTC/US DT", "BTC/USDT:", "../x/y"] {
            assert!(Pair::parse(text).is_err(), "{text}");
        }
    }
}
