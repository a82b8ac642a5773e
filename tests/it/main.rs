//! All tests that link the library: one binary, because each one links polars.

mod indicators;
mod parity;
mod support;
