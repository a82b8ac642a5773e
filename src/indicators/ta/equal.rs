//! When two prices are one.

/// Whether two values are equal but for what rounding may have left of their difference, as in TA-Lib.
#[inline(always)]
pub(super) fn are_equal(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-14 * (one.abs() + other.abs())
}

#[cfg(test)]
mod tests {
    use super::are_equal;

    #[test]
    fn rounding_makes_no_difference() {
        assert!(are_equal(0.1 + 0.2, 0.3) && are_equal(0.0, -0.0) && are_equal(-3e300, -3e300));
        assert!(!are_equal(1.0, 1.0 + 1e-13) && !are_equal(1e-300, -1e-300));
        assert!(!are_equal(f64::NAN, f64::NAN));
    }
}
