//! All tests that link the library: one binary, because each one links polars.

#![allow(clippy::unwrap_used, unreachable_pub, reason = "a test that cannot go on has failed")]

mod api;
mod archive;
mod bad_input;
mod beside;
mod callbacks;
mod check;
mod check_cli;
mod cli;
mod data;
mod demo_futures;
mod flags;
mod freqtrade_export;
mod futures;
mod fuzz;
mod hostile;
mod import;
mod indicator_calls;
mod indicators;
mod init;
mod inspect;
mod language;
mod parity;
mod prepare;
mod program;
mod report;
mod research;
mod rules;
mod schemas;
mod scripts;
mod sim;
mod support;
mod trades;

/// The program's own: the bounds on a script's memory hold only with it.
#[global_allocator]
static ALLOCATOR: autoquant::memory::Counting<mimalloc::MiMalloc> =
    autoquant::memory::Counting(mimalloc::MiMalloc);
