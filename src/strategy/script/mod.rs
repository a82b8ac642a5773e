//! Strategies written in Rhai: from a script's text to its settings and its plan.
//!
//! A script is compiled twice. The first compile finds the top-level consts; the second one knows them
//! by name, so that functions may read them and every unknown name is an error at its place.
//!
//! [`Script`] is one that was understood; [`Draft`] looks for everything that is wrong with one.
//!
//! Whoever loads, runs or drops a script does so on a thread with a deep stack: Rhai's limits hold only
//! there.

mod answers;
mod api;
mod arguments;
mod bounds;
mod branches;
mod calls;
mod changes;
mod closures;
mod confusions;
mod consts;
mod declarations;
mod draft;
mod errors;
mod freqtrade;
mod host;
mod imports;
mod limits;
mod linked;
mod looks;
mod methods;
mod rehearsal;
mod requirements;
mod source;
mod statements;
pub(crate) mod tokens;

pub use calls::ScriptCallbacks;
pub use consts::Const;
pub use draft::Draft;
pub use host::MOST_BYTES;
pub use imports::imported;
pub use limits::Allowance;
pub use linked::{MOST_IMPORTS, beside};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rhai::{AST, CallFnOptions, Dynamic, Map, Scope};

use self::errors::Fault;
use self::host::{ENGINE, Host};
use self::source::Source;
use self::tokens::Tokens;
use super::header::Header;
use super::plan::{Builder, NodeId, Notes, Parameters, Plan};
use crate::diag::{Diagnostic, Edit, Place};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// A compiled strategy.
#[derive(Debug)]
pub struct Script {
    /// What its header says.
    pub header: Header,
    /// Its top-level consts.
    pub consts: Vec<Const>,
    /// Those of the scripts that it imports.
    imported: Vec<Const>,
    ast: AST,
    /// Its callbacks, and what they may call.
    asked: AST,
    source: Arc<Source>,
}

/// What a script is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It describes columns and signals.
    Strategy,
    /// It is imported.
    Shared,
}

impl Role {
    /// What a file of this name with this text is: a hidden one that describes no columns is shared.
    pub fn of(name: &str, text: &str) -> Self {
        let describes = requirements::POPULATE
            .iter()
            .any(|(function, _)| Tokens::new(text).body(function).is_some());
        if name.starts_with('_') && !describes { Self::Shared } else { Self::Strategy }
    }
}

/// A plan, and what was seen while the script described it.
#[derive(Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Places of nodes, what was written and read.
    pub notes: Notes,
}

impl Script {
    /// Compiles a script with the texts that it may import, by name. `file` is how it is shown in
    /// diagnostics.
    pub fn load(
        file: &str,
        text: &str,
        imports: &BTreeMap<String, String>,
    ) -> Result<Self, Diagnostic> {
        let source = Arc::new(Source::new(file, text, imports));
        Self::compile(&source, &[], Role::Strategy).map_err(|faults| source.told(first(faults)))
    }

    /// Compiles a text in which `known` names stand for what could not be understood.
    fn compile(source: &Arc<Source>, known: &[Const], role: Role) -> Result<Self, Vec<Fault>> {
        let text = source.text();
        if source.is_too_long() {
            let what = if source.is_alone() { "the script" } else { "the script with its imports" };
            let diagnostic = too_long(what, source.bytes() as u64);
            return Err(vec![Fault { diagnostic, at: 0 }]);
        }
        // What is not linked may not even parse.
        let mut faults = source.link_faults();
        if !faults.is_empty() {
            return Err(faults);
        }
        let first = parse(source)?;
        if role == Role::Strategy {
            faults.extend(requirements::check(&first, source));
        }
        faults.extend(branches::check(&first, source));
        faults.extend(arguments::check(&first, source));
        if !faults.is_empty() {
            return Err(faults);
        }
        let consts = consts::read(&first, source, known)?;
        let mut scope = Scope::new();
        for entry in &consts {
            scope.push_constant_dynamic(entry.name.as_str(), entry.value.clone());
        }
        let ast = ENGINE
            .strict
            .compile_with_scope(&scope, text)
            .map_err(|error| errors::parse_faults(source, &error))?;
        let header = Header::parse(ast.doc().lines());
        let end = source.end();
        let (consts, imported) = consts.into_iter().partition(|entry| entry.at < end);
        let asked = declarations::asked(&ast);
        Ok(Self { header, consts, imported, ast, asked, source: Arc::clone(source) })
    }

    /// Runs the script's functions for one pair; what they describe is the plan. The pairs of a strategy
    /// share an allowance.
    pub fn plan(
        &self,
        timeframe: Timeframe,
        pair: &Pair,
        parameters: &Parameters,
        allowance: &mut Allowance,
    ) -> Result<Planned, Diagnostic> {
        let builder = Builder::new(timeframe, parameters.clone());
        let told = |fault: Fault| self.source.told(fault.diagnostic);
        self.describe(builder, timeframe, pair, allowance).map_err(told)
    }

    /// All consts that its functions may read.
    fn all_consts(&self) -> impl Iterator<Item = &Const> {
        self.consts.iter().chain(&self.imported)
    }

