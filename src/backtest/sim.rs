//! The walk through time: all pairs side by side, candle after candle (simulation spec 2, 3, 12).

use serde::{Deserialize, Serialize};

use super::metrics::Sample;
use super::position::{OpenOrder, Position};
use super::track::{Row, Track};
use super::wallet::Wallet;
use super::{PairInput, Rules, on};
use crate::model::trade::{Side, Trade};
use crate::strategy::callbacks::Answer;

/// What a simulation gives.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// The closed trades, in closing order.
    pub trades: Vec<Trade>,
    /// What was counted on the way.
    pub counters: Counters,
    /// For each pair the candles at whose open an entry found no free slot.
    pub rejected: Vec<Vec<i64>>,
    /// The mark-to-market balance at each step.
    pub equity: Vec<Sample>,
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
    /// Candles from `t_min` to `t_max`.
    pub candles: usize,
    /// Those of them on which a trade was open.
    pub candles_in_trade: usize,
}

/// A simulation under way.
pub(super) struct Sim<'a> {
    pub rules: Rules<'a>,
    pub pairs: &'a [PairInput],
    pub wallet: Wallet,
    /// The open trades, in the order of their opening.
    pub open: Vec<Position>,
    closed: Vec<Trade>,
    counters: Counters,
    rejected: Vec<Vec<i64>>,
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
        wallet: Wallet::new(rules.config.dry_run_wallet),
        open: Vec::new(),
        closed: Vec::new(),
        counters: Counters { entry_signals: entry_signals(pairs), ..Counters::default() },
        rejected: vec![Vec::new(); pairs.len()],
    };
    let equity = sim.walk(backtest_start, backtest_end)?;
    sim.force_exits()?;
    Ok(Some(Simulation {
        trades: sim.closed,
        counters: sim.counters,
        rejected: sim.rejected,
        equity,
        final_balance: sim.wallet.total,
        backtest_start,
        backtest_end,
    }))
}

fn entry_signals(pairs: &[PairInput]) -> usize {
    let asked = |pair: &PairInput| {
        let bits = pair.signals.enter_long.as_ref();
        bits.map_or(0, |bits| bits.count(pair.first..pair.candles.len()))
    };
    pairs.iter().map(asked).sum()
}

