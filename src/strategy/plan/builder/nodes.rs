//! The nodes of a plan in the making: constants, operations and calls, each checked for the shapes and
//! the frames of its inputs, and each made once.

use super::{BuildError, Builder, Mend};
use crate::indicators::{Operation, Parameter, refuses};
use crate::model::number::shortest;
use crate::model::pair::Pair;
use crate::strategy::plan::core::{self, Compute, CoreOperation};
use crate::strategy::plan::key::KeyWriter;
use crate::strategy::plan::{BaseColumn, Body, FrameId, Node, NodeId, NodeKey, Shape};

/// The most nodes that a plan may have.
const MOST_NODES: usize = 20_000;

impl Builder {
    pub(super) fn add(
        &mut self,
        key: NodeKey,
        shape: Shape,
        frame: Option<FrameId>,
        body: Body,
    ) -> Result<NodeId, BuildError> {
        if let Some(known) = self.known.get(&key) {
            return Ok(*known);
        }
        if self.nodes.len() >= MOST_NODES {
            return Err(BuildError::new(
                "AQ290",
                format!("the script describes more than {MOST_NODES} different columns"),
            )
            .help("use fewer indicators, or a shorter loop"));
        }
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { key, shape, frame, body });
        self.known.insert(key, id);
        Ok(id)
    }

    pub(super) fn key(&self, node: NodeId) -> NodeKey {
        self.nodes[node.index()].key
    }

    pub(super) fn frame_key(&self, key: &mut KeyWriter, frame: FrameId) {
        let spec = &self.frames[frame.index()].spec;
        key.text(spec.pair.as_ref().map_or("", Pair::as_str));
        key.text(&spec.timeframe.to_string());
    }

    /// A number that stands in the script.
    pub fn constant(&mut self, value: f64) -> Result<NodeId, BuildError> {
        let mut key = KeyWriter::new("constant", 1);
        key.number(value);
        self.add(key.finish(), Shape::Scalar, None, Body::Constant(value))
    }

    /// The frame that the nodes of a frame belong to: the candles of the traded pair in the base
    /// timeframe are the base candles, by whichever name.
    pub(super) fn home(&self, frame: FrameId) -> FrameId {
        if self.frames[frame.index()].spec == self.frames[0].spec { FrameId::BASE } else { frame }
    }

    pub(super) fn base_column(
        &mut self,
        frame: FrameId,
        column: BaseColumn,
    ) -> Result<NodeId, BuildError> {
        let frame = self.home(frame);
        let mut key = KeyWriter::new("column", 1);
        self.frame_key(&mut key, frame);
        key.text(column.name());
        self.add(key.finish(), Shape::Number, Some(frame), Body::Column(column))
    }

    /// An element-wise operation. Conditions among numbers count as 0 and 1; a number where a
    /// condition is meant is an error.
    pub fn apply(
        &mut self,
        operation: &'static CoreOperation,
        inputs: &[NodeId],
    ) -> Result<NodeId, BuildError> {
        if let Some(unknown) = inputs.iter().find(|input| self.is_unknown(**input)) {
            return Ok(*unknown);
        }
        let mut inputs = inputs.to_vec();
        for (at, input) in inputs.iter_mut().enumerate() {
            let wants_condition = match operation.compute {
                Compute::Logic2(_) | Compute::Not => true,
                Compute::Select | Compute::Delay => at == 0,
                Compute::AsNumber => continue,
                _ => false,
            };
            *input = if wants_condition {
                self.condition(*input, operation.name).map_err(|error| match operation.compute {
                    Compute::Logic2(_) if self.is_flag(*input) => {
                        error.mend(Mend::Condition { right: at > 0 })
                    }
                    _ => error,
                })?
            } else {
                self.number(*input)?
            };
        }
        let frame = self.common_frame(&inputs)?;
        let shape = match (frame, operation.compute.shape()) {
            (None, Shape::Number) => Shape::Scalar,
            (None, _) => {
                return Err(BuildError::new("AQ204", "this compares two numbers, not columns")
                    .help("to branch on a parameter, compare its `.value` in an `if`"));
            }
            (Some(_), shape) => shape,
        };
        let mut key = KeyWriter::new(operation.name, operation.version);
        for input in &inputs {
            key.child(self.key(*input));
        }
        self.add(key.finish(), shape, frame, Body::Core { operation, inputs })
    }

    /// A function of a registry: one node for each of its outputs.
    pub fn call(
        &mut self,
        operation: &'static Operation,
        inputs: &[NodeId],
        parameters: &[NodeId],
    ) -> Result<Vec<NodeId>, BuildError> {
        let unknown = inputs.iter().chain(parameters).find(|node| self.is_unknown(**node));
        if let Some(unknown) = unknown {
            return Ok(vec![*unknown; operation.outputs.len()]);
        }
        let mut columns = Vec::with_capacity(inputs.len());
        for input in inputs {
            columns.push(self.number(*input)?);
        }
        let Some(frame) = self.common_frame(&columns)? else {
            let message = format!("{} needs a column, and this is a plain number", operation.name);
            return Err(BuildError::new("AQ210", message).help("give `df` or a column of it"));
        };
        for (node, parameter) in parameters.iter().zip(operation.parameters) {
            self.check_parameter(operation, parameter, *node)?;
        }
        self.check_together(operation, parameters)?;
        let mut key = KeyWriter::new(operation.name, operation.version);
        key.text(operation.group);
        columns.iter().chain(parameters).for_each(|child| key.child(self.key(*child)));
        let body = Body::Call { operation, inputs: columns, parameters: parameters.to_vec() };
        let call = self.add(key.finish(), Shape::Columns, Some(frame), body)?;
        (0..operation.outputs.len()).map(|output| self.output(call, frame, output)).collect()
    }

    fn output(
        &mut self,
        call: NodeId,
        frame: FrameId,
        output: usize,
    ) -> Result<NodeId, BuildError> {
        let mut key = KeyWriter::new("output", 1);
        key.child(self.key(call));
        key.number(output as f64);
        self.add(key.finish(), Shape::Number, Some(frame), Body::Output { call, output })
    }

    /// A constant outside of a parameter's range is found while the plan is built; a declared
    /// parameter that may leave it, when it is bound.
    fn check_parameter(
        &self,
        operation: &Operation,
        parameter: &Parameter,
        node: NodeId,
    ) -> Result<(), BuildError> {
        if self.shape(node) != Shape::Scalar {
            return Err(BuildError::new(
                "AQ210",
                format!(
                    "`{}` of {} must be a number, not a column",
                    parameter.name, operation.name
                ),
            )
            .help("give a number, or a parameter such as `int_param(\"n\", 5, 50, 14)`"));
        }
        let Body::Constant(value) = self.nodes[node.index()].body else { return Ok(()) };
        if parameter.admits(value) {
            Ok(())
        } else {
            // What was meant instead, only the author knows.
            let error = BuildError::new("AQ211", parameter.refusal(operation, value))
                .help(parameter.range_text());
            Err(BuildError { word: Some(shortest(value)), ..error })
        }
    }

    /// Constants that are each in range and do not go together.
    fn check_together(
        &self,
        operation: &Operation,
        parameters: &[NodeId],
    ) -> Result<(), BuildError> {
        let constant = |node: &NodeId| match self.nodes[node.index()].body {
            Body::Constant(value) => Some(value),
            _ => None,
        };
        let values: Option<Vec<f64>> = parameters.iter().map(constant).collect();
        match values.and_then(|values| refuses(operation, &values)) {
            Some(rule) => {
                let message = format!("parameters of {} do not go together", operation.name);
                Err(BuildError::new("AQ211", message).help(rule))
            }
            None => Ok(()),
        }
    }

    /// A node as numbers: conditions count as 0 and 1.
    pub fn number(&mut self, node: NodeId) -> Result<NodeId, BuildError> {
        match self.shape(node) {
            Shape::Condition => self.apply(&core::AS_NUMBER, &[node]),
            _ => Ok(node),
        }
    }

    /// Whether a column holds only 0 and 1: a choice between the two.
    fn is_flag(&self, node: NodeId) -> bool {
        match &self.nodes[node.index()].body {
            Body::Constant(value) => *value == 0.0 || *value == 1.0,
            Body::Core { operation, inputs } => match operation.compute {
                Compute::AsNumber => true,
                Compute::Select => self.is_flag(inputs[1]) && self.is_flag(inputs[2]),
                _ => operation.name == core::FULL.name && self.is_flag(inputs[1]),
            },
            _ => false,
        }
    }

    /// A node as a condition, or the error that says how to make one.
    pub(super) fn condition(&self, node: NodeId, operation: &str) -> Result<NodeId, BuildError> {
        if self.shape(node) == Shape::Condition || self.is_unknown(node) {
            return Ok(node);
        }
        let what = match operation {
            "and" => "`&` joins conditions".to_owned(),
            "or" => "`|` joins conditions".to_owned(),
            "xor" => "`^` joins conditions".to_owned(),
            "not" => "`!` turns a condition".to_owned(),
            other => format!("`{other}` takes a condition"),
        };
        let error = BuildError::new("AQ202", format!("{what}, and this is a column of numbers"));
        Err(if self.is_flag(node) {
            error.help("make it a condition: write `== 1` behind it")
        } else {
            error.help("compare it: `df[\"rsi\"] < 30`; a column of 0 and 1 with `== 1`")
        })
    }

    /// The one frame that all columns belong to; none when all are scalars.
    fn common_frame(&self, nodes: &[NodeId]) -> Result<Option<FrameId>, BuildError> {
        let mut common = None;
        for node in nodes {
            let Some(frame) = self.nodes[node.index()].frame else { continue };
            match common {
                None => common = Some((frame, *node)),
                Some((first, _)) if first == frame => {}
                Some((first, before)) => return Err(self.mixed(first, before, frame, *node)),
            }
        }
        Ok(common.map(|(frame, _)| frame))
    }

    pub(super) fn mixed(
        &self,
        a: FrameId,
        a_node: NodeId,
        b: FrameId,
        b_node: NodeId,
    ) -> BuildError {
        let text = |frame: FrameId| {
            let spec = &self.frames[frame.index()].spec;
            let pair = spec.pair.as_ref().map_or(String::new(), |pair| format!(" of {pair}"));
            format!("{} candles{pair}", spec.timeframe)
        };
        let message =
            format!("this mixes columns of different frames: {} and {}", text(a), text(b));
        let (frame, node) = if a == FrameId::BASE { (b, b_node) } else { (a, a_node) };
        let state = &self.frames[frame.index()];
        let written = state.columns.iter().find(|(_, known)| *known == node).map(|(name, _)| name);
        let name = match &self.nodes[node.index()].body {
            Body::Column(column) => Some(column.name()),
            _ => written.map(String::as_str),
        };
        let error = BuildError::new("AQ203", message);
        match name {
            Some(name) => {
                let merged = state.spec.merged_name(name);
                error
                    .help(format!("read the merged column instead: `df[\"{merged}\"]`"))
                    .mend(Mend::Column { name: name.to_owned(), merged })
            }
            None => error.help(format!(
                "give it a name in its own frame (`frame[\"x\"] = …`), then read `df[\"{}\"]`",
                state.spec.merged_name("x")
            )),
        }
    }

    /// A scalar as a column of a frame; columns as they are.
    pub(super) fn as_column(&mut self, frame: FrameId, node: NodeId) -> Result<NodeId, BuildError> {
        if self.shape(node) != Shape::Scalar {
            return Ok(node);
        }
        let close = self.base_column(frame, BaseColumn::Close)?;
        self.apply(&core::FULL, &[close, node])
    }
}
