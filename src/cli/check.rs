//! `check`: everything that is wrong or misleading in strategies.

use std::fs;

use serde_json::json;

use super::args::{Args, Check};
use super::error::{CommandError, FAILED, USAGE};
use super::run::find;
use super::ui::Ui;
use crate::check::{Checked, RULES, Surroundings, check as look, mend, rule};
use crate::data::whole::write_whole;
use crate::diag::Severity;
use crate::report;
use crate::research::{Strategy, Workspace};

pub(super) fn check(args: &Args, command: &Check, ui: &mut Ui) -> Result<u8, CommandError> {
    if let Some(code) = &command.explain {
        return explain(code, ui);
    }
    let workspace = find(args.directory.as_deref())?;
    let strategies = match command.strategies.as_slice() {
        [] => workspace.active()?,
        names => workspace.named_or_below(names)?,
    };
    let mut checked = Vec::with_capacity(strategies.len());
    for strategy in &strategies {
        checked.push(one(&workspace, strategy, command.fix, ui)?);
    }
    if ui.is_json() {
        Ui::document(&report::checked_json(&checked));
    } else {
        ui.result(&report::checked(&checked));
    }
    let has = |severity| checked.iter().any(|checked| checked.count(severity) > 0);
    let fails = has(Severity::Error) || command.deny_warnings && has(Severity::Warning);
    Ok(if fails { FAILED } else { 0 })
}

/// Prints the page of a rule, or all pages. No workspace is needed.
fn explain(code: &str, ui: &mut Ui) -> Result<u8, CommandError> {
    let is_all = code.eq_ignore_ascii_case("all");
    if is_all && !ui.is_json() {
        ui.result(&report::rules());
    } else if is_all {
        Ui::document(&json!({ "rules": RULES }));
    } else {
        let rule = rule(code).map_err(|meant| CommandError {
            message: format!("there is no rule `{code}`"),
            help: meant.unwrap_or_else(|| {
                "a rule has a code such as AQ101; `--explain all` prints the pages of all".into()
            }),
            code: USAGE,
        })?;
        if ui.is_json() {
            Ui::document(&json!(rule));
        } else {
            ui.result(rule.page);
        }
    }
    Ok(0)
}

/// Looks at a strategy, after mending what can be mended where that is asked for.
fn one(
    workspace: &Workspace,
    strategy: &Strategy,
    fix: bool,
    ui: &mut Ui,
) -> Result<Checked, CommandError> {
    let script = match strategy.read() {
        Ok(script) => script,
        Err(fault) => return Ok(Checked::unreadable(&strategy.name, &strategy.shown, *fault)),
    };
    let around = Surroundings {
        config: &workspace.config,
        fee: workspace.fee(),
        timeframes: &workspace.timeframes,
    };
    if !fix {
        return Ok(look(&strategy.name, &script, around));
    }
    let (checked, text, mended) = mend(&strategy.name, &script, around);
    if !mended.is_empty() {
        let shown = &strategy.shown;
        let mark = fs::read(&strategy.path).is_ok_and(|bytes| bytes.starts_with(b"\xef\xbb\xbf"));
        let mark = if mark { "\u{feff}" } else { "" };
        write_whole(&strategy.path, format!("{mark}{text}").as_bytes())
            .map_err(|error| CommandError::not_written(shown, &error))?;
        ui.note(report::mended(shown, &mended).trim_end());
    }
    Ok(checked)
}
