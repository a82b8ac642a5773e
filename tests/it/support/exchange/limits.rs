//! The weight that requests use up, and what happens when there is none left.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::answer::Answer;
use super::options::Options;
use super::world::Market;

struct Meter {
    since: Instant,
    used: u32,
    refusals: u32,
    banned_until: Option<Instant>,
}

/// The meters of both hosts.
pub(super) struct Limits([Mutex<Meter>; 2]);

impl Limits {
    pub(super) fn new() -> Self {
        let meter = || Meter { since: now(), used: 0, refusals: 0, banned_until: None };
        Self([Mutex::new(meter()), Mutex::new(meter())])
    }

    /// Counts a request: the weight used so far, and a refusal when it is over the budget.
    pub(super) fn spend(
        &self,
        (market, weight): (Market, u32),
        options: &Options,
        world_ms: i64,
    ) -> (u32, Option<Answer>) {
        let mut meter = self.0[market as usize].lock().unwrap();
        meter.forget(options.window);
        let budget = match market {
            Market::Spot => options.spot_budget,
            Market::Futures => options.futures_budget,
        };
        meter.used += weight;
        let is_banned = meter.banned_until.is_some();
        if !is_banned && meter.used <= budget {
            return (meter.used, None);
        }
        meter.refusals += 1;
        if !is_banned && meter.refusals > options.refusals {
            meter.banned_until = Some(now() + options.ban);
        }
        let refusal = match meter.banned_until {
            Some(end) => banned(end - now(), world_ms),
            None => over(budget, meter.since + options.window - now()),
        };
        (meter.used, Some(refusal))
    }
}

impl Meter {
    /// Starts again after a window, or after a ban.
    fn forget(&mut self, window: Duration) {
        let end = self.banned_until.unwrap_or(self.since + window);
        if now() >= end {
            *self = Self { since: now(), used: 0, refusals: 0, banned_until: None };
        }
    }
}

fn over(budget: u32, left: Duration) -> Answer {
    let message = format!(
        "Too much request weight used; current limit is {budget} request weight per 1 MINUTE. \
         Please use WebSocket Streams for live updates to avoid polling the API."
    );
    Answer::error(429, -1003, &message).header("Retry-After", whole_seconds(left))
}

fn banned(left: Duration, world_ms: i64) -> Answer {
    let message = format!(
        "Way too much request weight used; IP banned until {}. \
         Please use WebSocket Streams for live updates to avoid bans.",
        world_ms + left.as_millis() as i64
    );
    Answer::error(418, -1003, &message).header("Retry-After", whole_seconds(left))
}

fn whole_seconds(left: Duration) -> String {
    left.as_nanos().div_ceil(1_000_000_000).to_string()
}

#[expect(clippy::disallowed_methods, reason = "the limits are of the real clock")]
fn now() -> Instant {
    Instant::now()
}
