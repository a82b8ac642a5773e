//! `restore`: brings the script of a trial back.

use super::args::{Args, Restore};
use super::error::CommandError;
use super::run::find;
use super::ui::Ui;
use crate::report;
use crate::research::{Books, restore as bring_back};

pub(super) fn restore(args: &Args, command: &Restore, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let books = Books::read(&workspace.root)?;
    books.notes().iter().for_each(|note| ui.note(&format!("note: {note}")));
    let restored = bring_back(&workspace, &books, command.trial, command.name.as_deref())?;
    if ui.is_json() {
        Ui::document(&report::restored_json(&restored));
    }
    ui.result(&report::restored(&restored));
    Ok(0)
}
