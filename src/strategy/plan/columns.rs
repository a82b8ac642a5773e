//! The columns of a data frame by name, each computed when it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::evaluate::base_column;
use super::{BaseColumn, Body, Evaluation, FrameData, NodeId, Plan, SIGNALS, TAGS, evaluate};
use crate::model::bits::Bits;
use crate::model::candles::Candles;
use crate::model::tags::Tags;

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
        let values = evaluate(&self.plan, &self.frames, &self.bound, &wanted);
        for (name, node) in found {
            self.remember(name, self.of_node(&values, node));
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

    fn remember(&self, name: &str, column: Column) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.to_owned(), column);
    }

    fn node(&self, name: &str) -> Option<NodeId> {
        self.plan.columns.iter().find(|(known, _)| known == name).map(|(_, node)| *node)
    }

    fn compute(&self, name: &str) -> Option<Column> {
        if let Some(node) = self.node(name) {
            let values = evaluate(&self.plan, &self.frames, &self.bound, &[node]);
            return Some(self.of_node(&values, node));
        }
        if let Some(base) = BaseColumn::named(name) {
            let values = Arc::new(base_column(self.candles(), base));
            return Some(match base {
                BaseColumn::Date => Column::Time(values),
                _ => Column::Number(values),
            });
        }
        let rules = match TAGS.iter().position(|known| *known == name) {
            Some(0) => &self.plan.signals.enter_tag,
            Some(_) => &self.plan.signals.exit_tag,
            None => return SIGNALS.contains(&name).then_some(Column::Zero),
        };
        let wanted: Vec<NodeId> = rules.iter().filter_map(|rule| rule.when).collect();
        let values = evaluate(&self.plan, &self.frames, &self.bound, &wanted);
        Some(Column::Tag(Arc::new(values.tags(rules))))
    }

    fn of_node(&self, values: &Evaluation, node: NodeId) -> Column {
        let is_date = |node: NodeId| {
            matches!(self.plan.nodes[node.index()].body, Body::Column(BaseColumn::Date))
        };
        let is_time = match self.plan.nodes[node.index()].body {
            Body::Merge { inner } => is_date(inner),
            _ => is_date(node),
        };
        match (values.condition(node), values.column(node)) {
            (Some(bits), _) => Column::Condition(Arc::clone(bits)),
            (None, Some(column)) if is_time => Column::Time(column),
            (None, Some(column)) => Column::Number(column),
            (None, None) => Column::Zero,
        }
    }
}
