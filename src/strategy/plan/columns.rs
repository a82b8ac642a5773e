//! The columns of a data frame by name, each computed when it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::compute::fill_base_column;
use super::{
    BaseColumn, Batch, BatchFrame, BatchNode, Body, NodeId, Plan, SIGNALS, TAGS, TagRule, Values,
};
use crate::data::informative::Visible;
use crate::model::bits::Bits;
use crate::model::candles::Candles;
use crate::model::tags::Tags;

/// The candles of one frame, and what the base candles see of them.
#[derive(Clone, Debug)]
pub struct FrameData {
    /// The candles.
    pub candles: Arc<Candles>,
    /// For each base candle the row that it sees; nothing for the base frame itself.
    pub visible: Arc<Visible>,
}

/// The base frame of one pair, as a callback or a reader of the plan sees it.
#[derive(Debug)]
pub struct Columns {
    plan: Arc<Plan>,
    frames: Vec<FrameData>,
    bound: Arc<[f64]>,
    known: Mutex<BTreeMap<String, Column>>,
}

/// The values of one column.
#[derive(Clone, Debug)]
pub enum Column {
    /// Numbers, `NaN` where there is none.
    Number(Arc<Vec<f64>>),
    /// True or false.
    Condition(Arc<Bits>),
    /// Points in time, epoch milliseconds; `NaN` where there is none.
    Time(Arc<Vec<f64>>),
    /// Words.
    Tag(Arc<Tags>),
    /// A signal column that was never written: 0 everywhere.
    Zero,
}

/// What computing a column takes, in the terms of a script that pays for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// As if a script did it.
    pub operations: u64,
    /// As if a script took them and gave most of them back: the column stays until the end.
    pub bytes: u64,
}

/// An operation of a script takes as long as so many of [`Plan::steps`].
const STEPS_OF_AN_OPERATION: u64 = 25;

impl Columns {
    /// The columns of a plan over the candles of its frames, under bound scalars ([`Plan::bind`]).
    pub fn new(plan: Arc<Plan>, frames: Vec<FrameData>, bound: Arc<[f64]>) -> Self {
        Self { plan, frames, bound, known: Mutex::default() }
    }

    /// The candles of the base frame, warm-up included.
    pub fn candles(&self) -> &Arc<Candles> {
        &self.frames[0].candles
    }

    /// The candles of each frame, in the order of [`Plan::frames`].
    pub fn frames(&self) -> &[FrameData] {
        &self.frames
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The names of all columns: those of the candles, then those of the script in the order of their
    /// writing, then merged ones, then tags.
    pub fn names(&self) -> Vec<&str> {
        let own = BaseColumn::ALL[..BaseColumn::OWN].iter().map(|(name, _)| *name);
        let signals = &self.plan.signals;
        let tags = TAGS
            .iter()
            .zip([&signals.enter_tag, &signals.exit_tag])
            .filter(|(_, rules)| !rules.is_empty())
            .map(|(name, _)| *name);
        own.chain(self.plan.columns.iter().map(|(name, _)| name.as_str())).chain(tags).collect()
    }

    /// Computes several columns at once, which is faster than one after the other.
    pub fn prepare(&self, names: &[&str]) {
        let found: Vec<(&str, NodeId)> =
            names.iter().filter_map(|name| Some((*name, self.node(name)?))).collect();
        let wanted: Vec<NodeId> = found.iter().map(|(_, node)| *node).collect();
        let (values, nodes) = self.evaluate(&wanted);
        for ((name, _), node) in found.into_iter().zip(nodes) {
            self.learn(name, &values, node);
        }
    }

    /// Takes over a column that the script wrote or merged, and that was computed elsewhere.
    pub fn learn(&self, name: &str, values: &Values, node: Option<BatchNode>) {
        if let Some(own) = self.node(name) {
            self.remember(name, self.of_node(values, own, node));
        }
    }

    /// A column; `None` when there is none of that name.
    pub fn get(&self, name: &str) -> Option<Column> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        if known.is_some() {
            return known;
        }
        let column = self.compute(name)?;
        self.remember(name, column.clone());
        Some(column)
    }

    /// Takes a column as it is given, whatever the plan would compute.
    pub fn assume(&self, name: &str, column: Column) {
        self.remember(name, column);
    }

