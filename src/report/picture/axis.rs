//! Axes: where a value stands, and the round values that are named.

/// A scale from values to places.
#[derive(Clone, Copy)]
pub(in crate::report) struct Scale {
    low: f64,
    high: f64,
    /// The places of the two.
    from: f64,
    to: f64,
    is_log: bool,
}

impl Scale {
    /// Lays values out evenly.
    pub(super) fn linear((low, high): (f64, f64), (from, to): (i64, i64)) -> Self {
        Self { low, high, from: from as f64, to: to as f64, is_log: false }
    }

    /// Lays the ratios of values out evenly.
    pub(super) fn log((low, high): (f64, f64), places: (i64, i64)) -> Self {
        Self { is_log: true, ..Self::linear((low.ln(), high.ln()), places) }
    }

    /// The place of a value; what lies outside stands at the edge.
    pub(super) fn place(&self, value: f64) -> i64 {
        let value = if self.is_log { value.ln() } else { value };
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        (self.from + share * (self.to - self.from)).round() as i64
    }
}

/// The distance of round values (1, 2, 5, 10, …) of which about `most` fit into a range.
pub(in crate::report) fn round_step(low: f64, high: f64, most: usize) -> f64 {
    let least = (high - low) / most as f64;
    let decade = 10_f64.powf(least.log10().floor());
    // A hair of room: 0.3 / 3 is a little more than 0.1.
    let fits = |factor: &f64| factor * decade >= least * (1.0 - 1e-9);
    [1.0, 2.0, 5.0].into_iter().find(fits).unwrap_or(10.0) * decade
}

/// The round values within a range, at most `most + 1`.
pub(in crate::report) fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let step = round_step(low, high, most);
    if !step.is_normal() {
        return vec![low];
    }
    let first = (low / step - 1e-9).ceil();
    let values = (0..=most).map(|at| (first + at as f64) * step);
    // Without adding zero, a tick could be a negative zero.
    values.take_while(|value| *value <= high + 1e-9 * step).map(|value| value + 0.0).collect()
}

/// The round values within a range of ratios: 1-2-5 of each decade, or only its first.
pub(super) fn log_ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    let decades = low.log10().floor() as i32..=high.log10().ceil() as i32;
    let of = |factors: &[f64]| {
        let values = decades.clone().flat_map(|decade| {
            factors.iter().map(move |factor| factor * 10_f64.powi(decade)).collect::<Vec<_>>()
        });
        values.filter(|value| (low..=high).contains(value)).collect::<Vec<f64>>()
    };
    let sets: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
    let mut values = sets.map(of).into_iter().find(|set| set.len() <= most);
    let all = values.get_or_insert_with(|| of(&[1.0]));
    let every = all.len().div_ceil(most).max(1);
    all.iter().copied().step_by(every).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(0.0, 1.0, 4), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(-1.3, 0.9, 5), [-1.0, -0.5, 0.0, 0.5]);
        assert_eq!(ticks(1.0, 123.0, 6), [50.0, 100.0]);
        assert_eq!(ticks(9_000.0, 31_000.0, 4), [10_000.0, 20_000.0, 30_000.0]);
        assert_eq!(round_step(0.0, 0.3, 3), 0.1);
    }

    #[test]
    fn a_range_without_width_has_one_tick() {
        assert_eq!(ticks(3.0, 3.0, 5), [3.0]);
        assert_eq!(ticks(f64::NAN, 3.0, 5).len(), 1);
    }

    #[test]
    fn ticks_of_ratios_thin_out_over_many_decades() {
        assert_eq!(log_ticks(900.0, 9_000.0, 5), [1_000.0, 2_000.0, 5_000.0]);
        assert_eq!(log_ticks(1.0, 1_000.0, 4), [1.0, 10.0, 100.0, 1_000.0]);
        assert_eq!(log_ticks(1.0, 1e12, 4), [1.0, 1e4, 1e8, 1e12]);
    }

    #[test]
    fn what_lies_outside_stands_at_the_edge() {
        let scale = Scale::linear((0.0, 10.0), (100, 0));
        assert_eq!(
            [-5.0, 0.0, 2.5, 10.0, 1e9].map(|value| scale.place(value)),
            [100, 100, 75, 0, 0]
        );
        let scale = Scale::log((1.0, 100.0), (0, 10));
        assert_eq!([1.0, 10.0, 100.0, 0.0].map(|value| scale.place(value)), [0, 5, 10, 0]);
    }
}
