//! The `autoquant` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    autoquant::cli::main()
}
