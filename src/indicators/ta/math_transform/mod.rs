//! Functions of single values.

use crate::indicators::Operation;

/// TA-Lib's heading.
const GROUP: &str = "Math Transform";

/// The functions, by name.
pub(super) static TABLE: &[&Operation] = &[];
