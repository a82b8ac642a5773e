//! `log`: writes what happened to strategies into the event log.

use super::args::{Args, Log};
use super::clock::now;
use super::error::{CommandError, USAGE};
use super::run::find;
use super::ui::Ui;
use crate::diag::suggest::did_you_mean;
use crate::report;
use crate::research::{Books, Event, Wish, log as write};

pub(super) fn log(args: &Args, command: &Log, ui: &mut Ui) -> Result<u8, CommandError> {
    let wishes = wishes(command)?;
    let workspace = find(args.directory.as_deref())?;
    let mut books = Books::open(&workspace.root)?;
    ui.news(&mut books);
    let rows = write(&workspace, &mut books, &wishes, command.round, &now())?;
    if ui.is_json() {
        Ui::document(&report::logged_json(&rows));
    }
    ui.result(&report::logged(&rows));
    Ok(0)
}

fn wishes(command: &Log) -> Result<Vec<Wish>, CommandError> {
    if command.round { round(command) } else { one(command).map(|wish| vec![wish]) }
}

/// A note for each strategy: `NAME=NOTE`.
fn round(command: &Log) -> Result<Vec<Wish>, CommandError> {
    let texts = command.what.iter().chain(&command.note);
    let wishes: Vec<Wish> = texts.map(|text| named(text)).collect::<Result<_, _>>()?;
    if wishes.is_empty() {
        return Err(usage(
            "a round needs a note for each strategy",
            "write autoquant log --round RsiDip=\"wider stop: +0.2\" EmaTrend=\"as it was\"",
        ));
    }
    Ok(wishes)
}

fn named(text: &str) -> Result<Wish, CommandError> {
    let (strategy, note) = text.split_once('=').ok_or_else(|| {
        usage(
            &format!("`{text}` is no note of a strategy"),
            "in a round each is written as NAME=\"NOTE\"",
        )
    })?;
    let (event, strategy) = match strategy.trim().split_once(char::is_whitespace) {
        Some((word, name)) => (Some(event(word)?), name.trim()),
        None => (None, strategy.trim()),
    };
    Ok(Wish { event, strategy: child(strategy), note: note.to_owned() })
}

/// `[EVENT] STRATEGY --note TEXT`.
fn one(command: &Log) -> Result<Wish, CommandError> {
    let (event, strategy) = match command.what.as_slice() {
        [strategy] if Event::parse(strategy).is_some() => {
            let message = format!("which strategy? `{strategy}` is an event");
            return Err(usage(
                &message,
                &format!("write autoquant log {strategy} NAME --note \"…\""),
            ));
        }
        [strategy] => (None, strategy),
        [word, strategy] => (Some(event(word)?), strategy),
        [] => {
            return Err(usage(
                "which strategy?",
                "write autoquant log NAME --note \"…\", or --round with a note for each",
            ));
        }
        [_, strategy, more, ..] => {
            let message = format!("`{more}` is one word too many");
            let help =
                format!("write autoquant log EVENT {strategy} --note \"…\": the note in quotes");
            return Err(usage(&message, &help));
        }
    };
    match command.note.as_slice() {
        [note] => Ok(Wish { event, strategy: child(strategy), note: note.clone() }),
        [] => Err(usage("a note is missing", "add --note \"what was tried, and what came of it\"")),
        _ => Err(usage(
            "there is more than one note",
            "give one, or --round with NAME=\"NOTE\" each",
        )),
    }
}

/// A fork may be named by its row: `parent→child`.
fn child(name: &str) -> String {
    let name = name.rsplit(['→', '>']).next().unwrap_or(name);
    name.strip_suffix(".rhai").unwrap_or(name).to_owned()
}

fn event(word: &str) -> Result<Event, CommandError> {
    Event::parse(word).ok_or_else(|| {
        let names = || Event::ALL.iter().map(|event| event.name());
        let help = did_you_mean(word, names())
            .unwrap_or_else(|| format!("there are: {}", names().collect::<Vec<_>>().join(", ")));
        usage(&format!("`{word}` is no event"), &help)
    })
}

fn usage(message: &str, help: &str) -> CommandError {
    CommandError { message: message.to_owned(), help: help.to_owned(), code: USAGE }
}
