//! From which row on a function counts, and what stands before its first value.

/// A bound `timeperiod`, as a number of rows.
pub(super) fn rows(parameter: f64) -> usize {
    (parameter as usize).max(1)
}

/// The first row from which a function counts: no input is NaN there.
pub(super) fn first_row(inputs: &[&[f64]]) -> usize {
    let first = |input: &&[f64]| input.iter().position(|value| !value.is_nan());
    let len = inputs.iter().map(|input| input.len()).min().unwrap_or(0);
    let begin = inputs.iter().map(|input| first(input).unwrap_or(len)).max().unwrap_or(len);
    let whole = |row: &usize| inputs.iter().all(|input| !input[*row].is_nan());
    (begin..len).find(whole).unwrap_or(len)
}

/// Writes NaN over the warm-up, `lookback` rows from `begin`, and splits off the rows behind it
/// with the number of the first; `None` when the column ends before.
pub(super) fn split_off(
    out: &mut [f64],
    begin: usize,
    lookback: usize,
) -> Option<(usize, &mut [f64])> {
    let first = begin.saturating_add(lookback).min(out.len());
    let (unknown, known) = out.split_at_mut(first);
    unknown.fill(f64::NAN);
    (!known.is_empty()).then_some((first, known))
}

#[cfg(test)]
mod tests {
    use super::first_row;

    const NAN: f64 = f64::NAN;

    #[test]
    fn counting_begins_where_all_inputs_are_known() {
        let (one, other) = ([NAN, 1.0, NAN, 1.0, NAN], [NAN, NAN, 1.0, 1.0, 1.0]);
        assert_eq!(first_row(&[&one, &other]), 3);
        assert_eq!(first_row(&[&one]), 1);
        assert_eq!(first_row(&[&one[..3], &other[..3]]), 3);
        assert_eq!(first_row(&[&[]]), 0);
    }
}
