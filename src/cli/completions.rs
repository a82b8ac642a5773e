//! `completions`: a script that completes `autoquant`'s commands and options in a shell.

use clap::CommandFactory as _;

use super::args::{Args, Completions};
use super::ui::Ui;

pub(super) fn completions(command: &Completions, ui: &mut Ui) {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut Args::command(), "autoquant", &mut script);
    ui.result(&String::from_utf8_lossy(&script));
}
