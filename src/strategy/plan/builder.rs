//! Builds a plan, one operation at a time, and keeps the rules of the language: frames do not mix,
//! conditions and numbers are different things, equal expressions are one node.

use std::collections::{BTreeMap, HashMap};

use super::core::{self, Compute, CoreOperation};
use super::key::KeyWriter;
use super::{
    BaseColumn, Body, Domain, FrameId, FrameSpec, Node, NodeId, NodeKey, ParameterSpec,
    ParameterValue, Parameters, Plan, SIGNALS, Shape, SignalNodes, TAGS, TagRule,
};
use crate::diag::suggest::did_you_mean;
use crate::indicators::Operation;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;

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

/// The most nodes that a plan may have.
const MOST_NODES: usize = 20_000;

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

#[derive(Debug)]
struct FrameState {
    spec: FrameSpec,
    columns: Vec<(String, NodeId)>,
    tags: [Vec<TagRule>; 2],
}

impl FrameState {
    fn new(spec: FrameSpec) -> Self {
        Self { spec, columns: Vec::new(), tags: [Vec::new(), Vec::new()] }
    }

    fn written(&self, name: &str) -> Option<NodeId> {
        self.columns.iter().find(|(known, _)| known == name).map(|(_, node)| *node)
    }

    fn write(&mut self, name: &str, node: NodeId) {
        match self.columns.iter_mut().find(|(known, _)| known == name) {
            Some((_, place)) => *place = node,
            None => self.columns.push((name.to_owned(), node)),
        }
    }
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

    // ── nodes ────────────────────────────────────────────────────────────────────────────────────

