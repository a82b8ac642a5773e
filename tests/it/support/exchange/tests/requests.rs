//! Connections, the log, and requests that are held.

use std::io::{Read as _, Write as _};

use super::super::{Exchange, Logged, Options, Symbol, World, utc_ms};
use super::Client;

const TARGET: &str = "/api/v3/klines?symbol=BTCUSDT&interval=1h";

fn start() -> Exchange {
    let world = World::new(utc_ms(2024, 2, 1)).with(Symbol::spot("BTC", "USDT"));
    Exchange::start(world, Options::default())
}

#[test]
fn a_connection_is_kept_until_the_client_wants_it_closed() {
    let exchange = start();
    let mut client = Client::new(&exchange);
    let read = client.get(TARGET);
    assert_eq!(read.headers["date"], "Thu, 01 Feb 2024 00:00:00 GMT");
    assert_eq!(client.get("/nothing").status, 404);
    let last = format!("GET {TARGET} HTTP/1.1\r\nConnection: close\r\n\r\n");
    client.0.get_mut().write_all(last.as_bytes()).unwrap();
    assert_eq!(client.read().unwrap().status, 200);
    assert_eq!(client.0.read(&mut [0]).unwrap(), 0);
}

#[test]
fn a_request_may_come_in_pieces() {
    let exchange = start();
    let mut client = Client::new(&exchange);
    for byte in format!("GET {TARGET} HTTP/1.1\r\n\r\n").bytes() {
        client.0.get_mut().write_all(&[byte]).unwrap();
    }
    assert_eq!(client.read().unwrap().status, 200);
    client.0.get_mut().write_all(b"POST /api/v3/order HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(client.read().unwrap().status, 405);
}

#[test]
fn the_log_has_what_was_asked() {
    let exchange = start();
    Client::new(&exchange).get("/api/v3/exchangeInfo?symbols=%5B%22BTCUSDT%22%5D&x=%zz");
    let log = exchange.requests();
    assert_eq!(log[0].path, "/api/v3/exchangeInfo");
    assert_eq!(log[0].query["symbols"], "[\"BTCUSDT\"]");
    assert_eq!(log[0].query["x"], "%zz");
    assert_eq!((log[0].status, log[0].complete, log[0].rows), (200, true, 0));
}

#[test]
fn held_requests_are_in_flight_until_they_are_let_go() {
    let exchange = start();
    exchange.pause_after(1);
    let mut clients: Vec<Client> = (0..3).map(|_| Client::new(&exchange)).collect();
    assert_eq!(clients[0].get(TARGET).status, 200);
    for client in &mut clients {
        client.ask(TARGET);
    }
    exchange.wait_until_held(3);
    assert!(exchange.requests()[1..].iter().all(|request| request.status == 0));
    exchange.resume();
    assert!(clients.iter_mut().all(|client| client.read().unwrap().status == 200));
    assert_eq!(exchange.most_at_once(), 3);
    assert_eq!(clients[0].get(TARGET).status, 200);
}

#[test]
fn a_client_that_left_while_it_was_held_did_not_get_its_answer() {
    let exchange = start();
    exchange.pause();
    let mut client = Client::new(&exchange);
    client.ask(TARGET);
    exchange.wait_until_held(1);
    drop(client);
    exchange.resume();
    let first = || -> Logged { exchange.requests().swap_remove(0) };
    while first().status == 0 {
        std::thread::yield_now();
    }
    assert!(!first().complete);
}

#[test]
fn one_after_another_is_one_at_once() {
    let exchange = start();
    let mut client = Client::new(&exchange);
    for _ in 0..50 {
        client.get(TARGET);
    }
    assert_eq!(exchange.most_at_once(), 1);
}

#[test]
fn a_paused_exchange_can_be_dropped() {
    let exchange = start();
    exchange.pause();
    let mut client = Client::new(&exchange);
    client.ask(TARGET);
    exchange.wait_until_held(1);
    drop(exchange);
    assert!(client.read().is_err());
}
