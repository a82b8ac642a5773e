//! The names of results: `backtest-result-2026-11-29_11-34-47-bull_2021-3fa9c1d2`.

use chrono::{DateTime, Utc};

use super::Backtest;

/// When something was run, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(DateTime<Utc>);

impl Date {
    /// Reads RFC 3339; `None` for another text.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self(DateTime::parse_from_rfc3339(text).ok()?.to_utc()))
    }

    /// Seconds since 1970.
    pub(super) fn seconds(self) -> i64 {
        self.0.timestamp()
    }
}

/// The name of a result without an ending: lists are sorted by the date in it, and the digits at its end are
/// those of what was tested. None is the beginning of another, because whoever deletes one deletes all that begin
/// with it.
pub(super) fn stem(backtest: &Backtest<'_>) -> String {
    let mut hasher = blake3::Hasher::new();
    for tested in &backtest.tested {
        hasher.update(format!("{} {}\n", tested.name(), tested.key).as_bytes());
    }
    let digits = &hasher.finalize().to_hex()[..8];
    let stamp = backtest.date.0.format("%Y-%m-%d_%H-%M-%S");
    format!("backtest-result-{stamp}-{}-{digits}", backtest.label)
}
