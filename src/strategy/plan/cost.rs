//! What evaluating a plan takes: time for each candle, and columns that are there at one time. Both are
//! counted before anything is computed, so that they are the same on every machine.

use super::core::{Compute, CoreOperation};
use super::schedule::Schedule;
use super::{BaseColumn, Batch, Body, NodeId, Plan, Shape, Values};

impl Plan {
    /// What a backtest asks for: the signals, and the columns that callbacks read by these names.
    pub fn asked(&self, reads: &[String]) -> Vec<NodeId> {
        let read = self.columns.iter().filter(|(name, _)| reads.contains(name));
        self.signals.nodes().into_iter().chain(read.map(|(_, node)| *node)).collect()
    }

    /// About how many nanoseconds the wanted nodes take for each base candle, under bound scalars
    /// ([`Plan::bind`]), on the machine that the weights were measured on.
    pub fn steps(&self, bound: &[f64], wanted: &[NodeId]) -> u64 {
        let base = self.frames[0].timeframe.ms() as f64;
        let readers = self.readers(wanted);
        let steps = self.nodes.iter().zip(&readers).map(|(node, readers)| {
            if *readers == 0 || node.shape == Shape::Scalar {
                return 0.0;
            }
            let share = node
                .frame
                .map_or(1.0, |frame| base / self.frames[frame.index()].timeframe.ms() as f64);
            share
                * match &node.body {
                    Body::Constant(_) | Body::Parameter(_) | Body::Output { .. } => 0.0,
                    Body::Column(column) => of_base_column(*column),
                    Body::Merge { .. } => 1.0,
                    Body::Core { operation, .. } => of_core(operation),
                    Body::Call { operation, parameters, .. } => {
                        let bound: Vec<f64> =
                            parameters.iter().map(|node| bound[node.index()]).collect();
                        (operation.cost)(&bound)
                    }
                }
        });
        steps.sum::<f64>() as u64
    }
}

fn of_base_column(column: BaseColumn) -> f64 {
    match column {
        BaseColumn::Day | BaseColumn::Month => 10.0,
        _ => 1.0,
    }
}

fn of_core(operation: &CoreOperation) -> f64 {
    match (operation.name, &operation.compute) {
        ("mod", _) => 80.0,
        ("pow" | "round", _) => 40.0,
        ("exp" | "log", _) => 10.0,
        (_, Compute::Logic2(_) | Compute::Not | Compute::Delay) => 0.1,
        _ => 1.0,
    }
}

impl Batch {
    /// The bytes of the columns that are there at one time while what was asked for is computed, and
    /// of those that are left at the end.
    pub fn bytes(&self) -> (u64, u64) {
        let mut roots = self.wanted.clone();
        roots.sort_unstable();
        roots.dedup();
        let bytes = |at: super::BatchNode| {
            let step = &self.steps[at.index()];
            let rows = self.frames[step.frame.0 as usize].len() as u64;
            // An output is one of the columns that its call made.
            let columns = if step.is_output() { 0 } else { u64::from(step.holds) };
            columns * rows * 8
        };
        let kept = |at: super::BatchNode| {
            let step = &self.steps[at.index()];
            u64::from(step.holds) * self.frames[step.frame.0 as usize].len() as u64 * 8
        };
        let left = roots.iter().map(|root| kept(*root)).sum();
        let mut schedule = Schedule::new(self, &roots, &Values::default());
        let (mut held, mut most) = (0_u64, 0);
        for at in 0..schedule.order().len() {
            let node = schedule.order()[at];
            held += bytes(node);
            most = most.max(held);
            for unused in schedule.after(self, node) {
                held = held.saturating_sub(bytes(unused));
            }
        }
        (most, left)
    }
}
