//! The registries whose functions a script calls under a name: `ta::RSI`, `yata::IchimokuCloud`.

use std::fmt;
use std::sync::LazyLock;

use super::{Operation, ta, yata};

/// A registry of functions that a script calls under its name.
#[derive(Debug)]
pub struct Module {
    /// What stands before `::` in scripts.
    pub name: &'static str,
    /// Whose names, parameters and values its functions have.
    pub owner: &'static str,
    table: &'static LazyLock<Vec<&'static Operation>>,
}

/// All of them; the first is meant where a name does not say which.
pub static MODULES: [Module; 2] = [
    Module { name: "ta", owner: "TA-Lib", table: &ta::TABLE },
    Module { name: "yata", owner: "yata", table: &yata::TABLE },
];

/// A function with the module that a script finds it in; it is shown as a script writes it.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Where it is.
    pub module: &'static Module,
    /// What it does.
    pub operation: &'static Operation,
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.module.name, self.operation.name)
    }
}

impl Module {
    /// The module of a name.
    pub fn named(name: &str) -> Option<&'static Self> {
        MODULES.iter().find(|module| module.name == name)
    }

    /// Its functions, by name.
    pub fn functions(&'static self) -> impl Iterator<Item = Function> {
        self.table.iter().map(move |operation| Function { module: self, operation })
    }

    /// Its functions, those of a group together.
    pub fn by_group(&'static self) -> impl Iterator<Item = Function> {
        let mut functions: Vec<Function> = self.functions().collect();
        functions.sort_by_key(|function| function.operation.group);
        functions.into_iter()
    }

    /// The names of its functions, in order.
    pub fn names(&'static self) -> impl Iterator<Item = &'static str> {
        self.table.iter().map(|operation| operation.name)
    }

    /// Its function of a name.
    pub fn find(&'static self, name: &str) -> Option<Function> {
        Some(Function { module: self, operation: find(self.table, name)? })
    }
}

/// The operation of a name in a table that is sorted by name.
pub(super) fn find(table: &[&'static Operation], name: &str) -> Option<&'static Operation> {
    let at = table.binary_search_by(|operation| operation.name.cmp(name)).ok()?;
    Some(table[at])
}

/// The functions of all modules.
pub fn functions() -> impl Iterator<Item = Function> {
    MODULES.iter().flat_map(Module::functions)
}

/// The function of a module and a name: `("ta", "RSI")`.
pub fn function(module: &str, name: &str) -> Option<Function> {
    Module::named(module)?.find(name)
}

/// What parameters of a function have to keep that are each in range and do not go together; `None` when
/// they do.
pub fn refuses(operation: &Operation, parameters: &[f64]) -> Option<&'static str> {
    ta::refuses(operation, parameters).or_else(|| yata::refuses(operation, parameters))
}

#[cfg(test)]
mod tests {
    use super::{Module, function, functions};

    #[test]
    fn every_function_is_found_by_its_name() {
        for known in functions() {
            let found = function(known.module.name, known.operation.name);
            let found = found.expect("a listed name is found");
            assert!(std::ptr::eq(found.operation, known.operation));
        }
        assert!(function("ta", "rsi").is_none());
        assert!(Module::named("talib").is_none());
    }
}