    fn describe(
        &self,
        builder: Builder,
        timeframe: Timeframe,
        pair: &Pair,
        allowance: &mut Allowance,
    ) -> Result<Planned, Fault> {
        let host = Host::new(builder, self.all_consts());
        let mut metadata = Map::new();
        metadata.insert("pair".into(), pair.as_str().into());
        metadata.insert("timeframe".into(), timeframe.to_string().into());
        for (function, phase) in requirements::POPULATE {
            if let Some(mut builder) = host.builder() {
                builder.enter(phase);
            }
            let options = CallFnOptions::new().eval_ast(false).with_tag(host.tag());
            let arguments = (api::Frame::base(), metadata.clone());
            let mut scope = Scope::new();
            let run = || {
                let (engine, ast) = (&ENGINE.strict, &self.ast);
                // What the function returns is ignored.
                engine
                    .call_fn_with_options::<Dynamic>(options, &mut scope, ast, function, arguments)
            };
            let _: Dynamic = allowance.run(run).map_err(|error| {
                errors::runtime_fault(&self.source, &error, &self.ast, function)
            })?;
        }
        if let Some(mut builder) = host.builder() {
            let consts: Vec<&Const> = self.all_consts().collect();
            let declared = declarations::declare(&self.asked, &consts, &mut builder);
            declared.map_err(|fault| {
                let place = self.source.at(fault.position);
                let diagnostic = errors::build_error(&fault.error).at(Some(place));
                Fault { diagnostic, at: self.source.offset(fault.position) }
            })?;
        }
        let (plan, notes) = host.finish().map_err(|error| Fault {
            diagnostic: errors::build_error(&error),
            at: self.source.end(),
        })?;
        Ok(Planned { plan: Arc::new(plan), notes })
    }

    /// Warnings of what it imports and does not use.
    pub fn unused_imports(&self) -> Vec<Diagnostic> {
        self.source.unused_imports()
    }

    /// How many functions it defines that others can import.
    pub fn shared_functions(&self) -> usize {
        let tokens = self.tokens();
        let end = self.source.end();
        let is_shared = |at: &usize| {
            tokens.word(*at) == "fn"
                && tokens.before(*at) != "private"
                && tokens.span(*at, *at).start < end
        };
        (0..tokens.len()).filter(is_shared).count()
    }

    /// Where a const is set.
    pub fn place_of_const(&self, name: &str) -> Option<Place> {
        let entry = self.consts.iter().find(|entry| entry.name == name)?;
        Some(self.source.place_of(entry.at..entry.at + name.len()))
    }

    /// The script as words and signs, in the text that is compiled.
    pub(crate) fn tokens(&self) -> Tokens<'_> {
        self.source.tokens()
    }

    /// That text.
    pub(crate) fn text(&self) -> &str {
        self.source.text()
    }

    /// The place of a function's name.
    pub(crate) fn place_of_function(&self, name: &str) -> Option<Place> {
        let tokens = self.tokens();
        let name = tokens.body(name)?.name;
        Some(self.source.place_of(tokens.span(name, name)))
    }

    /// The place of bytes of that text.
    pub(crate) fn place_of_bytes(&self, range: Range<usize>) -> Place {
        self.source.place_of(range)
    }

    /// The place that the script begins at.
    pub(crate) fn beginning(&self) -> Place {
        self.source.beginning()
    }

    /// The place of a line and a column of that text.
    pub(crate) fn place_at(&self, (line, column): (usize, usize)) -> Place {
        self.source.place(line, column)
    }

    /// Changes of that text as changes of the one that was written.
    pub(crate) fn edits(&self, changes: &[(Range<usize>, String)]) -> Vec<Edit> {
        self.source.edits(changes)
    }

    /// Where a node of a plan is first used.
    pub fn place_of(&self, planned: &Planned, node: NodeId) -> Option<Place> {
        // A script uses the outputs of a function, not its call.
        let outputs = planned.plan.outputs_of(node);
        let mut nodes = std::iter::once(node).chain(outputs);
        let (line, column) = nodes.find_map(|node| planned.notes.uses.get(&node))?;
        Some(self.source.place(*line, *column))
    }
}

/// What the parser makes of a text, without knowing its consts.
fn parse(source: &Source) -> Result<AST, Vec<Fault>> {
    let mut parsed = AST::empty();
    for source in source.growing() {
        let compiled = ENGINE.loose.compile(source.text());
        parsed = compiled.map_err(|error| errors::parse_faults(&source, &error))?;
    }
    Ok(parsed)
}

/// A script that is longer than any may be.
pub fn too_long(what: &str, bytes: u64) -> Diagnostic {
    let message = format!("{what} has {bytes} bytes, at most {MOST_BYTES} are allowed");
    Diagnostic::error("AQ291", message).with_help("split the strategy")
}

/// The fault that comes first in the script.
fn first(mut faults: Vec<Fault>) -> Diagnostic {
    faults.sort_by_key(|fault| fault.at);
    faults.swap_remove(0).diagnostic
}
