//! Builds a plan, one operation at a time, and keeps the rules of the language: frames do not mix,
//! conditions and numbers are different things, equal expressions are one node.
//!
//! [`nodes`] makes the nodes, [`frames`] keeps the columns that they are written to; the parameters
//! and the finished plan are here.

mod frames;
mod nodes;

use std::collections::{BTreeMap, HashMap};

use super::core;
use super::key::KeyWriter;
use super::{
    BaseColumn, Body, Domain, FrameId, FrameSpec, Node, NodeId, NodeKey, ParameterSpec,
    ParameterValue, Parameters, Plan, Shape, SignalNodes,
};
use crate::model::timeframe::Timeframe;
use frames::FrameState;

/// The function of a script that is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// `populate_indicators`.
    Indicators,
    /// `populate_entry_trend`.
    Entry,
    /// `populate_exit_trend`.
    Exit,
}

/// Something that the language does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct BuildError {
    /// A stable code: `AQ201`.
    pub code: &'static str,
    /// What is wrong, in the script's own terms.
    pub message: String,
    /// The likely mend.
    pub help: Option<String>,
}

impl BuildError {
    /// An error without a mend.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None }
    }

    /// The same with a mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Where in the script each node was first used: line and column.
pub type Uses = BTreeMap<NodeId, (usize, usize)>;

/// A plan in the making.
#[derive(Debug)]
pub struct Builder {
    frames: Vec<FrameState>,
    nodes: Vec<Node>,
    known: HashMap<NodeKey, NodeId>,
    parameters: Vec<ParameterSpec>,
    given: Parameters,
    /// Where in the script a node was first used: line and column.
    uses: Uses,
    phase: Phase,
}

impl Builder {
    /// Starts a plan on candles of `timeframe`, with the values that parameters were given.
    pub fn new(timeframe: Timeframe, given: Parameters) -> Self {
        Self {
            frames: vec![FrameState::new(FrameSpec { pair: None, timeframe })],
            nodes: Vec::new(),
            known: HashMap::new(),
            parameters: Vec::new(),
            given,
            uses: BTreeMap::new(),
            phase: Phase::Indicators,
        }
    }

    /// Says which of the script's functions runs now.
    pub fn enter(&mut self, phase: Phase) {
        self.phase = phase;
    }

    /// Remembers where a node is used; the first place counts.
    pub fn used_at(&mut self, node: NodeId, line: usize, column: usize) {
        self.uses.entry(node).or_insert((line, column));
    }

    /// What a node's values are.
    pub fn shape(&self, node: NodeId) -> Shape {
        self.nodes[node.index()].shape
    }

    // ── parameters ───────────────────────────────────────────────────────────────────────────────

    /// Declares a parameter, or checks that it was declared the same before.
    pub fn declare(&mut self, name: &str, domain: Domain) -> Result<(), BuildError> {
        match self.parameters.iter().find(|spec| spec.name == name) {
            Some(spec) if spec.domain == domain => return Ok(()),
            Some(_) => {
                return Err(BuildError::new(
                    "AQ220",
                    format!("parameter `{name}` is declared twice, and differently"),
                )
                .help("give both declarations the same range and default"));
            }
            None => {}
        }
        let structural = matches!(domain, Domain::Categorical { .. } | Domain::Bool { .. });
        self.parameters.push(ParameterSpec { name: name.to_owned(), domain, structural });
        Ok(())
    }

    /// A declared parameter as a number that is bound later.
    pub fn parameter(&mut self, name: &str) -> Result<NodeId, BuildError> {
        let mut key = KeyWriter::new("parameter", 1);
        key.text(name);
        self.add(key.finish(), Shape::Scalar, None, Body::Parameter(name.to_owned()))
    }

    /// The value of a declared parameter, for a branch or a loop; from here on it is structural.
    pub fn value_of(&mut self, name: &str) -> Option<ParameterValue> {
        let spec = self.parameters.iter_mut().find(|spec| spec.name == name)?;
        spec.structural = true;
        Some(spec.value(&self.given))
    }

    /// The name of a node that is nothing but a parameter.
    pub fn parameter_name(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node.index()].body {
            Body::Parameter(name) => Some(name),
            _ => None,
        }
    }

    // ── the end ──────────────────────────────────────────────────────────────────────────────────

    /// The finished plan, and where each node was first used.
    pub fn finish(mut self) -> Result<(Plan, Uses), BuildError> {
        let signals = SignalNodes {
            enter_long: self.entry_signal("enter_long")?,
            exit_long: self.exit_signal("exit_long")?,
            enter_short: self.entry_signal("enter_short")?,
            exit_short: self.exit_signal("exit_short")?,
            enter_tag: std::mem::take(&mut self.frames[0].tags[0]),
            exit_tag: std::mem::take(&mut self.frames[0].tags[1]),
        };
        let mut columns = std::mem::take(&mut self.frames[0].columns);
        for at in 1..self.frames.len() {
            let frame = FrameId(at as u16);
            let own = BaseColumn::ALL[..BaseColumn::OWN].iter().map(|(name, _)| (*name).to_owned());
            let written = self.frames[at].columns.iter().map(|(name, _)| name.clone());
            let names: Vec<String> = own.chain(written).collect();
            for name in names {
                let inner = self.read(frame, &name)?;
                let merged = self.merge(inner)?;
                columns.push((self.frames[at].spec.merged_name(&name), merged));
            }
        }
        let plan = Plan {
            frames: self.frames.into_iter().map(|state| state.spec).collect(),
            nodes: self.nodes,
            columns,
            signals,
            parameters: self.parameters,
        };
        Ok((plan, self.uses))
    }

    /// Entries are asked for where the column equals 1.
    fn entry_signal(&mut self, name: &str) -> Result<Option<NodeId>, BuildError> {
        let Some(node) = self.frames[0].written(name) else { return Ok(None) };
        if self.shape(node) == Shape::Condition {
            return Ok(Some(node));
        }
        let one = self.constant(1.0)?;
        self.apply(&core::EQ, &[node, one]).map(Some)
    }

    /// Exits are asked for where the column is anything but 0 (and not missing).
    fn exit_signal(&mut self, name: &str) -> Result<Option<NodeId>, BuildError> {
        let Some(node) = self.frames[0].written(name) else { return Ok(None) };
        if self.shape(node) == Shape::Condition {
            return Ok(Some(node));
        }
        let zero = self.constant(0.0)?;
        let column = self.apply(&core::FILLNA, &[node, zero])?;
        self.apply(&core::NE, &[column, zero]).map(Some)
    }
}
