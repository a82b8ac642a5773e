//! Rounding prices and amounts to what an exchange accepts (simulation spec 0.3).

use serde::{Deserialize, Serialize};

use super::decimal::{Decimal, POWERS_OF_TEN};

/// What the number in a market's precision means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrecisionMode {
    /// A count of decimal places.
    DecimalPlaces,
    /// A count of significant digits.
    SignificantDigits,
    /// A step, such as 0.01.
    #[default]
    TickSize,
}

/// A grid that values are rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Precision {
    /// What `value` means.
    pub mode: PrecisionMode,
    /// The step or count; without one values stay as they are.
    pub value: Option<f64>,
}

/// The grid of amounts: steps of whole contracts, where a market counts in those.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AmountPrecision {
    /// The step, in contracts.
    pub step: Precision,
    /// Base currency in one contract, 1 in spot.
    pub contract_size: f64,
}

impl AmountPrecision {
    /// Toward zero, in base currency.
    pub fn truncate(self, amount: f64) -> f64 {
        if self.contract_size == 1.0 || self.step.value.is_none() || !amount.is_finite() {
            return self.step.truncate(amount);
        }
        let size = Decimal::from_f64(self.contract_size);
        let contracts = Decimal::from_f64(amount).div(&size).to_f64();
        (&Decimal::from_f64(self.step.truncate(contracts)) * &size).to_f64()
    }
}

/// Where a stop price goes when it lies between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the next step above.
    Up,
    /// To the next step below.
    Down,
}

impl Precision {
    /// A step.
    pub fn tick(step: f64) -> Self {
        Self { mode: PrecisionMode::TickSize, value: Some(step) }
    }

    /// The step that holds near a value, with the value; `None` when there is nothing to round.
    fn step(self, value: f64) -> Option<(Decimal, Decimal)> {
        let count = self.value.filter(|_| value.is_finite())?;
        let exact = Decimal::from_f64(value);
        let step = match self.mode {
            PrecisionMode::TickSize => Decimal::from_f64(count),
            PrecisionMode::DecimalPlaces => Decimal::power_of_ten(-(count as i32)),
            PrecisionMode::SignificantDigits => {
                Decimal::power_of_ten(leading_exponent(value) + 1 - count as i32)
            }
        };
        (!step.is_zero() && !exact.is_zero()).then_some((exact, step))
    }

    /// Toward zero: every amount.
    pub fn truncate(self, value: f64) -> f64 {
        let Some((exact, step)) = self.step(value) else { return value };
        (&exact - &exact.rem(&step)).to_f64()
    }

    /// To the nearest step, halves away from zero: every price that is not a stop.
    pub fn nearest(self, value: f64) -> f64 {
        let Some((exact, step)) = self.step(value) else { return value };
        let rest = exact.rem(&step);
        let whole = &exact - &rest;
        let twice = &rest.clone().abs() + &rest.abs();
        if twice < step {
            whole.to_f64()
        } else if exact.is_negative() {
            (&whole - &step).to_f64()
        } else {
            (&whole + &step).to_f64()
        }
    }

    /// To the next step in one direction: stop prices. Noise in the last bit counts: up from
    /// 0.9900000000000001 with a step of 0.01 is 1.00.
    pub fn directional(self, value: f64, direction: Direction) -> f64 {
        if self.mode == PrecisionMode::DecimalPlaces {
            let Some(places) = self.value else { return value };
            let power = libm::pow(10.0, places);
            return match direction {
                Direction::Up => (value * power).ceil() / power,
                Direction::Down => (value * power).floor() / power,
            };
        }
        let Some((exact, step)) = self.step(value) else { return value };
        let rest = exact.rem(&step);
        if rest.is_zero() {
            return value;
        }
        let whole = &exact - &rest;
        let rounded = match direction {
            Direction::Up => &whole + &step,
            Direction::Down => whole,
        };
        round_to(rounded.to_f64(), 14)
    }
}

