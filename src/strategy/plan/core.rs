//! The element-wise operations of the language: arithmetic, comparisons, logic, choices.
//!
//! Values are those of pandas and numpy: `NaN` compares false (`!=` true), arithmetic with it gives
//! `NaN`, a division by zero ±infinity or `NaN`, and `%` has the divisor's sign. Transcendental
//! functions come from `libm`, so that every machine computes the same bits.

use super::Shape;
use crate::model::bits::Bits;

/// One element-wise operation: an entry of this module's statics.
#[derive(Debug)]
pub struct CoreOperation {
    /// Its name, in node keys and in `inspect`.
    pub name: &'static str,
    /// Grows when values change.
    pub version: u32,
    /// How it is computed.
    pub(super) compute: Compute,
}

/// One operand: a number for all candles or a column.
#[derive(Clone, Copy)]
pub(super) enum Operand<'a> {
    Scalar(f64),
    Column(&'a [f64]),
}

/// How an operation is computed, by what it reads and what it gives.
pub(super) enum Compute {
    Number1(fn(Operand<'_>, &mut [f64])),
    Number2(fn(Operand<'_>, Operand<'_>, &mut [f64])),
    Test1(fn(Operand<'_>, usize) -> Bits),
    Test2(fn(Operand<'_>, Operand<'_>, usize) -> Bits),
    Logic2(fn(u64, u64) -> u64),
    Not,
    /// Where the condition holds the second operand, else the third.
    Select,
    /// A condition as 0 and 1.
    AsNumber,
    /// A condition some candles later.
    Delay,
}

impl std::fmt::Debug for Compute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Compute")
    }
}

impl Compute {
    /// What the values are when some operand is a column.
    pub(super) fn shape(&self) -> Shape {
        match self {
            Self::Number1(_) | Self::Number2(_) | Self::Select | Self::AsNumber => Shape::Number,
            Self::Test1(_) | Self::Test2(_) | Self::Logic2(_) | Self::Not | Self::Delay => {
                Shape::Condition
            }
        }
    }
}

/// Defines the statics and the table of all operations.
macro_rules! operations {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $compute:expr;)*) => {
        $($(#[$doc])* pub static $id: CoreOperation =
            CoreOperation { name: $name, version: 1, compute: $compute };)*

        /// All element-wise operations.
        pub static TABLE: &[&CoreOperation] = &[$(&$id),*];
    };
}

operations! {
    /// `-a`.
    NEG = "neg", Compute::Number1(|a, out| map1(a, out, |a| -a));
    /// `a.abs()`.
    ABS = "abs", Compute::Number1(|a, out| map1(a, out, f64::abs));
    /// `a.sqrt()`.
    SQRT = "sqrt", Compute::Number1(|a, out| map1(a, out, f64::sqrt));
    /// `a.log()`, the natural one.
    LOG = "log", Compute::Number1(|a, out| map1(a, out, libm::log));
    /// `a.exp()`.
    EXP = "exp", Compute::Number1(|a, out| map1(a, out, libm::exp));
    /// `a.sign()`: -1, 0, 1 or `NaN`.
    SIGN = "sign", Compute::Number1(|a, out| map1(a, out, sign));
    /// `a.astype_int()`: the whole part, toward zero.
    TRUNC = "trunc", Compute::Number1(|a, out| map1(a, out, f64::trunc));
    /// `a + b`.
    ADD = "add", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| a + b));
    /// `a - b`.
    SUB = "sub", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| a - b));
    /// `a * b`.
    MUL = "mul", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| a * b));
    /// `a / b`.
    DIV = "div", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| a / b));
    /// `a % b`, with the sign of `b`.
    MOD = "mod", Compute::Number2(|a, b, out| map2(a, b, out, modulo));
    /// `a.pow(b)`.
    POW = "pow", Compute::Number2(|a, b, out| map2(a, b, out, libm::pow));
    /// `max(a, b)`; `NaN` when one is.
    MAX = "max", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| {
        if a >= b || a.is_nan() { a } else { b }
    }));
    /// `min(a, b)`; `NaN` when one is.
    MIN = "min", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| {
        if a <= b || a.is_nan() { a } else { b }
    }));
    /// `a` no lower than `b`: half of `clip`; `NaN` in `b` is no bound.
    CLIP_LOW = "clip_low", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| {
        if a < b { b } else { a }
    }));
    /// `a` no higher than `b`: the other half of `clip`.
    CLIP_HIGH = "clip_high", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| {
        if a > b { b } else { a }
    }));
    /// `a.round(b)`: to `b` decimal places, halves to even.
    ROUND = "round", Compute::Number2(|a, b, out| map2(a, b, out, round));
    /// `a.fillna(b)`.
    FILLNA = "fillna", Compute::Number2(|a, b, out| map2(a, b, out, |a, b| {
        if a.is_nan() { b } else { a }
    }));
    /// The number `b` as a column as long as `a`.
    FULL = "full", Compute::Number2(|a, b, out| map2(a, b, out, |_, b| b));
    /// `a > b`.
    GT = "gt", Compute::Test2(|a, b, len| test2(a, b, len, |a, b| a > b));
    /// `a >= b`.
    GE = "ge", Compute::Test2(|a, b, len| test2(a, b, len, |a, b| a >= b));
    /// `a < b`.
    LT = "lt", Compute::Test2(|a, b, len| test2(a, b, len, |a, b| a < b));
    /// `a <= b`.
    LE = "le", Compute::Test2(|a, b, len| test2(a, b, len, |a, b| a <= b));
    /// `a == b`.
    EQ = "eq", Compute::Test2(|a, b, len| test2(a, b, len, |a, b| a == b));
    /// `a != b`.
    NE = "ne", Compute::Test2(|a, b, len| test2(a, b, len, |a, b| a != b));
    /// `a.isna()`.
    ISNA = "isna", Compute::Test1(|a, len| test2(a, Operand::Scalar(0.0), len, |a, _| a.is_nan()));
    /// `a & b`.
    AND = "and", Compute::Logic2(|a, b| a & b);
    /// `a | b`.
    OR = "or", Compute::Logic2(|a, b| a | b);
    /// `a ^ b`.
    XOR = "xor", Compute::Logic2(|a, b| a ^ b);
    /// `!a`.
    NOT = "not", Compute::Not;
    /// `where(cond, a, b)`.
    SELECT = "where", Compute::Select;
    /// A condition as 0 and 1.
    AS_NUMBER = "as_number", Compute::AsNumber;
    /// `cond.shift(n)`: false where there is no value.
    DELAY = "delay", Compute::Delay;
}