impl Sim<'_> {
    /// Steps from candle to candle; returns the balance before each step. Pairs with open trades come
    /// first, in the order of opening, then all others in their order. Only those are looked at to
    /// which something may happen.
    fn walk(&mut self, start: i64, end: i64) -> Answer<Vec<Sample>> {
        let step = self.rules.settings.timeframe.ms();
        let jumps = self.stand_side_by_side(start, step);
        let mut tracks: Vec<Track<'_>> =
            self.pairs.iter().map(|pair| Track::new(pair, jumps)).collect();
        let mut equity = Vec::with_capacity(((end - start) / step).max(0) as usize);
        let mut held: Vec<usize> = Vec::with_capacity(self.pairs.len());
        self.counters.candles = 1;
        let mut now = start + step;
        while now <= end {
            self.held_pairs(&mut held);
            let next = tracks.iter().map(Track::due).min().unwrap_or(i64::MAX);
            // Up to the first step that reaches it, or the first one beyond the end.
            let quiet = ((next.min(end + 1) - now + step - 1) / step).max(0);
            let quiet = if jumps || held.is_empty() { quiet } else { 0 };
            // The balances before the quiet steps, and before this one.
            let steps = quiet + i64::from(now + quiet * step <= end);
            self.balances(now, step, steps as usize, &held, &tracks, &mut equity);
            self.counters.candles += steps as usize;
            now += quiet * step;
            if !self.open.is_empty() {
                self.counters.candles_in_trade += quiet as usize;
            }
            if now > end {
                break;
            }
            let trades_before = self.open.len() + self.closed.len();
            let was_open = !self.open.is_empty();
            for &pair in &held {
                self.visit(pair, &mut tracks[pair], now, end)?;
            }
            for (pair, track) in tracks.iter_mut().enumerate() {
                if track.due() <= now && !held.contains(&pair) {
                    self.visit(pair, track, now, end)?;
                }
            }
            if was_open || self.open.len() + self.closed.len() > trades_before {
                self.counters.candles_in_trade += 1;
            }
            now += step;
        }
        Ok(equity)
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

    /// The balance before each of some steps: what is free, and the open trades at the open.
    fn balances(
        &self,
        now: i64,
        step: i64,
        steps: usize,
        held: &[usize],
        tracks: &[Track<'_>],
        equity: &mut Vec<Sample>,
    ) {
        let first = equity.len();
        let dates = (0..steps as i64).map(|at| now + at * step);
        equity.extend(dates.map(|date| Sample { date, equity: self.wallet.total }));
        for pair in held {
            let Some(trade) = self.open.iter().find(|trade| trade.pair == *pair) else { continue };
            let track = &tracks[*pair];
            if !track.jumps && track.due() > now {
                continue;
            }
            for (sample, open) in equity[first..].iter_mut().zip(track.opens_from(now)) {
                sample.equity += trade.amount * open;
            }
        }
    }

    /// Looks at the next candle of a pair, if it has come.
    fn visit(&mut self, pair: usize, track: &mut Track<'_>, now: i64, end: i64) -> Answer<()> {
        if track.due() > now {
            return Ok(());
        }
        let at = track.next;
        self.step(pair, track.row(at), now, now != end)?;
        match self.trade_of(pair) {
            None => track.seek(at),
            Some(trade) if track.jumps => {
                let (trade, input) = (&mut self.open[trade], &self.pairs[pair]);
                track.next = trade.pass_over(&self.rules, input, &track.candles, at + 1);
            }
            Some(_) => track.next = at + 1,
        }
        Ok(())
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

    /// One pair on one candle.
    fn step(&mut self, pair: usize, row: Row, now: i64, can_enter: bool) -> Answer<()> {
        self.give_up_orders(pair, now);
        if can_enter && self.wants_entry(pair, &row) && self.trade_of(pair).is_none() {
            if self.has_free_slot() {
                if let Some(trade) = self.enter(pair, &row, Side::Long)? {
                    self.open.push(trade);
                    self.wallet.refresh(&self.open);
                }
            } else {
                self.counters.rejected_signals += 1;
                self.rejected[pair].push(row.date);
            }
        }
        let Some(trade) = self.trade_of(pair) else { return Ok(()) };
        self.fill(trade, &row, true)?;
        if self.open[trade].amount > 0.0 {
            self.open[trade].decide_exit(&self.rules, &self.pairs[pair].signals, &row)?;
            self.fill(trade, &row, false)?;
        }
        Ok(())
    }

    /// An entry is asked for where no exit is asked for on the same candle.
    fn wants_entry(&self, pair: usize, row: &Row) -> bool {
        let signals = &self.pairs[pair].signals;
        on(signals.enter_long.as_ref(), row.signal) && !on(signals.exit_long.as_ref(), row.signal)
    }

    fn has_free_slot(&self) -> bool {
        let slots = self.rules.settings.max_open_trades;
        slots <= 0 || (self.open.len() as i64) < slots
    }

    fn trade_of(&self, pair: usize) -> Option<usize> {
        self.open.iter().position(|trade| trade.pair == pair)
    }

    /// Orders that were not filled in time are taken away, and with them a trade that never began.
    fn give_up_orders(&mut self, pair: usize, now: i64) {
        let Some(at) = self.trade_of(pair) else { return };
        let trade = &mut self.open[at];
        let Some(order) = trade.give_up(&self.rules.settings.unfilledtimeout, now) else { return };
        if order.is_entry {
            self.counters.timedout_entry_orders += 1;
            if trade.filled.is_empty() {
                self.open.remove(at);
            }
            self.wallet.refresh(&self.open);
        } else {
            self.counters.timedout_exit_orders += 1;
        }
    }

    /// Fills the open order of a trade if the candle reaches its price.
    fn fill(&mut self, at: usize, row: &Row, entry: bool) -> Answer<()> {
        let trade = &mut self.open[at];
        let Some(order) = trade.open_order.as_ref().filter(|order| order.is_entry == entry) else {
            return Ok(());
        };
        if !Position::is_filled_by(order, row) {
            return Ok(());
        }
        let pair = &self.pairs[trade.pair].pair;
        if let Some(closed) = trade.fill(&self.rules, row, pair)? {
            self.wallet.close(closed.profit_abs);
            self.closed.push(closed);
            self.open.remove(at);
        }
        self.wallet.refresh(&self.open);
        Ok(())
    }

    /// Closes what is open at the end at the open of each pair's last candle, pair by pair in the order
    /// in which their first candles were walked: that of the list, but late ones later. A price that rounds out
    /// of that candle is not filled: such a trade is in no list, as in the reference.
    fn force_exits(&mut self) -> Answer<()> {
        let mut order: Vec<usize> = (0..self.pairs.len()).collect();
        order.sort_by_key(|pair| self.pairs[*pair].candles.date.get(self.pairs[*pair].first + 1));
        for pair in order {
            let Some(at) = self.trade_of(pair) else { continue };
            let candles = self.pairs[pair].candles.view();
            let row = Row::of(&candles, candles.date.len() - 1);
            let trade = &mut self.open[at];
            if trade.amount == 0.0 {
                self.open.remove(at);
                self.wallet.refresh(&self.open);
                continue;
            }
            trade.open_order = Some(OpenOrder {
                is_entry: false,
                date: row.date,
                price: trade.price_step.nearest(row.open),
                amount: trade.amount,
                tag: "force_exit".into(),
            });
            self.fill(at, &row, false)?;
        }
        Ok(())
    }
}