/// The power of ten of a number's first digit.
fn leading_exponent(value: f64) -> i32 {
    let text = format!("{value:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// A double rounded to decimal places, from its exact binary value, halves to even.
pub fn round_to(value: f64, places: usize) -> f64 {
    if !value.is_finite() {
        return value;
    }
    if let Some(rounded) = round_quickly(value, places) {
        return rounded;
    }
    // Rust formats from the exact value and breaks ties to even, as the rule asks.
    format!("{value:.places$}").parse().unwrap_or(value)
}

/// The same where plain arithmetic settles it: nearly always.
fn round_quickly(value: f64, places: usize) -> Option<f64> {
    let power = *POWERS_OF_TEN.get(places)?;
    let scaled = value * power;
    // Beyond, neighbouring doubles are farther apart than two roundings: it is its own.
    if scaled.abs() >= 9_007_199_254_740_992.0 {
        return (scaled.abs() > 2e16).then_some(value);
    }
    // What the product lost is known exactly, and so is on which side of a half the value lies.
    let lost = value.mul_add(power, -scaled);
    let nearest = scaled.round_ties_even();
    let settled = ((scaled - nearest) + lost).abs() < 0.499_999_999;
    // Both are exact doubles, so the quotient is the one that the digits are read as.
    (settled && nearest != 0.0).then(|| nearest / power)
}

/// [`round_to`] 8 places, the rounding of profits.
pub fn round8(value: f64) -> f64 {
    round_to(value, 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(value: f64) -> u64 {
        value.to_bits()
    }

    #[test]
    fn nearest_goes_away_from_zero_at_the_half() {
        let tick = Precision::tick(0.01);
        assert_eq!(bits(tick.nearest(100.405)), bits(100.41));
        assert_eq!(bits(tick.nearest(102.2042)), bits(102.20));
        assert_eq!(bits(Precision::tick(0.05).nearest(100.125)), bits(100.15));
        assert_eq!(bits(tick.nearest(-100.405)), bits(-100.41));
    }

    #[test]
    fn amounts_are_cut() {
        assert_eq!(bits(Precision::tick(0.01).truncate(1.239_999_999_999_999_8)), bits(1.23));
        assert_eq!(bits(Precision::tick(0.00001).truncate(0.055_263_157_8)), bits(0.05526));
        let places = Precision { mode: PrecisionMode::DecimalPlaces, value: Some(2.0) };
        assert_eq!(bits(places.truncate(1.239_9)), bits(1.23));
        let digits = Precision { mode: PrecisionMode::SignificantDigits, value: Some(3.0) };
        assert_eq!(bits(digits.truncate(123_456.0)), bits(123_000.0));
        assert_eq!(bits(digits.nearest(0.001_234_5)), bits(0.001_23));
    }

    #[test]
    fn binary_noise_moves_a_stop_by_a_whole_step() {
        let tick = Precision::tick(0.01);
        assert_eq!(bits(tick.directional(99.594, Direction::Up)), bits(99.60));
        assert_eq!(bits(tick.directional(1.000_000_000_000_000_9, Direction::Up)), bits(1.01));
        assert_eq!(bits(tick.directional(1.1 * 0.9, Direction::Up)), bits(1.00));
        assert_eq!(bits(tick.directional(0.99, Direction::Up)), bits(0.99));
        assert_eq!(bits(tick.directional(99.594, Direction::Down)), bits(99.59));
    }

    #[test]
    fn without_a_precision_nothing_is_rounded() {
        let none = Precision { mode: PrecisionMode::TickSize, value: None };
        assert_eq!(bits(none.nearest(1.234_567)), bits(1.234_567));
        assert_eq!(bits(none.truncate(1.234_567)), bits(1.234_567));
    }

    #[test]
    fn quick_rounding_is_rounding() {
        let mut state = 7_u64;
        let (mut asked, mut settled) = (0, 0);
        for step in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let unit = (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5;
            let value = unit * SCALES[step % SCALES.len()];
            // At the profits' places plain arithmetic must settle nearly all, or it is of no use.
            if (0.1..1e5).contains(&value.abs()) {
                asked += 1;
                settled += usize::from(round_quickly(value, 8).is_some());
            }
            // Also values on and beside a half.
            let half = ((value * 1e4).trunc() + 0.5) / 1e4;
            for value in [value, half, half.next_up(), half.next_down()] {
                for places in [0, 2, 4, 8, 14] {
                    if let Some(quick) = round_quickly(value, places) {
                        let slow: f64 = format!("{value:.places$}").parse().unwrap();
                        assert_eq!(bits(quick), bits(slow), "{value} {places}");
                    }
                }
            }
        }
        assert!(settled * 1_000 > asked * 999, "{settled} of {asked}");
    }

    const SCALES: [f64; 9] = [1e-9, 1e-3, 1.0, 10.0, 150.0, 1e3, 1e5, 1e8, 1e12];

    #[test]
    fn rounding_looks_at_the_exact_binary_value() {
        assert_eq!(bits(round_to(0.125, 2)), bits(0.12));
        assert_eq!(bits(round_to(2.675, 2)), bits(2.67));
        assert_eq!(bits(round8(0.000_000_015)), bits(1e-8));
    }
}
