//! `data`: what candles there are.

use super::args::{Args, Data, DataCommand};
use super::error::{CommandError, UNUSABLE, USAGE};
use super::run::find;
use super::ui::Ui;
use crate::data::survey::{Survey, survey};
use crate::diag::Severity;
use crate::diag::suggest::did_you_mean;
use crate::report;

pub(super) fn data(args: &Args, command: &Data, ui: &mut Ui) -> Result<u8, CommandError> {
    let workspace = find(args.directory.as_deref())?;
    let store = workspace.store();
    let mut files = store.files()?;
    let show = match &command.command {
        DataCommand::List => None,
        DataCommand::Show { pair, timeframe } => Some((pair.as_str(), timeframe)),
    };
    if let Some((pair, timeframe)) = show {
        let names: Vec<String> = files.iter().map(|file| file.pair.to_string()).collect();
        files.retain(|file| file.pair.as_str() == pair);
        if !files.iter().any(|file| file.timeframe == *timeframe) {
            return Err(missing(
                store.shown(),
                pair,
                &files.iter().map(|file| file.timeframe.to_string()).collect::<Vec<_>>(),
                &names,
            ));
        }
    }
    // The other timeframes of the pair are held against it.
    let mut surveys = survey(&store, &files);
    if let Some((_, timeframe)) = show {
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
