//! `inspect`: what a strategy computes, on the candles it would be tested on.

use super::args::{Args, Inspect};
use super::error::{CommandError, FAILED, UNUSABLE, USAGE};
use super::outfile;
use super::run::find;
use super::ui::Ui;
use crate::data::frames::Frames;
use crate::diag::suggest::did_you_mean;
use crate::job::{ErrorType, Failure, Prepared, inspect as load, unknown_parameter};
use crate::report;

pub(super) fn inspect(args: &Args, command: &Inspect, ui: &mut Ui) -> Result<u8, CommandError> {
    if let Some(file) = &command.csv {
        outfile::check_is_free(file, &["csv"])?;
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
        let name = file.display().to_string();
        outfile::write(file, &name, &csv)?;
        if outfile::is_stdout(file) {
            return Ok(0);
        }
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

/// Says why there is nothing to show.
fn fail(failure: &Failure, ui: &mut Ui) -> u8 {
    ui.fault(&failure.diagnostic);
    if failure.error_type == ErrorType::Script { FAILED } else { UNUSABLE }
}
