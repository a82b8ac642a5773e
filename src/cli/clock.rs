//! The time: the books say when something was tried. Results never do.

use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// Now, RFC 3339 in UTC, whole seconds.
#[expect(clippy::disallowed_methods, reason = "only the command line looks at its surroundings")]
pub(super) fn now() -> String {
    DateTime::<Utc>::from(SystemTime::now()).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Now, epoch milliseconds.
#[expect(clippy::disallowed_methods, reason = "only the command line looks at its surroundings")]
pub(super) fn milliseconds() -> i64 {
    DateTime::<Utc>::from(SystemTime::now()).timestamp_millis()
}
