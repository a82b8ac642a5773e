//! The running exchange: threads, connections, and the way of a request.

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, RwLock, Weak};
use std::thread::JoinHandle;

use super::answer::Answer;
use super::archive::Archive;
use super::faults::{Delivery, Ending, Faults};
use super::gate::Gate;
use super::http::{Connection, Request};
use super::limits::Limits;
use super::log::{Log, Logged};
use super::options::Options;
use super::world::{Series, World};
use super::{rest, rules};

/// A running exchange. Dropping it closes all connections and waits for its threads.
pub struct Exchange {
    address: SocketAddr,
    desk: Arc<Desk>,
    listener: Option<JoinHandle<()>>,
}

/// What the threads share.
struct Desk {
    world: RwLock<World>,
    options: Options,
    archive: Archive,
    faults: Faults,
    limits: Limits,
    gate: Gate,
    log: Log,
    clients: Mutex<Vec<(Weak<TcpStream>, JoinHandle<()>)>>,
}

impl Exchange {
    /// Starts an exchange on a free port of 127.0.0.1.
    pub fn start(world: World, options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let desk = Arc::new(Desk {
            world: RwLock::new(world),
            archive: Archive::new(options.archive.clone()),
            faults: Faults::new(&options.faults),
            options,
            limits: Limits::new(),
            gate: Gate::default(),
            log: Log::default(),
            clients: Mutex::default(),
        });
        let shared = Arc::clone(&desk);
        let listener = Some(std::thread::spawn(move || shared.listen(&listener)));
        Self { address, desk, listener }
    }

    /// The base address of everything: `/api/v3`, `/fapi/v1` and `/data` lie below it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Sets the exchange's clock: candles close, files appear.
    pub fn set_now(&self, now_ms: i64) {
        self.desk.world.write().unwrap().now_ms = now_ms;
    }

    /// The world as it is now.
    pub fn world(&self) -> World {
        self.desk.world.read().unwrap().clone()
    }

    /// Every request so far, in the order of arrival.
    pub fn requests(&self) -> Vec<Logged> {
        self.desk.log.requests()
    }

    /// How many requests waited for the end of their answer at the same time, at most.
    pub fn most_at_once(&self) -> usize {
        self.desk.log.most_at_once()
    }

    /// Holds every request from now on, before it is answered.
    pub fn pause(&self) {
        self.pause_after(0);
    }

    /// Answers `count` more requests and holds the others.
    pub fn pause_after(&self, count: usize) {
        self.desk.gate.set(Some(count));
    }

    /// Waits until `count` requests are held.
    pub fn wait_until_held(&self, count: usize) {
        self.desk.gate.wait_until_held(count);
    }

    /// Answers what is held, and all that comes.
    pub fn resume(&self) {
        self.desk.gate.open();
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.desk.gate.stop();
        // The listener looks whether it must stop when somebody comes.
        let _ = TcpStream::connect(self.address);
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
        let clients = std::mem::take(&mut *self.desk.clients.lock().unwrap());
        for stream in clients.iter().filter_map(|(stream, _)| stream.upgrade()) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        for (_, thread) in clients {
            let _ = thread.join();
        }
    }
}

impl Desk {
    fn listen(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming().map_while(Result::ok) {
            if self.gate.is_stopped() {
                return;
            }
            // Otherwise the last byte of an answer waits for the client's word that it has the rest.
            let _ = stream.set_nodelay(true);
            let stream = Arc::new(stream);
            let (weak, shared) = (Arc::downgrade(&stream), Arc::clone(self));
            let thread = std::thread::spawn(move || shared.serve(&Connection(stream)));
            let mut clients = self.clients.lock().unwrap();
            clients.retain(|(_, thread)| !thread.is_finished());
            clients.push((weak, thread));
        }
    }

    fn serve(&self, connection: &Connection) {
        while let Some(request) = connection.request() {
            let number = self.log.arrive(&request);
            if !self.gate.pass() {
                return;
            }
            let delivery = self.delivery(&request);
            if delivery.ending != Ending::Reset {
                connection.finish_request();
            }
            if !self.send(connection, number, &delivery) || request.is_last {
                return;
            }
        }
    }

    fn delivery(&self, request: &Request) -> Delivery {
        let world = self.world.read().unwrap();
        let answer = self.answer(&world, request);
        match self.faults.due(&request.target) {
            Some(kind) => Delivery::faulty(answer, world.now_ms, kind),
            None => Delivery::whole(&answer, world.now_ms),
        }
    }

    fn answer(&self, world: &World, request: &Request) -> Answer {
        let (path, query) = (&*request.path, &request.query);
        if !request.is_get {
            return Answer::new(405, "text/plain", "");
        }
        let Some(weight) = rest::weight(path, query) else {
            return self.archive.answer(world, path);
        };
        let (used, refusal) = self.limits.spend(weight, &self.options, world.now_ms);
        let answer = refusal.map_or_else(
            || match path {
                "/api/v3/klines" => rest::klines(world, Series::Spot, query),
                "/api/v3/exchangeInfo" => rules::spot(world, &self.options, query),
                "/fapi/v1/klines" => rest::klines(world, Series::Futures, query),
                "/fapi/v1/markPriceKlines" => rest::klines(world, Series::Mark, query),
                "/fapi/v1/fundingRate" => rest::funding(world, query),
                "/fapi/v1/exchangeInfo" => Ok(rules::futures(world, &self.options)),
                _ => Err(Answer::new(404, "text/plain", "")),
            },
            Err,
        );
        answer.unwrap_or_else(|error| error).header("x-mbx-used-weight-1m", used.to_string())
    }

    /// Sends an answer and logs it just before its last byte, so that a client which has all of it
    /// finds it in the log. True when the connection stays.
    fn send(&self, connection: &Connection, number: usize, delivery: &Delivery) -> bool {
        if delivery.ending == Ending::Stall {
            connection.wait_for_end();
        }
        let Some((last, pieces)) = delivery.pieces.split_last() else {
            self.log.finish(number, 0, None);
            return false;
        };
        let (front, end) = last.split_at(last.len() - 1);
        for (index, piece) in pieces.iter().map(Vec::as_slice).chain([front]).enumerate() {
            let goes_on = index == 0 || self.gate.nap(delivery.pause);
            if !goes_on || connection.is_closed() || connection.send(piece).is_err() {
                self.log.finish(number, delivery.status, None);
                return false;
            }
        }
        self.log.finish(number, delivery.status, delivery.rows.as_ref());
        if connection.send(end).is_err() {
            self.log.fail(number);
            return false;
        }
        delivery.ending == Ending::Stay
    }
}
