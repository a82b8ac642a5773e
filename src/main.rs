//! The `autoquant` program.

use std::process::ExitCode;

use autoquant::memory::Counting;
use mimalloc::MiMalloc;

/// Columns come and go by the megabyte: this allocator keeps their pages. It counts, so that scripts
/// can be told when they take too much.
#[global_allocator]
static ALLOCATOR: Counting<MiMalloc> = Counting(MiMalloc);

fn main() -> ExitCode {
    autoquant::cli::main()
}
