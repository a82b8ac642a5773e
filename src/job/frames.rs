//! The candles of backtests and the signals computed on them, those of many backtests together: a
//! frame that several of them look at is evaluated once, as far as any of them goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Failure, Prepared, bounds};
use crate::backtest::Signals;
use crate::data::DataError;
use crate::data::frames::Frames;
use crate::data::informative::Visible;
use crate::diag::Diagnostic;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::{
    Batch, BatchFrame, BatchNode, Columns, FrameData, FrameId, NodeId, Plan, Values,
};

/// Which candles are loaded.
pub(super) struct Range<'a> {
    pub timerange: &'a TimeRange,
    /// So many candles of each timeframe before the start.
    pub startup: usize,
}

impl Range<'_> {
    /// The candles of a pair from warm-up to the end.
    pub(super) fn cut(&self, key: &CandleKey, frames: &Frames<'_>) -> Result<Candles, DataError> {
        // Beyond all candles is far enough.
        let before = key.timeframe.ms().saturating_mul(self.startup as i64);
        let lower = self.timerange.start().map(|start| start.saturating_sub(before));
        frames.cut(key, lower, self.timerange.stop())
    }

    /// Between which dates what needs no warm-up is read: not before the start, and where candles of the pairs are
    /// warm-up from there on, or there is no start, as many behind the first of them all.
    pub(super) fn without_warm_up(
        &self,
        basket: &[Pair],
        timeframe: Timeframe,
        frames: &Frames<'_>,
    ) -> Result<(Option<i64>, Option<i64>), DataError> {
        let mut earliest: Option<i64> = None;
        for pair in basket {
            let first = self.cut(&CandleKey::trades(pair, timeframe), frames)?.date.first();
            earliest = earliest.into_iter().chain(first).min();
        }
        let warm_up = timeframe.ms().saturating_mul(self.startup as i64);
        let start = match (self.timerange.start(), earliest) {
            (Some(start), Some(earliest)) if self.startup > 0 && earliest >= start => {
                Some(earliest.saturating_add(warm_up))
            }
            (None, Some(earliest)) => Some(earliest.saturating_add(warm_up)),
            (start, _) => start,
        };
        Ok((start, self.timerange.stop()))
    }

    /// The first candle after warm-up: so many rows are dropped, whatever their dates.
    fn first(&self, candles: &Candles) -> usize {
        match (self.startup, self.timerange.start()) {
            (0, Some(start)) => candles.date.before(start),
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
    /// What callbacks can read; it may go on behind the last candle.
    pub columns: Arc<Columns>,
}

/// A strategy and the candles that it is to look at.
pub(super) struct Need<'a> {
    pub prepared: &'a Prepared,
    pub timerange: &'a TimeRange,
}

/// The pairs of a strategy in the order of its basket, `None` for those without a candle after warm-up.
pub(super) type Loaded = Result<Vec<Option<LoadedPair>>, Failure>;

/// The identity of a frame: recursive columns remember where it began, but not how far it goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct FrameKey {
    candles: CandleKey,
    /// The first date.
    start: Option<i64>,
    /// The number of candles, where a longer frame would not begin with the same ones.
    rows: Option<usize>,
}

/// The candles of one pair of one strategy: the base frame, then the others.
struct CutPair {
    first: usize,
    frames: Vec<(FrameKey, Arc<Candles>)>,
}

/// Reads the candles of all pairs of some strategies, and computes their signals.
pub(super) fn load(needs: &[Need<'_>], candles: &Frames<'_>) -> Vec<Loaded> {
    let cuts: Vec<Vec<Result<Option<CutPair>, Failure>>> =
        needs.par_iter().map(|need| need.cut_within_bounds(candles)).collect();
    let mut shared = Shared::new(cuts.iter().flatten().flatten().flatten());
    let mut asked = Vec::new();
    for (need, cuts) in needs.iter().zip(&cuts) {
        for (at, cut) in cuts.iter().enumerate() {
            let Ok(Some(cut)) = cut else { continue };
            asked.push(shared.ask(need.prepared, at, cut));
        }
    }
    let values = shared.batch.evaluate();
    let mut asked = asked.into_iter();
    let mut known: BTreeMap<AskedKey, Arc<Columns>> = BTreeMap::new();
    let mut loaded = |need: &Need<'_>, at: usize, cut: CutPair| {
        let asked = asked.next().expect("each cut was asked for");
        let plan = &need.prepared.plans[at];
        let (plan, bound) = (&plan.planned.plan, &plan.bound);
        let columns = known.entry(asked_key(plan, &asked.frames)).or_insert_with(|| {
            let frames = shared.frame_data(&asked.frames);
            let columns = Columns::new(Arc::clone(plan), frames, Arc::clone(bound));
            asked.columns.iter().for_each(|(name, node)| columns.learn(name, &values, *node));
            Arc::new(columns)
        });
        let (_, base) = cut.frames.into_iter().next().expect("the base frame is the first");
        LoadedPair {
            pair: need.prepared.basket[at].clone(),
            candles: base,
            first: cut.first,
            signals: signals(plan, &values, &asked.signals),
            columns: Arc::clone(columns),
        }
    };
    let mut of_need = |(need, cuts): (&Need<'_>, Vec<Result<Option<CutPair>, Failure>>)| {
        let pairs = cuts.into_iter().enumerate();
        // All of them, also behind a failure: what was asked for is taken in turn.
        let pairs: Vec<_> =
            pairs.map(|(at, cut)| cut.map(|cut| cut.map(|cut| loaded(need, at, cut)))).collect();
        pairs.into_iter().collect()
    };
    needs.iter().zip(cuts).map(&mut of_need).collect()
}

