//! Exact decimals, for the arithmetic that the reference does without rounding.

use std::cmp::Ordering;
use std::io::Write as _;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;

/// `coefficient · 10^−scale`, of any size.
///
/// Sums, differences and products are exact; [`Decimal::div`] cuts after 18 decimal places. Small
/// coefficients (nearly all of them) are machine integers.
#[derive(Clone, Debug)]
pub struct Decimal {
    coefficient: Integer,
    scale: u32,
}

#[derive(Clone, Debug)]
enum Integer {
    Small(i128),
    Big(BigInt),
}

impl Integer {
    fn big(&self) -> BigInt {
        match self {
            Self::Small(small) => BigInt::from(*small),
            Self::Big(big) => big.clone(),
        }
    }

    fn from_big(big: BigInt) -> Self {
        i128::try_from(&big).map_or(Self::Big(big), Self::Small)
    }

    fn is_negative(&self) -> bool {
        match self {
            Self::Small(small) => *small < 0,
            Self::Big(big) => *big < BigInt::ZERO,
        }
    }
}

/// Applies one operation to machine integers where it fits and to big ones where it does not.
macro_rules! either {
    ($a:expr, $b:expr, $checked:ident, $op:tt) => {
        match (&$a, &$b) {
            (Integer::Small(a), Integer::Small(b)) => match a.$checked(*b) {
                Some(small) => Integer::Small(small),
                None => Integer::from_big(BigInt::from(*a) $op BigInt::from(*b)),
            },
            (a, b) => Integer::from_big(a.big() $op b.big()),
        }
    };
}

/// The decimal places of quotients.
const QUOTIENT_PLACES: u32 = 18;

