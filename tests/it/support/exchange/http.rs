//! As much of HTTP/1.1 as a client of the exchange needs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use super::answer::Answer;
use super::interval::{DAY_MS, civil};

/// A request's first line, read.
pub(super) struct Request {
    pub(super) is_get: bool,
    /// Path and query as they came.
    pub(super) target: String,
    pub(super) path: String,
    pub(super) query: BTreeMap<String, String>,
    /// Whether the client wants the connection closed.
    pub(super) is_last: bool,
}

impl Request {
    fn parse(head: &str) -> Option<Self> {
        let mut words = head.lines().next()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Some(Self {
            is_get: method == "GET",
            target: target.to_owned(),
            path: decoded(path),
            query: query.map(|(name, value)| (decoded(name), decoded(value))).collect(),
            is_last: head.to_ascii_lowercase().contains("connection: close"),
        })
    }
}

/// A client's connection.
pub(super) struct Connection(pub(super) Arc<TcpStream>);

impl Connection {
    /// The next request, or `None` when the client has left. The last byte of its head stays
    /// unread: with it there, dropping the connection resets it.
    pub(super) fn request(&self) -> Option<Request> {
        let mut stream = &*self.0;
        let mut head = Vec::new();
        loop {
            let mut seen = [0; 4096];
            let count = stream.peek(&mut seen).ok().filter(|count| *count > 0)?;
            let before = head.len();
            head.extend_from_slice(&seen[..count]);
            let end = head.windows(3).position(|bytes| bytes == b"\r\n\r").map(|at| at + 3);
            head.truncate(end.unwrap_or(head.len()));
            stream.read_exact(&mut head[before..]).ok()?;
            if end.is_some() {
                return Request::parse(&String::from_utf8_lossy(&head));
            }
        }
    }

    /// Takes the byte that `request` left.
    pub(super) fn finish_request(&self) {
        // A client that left without sending it is found out when the answer is sent.
        let _ = (&*self.0).read_exact(&mut [0]);
    }

    pub(super) fn send(&self, bytes: &[u8]) -> std::io::Result<()> {
        (&*self.0).write_all(bytes)
    }

    /// Waits until the client leaves, or the connection is shut down.
    pub(super) fn wait_for_end(&self) {
        while (&*self.0).read(&mut [0; 64]).is_ok_and(|count| count > 0) {}
    }

    /// Whether the client has left; writing would only show it the second time.
    pub(super) fn is_closed(&self) -> bool {
        let _ = self.0.set_nonblocking(true);
        let peeked = self.0.peek(&mut [0]);
        let _ = self.0.set_nonblocking(false);
        match peeked {
            Ok(count) => count == 0,
            Err(error) => error.kind() != ErrorKind::WouldBlock,
        }
    }
}

/// An answer as it is sent.
pub(super) fn bytes(answer: &Answer, now_ms: i64) -> Vec<u8> {
    let mut head = format!(
        "HTTP/1.1 {} {}\r\nDate: {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n",
        answer.status,
        reason(answer.status),
        date(now_ms),
        answer.content_type,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    [head.as_bytes(), b"\r\n", &answer.body].concat()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        418 => "I'm a teapot",
        429 => "Too Many Requests",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Other",
    }
}

/// A moment such as `Thu, 01 Jan 1970 00:00:00 GMT`.
fn date(at_ms: i64) -> String {
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = days[at_ms.div_euclid(DAY_MS).rem_euclid(7) as usize];
    let (year, month, day) = civil(at_ms);
    let month = months[month as usize - 1];
    let second = at_ms.rem_euclid(DAY_MS) / 1_000;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Text with its `%22` and the like replaced.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let code = after.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(b'%'));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}
