//! What a script leaves behind: a graph of operations on columns, evaluated later over any candles.
//!
//! A plan knows nothing of the script's language, of files and of data. Its nodes are named by their
//! content ([`NodeKey`]), so equal expressions are one node, whoever wrote them.

mod batch;
mod bind;
mod builder;
mod columns;
mod compute;
pub mod core;
mod cost;
mod evaluate;
mod key;
#[cfg(test)]
mod laws;
mod parameter;
mod pool;
mod schedule;
mod warmup;

pub use batch::{Batch, BatchFrame, BatchNode};
pub use bind::BindError;
pub use builder::{BuildError, Builder, Mend, Notes, Phase, Place, Written};
pub use columns::{Column, Columns, FrameData, Price};
pub use evaluate::Values;
pub use key::NodeKey;
pub use parameter::{Domain, ParameterSpec, ParameterValue, Parameters};
pub use warmup::Felt;

use serde::{Deserialize, Serialize};

use self::core::CoreOperation;
use crate::indicators::Operation;
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

/// A node within one plan; it means nothing outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// What stands for a value that could not be described: the first node of [`Builder::tolerant`].
    pub const UNKNOWN: Self = Self(0);

    /// The node at a place of [`Plan::nodes`].
    pub(crate) fn at(index: usize) -> Self {
        Self(index as u32)
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A frame within one plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(u16);

impl FrameId {
    /// The frame that signals belong to.
    pub const BASE: Self = Self(0);

    /// The frame at a place of [`Plan::frames`].
    pub(crate) fn at(index: usize) -> Self {
        Self(index as u16)
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The candles that a frame's columns are computed on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FrameSpec {
    /// The pair, or the traded one.
    pub pair: Option<Pair>,
    /// The length of its candles.
    pub timeframe: Timeframe,
}

impl FrameSpec {
    /// The name that a column of this frame has where it is merged into the base frame.
    pub fn merged_name(&self, column: &str) -> String {
        match &self.pair {
            None => format!("{column}_{}", self.timeframe),
            Some(pair) => format!("{}_{column}_{}", pair.column_prefix(), self.timeframe),
        }
    }
}

/// What a node's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One number for all candles: a constant, a parameter, arithmetic on them.
    Scalar,
    /// A number for each candle.
    Number,
    /// True or false for each candle.
    Condition,
    /// Several columns of numbers, of which [`Body::Output`] takes one.
    Columns,
}

/// One operation of the plan.
#[derive(Debug)]
pub struct Node {
    /// Its identity.
    pub key: NodeKey,
    /// What its values are.
    pub shape: Shape,
    /// The frame it has a value for each candle of; scalars have none.
    pub frame: Option<FrameId>,
    /// What it does.
    pub body: Body,
}

/// What a node does.
#[derive(Debug)]
pub enum Body {
    /// A number that stands in the script.
    Constant(f64),
    /// A parameter that is bound when the plan is evaluated.
    Parameter(String),
    /// A column that is there without computing.
    Column(BaseColumn),
    /// An element-wise operation.
    Core {
        /// The operation.
        operation: &'static CoreOperation,
        /// Its operands.
        inputs: Vec<NodeId>,
    },
    /// A function of a registry.
    Call {
        /// The function.
        operation: &'static Operation,
        /// Its columns.
        inputs: Vec<NodeId>,
        /// Its parameters, scalars.
        parameters: Vec<NodeId>,
    },
    /// One output of a function.
    Output {
        /// The function's node.
        call: NodeId,
        /// Which of its outputs.
        output: usize,
    },
    /// A column of another frame, aligned with the base candles.
    Merge {
        /// The column.
        inner: NodeId,
    },
}

impl Body {
    /// The nodes it reads.
    pub(crate) fn children(&self) -> impl Iterator<Item = NodeId> + '_ {
        let (first, second): (&[NodeId], &[NodeId]) = match self {
            Self::Constant(_) | Self::Parameter(_) | Self::Column(_) => (&[], &[]),
            Self::Core { inputs, .. } => (inputs, &[]),
            Self::Call { inputs, parameters, .. } => (inputs, parameters),
            Self::Output { call, .. } => (std::slice::from_ref(call), &[]),
            Self::Merge { inner } => (std::slice::from_ref(inner), &[]),
        };
        first.iter().chain(second).copied()
    }
}