/// The powers of ten that are exact doubles.
pub(super) const POWERS_OF_TEN: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The powers of ten that are machine integers.
const SMALL_POWERS: [i128; 39] = {
    let mut powers = [1; 39];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

fn power_of_ten(exponent: u32) -> Integer {
    match SMALL_POWERS.get(exponent as usize) {
        Some(power) => Integer::Small(*power),
        None => Integer::Big(BigInt::from(10).pow(exponent)),
    }
}

/// A number written into a place of its own, without asking for memory.
struct Written {
    text: [u8; 64],
    len: usize,
}

impl Written {
    fn new(number: std::fmt::Arguments<'_>) -> Self {
        let mut text = [0; 64];
        let mut rest = text.as_mut_slice();
        rest.write_fmt(number).expect("no number is longer");
        let len = 64 - rest.len();
        Self { text, len }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.len]).unwrap_or_default()
    }
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { coefficient: Integer::Small(0), scale: 0 };

    /// The decimal that a finite double is written as: the shortest one that reads back to it.
    /// Infinite values and `NaN` give zero.
    pub fn from_f64(value: f64) -> Self {
        // Nearly all prices and amounts have few places: a multiplication finds the decimal and
        // reading it back proves it, for at most one decimal of 15 digits is read as this double.
        for scale in [0, 2, 5, 8] {
            let power = POWERS_OF_TEN[scale as usize];
            let whole = (value * power + 0.5_f64.copysign(value)) as i64;
            let rounded = whole as f64;
            if rounded.abs() < 1e15 && rounded / power == value {
                return Self { coefficient: Integer::Small(whole.into()), scale };
            }
        }
        Self::from_shortest(value)
    }

    fn from_shortest(value: f64) -> Self {
        if !value.is_finite() {
            return Self::ZERO;
        }
        let text = Written::new(format_args!("{value:e}"));
        let (mantissa, exponent) =
            text.as_str().split_once('e').expect("`{:e}` writes an exponent");
        let exponent: i32 = exponent.parse().expect("`{:e}` writes a whole exponent");
        let places = mantissa.split_once('.').map_or(0, |(_, places)| places.len() as i32);
        // A double has at most 17 digits.
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        let digits = digits.fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
        let digits = i128::from(if value < 0.0 { -digits } else { digits });
        let scale = places - exponent;
        if scale >= 0 {
            return Self { coefficient: Integer::Small(digits), scale: scale.unsigned_abs() };
        }
        let power = power_of_ten(scale.unsigned_abs());
        Self { coefficient: either!(Integer::Small(digits), power, checked_mul, *), scale: 0 }
    }

    /// `self · (1 + ratio)`.
    #[must_use]
    pub fn grown_by(&self, ratio: &Self) -> Self {
        let whole = either!(power_of_ten(ratio.scale), ratio.coefficient, checked_add, +);
        let coefficient = either!(self.coefficient, whole, checked_mul, *);
        Self { coefficient, scale: self.scale + ratio.scale }
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        if let Integer::Small(mut small) = self.coefficient {
            // Quotients often end with zeros.
            let mut scale = self.scale;
            while scale >= 9 && i64::try_from(small).is_err() && small % 1_000_000_000 == 0 {
                small /= 1_000_000_000;
                scale -= 9;
            }
            if let Ok(mut short) = i64::try_from(small) {
                for (power, places) in [(1_000_000_000, 9), (1_000, 3), (10, 1)] {
                    while scale >= places && short.unsigned_abs() >= 1 << 53 && short % power == 0 {
                        short /= power;
                        scale -= places;
                    }
                }
                // Both numbers are exact doubles, so the quotient is rounded once.
                if short.unsigned_abs() < 1 << 53 && scale <= 22 {
                    return short as f64 / POWERS_OF_TEN[scale as usize];
                }
                small = short.into();
            }
            let text = Written::new(format_args!("{small}e-{scale}"));
            return text.as_str().parse().unwrap_or(f64::NAN);
        }
        format!("{}e-{}", self.coefficient.big(), self.scale).parse().unwrap_or(f64::NAN)
    }

    /// The coefficient this value has at a larger scale.
    fn at_scale(&self, scale: u32) -> Integer {
        if scale == self.scale {
            return self.coefficient.clone();
        }
        either!(self.coefficient, power_of_ten(scale - self.scale), checked_mul, *)
    }

    fn aligned(&self, other: &Self) -> (Integer, Integer, u32) {
        let scale = self.scale.max(other.scale);
        (self.at_scale(scale), other.at_scale(scale), scale)
    }

    /// Whether [`Decimal::div`] would give it unchanged as a quotient.
    pub fn is_a_quotient(&self) -> bool {
        self.scale <= QUOTIENT_PLACES
    }

    /// The quotient, cut toward zero after 18 decimal places; zero when the divisor is.
    #[must_use]
    pub fn div(&self, divisor: &Self) -> Self {
        if divisor.is_zero() {
            return Self::ZERO;
        }
        let (dividend, divisor, _) = self.aligned(divisor);
        let dividend = either!(dividend, power_of_ten(QUOTIENT_PLACES), checked_mul, *);
        Self { coefficient: either!(dividend, divisor, checked_div, /), scale: QUOTIENT_PLACES }
    }

    /// What is left of `self` after taking off whole steps toward zero: `self mod step`, with the
    /// sign of `self`. Zero when the step is.
    #[must_use]
    pub fn rem(&self, step: &Self) -> Self {
        if step.is_zero() {
            return Self::ZERO;
        }
        let (value, step, scale) = self.aligned(step);
        Self { coefficient: either!(value, step, checked_rem, %), scale }
    }

    /// `10^exponent`.
    pub fn power_of_ten(exponent: i32) -> Self {
        if exponent < 0 {
            return Self { coefficient: Integer::Small(1), scale: exponent.unsigned_abs() };
        }
        Self { coefficient: power_of_ten(exponent.unsigned_abs()), scale: 0 }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        match &self.coefficient {
            Integer::Small(small) => *small == 0,
            Integer::Big(big) => *big == BigInt::ZERO,
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.coefficient.is_negative()
    }

    /// Its distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.is_negative() { -self } else { self }
    }
}

impl Add for &Decimal {
    type Output = Decimal;
    fn add(self, other: Self) -> Decimal {
        let (a, b, scale) = self.aligned(other);
        Decimal { coefficient: either!(a, b, checked_add, +), scale }
    }
}

impl Sub for &Decimal {
    type Output = Decimal;
    fn sub(self, other: Self) -> Decimal {
        let (a, b, scale) = self.aligned(other);
        Decimal { coefficient: either!(a, b, checked_sub, -), scale }
    }
}

impl Mul for &Decimal {
    type Output = Decimal;
    fn mul(self, other: Self) -> Decimal {
        let coefficient = either!(self.coefficient, other.coefficient, checked_mul, *);
        Decimal { coefficient, scale: self.scale + other.scale }
    }
}

