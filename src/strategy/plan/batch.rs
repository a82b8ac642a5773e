//! What several plans want of several frames, as one graph: equal nodes of one frame are computed
//! once, whoever asks.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::core::CoreOperation;
use super::{BaseColumn, Body, FrameId, NodeId, Plan, Shape};
use crate::data::informative::Visible;
use crate::indicators::Operation;
use crate::model::candles::Candles;

/// A frame of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchFrame(pub(super) u32);

/// A node of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BatchNode(u32);

impl BatchNode {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) fn at(index: usize) -> Self {
        Self(index as u32)
    }
}

/// What is to be computed on which frames.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) frames: Vec<Arc<Candles>>,
    /// What the candles of a frame see of another one.
    pub(super) visible: BTreeMap<(BatchFrame, BatchFrame), Arc<Visible>>,
    pub(super) steps: Vec<Step>,
    known: HashMap<Content, BatchNode>,
    /// What is asked for.
    pub(super) wanted: Vec<BatchNode>,
}

/// One column, or several, to be computed.
#[derive(Debug)]
pub(super) struct Step {
    /// The frame it has a value for each candle of.
    pub frame: BatchFrame,
    pub work: Work,
    /// How many columns it leaves; conditions and columns of the candles count nothing.
    pub holds: u32,
    /// The most columns that are there at one time while it and all below it are computed.
    pub peak: u32,
}

impl Step {
    /// Whether its column is one of those that a call made.
    pub(super) fn is_output(&self) -> bool {
        matches!(self.work, Work::Output { .. })
    }
}

/// How a step is computed.
#[derive(Debug)]
pub(super) enum Work {
    Base(BaseColumn),
    Core { operation: &'static CoreOperation, inputs: Vec<Input> },
    Call { operation: &'static Operation, inputs: Vec<Input>, parameters: Vec<f64> },
    Output { call: BatchNode, output: usize },
    Merge { inner: BatchNode },
}

/// What a step reads: a number for all candles, or what another step gives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Input {
    Scalar(f64),
    Node(BatchNode),
}

impl Work {
    /// The steps it reads.
    pub(super) fn children(&self) -> impl Iterator<Item = BatchNode> + '_ {
        let (inputs, child): (&[Input], Option<BatchNode>) = match self {
            Self::Base(_) => (&[], None),
            Self::Core { inputs, .. } | Self::Call { inputs, .. } => (inputs, None),
            Self::Output { call: child, .. } | Self::Merge { inner: child } => (&[], Some(*child)),
        };
        let of_input = |input: &Input| match input {
            Input::Node(node) => Some(*node),
            Input::Scalar(_) => None,
        };
        inputs.iter().filter_map(of_input).chain(child)
    }
}

/// All that a step's values follow from: steps of one content are one.
type Content = Vec<u64>;

fn content(frame: BatchFrame, work: &Work) -> Content {
    let mut content = vec![u64::from(frame.0)];
    let mut input = |input: &Input| match input {
        Input::Scalar(value) => [0, value.to_bits()],
        Input::Node(node) => [1, u64::from(node.0)],
    };
    match work {
        Work::Base(column) => content.extend([0, *column as u64]),
        Work::Core { operation, inputs } => {
            content.extend([1, std::ptr::from_ref(*operation).addr() as u64]);
            content.extend(inputs.iter().flat_map(&mut input));
        }
        Work::Call { operation, inputs, parameters } => {
            content.extend([2, std::ptr::from_ref(*operation).addr() as u64]);
            content.extend(inputs.iter().flat_map(&mut input));
            content.extend(parameters.iter().map(|value| value.to_bits()));
        }
        Work::Output { call, output } => content.extend([3, u64::from(call.0), *output as u64]),
        Work::Merge { inner } => content.extend([4, u64::from(inner.0)]),
    }
    content
}

impl Batch {
    /// Adds a frame.
    pub fn frame(&mut self, candles: Arc<Candles>) -> BatchFrame {
        self.frames.push(candles);
        BatchFrame(self.frames.len() as u32 - 1)
    }

