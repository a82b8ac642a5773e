//! A script that may be wrong in several places.
//!
//! Each fault is noted and mended for the moment: by its own change, else by leaving its statement out
//! (a value that it would have given is unknown then, and what is made of it too). So the next one shows.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rhai::Dynamic;

use super::errors::Fault;
use super::limits::Allowance;
use super::source::Source;
use super::statements::{self, UNKNOWN};
use super::tokens::{Kind, Tokens};
use super::{Const, Planned, Role, Script, api, confusions, imports, looks, requirements};
use crate::diag::{Diagnostic, Severity};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::strategy::plan::{Builder, NodeId, Parameters};

/// The most faults that are told of one script.
const MOST: usize = 100;
/// The most bytes that are compiled again for them.
const MOST_COMPILED: usize = 1 << 20;

/// A script in which faults are looked for.
#[derive(Debug)]
pub struct Draft {
    source: Arc<Source>,
    /// What was found so far, in the order in which it was found.
    findings: Vec<Diagnostic>,
    /// Names that stand for what could not be understood.
    known: Vec<Const>,
    /// Variables without a known value.
    tainted: Vec<String>,
    /// Whether statements were left out that may have written columns.
    lossy: bool,
    /// What is left for describing columns, all attempts together.
    allowance: Allowance,
    /// How many bytes were compiled again.
    compiled: usize,
    /// The statements that were left out before, by their bytes.
    omitted: Vec<Range<usize>>,
    role: Role,
}

impl Draft {
    /// Begins with a text as it is.
    pub fn new(file: &str, text: &str, imports: &BTreeMap<String, String>, role: Role) -> Self {
        let known = Const { name: UNKNOWN.to_owned(), value: unknown(), at: 0 };
        Self {
            source: Arc::new(Source::new(file, text, imports)),
            findings: Vec::new(),
            known: vec![known],
            tainted: Vec::new(),
            lossy: false,
            allowance: Allowance::building(),
            compiled: 0,
            omitted: Vec::new(),
            role,
        }
    }

