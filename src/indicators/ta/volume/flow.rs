//! Chaikin's money flow, which AD, ADOSC and CMF are made of.

/// The volume of a candle times −1 for a close at the low, 1 for a close at the high; 0 without a
/// range.
#[inline(always)]
fn flow(high: f64, low: f64, close: f64, volume: f64) -> f64 {
    let range = high - low;
    let flow = ((close - low) - (high - close)) / range * volume;
    if range > 0.0 { flow } else { 0.0 }
}

/// The flows of the candles from a row on.
#[inline(always)]
pub(super) fn flows(inputs: &[&[f64]], first: usize) -> impl Iterator<Item = f64> {
    let ranges = inputs[0][first..].iter().zip(&inputs[1][first..]);
    let ends = inputs[2][first..].iter().zip(&inputs[3][first..]);
    ranges.zip(ends).map(|((high, low), (close, volume))| flow(*high, *low, *close, *volume))
}

#[cfg(test)]
mod tests {
    use super::flow;

    #[test]
    fn the_place_of_the_close_decides() {
        assert_eq!(flow(4.0, 2.0, 4.0, 10.0), 10.0);
        assert_eq!(flow(4.0, 2.0, 2.0, 10.0), -10.0);
        assert_eq!(flow(4.0, 2.0, 3.5, 10.0), 5.0);
        assert_eq!(flow(3.0, 3.0, 3.0, 10.0), 0.0);
        assert_eq!(flow(f64::NAN, 3.0, 3.0, 10.0), 0.0);
    }
}