    /// Says what the candles of a frame see of another one.
    pub fn sees(&mut self, base: BatchFrame, other: BatchFrame, visible: Arc<Visible>) {
        self.visible.insert((base, other), visible);
    }

    /// Adds nodes of a plan under bound scalars ([`Plan::bind`]), on a frame for each of
    /// [`Plan::frames`]. Scalars have no place in a batch.
    pub fn want(
        &mut self,
        plan: &Plan,
        bound: &[f64],
        frames: &[BatchFrame],
        wanted: &[NodeId],
    ) -> Vec<Option<BatchNode>> {
        let readers = plan.readers(wanted);
        let mut steps: Vec<Option<BatchNode>> = vec![None; plan.nodes.len()];
        for (at, node) in plan.nodes.iter().enumerate() {
            if readers[at] == 0 || node.shape == Shape::Scalar {
                continue;
            }
            let child = |id: NodeId| steps[id.index()].expect("columns come before their readers");
            let input = |id: &NodeId| match plan.nodes[id.index()].shape {
                Shape::Scalar => Input::Scalar(bound[id.index()]),
                _ => Input::Node(child(*id)),
            };
            let work = match &node.body {
                Body::Constant(_) | Body::Parameter(_) => continue,
                Body::Column(column) => Work::Base(*column),
                Body::Core { operation, inputs } => {
                    Work::Core { operation, inputs: inputs.iter().map(input).collect() }
                }
                Body::Call { operation, inputs, parameters } => Work::Call {
                    operation,
                    inputs: inputs.iter().map(input).collect(),
                    parameters: parameters.iter().map(|id| bound[id.index()]).collect(),
                },
                Body::Output { call, output } => {
                    Work::Output { call: child(*call), output: *output }
                }
                Body::Merge { inner } => Work::Merge { inner: child(*inner) },
            };
            let frame = frames[node.frame.unwrap_or(FrameId::BASE).index()];
            steps[at] = Some(self.step(frame, work, node.shape));
        }
        let found: Vec<Option<BatchNode>> = wanted.iter().map(|id| steps[id.index()]).collect();
        self.wanted.extend(found.iter().flatten());
        found
    }

    fn step(&mut self, frame: BatchFrame, work: Work, shape: Shape) -> BatchNode {
        let node = BatchNode::at(self.steps.len());
        let known = *self.known.entry(content(frame, &work)).or_insert(node);
        if known == node {
            let (makes, holds) = match (&work, shape) {
                (Work::Base(column), _) if column.is_of_candles() => (0, 0),
                (Work::Call { operation, .. }, _) => {
                    let outputs = operation.outputs.len() as u32;
                    (outputs, outputs)
                }
                // It is one of those that the call made.
                (Work::Output { .. }, _) => (0, 1),
                (_, Shape::Condition) => (0, 0),
                _ => (1, 1),
            };
            let (mut held, mut peak) = (0, 0);
            for child in self.in_order(&work) {
                peak = peak.max(held + self.steps[child.index()].peak);
                held += self.steps[child.index()].holds;
            }
            let peak = peak.max(held + makes);
            self.steps.push(Step { frame, work, holds, peak });
        }
        known
    }

    /// The steps that one reads, each once, in the order that needs the fewest columns at one time.
    pub(super) fn in_order(&self, work: &Work) -> Vec<BatchNode> {
        let mut children: Vec<BatchNode> = work.children().collect();
        let gain = |node: &BatchNode| {
            let step = &self.steps[node.index()];
            std::cmp::Reverse(step.peak.saturating_sub(step.holds))
        };
        let mut seen = Vec::with_capacity(children.len());
        children.retain(|child| {
            let is_new = !seen.contains(child);
            seen.push(*child);
            is_new
        });
        children.sort_by_key(gain);
        children
    }

    /// How many columns and conditions are computed.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}
