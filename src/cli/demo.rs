//! `demo`: a workspace with generated candles and three strategies, a first run, and a report of it.

use super::args::{Args, Demo, Run};
use super::error::CommandError;
use super::init::{folder_of, in_repository};
use super::report::{PAGE, Page, look};
use super::run::in_workspace;
use super::ui::Ui;
use crate::data::frames::Frames;
use crate::demo;
use crate::research::{FOLDER, Workspace};

pub(super) fn demo(args: &Args, command: &Demo, ui: &mut Ui) -> Result<u8, CommandError> {
    let folder = &folder_of(args, &command.folder);
    in_repository(folder, || demo::write(folder))?;
    ui.note(&format!(
        "wrote a workspace with generated prices to {}: they are no history",
        folder.display()
    ));
    let workspace = Workspace::open(folder)?;
    let code = in_workspace(&workspace, &Run::default(), ui)?;
    let store = workspace.store();
    let candles = Frames::new(&store);
    Page::of(&workspace, None).write(&look(&workspace, &store, &candles, ui)?, &candles)?;
    let page = folder.join(FOLDER).join(PAGE);
    ui.note(&format!("look: {} in a browser shows it all", page.display()));
    ui.note(&format!(
        "next: edit a strategy in {}, commit it, then `autoquant -C {} run`; or start an agent in {} \
         with \"read program.md and begin\"",
        folder.join("user_data/strategies").display(),
        folder.display(),
        folder.display()
    ));
    Ok(code)
}
