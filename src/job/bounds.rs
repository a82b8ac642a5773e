//! What a strategy may cost before anything of it is computed. All of it is counted from the strategy and
//! its own candles, so that it is the same for whoever runs beside it.

use std::sync::Arc;

use super::{ErrorType, Failure};
use crate::diag::Diagnostic;
use crate::model::candles::Candles;
use crate::model::timerange::TimeRange;
use crate::strategy::plan::{Batch, FrameData, NodeId, Plan};
use crate::strategy::script::Allowance;

/// The most that evaluating a plan takes for each candle, [`Plan::steps`].
const MOST_STEPS: u64 = 8_000;
/// The share of what callbacks may take that the most expensive plan leaves nothing of.
const MOST_OF_PLAN: f64 = 0.9;
/// The columns of a pair that are there at one time, and those of all pairs that are kept for callbacks:
/// so many bytes, or as much as so many columns of the base candles where these are long.
const MOST_LIVE: u64 = 128 << 20;
const MOST_KEPT: u64 = 512 << 20;
const MOST_COLUMNS: u64 = 64;
/// How many times over candles may be tested by the timeranges of a strategy, on average.
const MOST_OVERLAP: f64 = 12.0;
/// The last date that an open timerange is taken to reach, 2100, epoch milliseconds.
const LAST: i64 = 4_102_444_800_000;

/// How many times over the candles of some timeranges are tested, on average.
fn overlap(ranges: &[(String, TimeRange)]) -> f64 {
    let span = |(_, range): &(String, TimeRange)| {
        let (start, stop) = (range.start().unwrap_or(0), range.stop().unwrap_or(LAST));
        (start.clamp(0, LAST), stop.clamp(0, LAST))
    };
    let mut spans: Vec<(i64, i64)> = ranges.iter().map(span).collect();
    spans.sort_unstable();
    let (mut all, mut once, mut end) = (0, 0, i64::MIN);
    for (start, stop) in spans {
        all += stop - start;
        once += (stop - start.max(end)).max(0);
        end = end.max(stop);
    }
    if once == 0 { 1.0 } else { all as f64 / once as f64 }
}

/// What is left of the other bounds for each of a strategy's timeranges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Of what grows with the candles, which is divided by how often these are tested.
    pub of_candles: f64,
    /// Of what is there however few candles are tested.
    pub of_floor: f64,
}

impl Share {
    pub(super) fn of(ranges: &[(String, TimeRange)]) -> Result<Self, Diagnostic> {
        let overlap = overlap(ranges);
        if overlap <= MOST_OVERLAP {
            let of_floor = 1.0 / ranges.len().max(1) as f64;
            return Ok(Self { of_candles: 1.0 / overlap, of_floor });
        }
        let message = format!(
            "`test_timeranges` tests candles {overlap:.0} times over, at most {MOST_OVERLAP} times are allowed"
        );
        Err(Diagnostic::error("AQ309", message).with_help("give fewer timeranges, or shorter ones"))
    }

    /// What callbacks may take that are asked about so many candles, those of all pairs, beside columns of
    /// so many steps: both come out of one time.
    pub(super) fn calling(&self, candles: usize, steps: u64) -> Allowance {
        let left = 1.0 - MOST_OF_PLAN * steps as f64 / MOST_STEPS as f64;
        Allowance::calling(candles as f64 * self.of_candles * left, self.of_floor)
    }
}

/// The steps that a plan takes for each candle; refuses one that takes too long.
pub(super) fn check_steps(
    plan: &Plan,
    bound: &[f64],
    wanted: &[NodeId],
    share: Share,
) -> Result<u64, Diagnostic> {
    let most = (MOST_STEPS as f64 * share.of_candles) as u64;
    let steps = plan.steps(bound, wanted);
    if steps <= most {
        return Ok(steps);
    }
    let message =
        format!("the columns take about {steps} steps a candle, at most {most} are allowed");
    Err(Diagnostic::error("AQ298", message).with_help(
        "use fewer indicators, and shorter windows of `median`, `quantile`, `rank` and `CCI`",
    ))
}

/// Refuses the columns of a strategy that take too much memory: for each pair its plan, its bound
/// scalars, what is asked for, and the candles of its frames.
pub(super) fn check_bytes<'a>(
    pairs: impl Iterator<Item = (&'a Plan, &'a [f64], Vec<NodeId>, Vec<Arc<Candles>>)>,
    share: Share,
) -> Result<(), Failure> {
    let floor = (MOST_KEPT as f64 * share.of_floor) as u64;
    let columns = (MOST_COLUMNS as f64 * share.of_candles) as u64;
    let (mut kept, mut most_kept) = (0, 0);
    for (plan, bound, wanted, candles) in pairs {
        let rows = candles[0].len() as u64;
        let longest = candles.iter().map(|candles| candles.len()).max().unwrap_or(0) as u64;
        most_kept += rows * 8 * columns;
        let most_live = MOST_LIVE.max(rows * 8 * MOST_COLUMNS);
        // No plan has more columns than nodes: most need not be looked at.
        let at_most = plan.nodes.len() as u64 * longest * 8;
        if at_most <= most_live && kept + at_most <= floor {
            kept += at_most;
            continue;
        }
        let mut batch = Batch::default();
        let frames: Vec<FrameData> = candles
            .into_iter()
            .map(|candles| FrameData { candles, visible: Arc::default() })
            .collect();
        let frames = batch.frames_of_plan(&frames);
        batch.want(plan, bound, &frames, &wanted);
        let (live, left) = batch.bytes();
        if live > most_live {
            let what = "the columns of a pair";
            return Err(too_large(what, live, most_live, "use each column soon after it is made"));
        }
        kept += left;
    }
    let most = floor.max(most_kept);
    if kept > most {
        let what = "the columns that callbacks read";
        return Err(too_large(what, kept, most, "read fewer columns in callbacks"));
    }
    Ok(())
}

fn too_large(what: &str, bytes: u64, most: u64, help: &str) -> Failure {
    let (bytes, most) = (bytes.div_ceil(1 << 20), most >> 20);
    let message = format!("{what} take {bytes} MiB at one time, at most {most} are allowed");
    Failure::new(ErrorType::Script, Diagnostic::error("AQ298", message).with_help(help))
}

#[cfg(test)]
mod tests {
    use super::{Share, overlap};
    use crate::model::timerange::TimeRange;

    fn ranges(texts: &[&str]) -> Vec<(String, TimeRange)> {
        texts.iter().map(|text| (String::new(), TimeRange::parse(text).expect("one"))).collect()
    }

    #[test]
    fn candles_that_are_tested_again_are_counted_again() {
        assert_eq!(overlap(&ranges(&["20210101-20220101"])), 1.0);
        assert_eq!(overlap(&ranges(&["20210101-20220101", "20220101-20230101"])), 1.0);
        assert_eq!(overlap(&ranges(&["20210101-20220101", "20210101-20220101"])), 2.0);
        assert_eq!(overlap(&[]), 1.0);
        let share = |count| Share::of(&ranges(&vec!["20210101-"; count])).ok();
        assert_eq!(share(2), Some(Share { of_candles: 0.5, of_floor: 0.5 }));
        assert_eq!(share(8), Some(Share { of_candles: 0.125, of_floor: 0.125 }));
        assert_eq!(share(13), None);
    }
}
