//! The `autoquant` program.

use std::process::ExitCode;

/// Columns come and go by the megabyte: this allocator keeps their pages.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    autoquant::cli::main()
}