impl Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self { coefficient: either!(Integer::Small(0), self.coefficient, checked_sub, -), ..self }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let difference = self - other;
        match (difference.is_zero(), difference.is_negative()) {
            (true, _) => Ordering::Equal,
            (_, true) => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(value: f64) -> Decimal {
        Decimal::from_f64(value)
    }

    #[test]
    fn the_shortest_decimal_is_meant_not_the_exact_binary_value() {
        assert_eq!((&dec(0.1) + &dec(0.2)).to_f64().to_bits(), 0.3_f64.to_bits());
        assert_eq!(dec(1e-9), Decimal::from_shortest(1e-9));
        for value in [0.1, 1.1, 42550.0, 0.99403, 1e-8, 123_456_789.123_456_78, -2.5, 1e22, 0.0] {
            assert_eq!(dec(value), Decimal::from_shortest(value), "{value}");
            assert_eq!(dec(value).to_f64().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn any_double_is_read_back() {
        let mut state = 1_u64;
        for _ in 0..100_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let value = f64::from_bits(state ^ state >> 29);
            if value.is_finite() {
                assert_eq!(Decimal::from_shortest(value).to_f64().to_bits(), value.to_bits());
            }
            // Long coefficients that end with some zeros, with none, and with nothing else.
            let zeros = SMALL_POWERS[(state >> 60) as usize];
            let small = i128::from(state >> 1) * zeros;
            let long = Decimal { coefficient: Integer::Small(small), scale: 25 };
            let expected: f64 = format!("{small}e-25").parse().unwrap();
            assert_eq!(long.to_f64().to_bits(), expected.to_bits(), "{small}");
            let few = i128::from(state >> 9) / 1_000 * 1_000;
            let few = Decimal { coefficient: Integer::Small(few), scale: 15 };
            let expected: f64 = format!("{}e-15", few.coefficient.big()).parse().unwrap();
            assert_eq!(few.to_f64().to_bits(), expected.to_bits(), "{few:?}");
            let short = (state >> 40) as f64 / 1e4;
            let longer = Decimal { coefficient: power_of_ten(20), scale: 20 };
            assert_eq!((&dec(short) * &longer).to_f64().to_bits(), short.to_bits());
        }
        assert_eq!(dec(-0.0).to_f64(), 0.0);
    }

    #[test]
    fn noise_in_the_last_bit_stays() {
        let noisy = 1.1 * 0.9;
        assert_ne!(dec(noisy), dec(0.99));
        assert_eq!(dec(noisy).to_f64().to_bits(), noisy.to_bits());
    }

    #[test]
    fn quotients_are_cut_after_eighteen_places() {
        let third = dec(2.0).div(&dec(3.0));
        assert_eq!(
            third,
            Decimal { coefficient: Integer::Small(666_666_666_666_666_666), scale: 18 }
        );
        assert_eq!((-dec(2.0)).div(&dec(3.0)), -third);
        assert!(dec(1.0).div(&Decimal::ZERO).is_zero());
    }

    #[test]
    fn products_of_any_length_are_exact() {
        let long = dec(1.234_567_890_123_456_7);
        let power = (0..20).fold(dec(1.0), |product, _| &product * &long);
        let back = (0..20).fold(power.clone(), |quotient, _| quotient.div(&long));
        assert!((power.to_f64() - 1.234_567_890_123_456_7_f64.powi(20)).abs() < 1e-12);
        assert!((back.to_f64() - 1.0).abs() < 1e-12);
        assert_eq!(&(&power - &power) + &long, long);
    }

    #[test]
    fn remainders_have_the_sign_of_the_value() {
        assert_eq!(dec(100.125).rem(&dec(0.05)), dec(0.025));
        assert_eq!((-dec(100.125)).rem(&dec(0.05)), -dec(0.025));
    }

    #[test]
    fn the_spec_example_of_a_spot_trade() {
        let value = |rate: f64, sign: f64| {
            let turnover = &dec(0.99403) * &dec(rate);
            let grown = turnover.grown_by(&dec(0.001 * sign));
            assert_eq!(grown, &turnover + &(&turnover * &dec(0.001 * sign)));
            grown
        };
        assert_eq!(value(100.6, 1.0).to_f64().to_bits(), 100.099_417_418_f64.to_bits());
        assert_eq!(value(100.64, -1.0).to_f64().to_bits(), 99.939_140_020_8_f64.to_bits());
    }
}
