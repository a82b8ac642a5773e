//! `data`: what candles there are.

use super::args::{Args, Data, DataCommand};
use super::error::{CommandError, UNUSABLE, USAGE};
use super::run::find;
use super::ui::Ui;
use crate::data::store::CandleFile;
use crate::data::survey::{Survey, survey};
use crate::diag::Severity;
use crate::diag::suggest::did_you_mean;
use crate::model::candle_type::CandleType;
use crate::report;

pub(super) fn data(args: &Args, command: &Data, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let store = workspace.store();
    let mut files = store.files()?;
    let show = match &command.command {
        DataCommand::List => None,
        DataCommand::Show { pair, timeframe, candle_type } => Some((pair, timeframe, candle_type)),
    };
    if let Some((pair, timeframe, candle_type)) = show {
        let names: Vec<String> = files.iter().map(|file| file.pair.to_string()).collect();
        files.retain(|file| file.pair.as_str() == pair);
        // Without a word trades are meant.
        let is_meant = |file: &CandleFile| match candle_type {
            Some(candle_type) => file.candle_type == *candle_type,
            None => matches!(file.candle_type, CandleType::Spot | CandleType::Futures),
        };
        if files.iter().any(&is_meant) {
            files.retain(is_meant);
        }
        if !files.iter().any(|file| file.timeframe == *timeframe && is_meant(file)) {
            return Err(missing(
                store.shown(),
                pair,
                &files.iter().map(named).collect::<Vec<_>>(),
                &names,
            ));
        }
    }
    // The other timeframes of the pair are held against it.
    let mut surveys = survey(&store, &files);
    if let Some((_, timeframe, _)) = show {
        surveys.retain(|survey| survey.timeframe == *timeframe);
    }
    if ui.is_json() {
        Ui::document(&report::data_json(store.shown(), &surveys));
    }
    match (show, surveys.as_slice()) {
        (Some(_), [one]) => ui.result(&report::data_show(store.shown(), one)),
        _ => ui.result(&report::data_list(store.shown(), &surveys)),
    }
    let is_unusable = |survey: &Survey| survey.worst() == Some(Severity::Error);
    Ok(if surveys.iter().any(is_unusable) { UNUSABLE } else { 0 })
}

/// `1h`, `1h mark`.
fn named(file: &CandleFile) -> String {
    match file.candle_type {
        CandleType::Spot | CandleType::Futures => file.timeframe.to_string(),
        other => format!("{} {other}", file.timeframe),
    }
}

fn missing(folder: &str, pair: &str, timeframes: &[String], pairs: &[String]) -> CommandError {
    if timeframes.is_empty() {
        let near = did_you_mean(pair, pairs.iter().map(String::as_str));
        return CommandError {
            message: format!("there are no candles of {pair} in {folder}"),
            help: near.unwrap_or_else(|| "`autoquant data list` shows what there is".into()),
            code: USAGE,
        };
    }
    CommandError {
        message: format!("there are no such candles of {pair} in {folder}"),
        help: format!("there are: {}", timeframes.join(", ")),
        code: USAGE,
    }
}
