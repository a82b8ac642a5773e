//! Answers that go wrong: cut off, reset, slow, foreign, refused.

use std::io::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use autoquant::fetch::{Addresses, Blame, FetchError, Order};
use autoquant::model::pair::Pair;

use super::{Bench, wanted};
use crate::support::exchange::{Fault, FaultKind, Options, Symbol, World, utc_ms};

const NOW: i64 = 1_709_211_600_000;
const DAY: i64 = 86_400_000;

fn bench(faults: Vec<Fault>) -> Bench {
    let world = World::new(NOW)
        .with(Symbol::spot("BTC", "USDT").finest("1h").listed(utc_ms(2020, 1, 1)))
        .with(Symbol::spot("ETH", "USDT").finest("1h").listed(utc_ms(2020, 1, 1)).seed(3));
    Bench::with(NOW, world, Options { faults, ..Options::default() })
}

fn long() -> Vec<autoquant::fetch::Wanted> {
    vec![wanted("BTC/USDT", "1h", NOW - 200 * DAY, NOW)]
}

#[test]
fn an_answer_that_goes_wrong_is_asked_for_again() {
    for kind in [
        FaultKind::CutBody,
        FaultKind::CutJson,
        FaultKind::Reset,
        FaultKind::Close,
        FaultKind::Html,
        FaultKind::Empty,
        FaultKind::Slow(5, 2),
        FaultKind::Status(500, None, ""),
        FaultKind::Status(502, None, "<html>bad gateway</html>"),
        FaultKind::Status(503, Some(0), r#"{"code":-1,"msg":"busy"}"#),
        FaultKind::Status(504, None, ""),
        FaultKind::Status(408, None, ""),
        FaultKind::Status(403, None, "<html>firewall</html>"),
        FaultKind::Status(429, Some(0), r#"{"code":-1003,"msg":"too many"}"#),
        FaultKind::Status(429, None, ""),
        FaultKind::Status(418, Some(0), ""),
    ] {
        for skip in [0, 1, 4] {
            let bench = bench(vec![
                Fault::new("klines", kind).skip(skip).times(2),
                Fault::new("exchangeInfo", kind).times(2),
            ]);
            bench.fetch_all(&long());
            bench.nothing_came_twice();
        }
    }
}

#[test]
fn what_never_goes_right_is_told_and_what_was_good_stays() {
    let bench = bench(vec![Fault::new("startTime=170", FaultKind::CutJson).times(1_000)]);
    let before = vec![wanted("BTC/USDT", "1h", NOW - 250 * DAY, NOW - 200 * DAY)];
    bench.fetch_all(&before);
    let path = bench.folder.join(before[0].file());
    let bytes = std::fs::read(&path).unwrap();
    let wanted = vec![
        wanted("BTC/USDT", "1h", NOW - 250 * DAY, NOW),
        wanted("ETH/USDT", "1d", NOW - 250 * DAY, NOW - 240 * DAY),
    ];
    let downloaded = bench.fetch(&wanted);
    assert_eq!(downloaded.stopped, None);
    let [(name, FetchError::Answer { problem, .. })] = downloaded.faults.as_slice() else {
        panic!("{downloaded:?}");
    };
    assert_eq!((name.as_str(), problem.as_str()), ("BTC/USDT 1h", "its answer is cut off"));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    bench.check_file(&wanted[1]);
}

#[test]
fn an_exchange_that_refuses_stops_everything() {
    for (kind, expected) in [
        (FaultKind::Status(451, None, "eligibility"), "does not serve this region (HTTP 451)"),
        (FaultKind::Status(418, Some(7_300), ""), "has shut this address out for 3 h (HTTP 418)"),
        (FaultKind::Status(429, Some(901), ""), "has shut this address out for 16 min (HTTP 429)"),
        (FaultKind::Status(403, None, "<b>WAF</b>"), "refuses to answer (HTTP 403): <b>WAF</b>"),
        (FaultKind::Status(401, None, ""), "refuses to answer (HTTP 401): it says nothing more"),
    ] {
        let bench = bench(vec![Fault::new("klines", kind).skip(2).times(1_000)]);
        let downloaded = bench.fetch(&long());
        let error = downloaded.stopped.expect("it is refused");
        assert!(error.to_string().ends_with(expected), "{error}");
        // What has come before is kept for the next time.
        let kept = std::fs::read(bench.folder.join(".fetching/BTC_USDT-1h.feather.pages")).unwrap();
        assert!(kept.len() > 1_000 * 48);
    }
    let region = FetchError::Region { host: "api.binance.com".into() };
    assert!(region.help().contains("spot_url") && region.help().contains("archive"));
}

#[test]
fn nobody_there_is_told_by_what_is_wrong() {
    let bench = bench(Vec::new());
    let order = Order { candles: long(), rules: vec![Pair::parse("BTC/USDT").unwrap()] };
    let at = |spot: &str| {
        let addresses = Addresses { spot: spot.into(), ..bench.addresses() };
        bench.fetch_from(addresses, &order).stopped.expect("nobody is there")
    };
    // A port that nobody listens at: one that was just given back.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = at(&format!("http://{port}"));
    assert!(
        matches!(&refused, FetchError::Unreachable { blame: Blame::Connection, .. }),
        "{refused:?}"
    );
    let unknown = at("http://nobody.invalid");
    assert!(matches!(&unknown, FetchError::Unreachable { blame: Blame::Name, .. }), "{unknown:?}");
    // A server that speaks no TLS.
    let plain = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = plain.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = plain.accept().unwrap();
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    });
    let plain = at(&format!("https://{address}"));
    server.join().unwrap();
    assert!(matches!(&plain, FetchError::Unreachable { blame: Blame::NoTls, .. }), "{plain:?}");
    assert!(unknown.help().contains("autoquant demo"), "{}", unknown.help());
}

#[test]
fn an_answer_that_does_not_come_is_not_waited_for() {
    let bench = bench(vec![Fault::new("klines", FaultKind::Stall).times(1)]);
    let patience = |mut patience: autoquant::fetch::Patience| {
        patience.read = Duration::from_millis(40);
        patience
    };
    let downloaded = bench.fetch_with(&long(), patience);
    assert_eq!(downloaded.stopped, None);
    bench.check(&long());
}

#[test]
fn pages_that_are_swept_away_are_missed_and_come_again() {
    let bench = bench(Vec::new());
    let before = [wanted("BTC/USDT", "1h", NOW - 300 * DAY, NOW - 290 * DAY)];
    bench.fetch_all(&before);
    bench.exchange.pause_after(3);
    let downloaded = std::thread::scope(|scope| {
        let fetching = scope.spawn(|| bench.fetch(&long()));
        bench.exchange.wait_until_held(1);
        std::fs::remove_dir_all(bench.folder.join(".fetching")).unwrap();
        bench.exchange.resume();
        fetching.join().unwrap()
    });
    let [(name, error @ FetchError::Lost { .. })] = downloaded.faults.as_slice() else {
        panic!("{downloaded:?}");
    };
    assert_eq!(name, "BTC/USDT 1h");
    assert!(error.help().contains("fetches them again"));
    bench.fetch_all(&long());
}
