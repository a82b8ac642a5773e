//! Each fault, as a client sees it and as the log tells it.

use std::io::ErrorKind;
use std::time::Duration;

use super::super::{Exchange, Fault, FaultKind, Options, Symbol, World, utc_ms};
use super::{Client, Read};

const TARGET: &str = "/api/v3/klines?symbol=BTCUSDT&interval=1h&limit=100";

fn start(faults: Vec<Fault>) -> Exchange {
    let world = World::new(utc_ms(2024, 2, 1)).with(Symbol::spot("BTC", "USDT"));
    Exchange::start(world, Options { faults, ..Options::default() })
}

/// Asks twice: the first answer has the fault, the second is right.
fn spoilt(kind: FaultKind) -> std::io::Result<Read> {
    let exchange = start(vec![Fault::new("klines", kind)]);
    let mut client = Client::new(&exchange);
    client.ask(TARGET);
    let read = client.read();
    let right = Client::new(&exchange).get(TARGET);
    assert_eq!((right.status, right.dates().len()), (200, 100));
    let log = exchange.requests();
    assert_eq!([log[0].complete, log[1].complete], [false, true]);
    assert_eq!([log[0].rows, log[1].rows], [0, 100]);
    assert_eq!(log[0].status, read.as_ref().map_or(log[0].status, |read| read.status));
    read
}

fn wait_for_requests(exchange: &Exchange, count: usize) {
    while exchange.requests().len() < count {
        std::thread::yield_now();
    }
}

fn error(kind: FaultKind) -> ErrorKind {
    spoilt(kind).err().unwrap().kind()
}

#[test]
fn a_status_comes_with_its_wait_and_body() {
    let read = spoilt(FaultKind::Status(503, Some(7), "{}")).unwrap();
    assert_eq!((read.status, &*read.headers["retry-after"], &*read.body), (503, "7", &b"{}"[..]));
    let read = spoilt(FaultKind::Status(451, None, "not here")).unwrap();
    assert_eq!((read.status, read.headers.get("retry-after")), (451, None));
}

#[test]
fn bodies_are_cut_or_reset() {
    assert_eq!(error(FaultKind::CutBody), ErrorKind::UnexpectedEof);
    assert_eq!(error(FaultKind::Close), ErrorKind::UnexpectedEof);
    assert_eq!(error(FaultKind::Reset), ErrorKind::ConnectionReset);
}

#[test]
fn cut_json_has_whole_rows_and_no_end() {
    let read = spoilt(FaultKind::CutJson).unwrap();
    let text = String::from_utf8(read.body).unwrap();
    assert_eq!((read.status, text.len()), (200, read.headers["content-length"].parse().unwrap()));
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_err());
    let closed: serde_json::Value = serde_json::from_str(&format!("{text}]")).unwrap();
    assert!((40..60).contains(&closed.as_array().unwrap().len()));
}

#[test]
fn pages_for_people_and_empty_bodies_have_status_200() {
    let read = spoilt(FaultKind::Html).unwrap();
    assert_eq!((read.status, &*read.headers["content-type"]), (200, "text/html"));
    let read = spoilt(FaultKind::Empty).unwrap();
    assert_eq!((read.status, read.body.len()), (200, 0));
}

#[test]
fn a_slow_body_is_whole_in_the_end() {
    let exchange = start(vec![Fault::new("klines", FaultKind::Slow(5, 2))]);
    let mut client = Client::new(&exchange);
    assert_eq!(client.get(TARGET).dates().len(), 100);
    assert_eq!(client.get(TARGET).dates().len(), 100, "the connection stays");
    assert!(exchange.requests()[0].complete);
}

#[test]
fn a_stalled_request_ends_with_the_client_or_the_exchange() {
    let exchange = start(vec![Fault::new("klines", FaultKind::Stall).times(2)]);
    let mut gone = Client::new(&exchange);
    let mut stalled = Client::new(&exchange);
    gone.ask(TARGET);
    stalled.ask(TARGET);
    let wait = Some(Duration::from_millis(5));
    stalled.0.get_ref().set_read_timeout(wait).unwrap();
    let kind = stalled.read().err().unwrap().kind();
    assert!(matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{kind}");
    stalled.0.get_ref().set_read_timeout(None).unwrap();
    drop(gone);
    wait_for_requests(&exchange, 2);
    drop(exchange);
    assert!(stalled.read().is_err());
}

#[test]
fn a_slow_body_does_not_hold_up_the_end() {
    let exchange = start(vec![Fault::new("klines", FaultKind::Slow(2, 3_600_000))]);
    let mut client = Client::new(&exchange);
    client.ask(TARGET);
    wait_for_requests(&exchange, 1);
    drop(exchange);
    assert!(client.read().is_err());
}

#[test]
fn rules_skip_count_and_look_at_the_query() {
    let other = Fault::new("symbol=ETHUSDT", FaultKind::Empty);
    let broken = |status| FaultKind::Status(status, None, "");
    let late = Fault::new("limit=100", broken(500)).skip(1).times(2);
    let exchange = start(vec![other, late, Fault::new("api", broken(503))]);
    let mut client = Client::new(&exchange);
    let statuses: Vec<u16> = (0..5).map(|_| client.get(TARGET).status).collect();
    assert_eq!(statuses, [503, 500, 500, 200, 200]);
}
