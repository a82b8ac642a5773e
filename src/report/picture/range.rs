//! The range of values that a picture shows.

/// How many times the middle half a value may lie off it before it is clipped.
const FAR: f64 = 3.0;

/// A ratio that is none, for want of trades or of a deviation.
const NO_RATIO: f64 = -100.0;

/// Holds all values but outliers, and those that have to be seen. Ratios that are none say nothing of it.
pub(in crate::report) fn robust_range(
    values: impl Iterator<Item = f64>,
    seen: impl Iterator<Item = f64>,
) -> Option<(f64, f64)> {
    let is_ratio = |value: &f64| value.is_finite() && *value > NO_RATIO;
    let mut sorted: Vec<f64> = values.filter(is_ratio).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let quartile = |share: usize| sorted.get(sorted.len().saturating_sub(1) * share / 4);
    let (first, third) = quartile(1).zip(quartile(3)).unwrap_or((&0.0, &0.0));
    // So few values, or so close, that each is worth its place: nothing is an outlier.
    let far = if third > first && sorted.len() > 7 { FAR * (third - first) } else { f64::MAX };
    let within = (first - far)..=(third + far);
    let near = sorted.iter().copied().filter(|value| within.contains(value));
    range(near.chain(seen))
}

/// Holds all finite values.
pub(in crate::report) fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let finite = values.filter(|value| value.is_finite());
    finite.fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((value.min(low), value.max(high)))
    })
}

/// Adds room on both sides: a share of the range, or of the value where all are the same.
pub(in crate::report) fn roomy((low, high): (f64, f64), share: f64) -> (f64, f64) {
    let room = if high > low { share * (high - low) } else { share * low.abs() };
    let room = if room > 0.0 { room } else { 1.0 };
    (low - room, high + room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn robust(values: &[f64], seen: &[f64]) -> Option<(f64, f64)> {
        robust_range(values.iter().copied(), seen.iter().copied())
    }

    #[test]
    fn outliers_are_left_out_unless_they_have_to_be_seen() {
        let mut values: Vec<f64> = (0..20).map(f64::from).collect();
        values.extend([1e6, -1e6, f64::NAN, f64::INFINITY]);
        assert_eq!(robust(&values, &[]), Some((0.0, 19.0)));
        assert_eq!(robust(&values, &[50.0, f64::NAN]), Some((0.0, 50.0)));
        values.extend([-100.0; 30]);
        assert_eq!(robust(&values, &[]), Some((0.0, 19.0)));
    }

    #[test]
    fn few_values_are_all_shown() {
        assert_eq!(robust(&[0.0, 0.1, 9.0], &[]), Some((0.0, 9.0)));
        assert_eq!(robust(&[], &[]), None);
        assert_eq!(robust(&[f64::NAN], &[2.0]), Some((2.0, 2.0)));
    }

    #[test]
    fn a_range_has_room() {
        assert_eq!(roomy((0.0, 10.0), 0.1), (-1.0, 11.0));
        assert_eq!(roomy((50.0, 50.0), 0.1), (45.0, 55.0));
        assert_eq!(roomy((0.0, 0.0), 0.1), (-1.0, 1.0));
    }
}