    /// What was found.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Adds something that was found by looking at the script from outside.
    pub fn add(&mut self, finding: Diagnostic) {
        let finding = self.source.told(finding);
        if self.findings.len() < MOST && !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Compiles it, mended where it has to be; nothing where that is of no use.
    pub fn script(&mut self) -> Option<Script> {
        loop {
            match Script::compile(&self.source, &self.known, self.role) {
                Ok(script) => {
                    let divisions = self.divided();
                    if divisions.is_empty() || !self.mend(divisions) {
                        return Some(script);
                    }
                }
                Err(faults) => self.mend(faults).then_some(())?,
            }
        }
    }

    /// Divisions that are read as comments, in a script that compiles without them.
    fn divided(&self) -> Vec<Fault> {
        let divisions = confusions::divisions(&self.source.tokens());
        let warning = |found: &confusions::Confusion| Diagnostic {
            severity: Severity::Warning,
            ..self.source.confusion(found)
        };
        let fault = |found| Fault { diagnostic: warning(found), at: found.at.start };
        divisions.iter().map(fault).collect()
    }

    /// Describes the columns of a pair: the script that could, and its plan. The plan of a script with
    /// faults is none to evaluate.
    fn plan(
        &mut self,
        mut script: Script,
        timeframe: Timeframe,
        pair: &Pair,
        parameters: &Parameters,
    ) -> Option<(Script, Planned)> {
        loop {
            let mut builder = Builder::tolerant(timeframe, parameters.clone());
            if self.lossy {
                builder.leave_out();
            }
            match script.describe(builder, timeframe, pair, &mut self.allowance) {
                Ok(planned) => return Some((script, planned)),
                Err(fault) => {
                    self.mend(vec![fault]).then_some(())?;
                    script = self.script()?;
                }
            }
        }
    }

    /// Describes the columns of the first pair and tries callbacks out on all, until nothing new shows;
    /// nothing where there is no use in going on.
    pub fn rehearse(
        &mut self,
        script: Script,
        timeframe: Timeframe,
        pairs: &[Pair],
        parameters: &Parameters,
    ) -> Option<()> {
        let pair = pairs.first()?;
        let (mut script, mut planned) = self.plan(script, timeframe, pair, parameters)?;
        loop {
            let seen = looks::faults(&script.source, &planned.plan);
            if !seen.is_empty() && self.mend(seen) {
                let mended = self.script()?;
                (script, planned) = self.plan(mended, timeframe, pair, parameters)?;
                continue;
            }
            let declared = planned.plan.parameters.iter();
            let values = declared.map(|spec| (spec.name.clone(), spec.value(parameters))).collect();
            let Err(fault) = script.rehearse(&planned, pairs, values) else { return Some(()) };
            self.mend(vec![fault]).then_some(())?;
            let mended = self.script()?;
            (script, planned) = self.plan(mended, timeframe, pair, parameters)?;
        }
    }

    /// Notes faults and mends them for the moment. Says whether there is something new to look at.
    pub(super) fn mend(&mut self, faults: Vec<Fault>) -> bool {
        let source = Arc::clone(&self.source);
        let tokens = source.tokens();
        let mut mended = Source::clone(&source);
        let mut is_new = false;
        let before = self.omitted.len();
        for fault in faults {
            // Behind a bound that was reached nothing more is looked for: it would be reached again.
            if fault.diagnostic.code.starts_with("AQ29") {
                self.add(fault.diagnostic);
                return false;
            }
            // It was there, and was left out with a fault of its own.
            if fault.diagnostic.code == "AQ110" && requirements::is_left_out(&source) {
                return false;
            }
            let follows = statements::reads(&tokens, fault.at, &self.tainted);
            if fault.diagnostic.code == "AQ114" {
                let alias = imports::alias_near(&tokens, fault.at);
                let alias = alias.filter(|alias| !source.has_alias(alias, fault.at));
                self.tainted.extend(alias.map(str::to_owned));
            }
            let edits = fault.diagnostic.edits.clone();
            let name = unknown_name(&tokens, &fault);
            if !follows {
                self.add(fault.diagnostic);
            }
            if !edits.is_empty() && mended.mend(&edits) {
                is_new = true;
                continue;
            }
            if let Some(name) =
                name.filter(|name| self.known.iter().all(|known| known.name != *name))
            {
                self.tainted.push(name.clone());
                self.known.push(Const { name, value: unknown(), at: 0 });
                is_new = true;
                continue;
            }
            let at = source.original(fault.at);
            // Left out already with another fault of it.
            is_new |= self.omitted[before..].iter().any(|range| range.contains(&at))
                || self.omit(&mut mended, &tokens, fault.at);
        }
        mended.remake();
        self.compiled += mended.work();
        self.source = Arc::new(mended);
        is_new && self.findings.len() < MOST && self.compiled < MOST_COMPILED
    }

    /// Leaves the statement out that a byte of the compiled text stands in; where that was of no use before,
    /// the one around it.
    fn omit(&mut self, mended: &mut Source, tokens: &Tokens<'_>, at: usize) -> bool {
        for outer in 0..4 {
            let Some(omission) = statements::around(tokens, at, outer) else { return false };
            let Range { start, end } = omission.range;
            let range = self.source.original(start)..self.source.original(end);
            if self.omitted.contains(&range) || !mended.leave_out(range.clone(), &omission.text) {
                continue;
            }
            self.omitted.push(range);
            self.tainted.extend(omission.variable);
            self.lossy |= omission.lossy;
            return true;
        }
        false
    }
}

/// A value that could not be described.
fn unknown() -> Dynamic {
    Dynamic::from(api::Series(NodeId::UNKNOWN))
}

/// The name that a fault says is unknown; that of a module cannot stand for a value.
fn unknown_name(tokens: &Tokens<'_>, fault: &Fault) -> Option<String> {
    let at = tokens.from(fault.at);
    let is_name = fault.diagnostic.code == "AQ103" && tokens.is(at, Kind::Word);
    (is_name && tokens.word(at + 1) != "::").then(|| tokens.word(at).to_owned())
}
