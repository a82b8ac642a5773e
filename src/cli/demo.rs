//! `demo`: a workspace with generated candles and three strategies, and a first run.

use super::args::{Args, Demo, Run};
use super::error::CommandError;
use super::init::{folder_of, in_repository};
use super::run::in_workspace;
use super::ui::Ui;
use crate::demo;
use crate::research::Workspace;

pub(super) fn demo(args: &Args, command: &Demo, ui: &mut Ui) -> Result<u8, CommandError> {
    let folder = &folder_of(args, &command.folder);
    in_repository(folder, || demo::write(folder))?;
    ui.note(&format!(
        "wrote a workspace with generated prices to {}: they are no history",
        folder.display()
    ));
    let code = in_workspace(&Workspace::open(folder)?, &Run::default(), ui)?;
    ui.note(&format!(
        "next: edit a strategy in {}, commit it, then `autoquant -C {} run`; or start an agent in {} \
         with \"read program.md and begin\"",
        folder.join("user_data/strategies").display(),
        folder.display(),
        folder.display()
    ));
    Ok(code)
}
