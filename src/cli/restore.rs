//! `restore`: brings the script of a trial back.

use super::args::{Args, Restore};
use super::error::CommandError;
use super::run::find;
use super::ui::Ui;
use crate::report;
use crate::research::{Books, restore as bring_back};

pub(super) fn restore(args: &Args, command: &Restore, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let mut books = Books::read(&workspace.root)?;
    ui.news(&mut books);
    let restored = bring_back(&workspace, &books, command.trial, command.name.as_deref())?;
    if ui.is_json() {
        Ui::document(&report::restored_json(&restored));
    }
    ui.result(&report::restored(&restored));
    let (active, most) = (workspace.active_or_none()?.len(), workspace.gates.max_active_strategies);
    if active > most {
        ui.note(&format!(
            "note: {active} strategies are active now, and `run` takes at most {most}: remove one"
        ));
    }
    Ok(0)
}
