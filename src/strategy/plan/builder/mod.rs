//! Builds a plan, one operation at a time, and keeps the rules of the language: frames do not mix,
//! conditions and numbers are different things, equal expressions are one node.
//!
//! [`nodes`] makes the nodes, [`frames`] keeps the columns that they are written to; the parameters
//! and the finished plan are here.

mod frames;
mod nodes;
mod notes;

pub use notes::{Notes, Place, Written};

use std::collections::HashMap;

use super::core;
use super::key::KeyWriter;
use super::{
    BaseColumn, Body, Domain, FrameId, FrameSpec, Node, NodeId, NodeKey, ParameterSpec,
    ParameterValue, Parameters, Plan, Shape, SignalNodes,
};
use crate::diag::suggest::{did_you_mean, misspelt, nearest};
use crate::model::timeframe::Timeframe;
use frames::FrameState;

/// The most parameters, and the longest name of one, bytes.
const MOST_PARAMETERS: usize = 1_000;
const MOST_NAME: usize = 200;

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
    /// The same as a change of the script.
    pub mend: Option<Mend>,
    /// The word at fault, as it is written in the script.
    pub word: Option<String>,
}

/// A change of a script that is described by what stands there, not by where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// A word or sign in the place of another one.
    Word {
        /// What stands there.
        wrong: String,
        /// What should.
        right: String,
    },
    /// The column of another frame by the name that it has where it is merged.
    Column {
        /// The column in its own frame.
        name: String,
        /// Its name among the base columns.
        merged: String,
    },
    /// A number beside a sign that joins conditions: compared with 1.
    Condition {
        /// Whether it stands behind the sign.
        right: bool,
    },
    /// A whole number beside a division: with a point.
    Float,
}

impl Mend {
    /// A name in the place of a slip of the keyboard. One further away, or with other digits (`ema_20`,
    /// `ema_50`), may have been meant otherwise: to put it there would change the strategy.
    pub fn slip(wrong: &str, right: &str) -> Option<Self> {
        let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
        let is_slip = misspelt(wrong, [right]).is_some() && digits(wrong) == digits(right);
        is_slip.then(|| Self::Word { wrong: wrong.to_owned(), right: right.to_owned() })
    }
}

impl BuildError {
    /// An error without a mend.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, mend: None, word: None }
    }

    /// The same with a mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a change that mends it.
    #[must_use]
    pub fn mend(mut self, mend: Mend) -> Self {
        self.mend = Some(mend);
        self
    }

    /// The same with a word in the place of another one.
    #[must_use]
    pub fn replace(mut self, wrong: impl Into<String>, right: impl Into<String>) -> Self {
        let wrong = wrong.into();
        self.word = Some(wrong.clone());
        self.mend(Mend::Word { wrong, right: right.into() })
    }

    /// The same with the names that are near to the wrong one; with all of them where none is.
    #[must_use]
    pub fn names(mut self, wrong: &str, names: &[&str]) -> Self {
        self.word = Some(wrong.to_owned());
        let near = nearest(wrong, names.iter().copied());
        match (near.first(), did_you_mean(wrong, names.iter().copied())) {
            (Some(right), Some(help)) => {
                self.mend = Mend::slip(wrong, right);
                self.help(help)
            }
            _ => self.help(format!("there are: {}", names.join(", "))),
        }
    }
}

/// A plan in the making.
#[derive(Debug)]
pub struct Builder {
    frames: Vec<FrameState>,
    nodes: Vec<Node>,
    known: HashMap<NodeKey, NodeId>,
    parameters: Vec<ParameterSpec>,
    given: Parameters,
    notes: Notes,
    /// The line and column that the script is at.
    here: Option<Place>,
    phase: Phase,
    /// What stands for values that could not be described, while faults are looked for.
    unknown: Option<NodeId>,
    /// Whether columns may be missing because a part of the script was left out.
    incomplete: bool,
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
            notes: Notes::default(),
            here: None,
            phase: Phase::Indicators,
            unknown: None,
            incomplete: false,
        }
    }

    /// The same for looking for more than one fault: [`NodeId::UNKNOWN`] stands for a value that could
    /// not be described, and whatever is made of it is unknown too.
    pub fn tolerant(timeframe: Timeframe, given: Parameters) -> Self {
        let mut builder = Self::new(timeframe, given);
        let key = KeyWriter::new("unknown", 1).finish();
        builder.nodes.push(Node {
            key,
            shape: Shape::Number,
            frame: None,
            body: Body::Constant(f64::NAN),
        });
        builder.unknown = Some(NodeId::UNKNOWN);
        builder
    }

    /// A part of the script was left out: a column that is not there is unknown from now on.
    pub fn leave_out(&mut self) {
        self.incomplete = true;
    }

    /// Whether a node stands for a value that could not be described.
    pub fn is_unknown(&self, node: NodeId) -> bool {
        self.unknown == Some(node)
    }

    /// Says which of the script's functions runs now.
    pub fn enter(&mut self, phase: Phase) {
        self.phase = phase;
    }

    /// Says where in the script the next work is asked for.
    pub fn at(&mut self, here: Option<Place>) {
        self.here = here;
    }

    /// Remembers that a node is used here; its first place counts.
    pub fn used(&mut self, node: NodeId) {
        if let Some(here) = self.here {
            self.notes.uses.entry(node).or_insert(here);
        }
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
        if self.parameters.len() >= MOST_PARAMETERS || name.len() > MOST_NAME {
            let message = format!(
                "a strategy has at most {MOST_PARAMETERS} parameters, their names at most {MOST_NAME} letters"
            );
            return Err(
                BuildError::new("AQ226", message).help("declare fewer, under shorter names")
            );
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

    /// The finished plan, and what was seen beside it.
    pub fn finish(mut self) -> Result<(Plan, Notes), BuildError> {
        let notes = std::mem::take(&mut self.notes);
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
        Ok((plan, notes))
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
