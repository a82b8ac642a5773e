//! How many candles an expression reaches back.

use super::core::Compute;
use super::{Body, NodeId, Plan};

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
