//! Operators on windows and on two columns.

mod max;
mod min;

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Math Operators";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[&max::MAX, &min::MIN];
