//! Sources: which price of a candle an indicator looks at, written as yata writes it.

use yata::core::Source;

use crate::indicators::{Kind, Parameter, Words};

/// yata's sources; the number of one is its place here.
const SOURCES: [Source; 8] = [
    Source::Close,
    Source::Open,
    Source::High,
    Source::Low,
    Source::HL2,
    Source::TP,
    Source::Volume,
    Source::VolumedPrice,
];

/// The default of most indicators.
pub(super) const CLOSE: f64 = 0.0;
/// The middle of the range.
pub(super) const HL2: f64 = 4.0;
/// The typical price.
pub(super) const TP: f64 = 5.0;

static WORDS: Words = Words {
    parse: |word| {
        let source: Source = word.parse().ok()?;
        SOURCES.iter().position(|other| *other == source).map(|at| at as f64)
    },
    show: |value| <&str>::from(of(value)).to_owned(),
    expected: "a price of the candle: \"close\", \"open\", \"high\", \"low\", \"hl2\", \
               \"hlc3\" (or \"tp\"), \"volume\", or \"volumed_price\" (hlc3 · volume)",
};

/// The parameter of an indicator that looks at one price.
pub(super) const fn parameter(name: &'static str, default: f64) -> Parameter {
    let high = SOURCES.len() as f64 - 1.0;
    Parameter { name, kind: Kind::Word(&WORDS), low: 0.0, high, default: Some(default) }
}

/// The source of a bound parameter.
pub(super) fn of(parameter: f64) -> Source {
    SOURCES.get(parameter as usize).copied().unwrap_or(Source::Close)
}

#[cfg(test)]
mod tests {
    use super::{CLOSE, HL2, SOURCES, TP, WORDS};

    #[test]
    fn words_and_numbers_agree() {
        for at in 0..SOURCES.len() {
            assert_eq!((WORDS.parse)(&(WORDS.show)(at as f64)), Some(at as f64));
        }
        let numbers = ["close", "hl2", "hlc3", "TP", "ohlc"].map(WORDS.parse);
        assert_eq!(numbers, [Some(CLOSE), Some(HL2), Some(TP), Some(TP), None]);
    }
}
