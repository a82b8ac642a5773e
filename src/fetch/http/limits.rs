//! How much may still be asked of a host in this minute.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The budget of a minute until the exchange says it: that of futures, the smaller one.
const BUDGET: u32 = 2_400;
/// What is left for others behind the same address: a tenth.
const KEPT: u32 = 10;

/// What was asked of a host, and what it said of that.
#[derive(Debug)]
pub(super) struct Limits(Mutex<State>);

#[derive(Debug)]
struct State {
    budget: u32,
    /// As the exchange counts it.
    used: u32,
    /// Asked for, and not answered.
    on_the_way: u32,
    /// When the exchange begins to count anew.
    ends: Option<Instant>,
    paused_until: Option<Instant>,
}

impl Default for Limits {
    fn default() -> Self {
        Self(Mutex::new(State {
            budget: BUDGET,
            used: 0,
            on_the_way: 0,
            ends: None,
            paused_until: None,
        }))
    }
}

impl Limits {
    /// Takes note of the budget.
    pub(super) fn allow(&self, budget: u32) {
        self.state().budget = budget.max(1);
    }

    /// Nobody asks for a while.
    pub(super) fn pause(&self, time: Duration) {
        let until = Instant::now() + time;
        let mut state = self.state();
        state.paused_until = state.paused_until.max(Some(until));
    }

    /// Lets a question of some weight pass, or says how long it must wait.
    pub(super) fn pass(&self, weight: u32) -> Option<Duration> {
        let now = Instant::now();
        let mut state = self.state();
        if let Some(until) = state.paused_until.filter(|until| *until > now) {
            return Some(until - now);
        }
        if state.ends.is_some_and(|ends| ends <= now) {
            (state.used, state.ends) = (0, None);
        }
        let most = state.budget - state.budget / KEPT;
        let asked = state.used + state.on_the_way;
        // A question that is heavier than all of the budget passes alone.
        if let Some(ends) = state.ends.filter(|_| asked > 0 && asked + weight > most) {
            return Some(ends - now);
        }
        state.on_the_way += weight;
        None
    }

    /// A question of some weight was answered, with the weight that the exchange has counted in this minute,
    /// and the time of its clock.
    pub(super) fn told(&self, weight: u32, used: Option<u32>, date: Option<i64>, minute: Duration) {
        let now = Instant::now();
        let mut state = self.state();
        state.on_the_way = state.on_the_way.saturating_sub(weight);
        state.used = used.unwrap_or(state.used + weight);
        if state.ends.is_none_or(|ends| ends <= now) {
            // The exchange counts from one full minute to the next.
            let length = i64::try_from(minute.as_millis()).unwrap_or(60_000).max(1);
            let gone = date.map_or(0, |date| date.rem_euclid(length));
            state.ends = Some(now + minute - Duration::from_millis(gone.unsigned_abs()));
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_tenth_of_the_budget_is_left_alone() {
        let limits = Limits::default();
        limits.allow(100);
        assert_eq!(limits.pass(20), None);
        limits.told(20, Some(70), Some(59_000), MINUTE);
        assert_eq!(limits.pass(20), None);
        // 70 are used and 20 on the way; the exchange's minute is over in one second.
        let wait = limits.pass(1).unwrap();
        assert!(wait <= Duration::from_secs(1), "{wait:?}");
        limits.told(20, None, Some(59_000), MINUTE);
        assert!(limits.pass(1).is_some());
    }

    #[test]
    fn a_pause_is_for_all() {
        let limits = Limits::default();
        limits.pause(Duration::from_secs(7));
        limits.pause(Duration::from_secs(2));
        assert!(limits.pass(1).unwrap() > Duration::from_secs(6));
    }

    #[test]
    fn without_words_of_the_exchange_the_weights_are_added_up() {
        let limits = Limits::default();
        limits.allow(10);
        for _ in 0..3 {
            assert_eq!(limits.pass(3), None);
            limits.told(3, None, None, MINUTE);
        }
        assert!(limits.pass(3).unwrap() > Duration::from_secs(50));
        // One that is heavier than the whole budget is not kept out for ever.
        let other = Limits::default();
        other.allow(10);
        assert_eq!(other.pass(40), None);
    }
}
