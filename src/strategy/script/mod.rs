//! Strategies written in Rhai: from a script's text to its settings and its plan.
//!
//! A script is compiled twice. The first compile finds the top-level consts; the second one knows them
//! by name, so that functions may read them and every unknown name is an error at its place.
//!
//! Whoever loads, runs or drops a script does so on a thread with a deep stack: Rhai's limits hold only
//! there.

mod api;
mod branches;
mod calls;
mod consts;
mod declarations;
mod errors;
mod host;
mod mistakes;
mod requirements;

pub use calls::ScriptCallbacks;
pub use consts::Const;

use std::sync::Arc;

use rhai::{AST, CallFnOptions, Dynamic, Map, Scope};

use self::errors::Source;
use self::host::{ENGINE, Host};
use super::header::Header;
use super::plan::{Builder, NodeId, Parameters, Plan, Uses};
use crate::diag::{Diagnostic, Place};
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// A compiled strategy.
#[derive(Debug)]
pub struct Script {
    /// What its header says.
    pub header: Header,
    /// Its top-level consts.
    pub consts: Vec<Const>,
    ast: AST,
    source: Source,
}

/// A plan, and the places in the script where its nodes are first used.
#[derive(Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Arc<Plan>,
    uses: Uses,
}

impl Script {
    /// Compiles a script. `file` is how it is shown in diagnostics.
    pub fn load(file: &str, text: &str) -> Result<Self, Diagnostic> {
        let source = Source::new(file, text);
        if text.len() > host::MOST_BYTES {
            let message = format!(
                "the script has {} bytes, at most {} are allowed",
                text.len(),
                host::MOST_BYTES
            );
            return Err(Diagnostic::error("AQ291", message).with_help("split the strategy"));
        }
        let first = ENGINE.loose.compile(text).map_err(|error| source.parse_error(&error))?;
        requirements::check(&first, &source)?;
        branches::check(&first, &source)?;
        let consts = consts::read(&first, &source)?;
        let mut scope = Scope::new();
        for entry in &consts {
            scope.push_constant_dynamic(entry.name.as_str(), entry.value.clone());
        }
        let ast = ENGINE
            .strict
            .compile_with_scope(&scope, text)
            .map_err(|error| source.parse_error(&error))?;
        let header = Header::parse(ast.doc().lines());
        Ok(Self { header, consts, ast, source })
    }

    /// Runs the script's functions for one pair; what they describe is the plan.
    pub fn plan(
        &self,
        timeframe: Timeframe,
        pair: &Pair,
        parameters: &Parameters,
    ) -> Result<Planned, Diagnostic> {
        let host = Host::new(Builder::new(timeframe, parameters.clone()), &self.consts);
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
            // What the function returns is ignored.
            let _: Dynamic = ENGINE
                .strict
                .call_fn_with_options::<Dynamic>(
                    options, &mut scope, &self.ast, function, arguments,
                )
                .map_err(|error| self.source.runtime_error(&error, &self.ast, function))?;
        }
        if let Some(mut builder) = host.builder() {
            let declared = declarations::declare(&self.ast, &self.consts, &mut builder);
            declared.map_err(|fault| {
                let place = self.source.place(fault.line, fault.column);
                errors::build_error(&fault.error, Some(place))
            })?;
        }
        let (plan, uses) = host.finish().map_err(|error| errors::build_error(&error, None))?;
        Ok(Planned { plan: Arc::new(plan), uses })
    }

    /// Where a const is set.
    pub fn place_of_const(&self, name: &str) -> Option<Place> {
        let entry = self.consts.iter().find(|entry| entry.name == name)?;
        Some(self.source.place(entry.line, entry.column))
    }

    /// Where a node of a plan is first used.
    pub fn place_of(&self, planned: &Planned, node: NodeId) -> Option<Place> {
        // A script uses the outputs of a function, not its call.
        let outputs = planned.plan.outputs_of(node);
        let used = std::iter::once(node).chain(outputs).find_map(|node| planned.uses.get(&node));
        let (line, column) = used?;
        Some(self.source.place(*line, *column))
    }
}
