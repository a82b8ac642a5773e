//! The order in which columns are computed: depth first, so that few are there at one time, and each
//! is given back after its last use.

use std::collections::BTreeMap;

use super::batch::{Batch, BatchNode, Work};
use super::evaluate::Values;

/// The steps of some roots, each after all that it reads.
pub(super) struct Schedule {
    order: Vec<BatchNode>,
    /// How many steps still read a node; roots are read once more, by whoever asked.
    readers: Vec<u32>,
    /// Whether a node is there from the beginning, and needs nothing.
    given: Vec<bool>,
}

impl Schedule {
    /// The steps for `roots`, where the values in `done` are there.
    pub(super) fn new(batch: &Batch, roots: &[BatchNode], done: &Values) -> Self {
        let steps = &batch.steps;
        let mut schedule = Self {
            order: Vec::new(),
            readers: vec![0; steps.len()],
            given: vec![false; steps.len()],
        };
        let mut seen = vec![false; steps.len()];
        // A node, and whether all that it reads stands in the order.
        let mut open: Vec<(BatchNode, bool)> = Vec::new();
        for root in roots {
            schedule.readers[root.index()] += 1;
            open.push((*root, false));
            while let Some((node, is_ready)) = open.pop() {
                if is_ready {
                    schedule.order.push(node);
                    continue;
                }
                if std::mem::replace(&mut seen[node.index()], true) {
                    continue;
                }
                open.push((node, true));
                if done.has(node) {
                    schedule.given[node.index()] = true;
                    continue;
                }
                let children = batch.in_order(&steps[node.index()].work);
                for child in &children {
                    schedule.readers[child.index()] += 1;
                }
                open.extend(children.into_iter().rev().map(|child| (child, false)));
            }
        }
        schedule.take_outputs_at_once(batch);
        schedule
    }

    /// Puts the outputs that are read behind their call: those that nobody reads are given back then.
    fn take_outputs_at_once(&mut self, batch: &Batch) {
        let call_of = |node: &BatchNode| match batch.steps[node.index()].work {
            Work::Output { call, .. } if !self.given[node.index()] => Some(call),
            _ => None,
        };
        let mut outputs: BTreeMap<BatchNode, Vec<BatchNode>> = BTreeMap::new();
        for node in &self.order {
            if let Some(call) = call_of(node) {
                outputs.entry(call).or_default().push(*node);
            }
        }
        let others = self.order.iter().filter(|node| call_of(node).is_none());
        let behind = |node: &BatchNode| outputs.get(node).into_iter().flatten().copied();
        self.order = others.flat_map(|node| std::iter::once(*node).chain(behind(node))).collect();
    }

    pub(super) fn order(&self) -> &[BatchNode] {
        &self.order
    }

    /// Notes that a node was computed; returns what nobody reads any more.
    pub(super) fn after(&mut self, batch: &Batch, node: BatchNode) -> Vec<BatchNode> {
        if self.given[node.index()] {
            return Vec::new();
        }
        let mut children = batch.in_order(&batch.steps[node.index()].work);
        children.retain(|child| {
            let readers = &mut self.readers[child.index()];
            *readers -= 1;
            *readers == 0
        });
        children
    }
}
