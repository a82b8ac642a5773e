//! Pairs that are not entered for a while (simulation spec 10).

use super::sim::Sim;
use crate::model::lock::{ALL_PAIRS, Lock, LockSide};
use crate::model::timeframe::Timeframe;
use crate::model::trade::Side;
use crate::strategy::callbacks::LockRequest;

/// All locks of a simulation. What holds back an entry is the latest end alone, so that is kept ready.
#[derive(Clone, Debug)]
pub(super) struct Locks {
    timeframe: Timeframe,
    names: Vec<String>,
    /// The latest ends by pair, those of all pairs behind them.
    ends: Vec<Ends>,
    all: Vec<Lock>,
}

/// The latest ends of locks by their side.
#[derive(Clone, Copy, Debug)]
struct Ends {
    both: i64,
    long: i64,
    short: i64,
}

impl Ends {
    const NONE: Self = Self { both: i64::MIN, long: i64::MIN, short: i64::MIN };

    fn of(&mut self, side: LockSide) -> &mut i64 {
        match side {
            LockSide::Both => &mut self.both,
            LockSide::Long => &mut self.long,
            LockSide::Short => &mut self.short,
        }
    }

    /// The latest end of those that hold back all that a lock of a side would.
    fn covering(&self, side: LockSide) -> i64 {
        match side {
            LockSide::Both => self.both,
            LockSide::Long => self.both.max(self.long),
            LockSide::Short => self.both.max(self.short),
        }
    }
}

impl Locks {
    pub(super) fn new<'a>(timeframe: Timeframe, pairs: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<String> = pairs.map(str::to_owned).collect();
        let ends = vec![Ends::NONE; names.len() + 1];
        Self { timeframe, names, ends, all: Vec::new() }
    }

    /// The latest end of the locks of a pair, and of all pairs.
    fn end(&self, pair: Option<usize>, side: LockSide) -> i64 {
        let of_all = self.ends[self.names.len()].covering(side);
        pair.map_or(of_all, |pair| of_all.max(self.ends[pair].covering(side)))
    }

    /// Whether an entry on a candle is held back.
    fn hold(&self, pair: usize, date: i64, side: Side) -> bool {
        self.end(Some(pair), side.into()) > date
    }

    /// Puts a lock that ends with the candle that `until` lies in.
    fn put(&mut self, pair: &str, side: LockSide, date: i64, until: i64, reason: String) {
        let until = self.timeframe.next_start(until);
        let place = match pair {
            ALL_PAIRS => Some(self.names.len()),
            pair => self.names.iter().position(|name| name == pair),
        };
        if let Some(place) = place {
            let end = self.ends[place].of(side);
            *end = until.max(*end);
        }
        self.all.push(Lock { pair: pair.to_owned(), side, date, until, reason });
    }

    pub(super) fn into_all(self) -> Vec<Lock> {
        self.all
    }
}

impl Sim<'_> {
    /// Whether an entry on a candle is held back.
    pub(super) fn is_locked(&mut self, pair: usize, date: i64, side: Side) -> bool {
        self.take_locks();
        self.locks.hold(pair, date, side)
    }

    /// Puts the locks that the strategy has asked for.
    pub(super) fn take_locks(&mut self) {
        for LockRequest { pair, until, side, reason, now } in self.rules.callbacks.take_locks() {
            self.locks.put(&pair, side, now, until, reason);
        }
    }

    /// Puts the lock of a protection, of one pair or of all, unless one that ends later covers it.
    pub(super) fn lock(
        &mut self,
        pair: Option<usize>,
        side: LockSide,
        date: i64,
        until: i64,
        reason: String,
    ) {
        self.take_locks();
        if self.locks.end(pair, side) > until {
            return;
        }
        let name = pair.map_or(ALL_PAIRS, |pair| &self.pairs[pair].pair);
        self.locks.put(name, side, date, until, reason);
    }
}
