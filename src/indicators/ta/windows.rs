//! The extremes of all whole windows of some rows, by two ways that need no search.

use super::extremes::Side;

/// The longest period of which [`widen`] is quicker than [`join_blocks`].
pub(super) const NARROW: usize = 256;

/// The extremes of windows of 4, 16 and 64 rows, each from four of the width before, and at last of
/// `period` rows, from two or four that overlap.
#[inline(always)]
pub(super) fn widen<S: Side>(
    rows: &[f64],
    period: usize,
    scratch: &mut [Vec<f64>; 2],
    out: &mut [f64],
) {
    if period <= 4 {
        return join::<S, 3>(rows, [1, 2, 3].map(|apart| apart.min(period - 1)), out);
    }
    let [wide, wider] = scratch;
    let (mut width, mut length) = (4, rows.len() - 3);
    wide.resize(rows.len(), 0.0);
    wider.resize(rows.len(), 0.0);
    join::<S, 3>(rows, [1, 2, 3], &mut wide[..length]);
    while 4 * width < period {
        length -= 3 * width;
        join::<S, 3>(wide, [width, 2 * width, 3 * width], &mut wider[..length]);
        std::mem::swap(wide, wider);
        width *= 4;
    }
    let last = period - width;
    if last <= width {
        join::<S, 1>(wide, [last], out);
    } else {
        join::<S, 3>(wide, [width, last.min(2 * width), last], out);
    }
}

/// The outermost of each value and those some rows further on.
#[inline(always)]
fn join<S: Side, const N: usize>(values: &[f64], apart: [usize; N], out: &mut [f64]) {
    let others = apart.map(|rows| &values[rows..][..out.len()]);
    for (row, (out, value)) in out.iter_mut().zip(values).enumerate() {
        *out = others.iter().fold(*value, |outer, other| S::outer(outer, other[row])) + 0.0;
    }
}

/// The extremes of windows that lie across two blocks of `period` rows, from the tail of one and the
/// head of the next.
pub(super) fn join_blocks<S: Side>(rows: &[f64], period: usize, out: &mut [f64]) {
    let mut windows = out.chunks_mut(period);
    let mut before: &mut [f64] = &mut [];
    for block in rows.chunks(period) {
        let now = windows.next().unwrap_or_default();
        if before.len() == period && now.len() == period {
            join_block::<S>(block, before, now);
        } else {
            add_heads::<S>(block, before);
            write_tails::<S>(block, now);
        }
        before = now;
    }
}

/// Does what [`add_heads`] and [`write_tails`] do, both at once, so that neither waits.
fn join_block<S: Side>(block: &[f64], before: &mut [f64], now: &mut [f64]) {
    let (mut head, mut tail) = (block[0], block[block.len() - 1]);
    let forth = before[1..].iter_mut().zip(block);
    let back = now[1..].iter_mut().zip(&block[1..]).rev();
    for ((before, first), (now, last)) in forth.zip(back) {
        head = S::outer(*first, head);
        *before = S::outer(head, *before) + 0.0;
        tail = S::outer(*last, tail);
        *now = tail;
    }
    now[0] = S::outer(block[0], tail) + 0.0;
}

/// Completes the windows of the block before, of which the first is whole.
fn add_heads<S: Side>(block: &[f64], before: &mut [f64]) {
    let mut head = block[0];
    for (before, value) in before.iter_mut().skip(1).zip(block) {
        head = S::outer(*value, head);
        *before = S::outer(head, *before) + 0.0;
    }
}

/// Begins the windows of a block, of which the first is whole.
fn write_tails<S: Side>(block: &[f64], now: &mut [f64]) {
    let mut tail = block[block.len() - 1];
    for (at, value) in block.iter().enumerate().rev() {
        tail = S::outer(*value, tail);
        if let Some(now) = now.get_mut(at) {
            *now = tail + 0.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{join_blocks, widen};
    use crate::indicators::ta::extremes::Highest;

    #[test]
    fn both_ways_lead_to_the_same() {
        let rows: Vec<f64> = (0..400).map(|row| f64::from(row * row % 101) - 50.0).collect();
        for period in 1..=100 {
            let mut outs = [vec![0.0; 401 - period], vec![0.0; 401 - period]];
            widen::<Highest>(&rows, period, &mut [Vec::new(), Vec::new()], &mut outs[0]);
            join_blocks::<Highest>(&rows, period, &mut outs[1]);
            assert_eq!(outs[0], outs[1], "{period}");
        }
    }
}
