//! `status`: where the research stands.

use super::args::{Args, Status};
use super::error::{CommandError, FAILED};
use super::run::find;
use super::ui::Ui;
use crate::report;
use crate::research::{Books, status as look};

pub(super) fn status(args: &Args, command: &Status, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let mut books = Books::read(&workspace.root)?;
    ui.news(&mut books);
    let status = look(&workspace, &books)?;
    let problems = if command.verify { Some(books.verify()?) } else { None };
    if ui.is_json() {
        Ui::document(&report::status_json(&status, problems.as_deref()));
    }
    ui.result(&report::status(&status));
    if let Some(problems) = &problems {
        ui.result(&report::verified(problems));
        let of_journal = problems.iter().any(|problem| problem.file.ends_with("journal.jsonl"));
        if let Some(copy) = books.sound_copy().filter(|_| of_journal) {
            ui.note(&format!(
                "note: the journal's copy, {}, holds together: move the journal away, and the next command \
                 brings the copy back",
                copy.display()
            ));
        }
    }
    let unsound = problems.is_some_and(|problems| !problems.is_empty());
    let broken = command.strict && !status.broken.is_empty();
    Ok(if unsound || broken { FAILED } else { 0 })
}
