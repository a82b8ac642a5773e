//! `inspect`: what a strategy computes, on the candles it would be tested on.

use std::path::Path;

use super::args::{Args, Inspect};
use super::error::{CommandError, FAILED, UNUSABLE, USAGE};
use super::run::find;
use super::ui::Ui;
use crate::data::frames::Frames;
use crate::data::whole::write_whole;
use crate::diag::suggest::did_you_mean;
use crate::job::{ErrorType, Failure, Prepared, inspect as load, unknown_parameter};
use crate::report;

pub(super) fn inspect(args: &Args, command: &Inspect, ui: &mut Ui) -> Result<u8, CommandError> {
    if let Some(file) = &command.csv {
        check_is_free(file)?;
    }
    let workspace = find(args.directory.as_deref())?;
    let strategy = workspace.named(std::slice::from_ref(&command.strategy))?.swap_remove(0);
    let mut config = workspace.config.clone();
    config.fee = command.what_if.fee.or(config.fee);
    let timerange = command.what_if.timerange.clone().unwrap_or_else(|| config.timerange.clone());
    let script = match strategy.read() {
        Ok(script) => script,
        Err(fault) => return Ok(fail(&Failure::script(*fault), ui)),
    };
    let parameters = command.what_if.parameters()?;
    let prepared = match Prepared::new(&script, &config, &parameters) {
        Ok(prepared) => prepared,
        Err(failure) => return Ok(fail(&failure, ui)),
    };
    if let Some(unknown) = unknown_parameter(prepared.parameters().iter(), &parameters) {
        return Ok(fail(&Failure::script(unknown), ui));
    }
    prepared.diagnostics.iter().for_each(|diagnostic| ui.diagnostic(diagnostic));
    let pairs = match load(&prepared, &timerange, &Frames::new(&workspace.store())) {
        Ok(pairs) => pairs,
        Err(failure) => return Ok(fail(&failure, ui)),
    };
    let names: Vec<&str> = pairs.iter().map(|pair| pair.pair.as_str()).collect();
    let wanted = command.pair.as_deref().or(names.first().copied()).unwrap_or_default();
    let Some(shown) = pairs.iter().find(|pair| pair.pair.as_str() == wanted) else {
        return Err(CommandError {
            message: format!("{wanted} is no pair of this strategy with candles in the timerange"),
            help: did_you_mean(wanted, names.iter().copied())
                .unwrap_or_else(|| format!("there are: {}", names.join(", "))),
            code: USAGE,
        });
    };
    if let Some(file) = &command.csv {
        let csv = report::columns_csv(shown);
        if file.as_os_str() == "-" {
            ui.result(&String::from_utf8_lossy(&csv));
            return Ok(0);
        }
        let name = file.display().to_string();
        write_whole(file, &csv).map_err(|error| CommandError::not_written(&name, &error))?;
        ui.note(&format!("wrote {name}"));
    }
    let at = prepared.basket.iter().position(|pair| *pair == shown.pair).unwrap_or(0);
    let (name, plan) = (&strategy.name, &prepared.plans[at]);
    if ui.is_json() {
        let document = report::inspection_json(name, &prepared, plan, &pairs, shown, command.tail);
        Ui::document(&document);
    } else {
        let text = report::inspection(name, &prepared, plan, &pairs, shown, command.tail);
        ui.result(&text);
    }
    Ok(0)
}

/// A file of another kind is not written over: its name is a slip, or worse.
fn check_is_free(file: &Path) -> Result<(), CommandError> {
    let is_csv = file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv"));
    if is_csv || file.as_os_str() == "-" || file.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(CommandError {
        message: format!("{} is there already, and is no `.csv`", file.display()),
        help: "name a new file, or one that ends in `.csv`".into(),
        code: USAGE,
    })
}

/// Says why there is nothing to show.
fn fail(failure: &Failure, ui: &mut Ui) -> u8 {
    ui.fault(&failure.diagnostic);
    if failure.error_type == ErrorType::Script { FAILED } else { UNUSABLE }
}
