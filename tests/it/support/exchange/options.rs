//! How the exchange behaves.

use std::time::Duration;

use super::faults::Fault;
use super::interval::utc_ms;

/// Limits, archive and faults. The default is the real exchange on a good day.
#[derive(Clone, Debug)]
pub struct Options {
    /// The weight that the spot host allows in a window.
    pub spot_budget: u32,
    /// The weight that the futures host allows in a window.
    pub futures_budget: u32,
    /// After which time the used weight is forgotten, by the real clock.
    pub window: Duration,
    /// How many 429 a window has before a 418.
    pub refusals: u32,
    /// How long a 418 lasts, by the real clock.
    pub ban: Duration,
    /// The files.
    pub archive: ArchiveOptions,
    /// What goes wrong: the first that is due for a request spoils its answer.
    pub faults: Vec<Fault>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            spot_budget: 6_000,
            futures_budget: 2_400,
            window: Duration::from_secs(60),
            refusals: 10,
            ban: Duration::from_secs(120),
            archive: ArchiveOptions::default(),
            faults: Vec::new(),
        }
    }
}

/// Which files the archive has, and how they are written. A file is meant by the end of its path,
/// such as `spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-01.zip`.
#[derive(Clone, Debug)]
pub struct ArchiveOptions {
    /// Spot files that start at or after it have a header line.
    pub spot_header_from_ms: i64,
    /// Futures files that start at or after it have a header line.
    pub futures_header_from_ms: i64,
    /// Spot files that start at or after it have their times in microseconds.
    pub spot_micros_from_ms: i64,
    /// Futures files that start at or after it have their times in microseconds.
    pub futures_micros_from_ms: i64,
    /// How long after the end of its month a file appears.
    pub month_delay_ms: i64,
    /// How long after the end of its day a file appears.
    pub day_delay_ms: i64,
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files whose checksum is another's the first so many times: they are being republished.
    pub wrong_checksums: Vec<(String, u32)>,
}

impl Default for ArchiveOptions {
    fn default() -> Self {
        Self {
            spot_header_from_ms: i64::MAX,
            futures_header_from_ms: utc_ms(2022, 1, 1),
            spot_micros_from_ms: utc_ms(2025, 1, 1),
            futures_micros_from_ms: i64::MAX,
            month_delay_ms: 0,
            day_delay_ms: 0,
            missing: Vec::new(),
            wrong_checksums: Vec::new(),
        }
    }
}