fn sign(a: f64) -> f64 {
    if a > 0.0 {
        1.0
    } else if a < 0.0 {
        -1.0
    } else {
        a * 0.0
    }
}

fn modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) { rest + b } else { rest }
}

fn round(a: f64, places: f64) -> f64 {
    let power = libm::pow(10.0, places.abs());
    if places >= 0.0 {
        (a * power).round_ties_even() / power
    } else {
        (a / power).round_ties_even() * power
    }
}

fn map1(a: Operand<'_>, out: &mut [f64], with: impl Fn(f64) -> f64) {
    match a {
        Operand::Scalar(a) => out.fill(with(a)),
        Operand::Column(a) => out.iter_mut().zip(a).for_each(|(out, a)| *out = with(*a)),
    }
}

fn map2(a: Operand<'_>, b: Operand<'_>, out: &mut [f64], with: impl Fn(f64, f64) -> f64) {
    match (a, b) {
        (Operand::Scalar(a), Operand::Scalar(b)) => out.fill(with(a, b)),
        (Operand::Column(a), Operand::Scalar(b)) => {
            out.iter_mut().zip(a).for_each(|(out, a)| *out = with(*a, b));
        }
        (Operand::Scalar(a), Operand::Column(b)) => {
            out.iter_mut().zip(b).for_each(|(out, b)| *out = with(a, *b));
        }
        (Operand::Column(a), Operand::Column(b)) => {
            out.iter_mut().zip(a.iter().zip(b)).for_each(|(out, (a, b))| *out = with(*a, *b));
        }
    }
}

fn test2(a: Operand<'_>, b: Operand<'_>, len: usize, test: impl Fn(f64, f64) -> bool) -> Bits {
    match (a, b) {
        (Operand::Scalar(a), Operand::Scalar(b)) => Bits::filled(len, test(a, b)),
        (Operand::Column(a), Operand::Scalar(b)) => Bits::from_fn(len, |row| test(a[row], b)),
        (Operand::Scalar(a), Operand::Column(b)) => Bits::from_fn(len, |row| test(a, b[row])),
        (Operand::Column(a), Operand::Column(b)) => Bits::from_fn(len, |row| test(a[row], b[row])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number2(operation: &CoreOperation, a: f64, b: f64) -> f64 {
        let Compute::Number2(compute) = &operation.compute else { panic!("{operation:?}") };
        let (mut column, mut scalar) = ([0.0], [0.0]);
        compute(Operand::Column(&[a]), Operand::Scalar(b), &mut column);
        compute(Operand::Scalar(a), Operand::Scalar(b), &mut scalar);
        assert_eq!(column[0].to_bits(), scalar[0].to_bits());
        column[0]
    }

    #[test]
    fn numbers_are_pandas() {
        let inf = f64::INFINITY;
        for (operation, a, b, expected) in [
            (&MOD, -7.0, 3.0, 2.0),
            (&MOD, 7.0, -3.0, -2.0),
            (&MOD, 7.0, 0.0, f64::NAN),
            (&DIV, 1.0, 0.0, inf),
            (&DIV, 0.0, 0.0, f64::NAN),
            (&MAX, f64::NAN, 1.0, f64::NAN),
            (&MAX, 1.0, f64::NAN, f64::NAN),
            (&MIN, 1.0, 2.0, 1.0),
            (&CLIP_LOW, 1.0, f64::NAN, 1.0),
            (&ROUND, 2.5, 0.0, 2.0),
            (&ROUND, 1234.0, -2.0, 1200.0),
            (&FILLNA, f64::NAN, 3.0, 3.0),
        ] {
            let value = number2(operation, a, b);
            let same = value == expected || (value.is_nan() && expected.is_nan());
            assert!(same, "{}({a}, {b}) = {value}", operation.name);
        }
    }

    #[test]
    fn nan_compares_false_but_unequal() {
        for operation in [&GT, &GE, &LT, &LE, &EQ, &NE] {
            let Compute::Test2(test) = &operation.compute else { panic!() };
            let bits = test(Operand::Column(&[f64::NAN, 1.0]), Operand::Scalar(1.0), 2);
            assert_eq!(bits.get(0), operation.name == "ne", "{}", operation.name);
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = TABLE.iter().map(|operation| operation.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len());
    }
}