/// A column of a frame that is there without computing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BaseColumn {
    /// Open time, epoch milliseconds.
    Date,
    /// First price.
    Open,
    /// Highest price.
    High,
    /// Lowest price.
    Low,
    /// Last price.
    Close,
    /// Traded amount.
    Volume,
    /// Hour of the open time, 0 to 23.
    Hour,
    /// Minute of the open time, 0 to 59.
    Minute,
    /// Day of the week, Monday 0.
    DayOfWeek,
    /// Day of the month, from 1.
    Day,
    /// Month, from 1.
    Month,
}

impl BaseColumn {
    /// All of them with their names; those of [`Self::OWN`] first.
    pub const ALL: [(&'static str, Self); 11] = [
        ("date", Self::Date),
        ("open", Self::Open),
        ("high", Self::High),
        ("low", Self::Low),
        ("close", Self::Close),
        ("volume", Self::Volume),
        ("hour", Self::Hour),
        ("minute", Self::Minute),
        ("dayofweek", Self::DayOfWeek),
        ("day", Self::Day),
        ("month", Self::Month),
    ];

    /// How many of [`Self::ALL`] are in the candles themselves (the others are computed from `date`
    /// and are not merged).
    pub const OWN: usize = 6;

    /// The column of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
    }

    /// The values that the candles hold themselves.
    fn of(self, candles: &Candles) -> Option<&[f64]> {
        Some(match self {
            Self::Open => &candles.open,
            Self::High => &candles.high,
            Self::Low => &candles.low,
            Self::Close => &candles.close,
            Self::Volume => &candles.volume,
            _ => return None,
        })
    }

    /// Whether it is one of those.
    fn is_of_candles(self) -> bool {
        matches!(self, Self::Open | Self::High | Self::Low | Self::Close | Self::Volume)
    }

    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, column)| *column == self).map_or("", |(name, _)| name)
    }
}

/// The four columns that ask for trades.
pub const SIGNALS: [&str; 4] = ["enter_long", "exit_long", "enter_short", "exit_short"];

/// The two columns that hold words.
pub const TAGS: [&str; 2] = ["enter_tag", "exit_tag"];

/// The graph of one strategy for one pair.
#[derive(Debug)]
pub struct Plan {
    /// The frames; the first is the base frame.
    pub frames: Vec<FrameSpec>,
    /// The nodes; each reads only nodes before it.
    pub nodes: Vec<Node>,
    /// The base frame's columns that the script wrote or merged, in the order of their first writing.
    pub columns: Vec<(String, NodeId)>,
    /// What is asked for at each candle.
    pub signals: SignalNodes,
    /// The declared parameters.
    pub parameters: Vec<ParameterSpec>,
}

impl Plan {
    /// The nodes that take an output of a function's node.
    pub(crate) fn outputs_of(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let of = move |(_, other): &(usize, &Node)| matches!(other.body, Body::Output { call, .. } if call == node);
        self.nodes.iter().enumerate().filter(of).map(|(at, _)| NodeId(at as u32))
    }
}

/// The signal columns; an absent one is off everywhere.
#[derive(Clone, Debug, Default)]
pub struct SignalNodes {
    /// Asks for a long entry.
    pub enter_long: Option<NodeId>,
    /// Asks for the exit of a long trade.
    pub exit_long: Option<NodeId>,
    /// Asks for a short entry.
    pub enter_short: Option<NodeId>,
    /// Asks for the exit of a short trade.
    pub exit_short: Option<NodeId>,
    /// Names the entry; the last rule that holds wins.
    pub enter_tag: Vec<TagRule>,
    /// Names the exit; the last rule that holds wins.
    pub exit_tag: Vec<TagRule>,
}

/// A tag and when it is given.
#[derive(Clone, Debug)]
pub struct TagRule {
    /// The condition; everywhere when absent.
    pub when: Option<NodeId>,
    /// The tag.
    pub tag: String,
}

impl SignalNodes {
    /// All nodes that the signals read.
    pub fn nodes(&self) -> Vec<NodeId> {
        let columns = [self.enter_long, self.exit_long, self.enter_short, self.exit_short];
        let tags = self.enter_tag.iter().chain(&self.exit_tag).map(|rule| rule.when);
        columns.into_iter().chain(tags).flatten().collect()
    }
}
