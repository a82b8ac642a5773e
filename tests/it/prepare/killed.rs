//! A process that is killed loses the pages that were under way, and no more.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use super::{Bench, nothing_twice, wanted};
use crate::support::exchange::{Exchange, Options, Symbol, World, utc_ms};
use crate::support::project::{Project, stderr};

const NOW: i64 = 1_709_211_600_000 + 1_800_000;
/// A workspace whose config names an exchange.
pub(super) fn project(exchange: &Exchange, timerange: &str, source: &str) -> Project {
    let url = exchange.url();
    let config = format!(
        r#"{{ "stake_amount": 100, "timerange": "{timerange}",
              "exchange": {{ "name": "binance", "pair_whitelist": ["BTC/USDT", "ETH/USDT"] }},
              "autoquant": {{ "timeframes": ["15m", "1h", "1d"], "download": {{ "source": "{source}",
                "spot_url": "{url}", "futures_url": "{url}", "archive_url": "{url}" }} }} }}"#
    );
    Project::new().config(&config)
}

pub(super) fn world() -> World {
    World::new(NOW)
        .with(Symbol::spot("BTC", "USDT").finest("15m").listed(utc_ms(2018, 1, 1)))
        .with(Symbol::spot("ETH", "USDT").finest("15m").listed(utc_ms(2023, 2, 5)).seed(3))
}

#[test]
fn a_download_that_is_killed_again_and_again_comes_to_its_end() {
    survives("api", 50);
}

#[test]
fn so_does_one_from_the_archive() {
    survives("auto", 15);
}

fn survives(source: &str, kills: usize) {
    let exchange = Exchange::start(world(), Options::default());
    let project = project(&exchange, "20180101-20240228", source);
    with_rules(&project);
    let mut held = BTreeSet::new();
    for kill in 0..kills {
        // Each of four files begins with a page, and some get a page or two behind it. When as many wait as
        // ever do, all that came was set aside.
        exchange.pause_after(4 + kill % 3);
        let mut child = Command::new(env!("CARGO_BIN_EXE_autoquant"))
            .args(["prepare", "--quiet"])
            .current_dir(project.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        exchange.wait_until_held(4);
        child.kill().unwrap();
        child.wait().unwrap();
        let requests = exchange.requests();
        let waiting = requests.iter().enumerate().filter(|(_, request)| request.status == 0);
        held.extend(waiting.map(|(at, _)| at));
        exchange.resume();
    }
    assert_eq!(held.len(), 4 * kills);
    let output = project.run(&["prepare"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let bench = Bench::at(exchange, project.path().join("user_data/data/binance"));
    let (from, until) = (utc_ms(2018, 1, 1), utc_ms(2024, 2, 28) + 1);
    let of = |pair| ["15m", "1h", "1d"].map(|timeframe| wanted(pair, timeframe, from, until));
    bench.check(&["BTC/USDT", "ETH/USDT"].map(of).concat());
    let came = bench.exchange.requests().into_iter().enumerate();
    nothing_twice(came.filter(|(at, _)| !held.contains(at)).map(|(_, request)| request));
    let output = project.run(&["prepare", "--check"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// Rules that need not be asked for.
fn with_rules(project: &Project) {
    let folder = project.path().join("user_data/data/binance");
    std::fs::create_dir_all(&folder).unwrap();
    let rules = r#"{ "markets": { "BTC/USDT": {}, "ETH/USDT": {} } }"#;
    std::fs::write(folder.join("markets.json"), rules).unwrap();
}
