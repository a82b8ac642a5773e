//! `api`: the script API, from its registries. It needs no workspace.

use super::args::Api;
use super::error::{CommandError, USAGE};
use super::ui::Ui;
use crate::diag::suggest::did_you_mean;
use crate::report;
use crate::strategy::language::{self, Entry};

pub(super) fn api(command: &Api, ui: &mut Ui) -> Result<u8, CommandError> {
    let (entries, text) = match (&command.name, &command.search) {
        (Some(name), _) => {
            let entries = named(name)?;
            let text = report::entries_in_full(&entries);
            (entries, text)
        }
        (_, Some(word)) => {
            let entries = found(word)?;
            let text = report::entry_lines(&entries);
            (entries, text)
        }
        _ => (language::entries().collect(), whole(command)),
    };
    if ui.is_json() {
        Ui::document(&report::api_json(&entries));
    }
    ui.result(&text);
    Ok(0)
}

/// Everything, in the form that was asked for.
fn whole(command: &Api) -> String {
    if command.short {
        report::short()
    } else if command.markdown {
        report::markdown()
    } else if command.definitions {
        report::definitions()
    } else {
        report::api_list()
    }
}

fn named(name: &str) -> Result<Vec<Entry>, CommandError> {
    let entries = language::lookup(name);
    if !entries.is_empty() {
        return Ok(entries);
    }
    if language::LATER.contains(&name) {
        return Err(CommandError {
            message: format!("the callback `{name}` cannot be simulated yet"),
            help: "what it does belongs into columns, signals or settings for now".into(),
            code: USAGE,
        });
    }
    let word = name.rsplit(['.', ':']).next().unwrap_or(name);
    Err(CommandError {
        message: format!("there is no `{name}` in the script API"),
        help: did_you_mean(word, language::all_names())
            .unwrap_or_else(|| format!("try `autoquant api --search {word}`")),
        code: USAGE,
    })
}

fn found(word: &str) -> Result<Vec<Entry>, CommandError> {
    let entries = language::search(word);
    if entries.is_empty() {
        return Err(CommandError {
            message: format!("nothing in the script API speaks of `{word}`"),
            help: "try a shorter word, or `autoquant api` for the whole list".into(),
            code: USAGE,
        });
    }
    Ok(entries)
}
