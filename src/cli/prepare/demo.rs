//! `prepare --demo`: another market that never was.

use super::super::error::{CommandError, UNUSABLE};
use super::super::ui::Ui;
use super::check::Checked;
use super::needs;
use crate::data::lock::Lock;
use crate::demo;
use crate::model::candle_key::CandleKey;
use crate::model::candle_type::CandleType;
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
    let trading_mode = workspace.config.trading_mode;
    let Needs { candles, pairs, .. } = needs(workspace, ui)?;
    // Mark prices and funding rates have one of their own, and come with every market of futures.
    let is_beside =
        |key: &CandleKey| matches!(key.candle_type, CandleType::Mark | CandleType::FundingRate);
    let keys = candles.iter().map(|wanted| &wanted.key).filter(|key| !is_beside(key));
    let mut timeframes: Vec<Timeframe> = keys.map(|key| key.timeframe).collect();
    timeframes.sort_by_key(|timeframe| timeframe.ms());
    timeframes.dedup();
    let has = |timeframe: &Timeframe| demo::has(trading_mode, *timeframe);
    if let Some(other) = timeframes.iter().find(|timeframe| !has(timeframe)) {
        let message = format!("there are no generated candles of {other}");
        let shortest = if trading_mode.is_spot() { "hours" } else { "quarters of an hour, hours" };
        let help = format!("{shortest}, days and weeks are generated: use those timeframes");
        return Err(refused(message, &help));
    }
    let store = workspace.store_to_write();
    let lock = Lock::take(&store)?;
    let files = demo::reseed(trading_mode, &store, seed, &timeframes)?;
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
