//! Wilder's parabolic stop and reverse, which SAR and SAREXT show in their ways.

use crate::indicators::ta::warm_up;
use crate::indicators::vectorized::vectorized;

/// How fast the stop follows prices while a position of one side is open.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    /// The acceleration at first.
    pub first: f64,
    /// What is added to it with each new extreme price.
    pub step: f64,
    /// What it does not exceed.
    pub most: f64,
}

impl Pace {
    /// Nothing is faster than the maximum.
    pub(super) fn new(first: f64, step: f64, most: f64) -> Self {
        Self { first: lower(first, most), step: lower(step, most), most }
    }
}

/// The rules of a stop.
pub(super) struct Rules {
    pub long: Pace,
    pub short: Pace,
    /// Where the stop begins: above 0 of a long position, below 0 of a short one. At 0 the first two
    /// candles decide: short if the lows fell by more than the highs rose.
    pub start: f64,
    /// By what part of itself a stop is moved away from prices where the position turns.
    pub offset: f64,
}

/// Writes what `show` makes of the stop and whether it is a long position's, for each candle from the
/// second on. `show` has to be `#[inline(always)]`.
///
/// A short position is a long one among prices with their signs turned, and so it is computed: its
/// stop comes with its sign turned.
pub(super) fn stops(
    inputs: &[&[f64]],
    rules: &Rules,
    out: &mut [f64],
    show: impl Fn(f64, bool) -> f64,
) {
    let begin = warm_up::first_row(inputs);
    let Some((_, known)) = warm_up::split_off(out, begin, 1) else { return };
    let candles = inputs[0][begin..].iter().zip(&inputs[1][begin..]);
    let candles = candles.map(|(high, low)| Candle { top: *high, bottom: *low });
    vectorized(
        #[inline(always)]
        || follow(candles, rules, known, show),
    );
}

/// A candle as a position sees it: it gains towards the top, and its stop is below the bottom.
#[derive(Clone, Copy)]
struct Candle {
    top: f64,
    bottom: f64,
}

impl Candle {
    #[inline(always)]
    fn seen(self, long: bool) -> Self {
        if long { self } else { Self { top: -self.bottom, bottom: -self.top } }
    }
}

#[inline(always)]
fn follow(
    mut candles: impl Iterator<Item = Candle> + Clone,
    rules: &Rules,
    out: &mut [f64],
    show: impl Fn(f64, bool) -> f64,
) {
    let Some(first) = candles.next() else { return };
    let Some(mut before) = candles.clone().next() else { return };
    let fall = first.bottom - before.bottom;
    let falls = fall > 0.0 && before.top - first.top < fall;
    let mut long = if rules.start == 0.0 { !falls } else { rules.start > 0.0 };
    let mut stop = if rules.start == 0.0 { first.seen(long).bottom } else { rules.start };
    let mut extreme = before.seen(long).top;
    let mut pace = if long { rules.long } else { rules.short };
    let mut acceleration = pace.first;

    for (out, candle) in out.iter_mut().zip(candles) {
        let mut now = candle.seen(long);
        if now.bottom <= stop {
            long = !long;
            now = candle.seen(long);
            pace = if long { rules.long } else { rules.short };
            stop = lower(-extreme, before.seen(long).bottom.min(now.bottom));
            if rules.offset != 0.0 {
                stop += stop * if long { -rules.offset } else { rules.offset };
            }
            acceleration = pace.first;
            extreme = now.top;
        }
        *out = show(stop, long);
        let faster = lower(acceleration + pace.step, pace.most);
        acceleration = if now.top > extreme { faster } else { acceleration };
        extreme = if now.top > extreme { now.top } else { extreme };
        stop = acceleration.mul_add(extreme - stop, stop);
        stop = lower(stop, before.seen(long).bottom.min(now.bottom));
        before = candle;
    }
}

/// The lower one of a value and a limit; a limit that is NaN is none.
#[inline(always)]
fn lower(value: f64, limit: f64) -> f64 {
    if value > limit { limit } else { value }
}
