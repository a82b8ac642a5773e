//! How many candles it takes until the first value of an average weighs less than 1 %.

/// Of an exponential average of `period`: the weight of the past shrinks by `(n − 1) / (n + 1)` with
/// each candle.
pub(super) fn exponential(period: f64) -> f64 {
    2.3 * (period + 1.0)
}

/// Of Wilder's average of `period`: the weight of the past shrinks by `(n − 1) / n`.
pub(super) fn wilder(period: f64) -> f64 {
    4.6 * period
}
