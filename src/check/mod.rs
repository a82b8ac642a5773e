//! Is the script sound? Everything that is wrong or misleading in a strategy, without looking at a candle.
//!
//! Faults that would stop a run are found by running the script's own functions on a plan that forgives
//! ([`crate::strategy::script::Draft`]); `rules` look at what came of it.

mod catalogue;
mod mend;
mod ranges;
mod rules;
mod summary;

pub use catalogue::{FAMILIES, RULES, Rule, rule};
pub use mend::mend;
pub use summary::{Shared, Summary};

use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::job::{BoundPlan, Declared, Prepared, ScriptText, caught};
use crate::model::config::Config;
use crate::model::timeframe::Timeframe;
use crate::strategy::plan::Parameters;
use crate::strategy::script::{Draft, Role, Script};
use crate::strategy::settings::Settings;
use crate::workers::on_workers;

/// What was found in one strategy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Checked {
    /// The strategy's name.
    pub strategy: String,
    /// Its file, as it is shown.
    pub file: String,
    /// In the order of the script.
    pub findings: Vec<Diagnostic>,
    /// What it is; nothing where it has errors, and where it is no strategy.
    pub summary: Option<Summary>,
    /// What others can import of it, where it is no strategy and has no errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
}

impl Checked {
    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// A strategy that cannot be read at all.
    pub fn unreadable(strategy: &str, file: &str, fault: Diagnostic) -> Self {
        Self {
            strategy: strategy.to_owned(),
            file: file.to_owned(),
            findings: vec![fault],
            summary: None,
            shared: None,
        }
    }
}

/// What the rules look at: a script without errors, and what came of it.
struct Subject<'a> {
    prepared: &'a Prepared,
    script: &'a Script,
    settings: &'a Settings,
    around: Surroundings<'a>,
    /// The fee of an order, where it is known.
    fee: Option<f64>,
    plans: &'a [BoundPlan],
}

impl Subject<'_> {
    /// Whether trades may be short and borrow.
    fn is_futures(&self) -> bool {
        !self.around.config.trading_mode.is_spot()
    }
}

/// What a strategy is looked at under.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The evaluation contract.
    pub config: &'a Config,
    /// The fee of an order by the first pair's market, for configs without one.
    pub fee: Option<f64>,
    /// The timeframes that candles are fetched in; empty where that is not said.
    pub timeframes: &'a [Timeframe],
}

impl<'a> Surroundings<'a> {
    /// A config alone.
    pub fn of(config: &'a Config) -> Self {
        Self { config, fee: None, timeframes: &[] }
    }
}

/// Looks at a strategy.
pub fn check(strategy: &str, text: &ScriptText, around: Surroundings<'_>) -> Checked {
    on_workers(|| {
        let checked = caught(|| Ok(here(strategy, text, around)));
        checked
            .unwrap_or_else(|failure| Checked::unreadable(strategy, &text.file, failure.diagnostic))
    })
}

fn here(strategy: &str, text: &ScriptText, around: Surroundings<'_>) -> Checked {
    let role = Role::of(strategy, &text.text);
    let mut draft = Draft::new(&text.file, &text.text, &text.imports, role);
    let mut shared = None;
    let summary = if text.text.trim().is_empty() {
        draft.add(
            Diagnostic::error("AQ118", format!("{} is empty", text.file))
                .with_help("begin with one of the examples that `autoquant demo DIR` writes"),
        );
        None
    } else if role == Role::Shared {
        let script = draft.script();
        shared = script.filter(|_| !draft.has_errors()).map(|script| Shared {
            functions: script.shared_functions(),
            consts: script.consts.iter().filter(|entry| !entry.is_unknown()).count(),
        });
        None
    } else {
        look(&mut draft, text, around)
    };
    let mut findings = draft.into_findings();
    // By place; then what other files have, and in the end what has no place.
    findings.sort_by_key(|finding| {
        let place = finding.place.as_ref();
        let file = place.map(|place| &place.file).filter(|file| **file != text.file).cloned();
        let place = place.map(|place| (place.line, place.column));
        (place.is_none(), file, place, finding.severity)
    });
    Checked { strategy: strategy.to_owned(), file: text.file.clone(), findings, summary, shared }
}

fn look(draft: &mut Draft, text: &ScriptText, around: Surroundings<'_>) -> Option<Summary> {
    let config = around.config;
    let script = draft.script()?;
    for finding in rules::header(&script) {
        draft.add(finding);
    }
    // What is at fault may be what uses it.
    if !draft.has_errors() {
        script.unused_imports().into_iter().for_each(|finding| draft.add(finding));
    }
    let declared = match Declared::of(&script, config) {
        Ok(declared) => Some(declared),
        Err(failures) => {
            for failure in failures {
                draft.add(failure.diagnostic);
            }
            None
        }
    };
    for finding in declared.iter().flat_map(|declared| &declared.warnings) {
        draft.add(finding.clone());
    }
    // Columns can be described whatever the settings are, as long as there is a pair and a timeframe.
    let timeframe = declared.as_ref().map(|declared| declared.settings.timeframe);
    let timeframe = timeframe.or(config.timeframe).unwrap_or(Timeframe::DAY);
    let basket =
        declared.as_ref().map_or(&config.pair_whitelist, |declared| &declared.basket).clone();
    draft.rehearse(script, timeframe, &basket, &Parameters::new())?;
    if draft.has_errors() {
        return None;
    }
    // What a run would say, word for word.
    let prepared = match Prepared::new(text, config, &Parameters::new()) {
        Ok(prepared) => prepared,
        Err(failure) => {
            draft.add(failure.diagnostic);
            return None;
        }
    };
    let subject = Subject {
        prepared: &prepared,
        script: &prepared.script,
        settings: &prepared.settings,
        around,
        fee: config.fee.or(around.fee),
        plans: &prepared.plans,
    };
    for finding in rules::all(&subject) {
        draft.add(finding);
    }
    Some(Summary::of(&subject))
}
