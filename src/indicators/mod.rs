//! Which columns can be computed? Kernels on whole columns, and the registries that list them.
//!
//! [`ta`] has TA-Lib's functions, [`yata`] yata's indicators and methods, [`pandas`] the methods of a
//! Series that look back. An entry is an [`Operation`]: plain data about names, ranges and warm-up
//! beside a kernel from slices to slices. Kernels keep the length, are missing until they have seen
//! enough, and never look ahead: what they write for a prefix of a column is a prefix of what they
//! write for the column, bit for bit.
#![forbid(unsafe_code)]

#[cfg(test)]
mod drift;
mod memory;
mod module;
mod operation;
mod ordered;
pub mod pandas;
#[cfg(test)]
mod properties;
mod sliding;
pub mod ta;
mod vectorized;
pub mod yata;

pub use module::{Function, MODULES, Module, function, functions, refuses};
pub use operation::{Input, Kernel, Kind, Memory, Operation, Output, Parameter, Words};
