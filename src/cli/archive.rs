//! `archive`: freezes the research.

use super::args::{Archive, Args};
use super::clock::now;
use super::error::CommandError;
use super::run::find;
use super::ui::Ui;
use crate::report;
use crate::research::{Books, VersionName, archive as freeze};

pub(super) fn archive(args: &Args, command: &Archive, ui: &mut Ui) -> Result<u8, CommandError> {
    let version = VersionName::parse(&command.version)?;
    let workspace = find(args.directory.as_deref())?;
    let mut books = Books::open(&workspace.root)?;
    ui.news(&mut books);
    let archived = freeze(&workspace, &mut books, &version, command.begin_anew, &now())?;
    archived.missing.iter().for_each(|missing| ui.note(&format!("note: {missing}")));
    if ui.is_json() {
        Ui::document(&report::archived_json(&archived));
    }
    ui.result(&report::archived(&archived));
    Ok(0)
}