    fn remember(&self, name: &str, column: Column) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.to_owned(), column);
    }

    /// The node of a column that the script wrote or merged.
    pub fn node(&self, name: &str) -> Option<NodeId> {
        self.plan.columns.iter().find(|(known, _)| known == name).map(|(_, node)| *node)
    }

    /// What computing a column alone takes over so many candles; `None` when there is none of that name.
    pub fn price(&self, name: &str, rows: usize) -> Option<Price> {
        let wanted = match (self.node(name), TAGS.iter().position(|known| *known == name)) {
            (Some(own), _) => vec![own],
            (None, Some(at)) => {
                let signals = &self.plan.signals;
                let rules = [&signals.enter_tag, &signals.exit_tag][at];
                rules.iter().filter_map(|rule| rule.when).collect()
            }
            (None, None) if BaseColumn::named(name).is_some() => Vec::new(),
            (None, None) => return SIGNALS.contains(&name).then(Price::default),
        };
        let rows = rows as u64;
        let steps = self.plan.steps(&self.bound, &wanted) + 1;
        let operations = steps.saturating_mul(rows) / STEPS_OF_AN_OPERATION;
        Some(Price { operations, bytes: 4 * 8 * rows })
    }

    fn compute(&self, name: &str) -> Option<Column> {
        if let Some(own) = self.node(name) {
            let (values, nodes) = self.evaluate(&[own]);
            return Some(self.of_node(&values, own, nodes[0]));
        }
        if let Some(base) = BaseColumn::named(name) {
            let mut column = vec![0.0; self.candles().len()];
            fill_base_column(self.candles(), base, &mut column);
            return Some(match base {
                BaseColumn::Date => Column::Time(Arc::new(column)),
                _ => Column::Number(Arc::new(column)),
            });
        }
        let rules = match TAGS.iter().position(|known| *known == name) {
            Some(0) => &self.plan.signals.enter_tag,
            Some(_) => &self.plan.signals.exit_tag,
            None => return SIGNALS.contains(&name).then_some(Column::Zero),
        };
        let wanted: Vec<NodeId> = rules.iter().filter_map(|rule| rule.when).collect();
        let (values, nodes) = self.evaluate(&wanted);
        Some(Column::Tag(Arc::new(values.tags(rules, &mut nodes.into_iter()))))
    }

    fn evaluate(&self, wanted: &[NodeId]) -> (Values, Vec<Option<BatchNode>>) {
        let mut batch = Batch::default();
        let frames = batch.frames_of_plan(&self.frames);
        let nodes = batch.want(&self.plan, &self.bound, &frames, wanted);
        (batch.evaluate(), nodes)
    }

    fn of_node(&self, values: &Values, own: NodeId, node: Option<BatchNode>) -> Column {
        let is_time = self.plan.is_time(own);
        let Some(node) = node else { return Column::Zero };
        match (values.condition(node), values.column(node)) {
            (Some(bits), _) => Column::Condition(Arc::clone(bits)),
            (None, Some(column)) if is_time => Column::Time(column),
            (None, Some(column)) => Column::Number(column),
            (None, None) => Column::Zero,
        }
    }
}

impl Plan {
    /// Whether a column holds points in time.
    pub fn is_time(&self, node: NodeId) -> bool {
        match self.nodes[node.index()].body {
            Body::Merge { inner } => self.is_time(inner),
            Body::Column(column) => column == BaseColumn::Date,
            _ => false,
        }
    }
}

impl Batch {
    /// Adds the frames of one plan; the first is the base frame.
    pub fn frames_of_plan(&mut self, frames: &[FrameData]) -> Vec<BatchFrame> {
        let added: Vec<BatchFrame> =
            frames.iter().map(|frame| self.frame(Arc::clone(&frame.candles))).collect();
        for (frame, other) in frames.iter().zip(&added).skip(1) {
            self.sees(added[0], *other, Arc::clone(&frame.visible));
        }
        added
    }
}

impl Values {
    /// A column of words; of the rules' conditions the nodes come in turn.
    pub fn tags(
        &self,
        rules: &[TagRule],
        nodes: &mut impl Iterator<Item = Option<BatchNode>>,
    ) -> Tags {
        let mut bits = |rule: &TagRule| {
            rule.when.and_then(|_| self.condition(nodes.next().flatten()?).cloned())
        };
        Tags(rules.iter().map(|rule| (bits(rule), rule.tag.clone())).collect())
    }
}
