//! The walk through time: all pairs side by side, candle after candle (simulation spec 2, 3, 12).

use serde::{Deserialize, Serialize};

use super::holdings::{Holding, Holdings};
use super::locks::Locks;
use super::metrics::Sample;
use super::position::Position;
use super::track::Track;
use super::wallet::Wallet;
use super::{PairInput, Rules, on};
use crate::model::lock::Lock;
use crate::model::timeframe::Timeframe;
use crate::model::trade::{Side, Trade};
use crate::strategy::callbacks::Answer;

/// What a simulation gives.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// The closed trades, in closing order.
    pub trades: Vec<Trade>,
    /// The locks, in the order in which they were put.
    pub locks: Vec<Lock>,
    /// What was counted on the way.
    pub counters: Counters,
    /// For each pair the candles at whose open an entry found no free slot.
    pub rejected: Vec<Vec<i64>>,
    /// The mark-to-market balance at each step.
    pub equity: Vec<Sample>,
    /// With futures the same with what open positions had gained or lost.
    pub marked: Vec<Sample>,
    /// What the wallet knew of each pair at each of them, where that changes.
    pub holdings: Vec<Holding>,
    /// How far one of these balances was from what was there, at most; stake currency.
    pub balance_gap: f64,
    /// What is in the wallet at the end, stake currency.
    pub final_balance: f64,
    /// `t_min`: the first candle after warm-up of any pair, epoch milliseconds.
    pub backtest_start: i64,
    /// `t_max`: the last candle of any pair, epoch milliseconds.
    pub backtest_end: i64,
}

/// What is counted during a simulation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counters {
    /// Candles after warm-up that ask for an entry, over all pairs.
    pub entry_signals: usize,
    /// Entries that found no free slot.
    pub rejected_signals: usize,
    /// Entry orders that were given up.
    pub timedout_entry_orders: usize,
    /// Exit orders that were given up.
    pub timedout_exit_orders: usize,
    /// Trades that never began, because their entry order was taken away for want of a price.
    #[serde(default)]
    pub canceled_trade_entries: usize,
    /// Entry orders that were taken away for another price or none.
    #[serde(default)]
    pub canceled_entry_orders: usize,
    /// Those of them that were placed anew.
    #[serde(default)]
    pub replaced_entry_orders: usize,
    /// Candles from `t_min` to `t_max`.
    pub candles: usize,
    /// Those of them on which something was held: an entry order that waits is nothing yet.
    pub candles_in_trade: usize,
}

/// A closed trade as protections look for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sold {
    pub pair: usize,
    /// The sum of profits until then.
    pub earned: f64,
}

/// A simulation under way.
pub(super) struct Sim<'a> {
    pub rules: Rules<'a>,
    pub pairs: &'a [PairInput],
    pub wallet: Wallet,
    /// The open trades, in the order of their opening.
    pub open: Vec<Position>,
    pub closed: Vec<Trade>,
    /// What protections look for in each of them.
    pub sold: Vec<Sold>,
    /// How many trades were closed while time went on; those that are closed at the end may be older.
    pub closed_in_time: usize,
    pub locks: Locks,
    /// Pairs and what the wallet knows of their trades, where that is not all.
    pub unknown: Vec<(usize, f64)>,
    pub marked: Vec<Sample>,
    pub holdings: Holdings,
    /// Whether the holdings are those of the wallet as it was refreshed last.
    pub is_noted: bool,
    pub balance_gap: f64,
    pub counters: Counters,
    pub rejected: Vec<Vec<i64>>,
}

/// Simulates one strategy over all pairs; `None` when no pair has a candle after warm-up, an error
/// when a callback fails.
pub fn simulate(rules: Rules<'_>, pairs: &[PairInput]) -> Answer<Option<Simulation>> {
    let firsts = pairs.iter().filter_map(|pair| pair.candles.date.get(pair.first));
    let lasts = pairs.iter().filter(|pair| pair.first < pair.candles.len());
    let Some(backtest_start) = firsts.min() else { return Ok(None) };
    let lasts = lasts.filter_map(|pair| pair.candles.date.last());
    let Some(backtest_end) = lasts.max() else { return Ok(None) };
    let mut sim = Sim {
        rules,
        pairs,
        wallet: Wallet::new(rules.config),
        open: Vec::new(),
        closed: Vec::new(),
        sold: Vec::new(),
        closed_in_time: usize::MAX,
        locks: Locks::new(rules.settings.timeframe, pairs.iter().map(|pair| pair.pair.as_str())),
        unknown: Vec::new(),
        marked: Vec::new(),
        holdings: Holdings::new(pairs.len()),
        is_noted: false,
        balance_gap: 0.0,
        counters: Counters {
            entry_signals: entry_signals(pairs, rules.settings.can_short),
            ..Counters::default()
        },
        rejected: vec![Vec::new(); pairs.len()],
    };
    let equity = sim.walk(backtest_start, backtest_end)?;
    sim.force_exits()?;
    sim.take_locks();
    Ok(Some(Simulation {
        trades: sim.closed,
        locks: sim.locks.into_all(),
        counters: sim.counters,
        rejected: sim.rejected,
        equity,
        marked: sim.marked,
        holdings: sim.holdings.into_changes(),
        balance_gap: sim.balance_gap,
        final_balance: sim.wallet.total,
        backtest_start,
        backtest_end,
    }))
}

