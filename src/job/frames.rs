//! The candles of one pair and of the frames beside it, and the signals computed on them.

use std::sync::Arc;

use crate::backtest::Signals;
use crate::data::clean::clean;
use crate::data::informative::visible_rows;
use crate::data::{CandleSource, DataError};
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::{Columns, Evaluation, FrameData, NodeId, Plan, evaluate};

/// Which candles are loaded.
pub(super) struct Range<'a> {
    pub timerange: &'a TimeRange,
    /// So many candles of each timeframe before the start.
    pub startup: usize,
}

impl Range<'_> {
    pub(super) fn cut(&self, stored: &Candles, timeframe: Timeframe) -> Candles {
        let before = timeframe.ms() * self.startup as i64;
        let lower = self.timerange.start().map(|start| start - before);
        clean(stored, timeframe, lower, self.timerange.stop())
    }

    /// The first candle after warm-up: so many rows are dropped, whatever their dates.
    fn first(&self, candles: &Candles) -> usize {
        match (self.startup, self.timerange.start()) {
            (0, Some(start)) => candles.date.partition_point(|date| *date < start),
            (startup, _) => startup,
        }
    }
}

/// One pair, ready to be simulated.
#[derive(Clone, Debug)]
pub(super) struct LoadedPair {
    pub pair: Pair,
    pub candles: Arc<Candles>,
    pub first: usize,
    pub signals: Signals,
    /// What callbacks can read.
    pub columns: Arc<Columns>,
}

/// Reads the candles of a pair and computes its signals; `None` when nothing is left after warm-up.
pub(super) fn load(
    pair: &Pair,
    plan: &Arc<Plan>,
    bound: &Arc<[f64]>,
    range: &Range<'_>,
    source: &dyn CandleSource,
) -> Result<Option<LoadedPair>, DataError> {
    let base_timeframe = plan.frames[0].timeframe;
    let base = Arc::new(range.cut(&*source.candles(pair, base_timeframe)?, base_timeframe));
    let first = range.first(&base);
    if first >= base.len() {
        return Ok(None);
    }
    let mut frames = vec![FrameData { candles: Arc::clone(&base), visible: Vec::new() }];
    for spec in &plan.frames[1..] {
        let of = spec.pair.as_ref().unwrap_or(pair);
        let candles = range.cut(&*source.candles(of, spec.timeframe)?, spec.timeframe);
        if candles.is_empty() {
            return Err(DataError::Empty {
                pairs: of.to_string(),
                timeframe: spec.timeframe.to_string(),
                timerange: range.timerange.to_string(),
            });
        }
        let visible = visible_rows(&base.date, base_timeframe, &candles.date, spec.timeframe);
        frames.push(FrameData { candles: Arc::new(candles), visible });
    }
    let values = evaluate(plan, &frames, bound, &plan.signals.nodes());
    Ok(Some(LoadedPair {
        pair: pair.clone(),
        candles: base,
        first,
        signals: signals(plan, &values),
        columns: Arc::new(Columns::new(Arc::clone(plan), frames, Arc::clone(bound))),
    }))
}

fn signals(plan: &Plan, values: &Evaluation) -> Signals {
    let bits = |node: Option<NodeId>| node.and_then(|node| values.condition(node).cloned());
    let nodes = &plan.signals;
    Signals {
        enter_long: bits(nodes.enter_long),
        exit_long: bits(nodes.exit_long),
        enter_short: bits(nodes.enter_short),
        exit_short: bits(nodes.exit_short),
        enter_tag: values.tags(&nodes.enter_tag),
        exit_tag: values.tags(&nodes.exit_tag),
    }
}