impl Need<'_> {
    /// Its candles; one failure for all where the columns would take too much.
    fn cut_within_bounds(&self, candles: &Frames<'_>) -> Vec<Result<Option<CutPair>, Failure>> {
        let cuts = self.cut(candles);
        let pairs = self.prepared.plans.iter().zip(&cuts).filter_map(|(plan, cut)| {
            let frames = &cut.as_ref().ok()?.as_ref()?.frames;
            let candles = frames.iter().map(|(_, candles)| Arc::clone(candles)).collect();
            let bound = &*plan.bound;
            let plan = &*plan.planned.plan;
            Some((plan, bound, plan.asked(&self.prepared.reads), candles))
        });
        match bounds::check_bytes(pairs, self.prepared.share) {
            Ok(()) => cuts,
            Err(failure) => vec![Err(failure)],
        }
    }

    fn cut(&self, candles: &Frames<'_>) -> Vec<Result<Option<CutPair>, Failure>> {
        let range = Range { timerange: self.timerange, startup: self.prepared.startup };
        (0..self.prepared.basket.len()).map(|at| cut(self.prepared, at, &range, candles)).collect()
    }
}

fn cut(
    prepared: &Prepared,
    at: usize,
    range: &Range<'_>,
    candles: &Frames<'_>,
) -> Result<Option<CutPair>, Failure> {
    let (pair, plan) = (&prepared.basket[at], &*prepared.plans[at].planned.plan);
    let timeframe = plan.frames[0].timeframe;
    let base_key = CandleKey::trades(pair, timeframe);
    let base = range.cut(&base_key, candles).map_err(|error| Failure::data(&error))?;
    let first = range.first(&base);
    if first >= base.len() {
        return Ok(None);
    }
    let frame_key = |key: CandleKey, cut: &Candles, is_whole: bool| FrameKey {
        start: cut.date.first(),
        rows: (is_whole || !candles.grows_at_its_end(&key)).then(|| cut.len()),
        candles: key,
    };
    // Where nothing of another frame is seen yet, a longer frame would see something earlier.
    let mut sees_nothing = false;
    let mut others = Vec::with_capacity(plan.frames.len());
    for (frame, spec) in plan.frames.iter().enumerate().skip(1) {
        let of = spec.pair.as_ref().unwrap_or(pair);
        let missed = |error: DataError| {
            let is_there = matches!(error, DataError::Unreadable { .. });
            if is_there || prepared.whitelist.contains(of) {
                return Failure::data(&error);
            }
            Failure::asked(&error, of, prepared.place_of_frame(at, FrameId::at(frame)))
        };
        let key = CandleKey::trades(of, spec.timeframe);
        let rows = range.cut(&key, candles).map_err(missed)?;
        if rows.is_empty() {
            return Err(missed(DataError::Empty {
                pairs: of.to_string(),
                timeframe: spec.timeframe.to_string(),
                timerange: range.timerange.to_string(),
            }));
        }
        sees_nothing |= !Visible::any(&base.date, timeframe, &rows.date, spec.timeframe);
        others.push((frame_key(key, &rows, false), Arc::new(rows)));
    }
    let mut frames = vec![(frame_key(base_key, &base, sees_nothing), Arc::new(base))];
    frames.append(&mut others);
    Ok(Some(CutPair { first, frames }))
}

/// Why no pair has a candle that could be tested.
pub(super) fn nothing_left(
    prepared: &Prepared,
    timerange: &TimeRange,
    candles: &Frames<'_>,
) -> Failure {
    let timeframe = prepared.settings.timeframe;
    let longest = |startup: usize| {
        let range = Range { timerange, startup };
        let keys = prepared.basket.iter().map(|pair| CandleKey::trades(pair, timeframe));
        let cuts = keys.map(|key| range.cut(&key, candles));
        cuts.flatten().map(|cut| cut.len()).max().unwrap_or(0)
    };
    if longest(0) == 0 {
        let pairs: Vec<&str> = prepared.basket.iter().map(Pair::as_str).collect();
        return Failure::data(&DataError::Empty {
            pairs: pairs.join(", "),
            timeframe: timeframe.to_string(),
            timerange: timerange.to_string(),
        });
    }
    let (startup, there) = (prepared.startup, longest(prepared.startup));
    let message = format!(
        "the first {startup} {timeframe} candles are warm-up, and no pair has more than {there} in {timerange} and before"
    );
    let help = "look back less far, or fetch more candles with `autoquant prepare`";
    let place = prepared.script.place_of_const("startup_candle_count");
    Failure::script(Diagnostic::error("AQ310", message).at(place).with_help(help))
}

