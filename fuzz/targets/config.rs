//! Fuzzes `targets::config`.

#![no_main]

#[path = "../../tests/it/fuzz/targets.rs"]
#[allow(dead_code, reason = "the other targets")]
mod targets;

// The engine's hook would end the process for a panic that the library catches.
libfuzzer_sys::fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| targets::config(bytes));
