//! Numbers as texts of a length that a reader can bear.

/// The shortest text that reads back to the same number: without an exponent where that is short, as in
/// `14` and `0.001`, with one where a number is very large or very small, as in `1e300`.
pub fn shortest(number: f64) -> String {
    let size = number.abs();
    if number != 0.0 && size.is_finite() && !(1e-5..1e16).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::shortest;

    #[test]
    fn numbers_are_short_and_read_back() {
        for (number, text) in [
            (0.0, "0"),
            (14.0, "14"),
            (-0.001, "-0.001"),
            (0.000_01, "0.00001"),
            (0.000_009_9, "9.9e-6"),
            (1e15, "1000000000000000"),
            (1e16, "1e16"),
            (-1e300, "-1e300"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(shortest(number), text);
            assert_eq!(text.parse(), Ok(number));
        }
    }
}
