//! Operators on windows and on two columns.

mod add;
mod cumsum;
mod div;
mod index;
mod max;
mod maxindex;
mod min;
mod minindex;
mod minmax;
mod minmaxindex;
mod mult;
mod sub;
mod sum;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Math Operators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[
    &add::ADD,
    &cumsum::CUMSUM,
    &div::DIV,
    &max::MAX,
    &maxindex::MAXINDEX,
    &min::MIN,
    &minindex::MININDEX,
    &minmax::MINMAX,
    &minmaxindex::MINMAXINDEX,
    &mult::MULT,
    &sub::SUB,
    &sum::SUM,
];
