//! What did you ask? Arguments in, words and exit codes out.

mod api;
mod archive;
mod args;
mod check;
mod clock;
mod completions;
mod data;
mod demo;
mod error;
mod export;
mod init;
mod inspect;
mod log;
mod outfile;
mod prepare;
mod report;
mod restore;
mod run;
mod status;
mod ui;
mod what_if;

use std::process::ExitCode;

use clap::Parser as _;

use self::args::{Args, Command};
use self::ui::Ui;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let mut ui = Ui::new(args.json, args.quiet);
    let done = match &args.command {
        Command::Api(command) => api::api(command, &mut ui),
        Command::Archive(command) => archive::archive(&args, command, &mut ui),
        Command::Check(command) => check::check(&args, command, &mut ui),
        Command::Completions(command) => {
            completions::completions(command, &mut ui);
            Ok(0)
        }
        Command::Data(command) => data::data(&args, command, &mut ui),
        Command::Demo(command) => demo::demo(&args, command, &mut ui),
        Command::Init(command) => init::init(&args, command, &mut ui),
        Command::Inspect(command) => inspect::inspect(&args, command, &mut ui),
        Command::Log(command) => log::log(&args, command, &mut ui),
        Command::Prepare(command) => prepare::prepare(&args, command, &mut ui),
        Command::Report(command) => report::report(&args, command, &mut ui),
        Command::Restore(command) => restore::restore(&args, command, &mut ui),
        Command::Status(command) => status::status(&args, command, &mut ui),
        Command::Run(command) => run::run(&args, command, &mut ui),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error.code)
        }
    }
}
