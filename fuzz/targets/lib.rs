//! The targets, for the program of each: what the tests of autoquant call as well.

#[path = "../../tests/it/fuzz/targets.rs"]
pub mod targets;