/// All frames of all strategies, each as long as the longest that was cut.
struct Shared {
    batch: Batch,
    frames: BTreeMap<FrameKey, BatchFrame>,
    candles: BTreeMap<BatchFrame, (Timeframe, Arc<Candles>)>,
    visible: BTreeMap<(BatchFrame, BatchFrame), Arc<Visible>>,
    /// Timeranges that begin together ask for the same.
    asked: BTreeMap<AskedKey, Arc<Asked>>,
}

/// A plan, by where it lies while a batch is made, and its frames.
type AskedKey = (usize, Vec<BatchFrame>);

fn asked_key(plan: &Arc<Plan>, frames: &[BatchFrame]) -> AskedKey {
    (Arc::as_ptr(plan).addr(), frames.to_vec())
}

/// Where in a batch is what one pair of a strategy asked for.
struct Asked {
    frames: Vec<BatchFrame>,
    signals: Vec<Option<BatchNode>>,
    columns: Vec<(String, Option<BatchNode>)>,
}

impl Shared {
    fn new<'a>(cuts: impl Iterator<Item = &'a CutPair>) -> Self {
        let mut longest: BTreeMap<&FrameKey, &Arc<Candles>> = BTreeMap::new();
        for (key, candles) in cuts.flat_map(|cut| &cut.frames) {
            let known = longest.entry(key).or_insert(candles);
            if candles.len() > known.len() {
                *known = candles;
            }
        }
        let mut shared = Self {
            batch: Batch::default(),
            frames: BTreeMap::new(),
            candles: BTreeMap::new(),
            visible: BTreeMap::new(),
            asked: BTreeMap::new(),
        };
        for (key, candles) in longest {
            let frame = shared.batch.frame(Arc::clone(candles));
            shared.candles.insert(frame, (key.candles.timeframe, Arc::clone(candles)));
            shared.frames.insert(key.clone(), frame);
        }
        shared
    }

    /// Adds the signals of a pair, and the columns that callbacks read.
    fn ask(&mut self, prepared: &Prepared, at: usize, cut: &CutPair) -> Arc<Asked> {
        let (plan, bound) = (&prepared.plans[at].planned.plan, &prepared.plans[at].bound);
        let frames: Vec<BatchFrame> = cut.frames.iter().map(|(key, _)| self.frames[key]).collect();
        let key = asked_key(plan, &frames);
        if let Some(known) = self.asked.get(&key) {
            return Arc::clone(known);
        }
        for other in &frames[1..] {
            self.align(frames[0], *other);
        }
        let mut wanted = plan.signals.nodes();
        let signals = wanted.len();
        let read: Vec<&(String, NodeId)> =
            plan.columns.iter().filter(|(name, _)| prepared.reads.contains(name)).collect();
        wanted.extend(read.iter().map(|(_, node)| *node));
        let mut nodes = self.batch.want(plan, bound, &frames, &wanted);
        let columns = nodes.split_off(signals);
        let names = read.into_iter().map(|(name, _)| name.clone());
        let columns = names.zip(columns).collect();
        let asked = Arc::new(Asked { frames, signals: nodes, columns });
        self.asked.insert(key, Arc::clone(&asked));
        asked
    }

    fn align(&mut self, base: BatchFrame, other: BatchFrame) {
        let (candles, batch) = (&self.candles, &mut self.batch);
        self.visible.entry((base, other)).or_insert_with(|| {
            let ((timeframe, base_candles), (informative, rows)) =
                (&candles[&base], &candles[&other]);
            let visible = Visible::new(&base_candles.date, *timeframe, &rows.date, *informative);
            let visible = Arc::new(visible);
            batch.sees(base, other, Arc::clone(&visible));
            visible
        });
    }

    fn frame_data(&self, frames: &[BatchFrame]) -> Vec<FrameData> {
        let data = |frame: &BatchFrame| FrameData {
            candles: Arc::clone(&self.candles[frame].1),
            visible: self.visible.get(&(frames[0], *frame)).cloned().unwrap_or_default(),
        };
        frames.iter().map(data).collect()
    }
}

/// The signals of a plan, whose nodes come in the order of [`crate::strategy::plan::SignalNodes::nodes`].
fn signals(plan: &Plan, values: &Values, nodes: &[Option<BatchNode>]) -> Signals {
    let mut nodes = nodes.iter().copied();
    let mut bits = |node: Option<NodeId>| {
        node.and_then(|_| values.condition(nodes.next().flatten()?).cloned())
    };
    let asked = &plan.signals;
    let [enter_long, exit_long, enter_short, exit_short] =
        [asked.enter_long, asked.exit_long, asked.enter_short, asked.exit_short].map(&mut bits);
    Signals {
        enter_long,
        exit_long,
        enter_short,
        exit_short,
        enter_tag: values.tags(&asked.enter_tag, &mut nodes),
        exit_tag: values.tags(&asked.exit_tag, &mut nodes),
    }
}
