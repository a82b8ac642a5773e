//! Those who want to see how far it is.

use std::time::Duration;

/// What is told while candles are fetched. Files are told from several threads, each by its name.
pub trait Progress: Send + Sync {
    /// A file is begun, and about so many candles of it are missing.
    fn begins(&self, file: &str, candles: u64);

    /// Some candles of a file have come, or are known not to exist.
    fn came(&self, file: &str, candles: u64);

    /// A file is complete: so many candles of it are new.
    fn is_complete(&self, file: &str, added: usize);

    /// A file cannot be completed now.
    fn has_failed(&self, file: &str);

    /// The exchange wants to be left alone for a while, or does not answer.
    fn waits(&self, host: &str, why: &str, time: Duration);

    /// Something worth knowing.
    fn notes(&self, text: &str);
}
