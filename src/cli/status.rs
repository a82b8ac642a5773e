//! `status`: where the research stands.

use super::args::{Args, Status};
use super::error::{CommandError, FAILED};
use super::run::find;
use super::ui::Ui;
use crate::report;
use crate::research::{Books, status as look};

pub(super) fn status(args: &Args, command: &Status, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let books = Books::read(&workspace.root)?;
    books.notes().iter().for_each(|note| ui.note(&format!("note: {note}")));
    let status = look(&workspace, &books)?;
    let problems = if command.verify { Some(books.verify()?) } else { None };
    if ui.is_json() {
        Ui::document(&report::status_json(&status, problems.as_deref()));
    }
    ui.result(&report::status(&status));
    if let Some(problems) = &problems {
        ui.result(&report::verified(problems));
    }
    let unsound = problems.is_some_and(|problems| !problems.is_empty());
    let broken = command.strict && !status.broken.is_empty();
    Ok(if unsound || broken { FAILED } else { 0 })
}