fn entry_signals(pairs: &[PairInput], can_short: bool) -> usize {
    let asked = |pair: &PairInput| {
        let rows = pair.first..pair.candles.len();
        let long = pair.signals.enter(Side::Long);
        let longs = long.map_or(0, |bits| bits.count(rows.clone()));
        let Some(short) = pair.signals.enter(Side::Short).filter(|_| can_short) else {
            return longs;
        };
        let both = rows.clone().filter(|row| on(long, *row) && short.get(*row)).count();
        longs + short.count(rows) - both
    };
    pairs.iter().map(asked).sum()
}

impl Sim<'_> {
    /// Steps from candle to candle; returns the balance before each step. Pairs with open trades come
    /// first, in the order of opening, then all others in their order. Only those are looked at to
    /// which something may happen.
    fn walk(&mut self, start: i64, end: i64) -> Answer<Vec<Sample>> {
        let step = self.rules.settings.timeframe.ms();
        let can_short = self.rules.settings.can_short;
        let jumps = self.stand_side_by_side(start, step);
        let mut tracks: Vec<Track<'_>> =
            self.pairs.iter().map(|pair| Track::new(pair, jumps, can_short)).collect();
        // The length of shorter candles, where any pair has some.
        let inside = self.rules.config.timeframe_detail.map(Timeframe::ms);
        let inside = inside.filter(|_| self.pairs.iter().any(|pair| pair.detail.is_some()));
        let mut equity = Vec::with_capacity(((end - start) / step).max(0) as usize);
        let mut held: Vec<usize> = Vec::with_capacity(self.pairs.len());
        self.counters.candles = 1;
        let mut now = start + step;
        while now <= end {
            self.held_pairs(&mut held);
            let next = tracks.iter().map(Track::due).min().unwrap_or(i64::MAX);
            // Up to the first step that reaches it, or the first one beyond the end.
            let quiet = ((next.min(end + 1) - now + step - 1) / step).max(0);
            let passes = (jumps || held.is_empty()) && !self.rules.defined.bot_loop_start;
            let quiet = if passes { quiet } else { 0 };
            // The balances before the quiet steps, and before this one.
            let steps = quiet + i64::from(now + quiet * step <= end);
            self.balances(now, step, steps as usize, &held, &tracks, &mut equity);
            self.counters.candles += steps as usize;
            now += quiet * step;
            let was_in_trade = self.is_in_trade();
            if was_in_trade {
                self.counters.candles_in_trade += quiet as usize;
            }
            if now > end {
                break;
            }
            if self.rules.defined.bot_loop_start {
                self.rules.callbacks.bot_loop_start(now)?;
            }
            self.unknown.clear();
            if self.wallet_may_err() {
                self.note_unknown();
                self.measure_gap(now, &tracks, equity.last());
            }
            let closed_before = self.closed.len();
            if let Some(inside) = inside {
                self.walk_inside(now, end, &tracks, inside, &mut equity)?;
                for (pair, track) in tracks.iter_mut().enumerate() {
                    self.go_on(pair, track, now);
                }
            } else {
                for &pair in &held {
                    self.visit(pair, &mut tracks[pair], now, end, &mut equity)?;
                }
                for (pair, track) in tracks.iter_mut().enumerate() {
                    if track.due() <= now && !held.contains(&pair) {
                        self.visit(pair, track, now, end, &mut equity)?;
                    }
                }
            }
            if was_in_trade || self.is_in_trade() || self.closed.len() > closed_before {
                self.counters.candles_in_trade += 1;
            }
            now += step;
        }
        Ok(equity)
    }

    /// Whether anything is held: an entry order that waits is nothing yet.
    fn is_in_trade(&self) -> bool {
        self.open.iter().any(|trade| trade.amount > 0.0)
    }

    /// Whether the candles of all pairs stand on one grid of steps, so that a candle's place follows
    /// from its date.
    fn stand_side_by_side(&self, start: i64, step: i64) -> bool {
        self.rules.settings.timeframe.is_regular()
            && self.pairs.iter().all(|pair| {
                let dates = &pair.candles.date;
                let is_even = dates.len() < 2 || dates.step() == Some(step);
                is_even && dates.first().is_none_or(|first| (first - start) % step == 0)
            })
    }

    /// Looks at the next candle of a pair, if it has come.
    fn visit(
        &mut self,
        pair: usize,
        track: &mut Track<'_>,
        now: i64,
        end: i64,
        equity: &mut [Sample],
    ) -> Answer<()> {
        if track.due() > now {
            return Ok(());
        }
        let at = track.next;
        if !self.unknown.is_empty() {
            self.catch_up(pair, track.candles.open[at], equity);
        }
        let row = track.row(at);
        let side = self.direction(pair, &row);
        self.act(pair, &row, side, now != end)?;
        self.go_on(pair, track, now);
        Ok(())
    }

    /// Goes on to the next candle of a pair on which something may happen, if this one has come.
    fn go_on(&mut self, pair: usize, track: &mut Track<'_>, now: i64) {
        if track.due() > now {
            return;
        }
        let at = track.next;
        match self.trade_of(pair, 0) {
            None => track.seek(at),
            Some(trade) if track.jumps && !self.rules.settings.position_stacking => {
                let (trade, input) = (&mut self.open[trade], &self.pairs[pair]);
                track.next = trade.pass_over(&self.rules, input, track, at + 1);
            }
            Some(_) => track.next = at + 1,
        }
    }

    /// The pairs with open trades, in the order of opening.
    fn held_pairs(&self, held: &mut Vec<usize>) {
        held.clear();
        for trade in &self.open {
            if !held.contains(&trade.pair) {
                held.push(trade.pair);
            }
        }
    }
}
