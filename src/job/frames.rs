//! The candles of one pair and of the frames beside it, and the signals computed on them.

use std::sync::Arc;

use crate::backtest::Signals;
use crate::data::DataError;
use crate::data::frames::Frames;
use crate::data::informative::visible_rows;
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
    /// The candles of a pair from warm-up to the end.
    pub(super) fn cut(
        &self,
        pair: &Pair,
        timeframe: Timeframe,
        frames: &Frames<'_>,
    ) -> Result<Candles, DataError> {
        let before = timeframe.ms() * self.startup as i64;
        let lower = self.timerange.start().map(|start| start - before);
        frames.cut(pair, timeframe, lower, self.timerange.stop())
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
    candles: &Frames<'_>,
) -> Result<Option<LoadedPair>, DataError> {
    let base_timeframe = plan.frames[0].timeframe;
    let base = Arc::new(range.cut(pair, base_timeframe, candles)?);
    let first = range.first(&base);
    if first >= base.len() {
        return Ok(None);
    }
    let mut frames = vec![FrameData { candles: Arc::clone(&base), visible: Vec::new() }];
    for spec in &plan.frames[1..] {
        let of = spec.pair.as_ref().unwrap_or(pair);
        let rows = range.cut(of, spec.timeframe, candles)?;
        if rows.is_empty() {
            return Err(DataError::Empty {
                pairs: of.to_string(),
                timeframe: spec.timeframe.to_string(),
                timerange: range.timerange.to_string(),
            });
        }
        let visible = visible_rows(&base.date, base_timeframe, &rows.date, spec.timeframe);
        frames.push(FrameData { candles: Arc::new(rows), visible });
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
