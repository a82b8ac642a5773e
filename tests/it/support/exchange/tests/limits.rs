//! Weights, refusals and bans.

use std::time::Duration;

use super::super::{Exchange, Options, Symbol, World, utc_ms};
use super::Client;

const SPOT: &str = "/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=1";
const FUTURES: &str = "/fapi/v1/klines?symbol=BTCUSDT&interval=1h";

fn start(options: Options) -> Exchange {
    let world = World::new(utc_ms(2024, 2, 1));
    let world = world.with(Symbol::spot("BTC", "USDT")).with(Symbol::futures("BTC", "USDT"));
    Exchange::start(world, options)
}

#[test]
fn each_host_counts_the_weights_of_its_requests() {
    let exchange = start(Options::default());
    let mut client = Client::new(&exchange);
    let mut used = |target: &str| -> u32 {
        client.get(target).headers["x-mbx-used-weight-1m"].parse().unwrap()
    };
    assert_eq!([used(SPOT), used("/api/v3/exchangeInfo"), used(SPOT)], [2, 22, 24]);
    assert_eq!(used("/api/v3/klines"), 26, "an error costs as much");
    let limits = [99, 100, 499, 500, 1_000, 1_001, 1_500];
    let by_limit = limits.map(|limit| used(&format!("{FUTURES}&limit={limit}")));
    assert_eq!(by_limit, [1, 3, 5, 10, 15, 25, 35]);
    assert_eq!([used(FUTURES), used("/fapi/v1/exchangeInfo")], [40, 41]);
    let file = client.get("/data/spot/monthly/klines/BTCUSDT/1d/BTCUSDT-1d-2023-12.zip");
    assert_eq!((file.status, file.headers.contains_key("x-mbx-used-weight-1m")), (200, false));
}

#[test]
fn over_the_budget_is_429_and_going_on_is_418() {
    let exchange = start(Options { spot_budget: 5, refusals: 2, ..Options::default() });
    let mut client = Client::new(&exchange);
    let statuses: Vec<u16> = (0..6).map(|_| client.get(SPOT).status).collect();
    assert_eq!(statuses, [200, 200, 429, 429, 418, 418]);
    let banned = client.get(SPOT);
    assert_eq!((banned.code(), &*banned.headers["retry-after"]), ((418, -1003), "120"));
    assert_eq!(client.get(FUTURES).status, 200, "the other host knows nothing of it");
    let log = exchange.requests();
    assert_eq!((log[2].status, log[2].rows), (429, 0));
}

#[test]
fn a_refusal_says_when_the_window_ends() {
    let exchange = start(Options { futures_budget: 4, ..Options::default() });
    let refused = Client::new(&exchange).get(FUTURES);
    assert_eq!(refused.code(), (429, -1003));
    let wait: u64 = refused.headers["retry-after"].parse().unwrap();
    assert!((55..=60).contains(&wait), "{wait}");
}

#[test]
fn a_window_and_a_ban_end() {
    let time = Duration::from_millis(15);
    let exchange = start(Options {
        spot_budget: 2,
        refusals: 0,
        window: time,
        ban: time,
        ..Options::default()
    });
    let mut client = Client::new(&exchange);
    let banned = client.get("/api/v3/exchangeInfo");
    assert_eq!((banned.status, &*banned.headers["retry-after"]), (418, "1"));
    std::thread::sleep(time);
    assert_eq!(client.get(SPOT).status, 200);
}
