//! yata's indicators and methods, with yata's names, parameters and values.

use std::sync::LazyLock;

use super::Operation;

/// Every function, by name.
pub static TABLE: LazyLock<Vec<&'static Operation>> = LazyLock::new(Vec::new);

/// The function of a name.
pub fn find(name: &str) -> Option<&'static Operation> {
    let at = TABLE.binary_search_by(|operation| operation.name.cmp(name)).ok()?;
    Some(TABLE[at])
}
