//! What NVI and PVI share: an index that follows the price in some candles only.

use crate::indicators::ta::warm_up;

/// Writes an index that begins with 1000 and changes by as many percent as the close in candles whose
/// volume `counts` against the one before. A change from 0, and one to no finite index, is left out.
pub(super) fn index(inputs: &[&[f64]], out: &mut [f64], counts: impl Fn(f64, f64) -> bool) {
    let (close, volume) = (inputs[0], inputs[1]);
    let Some((first, known)) = warm_up::split_off(out, warm_up::first_row(inputs), 0) else {
        return;
    };
    let mut index = 1000.0;
    known[0] = index;
    let closes = close[first..].iter().zip(&close[first + 1..]);
    let volumes = volume[first..].iter().zip(&volume[first + 1..]);
    for (out, ((before, close), volumes)) in known[1..].iter_mut().zip(closes.zip(volumes)) {
        // Computed in any case: without a branch, which the processor would mispredict.
        let next = index + (close - before) / before * index;
        let kept = !counts(*volumes.1, *volumes.0) || *before == 0.0 || !next.is_finite();
        index = if kept { index } else { next };
        *out = index;
    }
}
