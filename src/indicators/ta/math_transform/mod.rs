//! Functions of single values.

mod acos;
mod asin;
mod atan;
mod ceil;
mod cos;
mod cosh;
mod exp;
mod floor;
mod ln;
mod log10;
mod sin;
mod sinh;
mod sqrt;
mod tan;
mod tanh;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Math Transform";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &acos::ACOS,
    &asin::ASIN,
    &atan::ATAN,
    &ceil::CEIL,
    &cos::COS,
    &cosh::COSH,
    &exp::EXP,
    &floor::FLOOR,
    &ln::LN,
    &log10::LOG10,
    &sin::SIN,
    &sinh::SINH,
    &sqrt::SQRT,
    &tan::TAN,
    &tanh::TANH,
];
