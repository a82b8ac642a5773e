//! The fake against its facts, through a client of a few lines.

mod archive;
mod candles;
mod faults;
mod funding;
mod limits;
mod requests;
mod rules;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Error, ErrorKind, Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use super::{Exchange, Options, World};

/// An answer as the client read it.
struct Read {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Read {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The times in the first column.
    fn dates(&self) -> Vec<i64> {
        self.json().as_array().unwrap().iter().map(|row| row[0].as_i64().unwrap()).collect()
    }

    fn code(&self) -> (u16, i64) {
        (self.status, self.json()["code"].as_i64().unwrap())
    }
}

/// A connection that is kept.
struct Client(BufReader<TcpStream>);

impl Client {
    fn new(exchange: &Exchange) -> Self {
        let url = exchange.url();
        let address = url.strip_prefix("http://").unwrap();
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    fn ask(&mut self, target: &str) {
        let request = format!("GET {target} HTTP/1.1\r\nHost: exchange\r\nAccept: */*\r\n\r\n");
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
    }

    fn read(&mut self) -> std::io::Result<Read> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(Error::from(ErrorKind::UnexpectedEof));
        }
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = BTreeMap::new();
        loop {
            line.clear();
            self.0.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            headers.insert(name.to_ascii_lowercase(), value.to_owned());
        }
        let mut body = vec![0; headers["content-length"].parse().unwrap()];
        self.0.read_exact(&mut body)?;
        Ok(Read { status, headers, body })
    }

    fn get(&mut self, target: &str) -> Read {
        self.ask(target);
        self.read().unwrap()
    }
}

/// One request to an exchange that behaves.
fn get(world: World, target: &str) -> Read {
    Client::new(&Exchange::start(world, Options::default())).get(target)
}
