//! How many candles it takes until the first value of an average weighs less than 1 %.

/// Of an exponential average of `period`: the weight of the past shrinks by `(n − 1) / (n + 1)` with
/// each candle.
pub(super) fn exponential(period: f64) -> f64 {
    2.3 * (period + 1.0)
}

/// Of an average of an average, and so on: so many `stages` of which the first one alone takes `single`
/// candles. Their delays add up, and the last hundredth of what they let through comes the more surely at
/// its time: the quantiles of gamma distributions.
pub(super) fn cascade(stages: usize, single: f64) -> f64 {
    const HUNDREDTH: [f64; 6] = [4.605, 6.638, 8.406, 10.045, 11.605, 13.108];
    single * HUNDREDTH[stages.clamp(1, 6) - 1] / HUNDREDTH[0]
}

/// Of Wilder's average of `period`: the weight of the past shrinks by `(n − 1) / n`.
pub(super) fn wilder(period: f64) -> f64 {
    4.6 * period
}
