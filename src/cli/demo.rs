//! `demo`: a workspace with generated candles and example strategies, a first run, and a report of it.

use std::path::Path;

use super::args::{Args, Demo, Run};
use super::error::{CommandError, UNUSABLE};
use super::init::{folder_of, in_repository};
use super::report::{PAGE, Page, look};
use super::run::in_workspace;
use super::ui::Ui;
use crate::data::frames::Frames;
use crate::demo;
use crate::model::config::TradingMode;
use crate::research::{FOLDER, Workspace};

pub(super) fn demo(args: &Args, command: &Demo, ui: &mut Ui) -> Result<u8, CommandError> {
    let folder = &folder_of(args, &command.folder);
    let trading_mode = if command.futures { TradingMode::Futures } else { TradingMode::Spot };
    refuse_another_market(folder, trading_mode)?;
    in_repository(folder, || demo::write_of(trading_mode, folder))?;
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

/// A config that is there is kept, and would have no use for the candles of another market. One that cannot
/// be read is told of later.
fn refuse_another_market(folder: &Path, trading_mode: TradingMode) -> Result<(), CommandError> {
    match Workspace::open(folder) {
        Ok(there) if there.config.trading_mode != trading_mode => {
            let market = if trading_mode.is_spot() { "futures" } else { "spot" };
            let config = folder.join("config.json");
            let help = "name another folder: `autoquant demo DIR` is of spot, `autoquant demo --futures DIR` of futures";
            Err(CommandError {
                message: format!("{} is of the {market} market, and is kept", config.display()),
                help: help.into(),
                code: UNUSABLE,
            })
        }
        _ => Ok(()),
    }
}
