//! The balance before each step, as far as the wallet knows it.

use std::iter::repeat;

use super::metrics::Sample;
use super::position::Position;
use super::sim::Sim;
use super::track::Track;

impl Sim<'_> {
    /// The balance before each of some steps: what is free, and the open trades at the open.
    pub(super) fn balances(
        &mut self,
        now: i64,
        step: i64,
        steps: usize,
        held: &[usize],
        tracks: &[Track<'_>],
        equity: &mut Vec<Sample>,
    ) {
        let known = |pair| known(&self.open, pair);
        if !self.is_noted && !self.wallet.holds_collateral {
            self.holdings.note(now, held, known);
            self.is_noted = true;
        }
        let first = equity.len();
        let dates = (0..steps as i64).map(|at| now + at * step);
        equity.extend(dates.map(|date| Sample { date, equity: self.wallet.total }));
        if self.wallet.holds_collateral {
            self.mark(now, &equity[first..], tracks);
            return;
        }
        for pair in held {
            let (known, track) = (known(*pair), &tracks[*pair]);
            if !track.jumps && track.due() > now {
                continue;
            }
            for (sample, open) in equity[first..].iter_mut().zip(track.opens_from(now)) {
                sample.equity += known * open;
            }
        }
    }

    /// The same balances with what open positions have gained or lost: the wallet of futures knows of their stakes
    /// alone.
    fn mark(&mut self, now: i64, told: &[Sample], tracks: &[Track<'_>]) {
        let first = self.marked.len();
        self.marked.extend(told);
        for trade in self.open.iter().filter(|trade| trade.amount > 0.0) {
            let track = &tracks[trade.pair];
            let is_there = track.jumps || track.due() <= now;
            let opens = if is_there { track.opens_from(now) } else { &[] };
            // Where its candles have ended a position is worth what it was there.
            let opens = opens.iter().copied().chain(repeat(track.last_open(now)));
            let (size, funding) = (trade.sign() * trade.amount, trade.unrealized_funding());
            for (sample, open) in self.marked[first..].iter_mut().zip(opens) {
                sample.equity += size * (open - trade.open_rate) + funding;
            }
        }
    }

    /// Whether there is anything that the wallet does not know: where orders are filled at once there is not.
    pub(super) fn wallet_may_err(&self) -> bool {
        let is_odd =
            |trade: &Position| trade.open_order.is_some() || trade.in_wallet != trade.amount;
        !self.wallet.holds_collateral
            && (self.rules.settings.position_stacking || self.open.iter().any(is_odd))
    }

    /// Looks how far the balance before a step is from what was there, where the wallet does not know all: orders
    /// that add to a position wait, a fill was not told, or a pair has several trades.
    pub(super) fn measure_gap(&mut self, now: i64, tracks: &[Track<'_>], told: Option<&Sample>) {
        let several = self.rules.settings.position_stacking && self.open.len() > 1;
        let is_odd = |trade: &Position| {
            let adds = trade.waiting_stake().is_some() && trade.amount > 0.0;
            adds || trade.in_wallet != trade.amount
        };
        let Some(told) = told.filter(|_| several || self.open.iter().any(is_odd)) else { return };
        let mut there = self.wallet.earned();
        for trade in self.open.iter().filter(|trade| trade.amount > 0.0) {
            // Of a pair whose candles have ended nothing is told.
            let Some(open) = tracks[trade.pair].opens_from(now).first() else { return };
            there += trade.realized_profit - trade.stake_amount + trade.amount * open;
        }
        self.balance_gap = self.balance_gap.max((told.equity - there).abs());
    }

    /// Remembers what the wallet knows of pairs of which it does not know all.
    pub(super) fn note_unknown(&mut self) {
        for at in 0..self.open.len() {
            let trade = &self.open[at];
            if trade.in_wallet != trade.amount {
                self.unknown.push((trade.pair, known(&self.open, trade.pair)));
            }
        }
    }

    /// What the wallet has heard of since the balance before this step counts in it, from pair to pair.
    pub(super) fn catch_up(&mut self, pair: usize, open: f64, equity: &mut [Sample]) {
        let before = self.unknown.iter().find(|(unknown, _)| *unknown == pair);
        if let (Some((_, before)), Some(last)) = (before, equity.last_mut()) {
            let now = known(&self.open, pair);
            last.equity += (now - before) * open;
            self.holdings.change(last.date, pair, Some(now));
        }
    }
}

/// What the wallet knows of a pair: of several trades the last one alone, as in the reference.
fn known(open: &[Position], pair: usize) -> f64 {
    open.iter().rfind(|trade| trade.pair == pair).map_or(0.0, |trade| trade.in_wallet)
}
