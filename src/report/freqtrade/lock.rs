//! Locks of pairs.

use serde_json::{Value, json};

use crate::model::lock::Lock;
use crate::model::timerange::format_date;

/// A lock. Those whose end has come are active all the same: nothing takes one away.
pub(in crate::report) fn lock(lock: &Lock) -> Value {
    json!({
        "id": null,
        "pair": lock.pair,
        "lock_time": time(lock.date),
        "lock_timestamp": lock.date,
        "lock_end_time": time(lock.until),
        "lock_end_timestamp": lock.until,
        "reason": (!lock.reason.is_empty()).then_some(&lock.reason),
        "side": lock.side,
        "active": true,
    })
}

/// A date without a word on its timezone.
fn time(date: i64) -> String {
    format_date(date).trim_end_matches("+00:00").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lock::{ALL_PAIRS, LockSide};

    #[test]
    fn a_lock_has_all_keys_of_freqtrade() {
        let found = lock(&Lock {
            pair: ALL_PAIRS.to_owned(),
            side: LockSide::Long,
            date: 1_704_859_200_000,
            until: 1_704_866_400_000,
            reason: "StoplossGuard: 2 stops were hit".to_owned(),
        });
        let expected = json!({
            "id": null, "pair": "*",
            "lock_time": "2024-01-10 04:00:00", "lock_timestamp": 1_704_859_200_000_i64,
            "lock_end_time": "2024-01-10 06:00:00", "lock_end_timestamp": 1_704_866_400_000_i64,
            "reason": "StoplossGuard: 2 stops were hit",
            "side": "long", "active": true,
        });
        assert_eq!(found, expected);
    }
}
