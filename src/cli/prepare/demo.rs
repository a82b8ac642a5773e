//! `prepare --demo`: another market that never was.

use super::super::error::{CommandError, UNUSABLE};
use super::super::ui::Ui;
use super::check::Checked;
use super::needs;
use crate::data::lock::Lock;
use crate::demo;
use crate::model::timeframe::Timeframe;
use crate::research::{Needs, Workspace};

pub(super) fn demo(workspace: &Workspace, seed: u64, ui: &mut Ui) -> Result<u8, CommandError> {
    let refused =
        |message: String, help: &str| CommandError { message, help: help.into(), code: UNUSABLE };
    let exchange = &workspace.config.exchange;
    if exchange != "demo" {
        let message = format!(
            "generated candles are for the exchange `demo`, and config.json names `{exchange}`"
        );
        let help = "make a workspace for them with `autoquant demo DIR`, or write \"exchange\": { \"name\": \"demo\" }";
        return Err(refused(message, help));
    }
    let Needs { candles, pairs, .. } = needs(workspace, ui)?;
    let mut timeframes: Vec<Timeframe> =
        candles.iter().map(|wanted| wanted.key.timeframe).collect();
    timeframes.sort_by_key(|timeframe| timeframe.ms());
    timeframes.dedup();
    if let Some(short) = timeframes.iter().find(|timeframe| !demo::has(**timeframe)) {
        let message = format!("there are no generated candles of {short}");
        return Err(refused(message, "hours, days and weeks are generated: use those timeframes"));
    }
    let store = workspace.store_to_write();
    let lock = Lock::take(&store)?;
    let files = demo::reseed(&store, seed, &timeframes)?;
    drop(lock);
    ui.note(&format!(
        "wrote {} files with generated prices (seed {seed}) to {}: they are no history",
        files.len(),
        store.shown()
    ));
    let checked = Checked::of(workspace, &store, &pairs, &candles)?;
    checked.tell(&store, ui);
    Ok(checked.exit_code())
}
