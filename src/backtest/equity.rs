//! The balance before each step, as far as the wallet knows it.

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
        self.holdings.note(now, held, known);
        let first = equity.len();
        let dates = (0..steps as i64).map(|at| now + at * step);
        equity.extend(dates.map(|date| Sample { date, equity: self.wallet.total }));
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

    /// Remembers what the wallet knows of pairs of which it does not know all.
    pub(super) fn note_unknown(&mut self) {
        self.unknown.clear();
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