    fn add(
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

    fn key(&self, node: NodeId) -> NodeKey {
        self.nodes[node.index()].key
    }

    fn frame_key(&self, key: &mut KeyWriter, frame: FrameId) {
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
    fn home(&self, frame: FrameId) -> FrameId {
        if self.frames[frame.index()].spec == self.frames[0].spec { FrameId::BASE } else { frame }
    }

    fn base_column(&mut self, frame: FrameId, column: BaseColumn) -> Result<NodeId, BuildError> {
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
        let mut inputs = inputs.to_vec();
        for (at, input) in inputs.iter_mut().enumerate() {
            let wants_condition = match operation.compute {
                Compute::Logic2(_) | Compute::Not => true,
                Compute::Select | Compute::Delay => at == 0,
                Compute::AsNumber => continue,
                _ => false,
            };
            *input = if wants_condition {
                self.condition(*input, operation.name)?
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
        parameter: &crate::indicators::Parameter,
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
            Err(BuildError::new("AQ211", parameter.refusal(operation, value))
                .help(parameter.range_text()))
        }
    }

    /// A node as numbers: conditions count as 0 and 1.
    pub fn number(&mut self, node: NodeId) -> Result<NodeId, BuildError> {
        match self.shape(node) {
            Shape::Condition => self.apply(&core::AS_NUMBER, &[node]),
            _ => Ok(node),
        }
    }

    /// A node as a condition, or the error that says how to make one.
    fn condition(&self, node: NodeId, operation: &str) -> Result<NodeId, BuildError> {
        if self.shape(node) == Shape::Condition {
            return Ok(node);
        }
        let sign = match operation {
            "and" => "`&`",
            "or" => "`|`",
            "xor" => "`^`",
            "not" => "`!`",
            _ => "this",
        };
        Err(BuildError::new(
            "AQ202",
            format!("{sign} joins conditions, and this is a column of numbers"),
        )
        .help("make it a condition: write `== 1` behind it"))
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

    fn mixed(&self, a: FrameId, a_node: NodeId, b: FrameId, b_node: NodeId) -> BuildError {
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
        let help = match name {
            Some(name) => format!(
                "read the merged column instead: `df[\"{}\"]`",
                state.spec.merged_name(name)
            ),
            None => format!(
                "give it a name in its own frame (`frame[\"x\"] = …`), then read `df[\"{}\"]`",
                state.spec.merged_name("x")
            ),
        };
        BuildError::new("AQ203", message).help(help)
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
        let given = self.given.get(name).and_then(|value| spec.domain.admit(value));
        Some(given.unwrap_or_else(|| spec.domain.default_value()))
    }

    /// The name of a node that is nothing but a parameter.
    pub fn parameter_name(&self, node: NodeId) -> Option<&str> {
        match &self.nodes[node.index()].body {
            Body::Parameter(name) => Some(name),
            _ => None,
        }
    }

    // ── frames and columns ───────────────────────────────────────────────────────────────────────

    /// The frame of another timeframe or pair; the same one for the same arguments.
    pub fn informative(
        &mut self,
        timeframe: Timeframe,
        pair: Option<Pair>,
    ) -> Result<FrameId, BuildError> {
        if self.phase != Phase::Indicators {
            return Err(BuildError::new(
                "AQ230",
                "`informative` is for `populate_indicators` only",
            )
            .help("name the columns there, and read the merged ones here"));
        }
        let base = self.frames[0].spec.timeframe;
        if timeframe.ms() < base.ms() || timeframe.ms() % base.ms() != 0 {
            return Err(BuildError::new(
                "AQ231",
                format!("{timeframe} candles cannot be merged into {base} candles"),
            )
            .help(format!("an informative timeframe is a multiple of the base one, {base}")));
        }
        let spec = FrameSpec { pair, timeframe };
        if let Some(at) = self.frames[1..].iter().position(|state| state.spec == spec) {
            return Ok(FrameId(at as u16 + 1));
        }
        if self.frames.len() > 200 {
            return Err(BuildError::new("AQ290", "a strategy may have at most 200 frames"));
        }
        self.frames.push(FrameState::new(spec));
        Ok(FrameId(self.frames.len() as u16 - 1))
    }

    /// Whether a column can be read.
    pub fn has(&self, frame: FrameId, name: &str) -> bool {
        BaseColumn::named(name).is_some()
            || self.frames[frame.index()].written(name).is_some()
            || (frame == FrameId::BASE && self.merged_source(name).is_some())
    }

    /// Reads a column.
    pub fn read(&mut self, frame: FrameId, name: &str) -> Result<NodeId, BuildError> {
        if let Some(node) = self.frames[frame.index()].written(name) {
            return Ok(node);
        }
        if let Some(column) = BaseColumn::named(name) {
            return self.base_column(frame, column);
        }
        if let (FrameId::BASE, Some((inner_frame, column))) = (frame, self.merged_source(name)) {
            let inner = self.read(inner_frame, &column)?;
            return self.merge(inner);
        }
        if SIGNALS.contains(&name) {
            // A signal column that was never written is off everywhere.
            let off = self.constant(0.0)?;
            return self.as_column(frame, off);
        }
        Err(self.unknown_column(frame, name))
    }

    fn unknown_column(&self, frame: FrameId, name: &str) -> BuildError {
        if TAGS.contains(&name) {
            return BuildError::new("AQ206", format!("`{name}` holds words and cannot be read"));
        }
        let mut names = self.column_names(frame);
        names.sort_unstable();
        let help = did_you_mean(name, names.iter().map(String::as_str))
            .unwrap_or_else(|| format!("there are: {}", names.join(", ")));
        let spec = &self.frames[frame.index()].spec;
        let place = match frame {
            FrameId::BASE => String::new(),
            _ => format!(" in the {} frame", spec.timeframe),
        };
        BuildError::new("AQ201", format!("unknown column `{name}`{place}")).help(help)
    }

    fn column_names(&self, frame: FrameId) -> Vec<String> {
        let state = &self.frames[frame.index()];
        let mut names: Vec<String> =
            BaseColumn::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
        names.extend(state.columns.iter().map(|(name, _)| name.clone()));
        if frame == FrameId::BASE {
            for other in &self.frames[1..] {
                let own = BaseColumn::ALL[..BaseColumn::OWN].iter().map(|(name, _)| *name);
                let written = other.columns.iter().map(|(name, _)| name.as_str());
                names.extend(own.chain(written).map(|name| other.spec.merged_name(name)));
            }
        }
        names
    }

    /// The frame and column that a merged name stands for.
    fn merged_source(&self, name: &str) -> Option<(FrameId, String)> {
        for (at, state) in self.frames.iter().enumerate().skip(1) {
            let own = BaseColumn::ALL[..BaseColumn::OWN].iter().map(|(name, _)| *name);
            let written = state.columns.iter().map(|(name, _)| name.as_str());
            let column = own.chain(written).find(|column| state.spec.merged_name(column) == name);
            if let Some(column) = column {
                return Some((FrameId(at as u16), column.to_owned()));
            }
        }
        None
    }

    fn merge(&mut self, inner: NodeId) -> Result<NodeId, BuildError> {
        let Node { key: inner_key, shape, frame, .. } = self.nodes[inner.index()];
        if frame == Some(FrameId::BASE) {
            return Ok(inner);
        }
        let mut key = KeyWriter::new("merge", 1);
        key.child(inner_key);
        self.frame_key(&mut key, FrameId::BASE);
        self.add(key.finish(), shape, Some(FrameId::BASE), Body::Merge { inner })
    }

    /// Writes a column.
    pub fn write(&mut self, frame: FrameId, name: &str, node: NodeId) -> Result<(), BuildError> {
        self.check_writable(frame, name)?;
        if TAGS.contains(&name) {
            return Err(BuildError::new("AQ206", format!("`{name}` holds words, not numbers"))
                .help(format!("write `df[\"{name}\"] = \"…\"`")));
        }
        let home = self.home(frame);
        if let Some(other) = self.nodes[node.index()].frame.filter(|other| *other != home) {
            let close = self.base_column(frame, BaseColumn::Close)?;
            return Err(self.mixed(frame, close, other, node));
        }
        let column = self.as_column(frame, node)?;
        self.frames[frame.index()].write(name, column);
        Ok(())
    }

    /// Writes a word into a tag column, everywhere.
    pub fn write_tag(&mut self, frame: FrameId, name: &str, tag: &str) -> Result<(), BuildError> {
        let at = tag_column(name)?;
        self.frames[frame.index()].tags[at] = vec![TagRule { when: None, tag: tag.to_owned() }];
        Ok(())
    }

    fn check_writable(&self, frame: FrameId, name: &str) -> Result<(), BuildError> {
        let merged = frame == FrameId::BASE && self.merged_source(name).is_some();
        if BaseColumn::named(name).is_some() || merged {
            return Err(BuildError::new("AQ205", format!("column `{name}` is read-only"))
                .help("give the new column a name of its own"));
        }
        if name.is_empty() || name.len() > 200 || name.contains(['\n', '\r', '\t']) {
            return Err(BuildError::new("AQ205", "this is no name for a column"));
        }
        Ok(())
    }

    /// `df.loc(cond, name, value)`: the value where the condition holds, what was there elsewhere.
    pub fn assign(
        &mut self,
        frame: FrameId,
        when: NodeId,
        name: &str,
        value: NodeId,
    ) -> Result<(), BuildError> {
        let when = self.condition(when, "loc")?;
        let before = self.frames[frame.index()].written(name);
        let is_signal = SIGNALS.contains(&name);
        let one = matches!(self.nodes[value.index()].body, Body::Constant(value) if value == 1.0);
        let column = match before {
            // The usual case stays a condition: no column of numbers is made.
            None if is_signal && one => when,
            Some(before) if is_signal && one && self.shape(before) == Shape::Condition => {
                self.apply(&core::OR, &[before, when])?
            }
            _ => {
                let start = if is_signal { 0.0 } else { f64::NAN };
                let before = match before {
                    Some(before) => before,
                    None => self.constant(start)?,
                };
                self.apply(&core::SELECT, &[when, value, before])?
            }
        };
        self.write(frame, name, column)
    }

    /// `df.loc(cond, "enter_tag", "x")`.
    pub fn assign_tag(
        &mut self,
        frame: FrameId,
        when: NodeId,
        name: &str,
        tag: &str,
    ) -> Result<(), BuildError> {
        let when = self.condition(when, "loc")?;
        let home = self.home(frame);
        if let Some(other) = self.nodes[when.index()].frame.filter(|other| *other != home) {
            let close = self.base_column(frame, BaseColumn::Close)?;
            return Err(self.mixed(frame, close, other, when));
        }
        let at = tag_column(name)?;
        self.frames[frame.index()].tags[at].push(TagRule { when: Some(when), tag: tag.to_owned() });
        Ok(())
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

    /// A scalar as a column of a frame; columns as they are.
    fn as_column(&mut self, frame: FrameId, node: NodeId) -> Result<NodeId, BuildError> {
        if self.shape(node) != Shape::Scalar {
            return Ok(node);
        }
        let close = self.base_column(frame, BaseColumn::Close)?;
        self.apply(&core::FULL, &[close, node])
    }
}

fn tag_column(name: &str) -> Result<usize, BuildError> {
    TAGS.iter().position(|known| *known == name).ok_or_else(|| {
        BuildError::new("AQ206", format!("`{name}` cannot hold a word"))
            .help("only `enter_tag` and `exit_tag` hold words")
    })
}
