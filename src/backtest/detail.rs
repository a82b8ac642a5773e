//! Shorter candles inside of those that a strategy looks at: trades are followed on them, while signals stay those of
//! the long candle (simulation spec 11).

use std::ops::Range;

use super::metrics::Sample;
use super::sim::Sim;
use super::track::{Row, Track};
use crate::model::trade::Side;
use crate::strategy::callbacks::Answer;

/// A pair on whose long candle something may happen.
struct Inside {
    pair: usize,
    /// The long candle.
    row: Row,
    /// What its signal asks for.
    side: Option<Side>,
    /// The shorter candles; none where the pair has none there.
    rows: Range<usize>,
    /// The pair had a trade at the beginning of a step inside, and none at its end: until the long candle ends nothing
    /// more is looked at. A trade that was opened and closed in one step inside does not count.
    is_over: bool,
}

impl Inside {
    /// The shorter candle of a step inside, by its place: where some are missing, later ones come earlier. A pair
    /// without any has its long candle for all of them.
    fn row(&self, step: usize, details: &Track<'_>) -> Option<Row> {
        if self.rows.is_empty() {
            return (step == 0).then_some(self.row);
        }
        let at = Some(self.rows.start + step).filter(|at| *at < self.rows.end)?;
        details.detail_row(at, self.row.signal)
    }
}

impl Sim<'_> {
    /// One step of all pairs in the shorter steps inside of it. Pairs with open trades come first in each of them.
    pub(super) fn walk_inside(
        &mut self,
        now: i64,
        end: i64,
        tracks: &[Track<'_>],
        inside: i64,
        equity: &mut [Sample],
    ) -> Answer<()> {
        let length = self.rules.settings.timeframe.ms();
        let mut pairs: Vec<Inside> = Vec::new();
        for (pair, track) in tracks.iter().enumerate().filter(|(_, track)| track.due() <= now) {
            let row = track.row(track.next);
            let side = self.direction(pair, &row);
            if side.is_some() || self.trade_of(pair, 0).is_some() {
                let rows = track.details_of(row.date..row.date + length);
                pairs.push(Inside { pair, row, side, rows, is_over: false });
            }
        }
        // None at all is for as long as the candle, in the reference too.
        let holds = self.rules.settings.ignore_buying_expired_candle_after;
        let holds = holds.filter(|holds| *holds > 0);
        let mut order: Vec<usize> = Vec::with_capacity(pairs.len());
        for (step, time) in (now..now + length).step_by(inside as usize).enumerate() {
            self.in_order(&pairs, &mut order);
            for &at in &order {
                let Inside { pair, side, is_over, .. } = pairs[at];
                let Some(row) = pairs[at].row(step, &tracks[pair]).filter(|_| !is_over) else {
                    continue;
                };
                if step == 0 && !self.unknown.is_empty() {
                    self.catch_up(pair, pairs[at].row.open, equity);
                }
                let is_expired = step > 0 && holds.is_some_and(|holds| time - now > holds);
                let side = side.filter(|_| !is_expired);
                let was_open = self.trade_of(pair, 0).is_some();
                self.act(pair, &row, side, time != end)?;
                pairs[at].is_over = was_open && self.trade_of(pair, 0).is_none();
            }
        }
        Ok(())
    }

    /// The places of pairs in the order in which they are looked at: those with open trades in the order of opening,
    /// then all others.
    fn in_order(&self, pairs: &[Inside], order: &mut Vec<usize>) {
        order.clear();
        for trade in &self.open {
            let Ok(at) = pairs.binary_search_by_key(&trade.pair, |inside| inside.pair) else {
                continue;
            };
            if !order.contains(&at) {
                order.push(at);
            }
        }
        let held = order.len();
        for at in 0..pairs.len() {
            if !order[..held].contains(&at) {
                order.push(at);
            }
        }
    }
}
