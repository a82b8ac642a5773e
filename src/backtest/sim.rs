//! The walk through time: all pairs side by side, candle after candle (simulation spec 2, 3, 12).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::metrics::Sample;
use super::position::{OpenOrder, Position};
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

/// One candle, and where the signals that are acted on at its open stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub date: i64,
    pub open: f64,
    pub high: f64,
    pub low: f64,
    pub close: f64,
    /// The candle before: its close gave the signal.
    pub signal: usize,
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
}

/// Simulates one strategy over all pairs; `None` when no pair has a candle after warm-up, an error
/// when a callback fails.
pub fn simulate(rules: Rules<'_>, pairs: &[PairInput]) -> Answer<Option<Simulation>> {
    let firsts = pairs.iter().filter_map(|pair| pair.candles.date.get(pair.first));
    let lasts = pairs.iter().filter(|pair| pair.first < pair.candles.len());
    let Some(&backtest_start) = firsts.min() else { return Ok(None) };
    let lasts = lasts.filter_map(|pair| pair.candles.date.last());
    let Some(&backtest_end) = lasts.max() else { return Ok(None) };
    let mut sim = Sim {
        rules,
        pairs,
        wallet: Wallet::new(rules.config.dry_run_wallet),
        open: Vec::new(),
        closed: Vec::new(),
        counters: Counters { entry_signals: entry_signals(pairs), ..Counters::default() },
    };
    let equity = sim.walk(backtest_start, backtest_end)?;
    sim.force_exits()?;
    Ok(Some(Simulation {
        trades: sim.closed,
        counters: sim.counters,
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
    /// Steps from candle to candle; returns the balance before each step.
    fn walk(&mut self, start: i64, end: i64) -> Answer<Vec<Sample>> {
        let step = self.rules.settings.timeframe.ms();
        // The first candle after warm-up has no signal before it that could be acted on.
        let mut cursors: Vec<usize> = self.pairs.iter().map(|pair| pair.first + 1).collect();
        let mut equity = Vec::with_capacity(((end - start) / step).max(0) as usize);
        let mut order: Vec<usize> = Vec::with_capacity(self.pairs.len());
        self.counters.candles = 1;
        let regular = self.rules.settings.timeframe.is_regular();
        let mut now = start + step;
        while now <= end {
            if regular && self.open.is_empty() {
                let next = self.next_entry_signal(&cursors).unwrap_or(i64::MAX).min(end + step);
                if next > now {
                    self.rest(now..next, step, &mut cursors, &mut equity);
                    now = next;
                    continue;
                }
            }
            let trades_before = self.open.len() + self.closed.len();
            let was_open = !self.open.is_empty();
            let mut balance = self.wallet.total;
            self.order_pairs(&mut order);
            for &pair in &order {
                let cursor = &mut cursors[pair];
                let candles = &self.pairs[pair].candles;
                if candles.date.get(*cursor).is_none_or(|date| *date > now) {
                    continue;
                }
                let at = *cursor;
                *cursor += 1;
                let held = self.open.iter().find(|trade| trade.pair == pair);
                if let Some(trade) = held {
                    balance += trade.amount * candles.open[at];
                } else if !on(self.pairs[pair].signals.enter_long.as_ref(), at - 1) {
                    continue;
                }
                self.step(pair, at, now, now != end)?;
            }
            equity.push(Sample { date: now, equity: balance });
            self.counters.candles += 1;
            if was_open || self.open.len() + self.closed.len() > trades_before {
                self.counters.candles_in_trade += 1;
            }
            now += step;
        }
        Ok(equity)
    }

    /// The date on which the next entry signal of any pair could be acted on.
    fn next_entry_signal(&self, cursors: &[usize]) -> Option<i64> {
        let next = |(pair, cursor): (&PairInput, &usize)| {
            let (candles, signal) = (&pair.candles, cursor - 1);
            let bits = pair.signals.enter_long.as_ref()?;
            let row = bits.next_one(signal, candles.len())?;
            candles.date.get(row + 1).copied()
        };
        self.pairs.iter().zip(cursors).filter_map(next).min()
    }

    /// Steps over candles on which no trade is open and none is asked for.
    fn rest(
        &mut self,
        dates: Range<i64>,
        step: i64,
        cursors: &mut [usize],
        equity: &mut Vec<Sample>,
    ) {
        let balance = self.wallet.total;
        let before = equity.len();
        let sample = |date: i64| Sample { date, equity: balance };
        let steps = (dates.end - dates.start) / step;
        equity.extend((0..steps).map(|at| sample(dates.start + at * step)));
        self.counters.candles += equity.len() - before;
        for (pair, cursor) in self.pairs.iter().zip(cursors) {
            let rest = pair.candles.date.get(*cursor..).unwrap_or_default();
            *cursor += rest.partition_point(|date| *date < dates.end);
        }
    }

    /// Pairs with open trades come first, in the order of opening, then all others.
    fn order_pairs(&self, order: &mut Vec<usize>) {
        order.clear();
        for trade in &self.open {
            if !order.contains(&trade.pair) {
                order.push(trade.pair);
            }
        }
        let held = order.len();
        for pair in 0..self.pairs.len() {
            if !order[..held].contains(&pair) {
                order.push(pair);
            }
        }
    }

    fn row(&self, pair: usize, at: usize) -> Row {
        let candles = &self.pairs[pair].candles;
        Row {
            date: candles.date[at],
            open: candles.open[at],
            high: candles.high[at],
            low: candles.low[at],
            close: candles.close[at],
            signal: at - 1,
        }
    }

    /// One pair on one candle.
    fn step(&mut self, pair: usize, at: usize, now: i64, can_enter: bool) -> Answer<()> {
        let row = self.row(pair, at);
        self.give_up_orders(pair, now);
        if can_enter && self.wants_entry(pair, &row) && self.trade_of(pair).is_none() {
            if self.has_free_slot() {
                if let Some(trade) = self.enter(pair, &row, Side::Long)? {
                    self.open.push(trade);
                    self.wallet.refresh(&self.open);
                }
            } else {
                self.counters.rejected_signals += 1;
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
            let row = self.row(pair, self.pairs[pair].candles.len() - 1);
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
