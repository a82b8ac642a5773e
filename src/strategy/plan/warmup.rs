//! How many candles an expression reaches back.

use super::core::Compute;
use super::{Body, NodeId, Plan};
use crate::indicators::Memory;

/// How long the first values of the data are felt in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Felt {
    /// The candles of its own frame until they weigh less than 1 %.
    pub candles: usize,
    /// The function that remembers them.
    pub by: NodeId,
}

impl Plan {
    /// The candles of its own frame that each node reaches back, under bound scalars
    /// ([`Plan::bind`]). A merged column starts anew: what it reaches back is counted in the candles
    /// of the frame it comes from.
    pub fn lookbacks(&self, bound: &[f64]) -> Vec<usize> {
        let mut lookbacks = vec![0; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            let longest = |inputs: &[NodeId]| {
                inputs.iter().map(|input| lookbacks[input.index()]).max().unwrap_or(0)
            };
            lookbacks[at] = match &node.body {
                Body::Constant(_) | Body::Parameter(_) | Body::Column(_) | Body::Merge { .. } => 0,
                Body::Core { operation, inputs } => {
                    let own = match operation.compute {
                        Compute::Delay => bound[inputs[1].index()].max(0.0) as usize,
                        _ => 0,
                    };
                    longest(inputs) + own
                }
                Body::Call { operation, inputs, parameters } => {
                    let bound: Vec<f64> =
                        parameters.iter().map(|parameter| bound[parameter.index()]).collect();
                    longest(inputs) + (operation.lookback)(&bound)
                }
                Body::Output { call, .. } => lookbacks[call.index()],
            };
        }
        lookbacks
    }

    /// How long each node feels where the data begins, under bound scalars; nothing where it depends on
    /// the candles of its lookback alone. What is made of an average of an average waits for both. A
    /// merged column starts anew.
    pub fn felt(&self, bound: &[f64]) -> Vec<Option<Felt>> {
        let lookbacks = self.lookbacks(bound);
        let mut felt: Vec<Option<Felt>> = vec![None; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            let inner = |inputs: &[NodeId]| inputs.iter().filter_map(|id| felt[id.index()]).max();
            let later = |inputs: &[NodeId], more: usize| {
                inner(inputs).map(|felt| Felt { candles: felt.candles + more, ..felt })
            };
            let reach = |inputs: &[NodeId]| {
                inputs.iter().map(|id| lookbacks[id.index()]).max().unwrap_or(0)
            };
            felt[at] = match &node.body {
                Body::Constant(_) | Body::Parameter(_) | Body::Column(_) | Body::Merge { .. } => {
                    None
                }
                Body::Core { inputs, .. } => later(inputs, lookbacks[at] - reach(inputs)),
                Body::Call { operation, inputs, parameters } => {
                    let own = lookbacks[at] - reach(inputs);
                    let bound: Vec<f64> = parameters.iter().map(|id| bound[id.index()]).collect();
                    match operation.memory {
                        Memory::Fading(candles) if candles(&bound) > own as f64 => {
                            let own = candles(&bound).min(1e9).ceil() as usize;
                            let before = inner(inputs).map_or(0, |felt| felt.candles);
                            let candles = before.max(reach(inputs)) + own;
                            Some(Felt { candles, by: NodeId::at(at) })
                        }
                        _ => later(inputs, own),
                    }
                }
                Body::Output { call, .. } => felt[call.index()],
            };
        }
        felt
    }

    /// The candles of each timeframe that must be there before the first signal: the longest reach
    /// of any column or signal, in whichever frame.
    pub fn startup_candle_count(&self, bound: &[f64]) -> usize {
        let lookbacks = self.lookbacks(bound);
        let columns = self.columns.iter().map(|(_, node)| *node);
        let wanted: Vec<NodeId> = columns.chain(self.signals.nodes()).collect();
        let readers = self.readers(&wanted);
        let read = lookbacks.into_iter().zip(readers).filter(|(_, readers)| *readers > 0);
        read.map(|(lookback, _)| lookback).max().unwrap_or(0)
    }
}
