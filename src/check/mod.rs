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
pub use summary::Summary;

use std::sync::Arc;

use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::job::{Declared, ScriptText};
use crate::model::config::Config;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::strategy::plan::Parameters;
use crate::strategy::script::{Draft, Planned, Script};
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
    /// What it is; nothing where it has errors.
    pub summary: Option<Summary>,
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
        }
    }
}

/// What the rules look at: a script without errors, and what came of it.
struct Subject<'a> {
    script: &'a Script,
    declared: &'a Declared,
    /// The fee of an order, where it is known.
    fee: Option<f64>,
    plans: &'a [Described],
}

/// The plan of a pair.
struct Described {
    planned: Planned,
    /// The values of its scalars.
    bound: Arc<[f64]>,
}

/// Looks at a strategy under a config. `fee` is that of the first pair's market, for configs without one.
pub fn check(strategy: &str, text: &ScriptText, config: &Config, fee: Option<f64>) -> Checked {
    on_workers(|| here(strategy, text, config, fee))
}

fn here(strategy: &str, text: &ScriptText, config: &Config, fee: Option<f64>) -> Checked {
    let mut draft = Draft::new(&text.file, &text.text);
    let summary = if text.text.trim().is_empty() {
        draft.add(
            Diagnostic::error("AQ118", format!("{} is empty", text.file))
                .with_help("begin with one of the examples that `autoquant demo DIR` writes"),
        );
        None
    } else {
        look(&mut draft, config, fee)
    };
    let mut findings = draft.into_findings();
    // By place; what has none stands at the end.
    findings.sort_by_key(|finding| {
        let place = finding.place.as_ref();
        (place.is_none(), place.map(|place| (place.line, place.column)), finding.severity)
    });
    Checked { strategy: strategy.to_owned(), file: text.file.clone(), findings, summary }
}

fn look(draft: &mut Draft, config: &Config, fee: Option<f64>) -> Option<Summary> {
    let script = draft.script()?;
    for finding in rules::header(&script) {
        draft.add(finding);
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
    let parameters = Parameters::new();
    let first = basket.first()?;
    let (script, _) = draft.rehearsed(script, timeframe, first, &parameters)?;
    let declared = declared.filter(|_| !draft.has_errors())?;
    let plans = plans(draft, &script, &declared, &basket)?;
    let subject =
        Subject { script: &script, declared: &declared, fee: config.fee.or(fee), plans: &plans };
    for finding in rules::all(&subject) {
        draft.add(finding);
    }
    Some(Summary::of(&subject))
}

/// The plans of all pairs; nothing where one cannot be described.
fn plans(
    draft: &mut Draft,
    script: &Script,
    declared: &Declared,
    basket: &[Pair],
) -> Option<Vec<Described>> {
    let parameters = Parameters::new();
    let mut plans = Vec::with_capacity(basket.len());
    for pair in basket {
        let described = script.plan(declared.settings.timeframe, pair, &parameters);
        let bound = described.and_then(|planned| {
            let bound = planned.plan.bind(&parameters).map_err(|error| {
                let place = script.place_of(&planned, error.node);
                Diagnostic::error("AQ211", error.message).at(place).with_help(error.help)
            })?;
            Ok(Described { planned, bound: bound.into() })
        });
        match bound {
            Ok(described) => plans.push(described),
            Err(fault) => draft.add(fault),
        }
    }
    (plans.len() == basket.len()).then_some(plans)
}
