//! Fuzzes `targets::import`.

#![no_main]

use autoquant_fuzz::targets;

// The engine's hook would end the process for a panic that the library catches.
libfuzzer_sys::fuzz_target!(init: drop(std::panic::take_hook()), |bytes: &[u8]| targets::import(bytes));
