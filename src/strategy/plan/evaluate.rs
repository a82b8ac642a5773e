//! Computes what was asked of a batch, frames side by side.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::batch::{Batch, BatchFrame, BatchNode, Work};
use super::compute::{Value, compute};
use super::pool::Pool;
use super::schedule::Schedule;
use crate::model::bits::Bits;
use crate::workers::largest_first;

/// The values of what was asked for.
#[derive(Debug, Default)]
pub struct Values(BTreeMap<BatchNode, Value>);

impl Values {
    pub(super) fn has(&self, node: BatchNode) -> bool {
        self.0.contains_key(&node)
    }

    /// The condition of a node that was asked for.
    pub fn condition(&self, node: BatchNode) -> Option<&Arc<Bits>> {
        match self.0.get(&node)? {
            Value::Condition(bits) => Some(bits),
            _ => None,
        }
    }

    /// The numbers of a node that was asked for.
    pub fn column(&self, node: BatchNode) -> Option<Arc<Vec<f64>>> {
        match self.0.get(&node)? {
            Value::Column(column) => Some(Arc::clone(column)),
            Value::Base(candles, column) => Some(Arc::new(column.of(candles)?.to_vec())),
            _ => None,
        }
    }
}

impl Batch {
    /// Computes what was asked for, frames side by side. What is merged into several frames comes
    /// first, for all of them.
    pub fn evaluate(&self) -> Values {
        let mut roots = self.wanted.clone();
        roots.sort_unstable();
        roots.dedup();
        let mut by_frame: BTreeMap<BatchFrame, Vec<BatchNode>> = BTreeMap::new();
        for root in roots {
            by_frame.entry(self.steps[root.index()].frame).or_default().push(root);
        }
        let pool = Pool::default();
        let shared = self.run(self.merged_into_several(&by_frame), &Values::default(), &pool);
        self.run(by_frame, &shared, &pool)
    }

    /// The nodes of frames that are merged into more than one frame.
    fn merged_into_several(
        &self,
        by_frame: &BTreeMap<BatchFrame, Vec<BatchNode>>,
    ) -> BTreeMap<BatchFrame, Vec<BatchNode>> {
        let mut readers: BTreeMap<BatchFrame, (usize, Vec<BatchNode>)> = BTreeMap::new();
        if self.visible.is_empty() {
            return BTreeMap::new();
        }
        for roots in by_frame.values() {
            let schedule = Schedule::new(self, roots, &Values::default());
            let mut inner: BTreeMap<BatchFrame, Vec<BatchNode>> = BTreeMap::new();
            for node in schedule.order() {
                if let Work::Merge { inner: node } = self.steps[node.index()].work {
                    inner.entry(self.steps[node.index()].frame).or_default().push(node);
                }
            }
            for (frame, nodes) in inner {
                let (count, known) = readers.entry(frame).or_default();
                *count += 1;
                known.extend(nodes);
            }
        }
        let several = readers.into_iter().filter(|(_, (count, _))| *count > 1);
        several
            .map(|(frame, (_, mut nodes))| {
                nodes.sort_unstable();
                nodes.dedup();
                (frame, nodes)
            })
            .collect()
    }

    fn run(
        &self,
        by_frame: BTreeMap<BatchFrame, Vec<BatchNode>>,
        done: &Values,
        pool: &Pool,
    ) -> Values {
        let units: Vec<Vec<BatchNode>> = by_frame.into_values().collect();
        let size = |roots: &Vec<BatchNode>| {
            let frame = self.steps[roots[0].index()].frame;
            roots.len() * self.frames[frame.0 as usize].len()
        };
        let computed = largest_first(units, size, |roots| self.unit(&roots, done, pool));
        Values(computed.into_iter().flatten().collect())
    }

    /// Computes some nodes, each column given back after its last use.
    fn unit(&self, roots: &[BatchNode], done: &Values, pool: &Pool) -> Vec<(BatchNode, Value)> {
        let mut schedule = Schedule::new(self, roots, done);
        let mut values: HashMap<BatchNode, Value> = HashMap::new();
        for at in 0..schedule.order().len() {
            let node = schedule.order()[at];
            let value = done.0.get(&node).cloned();
            let value = value.unwrap_or_else(|| self.compute(node, &values, pool));
            values.insert(node, value);
            for unused in schedule.after(self, node) {
                if let Some(value) = values.remove(&unused) {
                    value.give_back(pool);
                }
            }
        }
        roots.iter().filter_map(|root| Some((*root, values.remove(root)?))).collect()
    }

    fn compute(&self, node: BatchNode, known: &HashMap<BatchNode, Value>, pool: &Pool) -> Value {
        let step = &self.steps[node.index()];
        let visible =
            |inner: BatchNode| &*self.visible[&(step.frame, self.steps[inner.index()].frame)];
        let candles = &self.frames[step.frame.0 as usize];
        compute(step, candles, &visible, known, pool)
    }
}
