//! `api`: the script API and the flags of `run`, from their registries. It needs no workspace.

use std::io;
use std::path::Path;

use super::args::Api;
use super::error::{CommandError, UNUSABLE, USAGE};
use super::ui::Ui;
use crate::diag::suggest::did_you_mean;
use crate::job::SCHEMA;
use crate::report;
use crate::research::flags::{FLAGS, Flag};
use crate::strategy::language::{self, Entry};

/// What is shown.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    flags: Vec<&'static Flag>,
}

pub(super) fn api(command: &Api, ui: &mut Ui) -> Result<u8, CommandError> {
    if let Some(folder) = &command.indicators {
        return indicators(folder, ui);
    }
    let (found, text) = match (&command.name, &command.search) {
        (Some(name), _) => {
            let found = named(name)?;
            let flags = report::flags_in_full(&found.flags);
            let text = report::entries_in_full(&found.entries) + flags.as_str();
            (found, text)
        }
        (_, Some(word)) => {
            let found = search(word)?;
            let flags = report::flag_lines(&found.flags);
            let text = report::entry_lines(&found.entries) + flags.as_str();
            (found, text)
        }
        _ => {
            let flags = FLAGS.iter().collect();
            (Found { entries: language::entries().collect(), flags }, whole(command))
        }
    };
    if ui.is_json() {
        Ui::document(&report::api_json(&found.entries, &found.flags));
    }
    ui.result(&text);
    Ok(0)
}

/// Writes the page of the indicators and its pictures.
fn indicators(folder: &Path, ui: &mut Ui) -> Result<u8, CommandError> {
    let files = report::indicator_pages();
    for file in &files {
        let path = folder.join(&file.path);
        let write = || -> io::Result<()> {
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(&path, &file.text)
        };
        write().map_err(|error| CommandError {
            message: format!("{} cannot be written: {error}", path.display()),
            help: "name a folder that can be written".into(),
            code: UNUSABLE,
        })?;
    }
    if ui.is_json() {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        Ui::document(&serde_json::json!({ "schema": SCHEMA, "files": paths }));
    }
    ui.result(&format!("{} files in {}\n", files.len(), folder.display()));
    Ok(0)
}

/// Everything, in the form that was asked for.
fn whole(command: &Api) -> String {
    if command.short {
        report::short()
    } else if command.markdown {
        report::markdown()
    } else if command.flags {
        report::flags_page()
    } else if command.definitions {
        report::definitions()
    } else {
        report::api_list()
    }
}

fn named(name: &str) -> Result<Found, CommandError> {
    let (entries, flag) = (language::lookup(name), Flag::named(name));
    if !entries.is_empty() || flag.is_some() {
        return Ok(Found { entries, flags: flag.into_iter().collect() });
    }
    let flags = FLAGS.iter().map(|flag| flag.name);
    let word = name.rsplit(['.', ':']).next().unwrap_or(name);
    Err(CommandError {
        message: format!("there is no `{name}` in the script API"),
        help: report::rules_of(word)
            .or_else(|| did_you_mean(word, language::all_names().into_iter().chain(flags)))
            .unwrap_or_else(|| format!("try `autoquant api --search {word}`")),
        code: USAGE,
    })
}

fn search(word: &str) -> Result<Found, CommandError> {
    let entries = language::search(word);
    let flags: Vec<&Flag> = FLAGS.iter().filter(|flag| flag.speaks_of(word)).collect();
    if entries.is_empty() && flags.is_empty() {
        return Err(CommandError {
            message: format!("nothing in the script API speaks of `{word}`"),
            help: report::rules_of(word).unwrap_or_else(|| {
                "try a shorter word, or `autoquant api` for the whole list".into()
            }),
            code: USAGE,
        });
    }
    Ok(Found { entries, flags })
}
