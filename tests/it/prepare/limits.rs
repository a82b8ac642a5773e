//! What the exchange allows in a minute.

use std::time::Duration;

use super::{Bench, wanted};
use crate::support::exchange::{Options, Symbol, World, utc_ms};

const NOW: i64 = 1_709_211_600_000;
const DAY: i64 = 86_400_000;

#[test]
fn the_budget_of_a_minute_is_kept() {
    let world =
        World::new(NOW).with(Symbol::spot("BTC", "USDT").finest("1h").listed(utc_ms(2018, 1, 1)));
    // A minute of a twentieth of a second, in which ten pages may be asked for.
    let options =
        Options { spot_budget: 60, window: Duration::from_millis(50), ..Options::default() };
    let bench = Bench::with(NOW, world, options);
    bench.fetch_all(&[wanted("BTC/USDT", "1h", NOW - 2_000 * DAY, NOW)]);
    let requests = bench.exchange.requests();
    assert!(requests.len() > 45);
    // The windows of the two clocks do not begin together: a refusal is rare, and never ends in a ban.
    let refused = requests.iter().filter(|request| request.status == 429).count();
    assert!(refused < requests.len() / 4, "{refused}");
    assert!(requests.iter().all(|request| request.status != 418));
}

#[test]
fn one_that_is_over_the_limit_waits_as_long_as_it_is_told() {
    let world =
        World::new(NOW).with(Symbol::spot("BTC", "USDT").finest("1h").listed(utc_ms(2018, 1, 1)));
    let refused = crate::support::exchange::FaultKind::Status(429, Some(0), "");
    let faults = vec![crate::support::exchange::Fault::new("klines", refused).skip(3).times(7)];
    let bench = Bench::with(NOW, world, Options { faults, ..Options::default() });
    bench.fetch_all(&[wanted("BTC/USDT", "1h", NOW - 400 * DAY, NOW)]);
    let told = bench.notes.all();
    assert_eq!(
        told.iter().filter(|note| note.contains("it asks for a pause (HTTP 429)")).count(),
        7
    );
}
