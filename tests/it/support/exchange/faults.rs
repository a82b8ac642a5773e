//! What goes wrong on the way.

use std::sync::Mutex;
use std::time::Duration;

use super::answer::{Answer, Rows};
use super::http::bytes;

/// A rule: some of the requests whose path and query hold a text go wrong in one way.
#[derive(Clone, Debug)]
pub struct Fault {
    matches: String,
    skip: u32,
    times: u32,
    kind: FaultKind,
}

/// The ways in which an answer goes wrong.
#[derive(Clone, Copy, Debug)]
pub enum FaultKind {
    /// Another status, with `Retry-After` in seconds and a body.
    Status(u16, Option<u64>, &'static str),
    /// The announced length is not reached: the connection closes after half of the body.
    CutBody,
    /// The body ends early and is announced so: rows are missing, the array does not close.
    CutJson,
    /// The connection is reset after half of the body.
    Reset,
    /// The connection closes before a byte of the answer.
    Close,
    /// The body comes in so many pieces, with so many milliseconds between two.
    Slow(usize, u64),
    /// A page for people, with status 200.
    Html,
    /// Status 200 and no body.
    Empty,
    /// No answer until the client leaves or the exchange stops.
    Stall,
}

impl Fault {
    /// The next request whose path and query hold the text goes wrong.
    pub fn new(matches: &str, kind: FaultKind) -> Self {
        Self { matches: matches.to_owned(), skip: 0, times: 1, kind }
    }

    /// Lets the first `count` go right.
    #[must_use]
    pub fn skip(mut self, count: u32) -> Self {
        self.skip = count;
        self
    }

    /// Lets `count` go wrong, instead of one.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.times = count;
        self
    }
}

/// The rules with what is left of them.
pub(super) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(super) fn new(faults: &[Fault]) -> Self {
        Self(Mutex::new(faults.to_vec()))
    }

    /// The fault that is due for a request. The rules after it do not count the request.
    pub(super) fn due(&self, target: &str) -> Option<FaultKind> {
        let mut faults = self.0.lock().unwrap();
        for fault in faults.iter_mut().filter(|fault| target.contains(&fault.matches)) {
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if fault.times > 0 {
                fault.times -= 1;
                return Some(fault.kind);
            }
        }
        None
    }
}

/// What becomes of the connection after an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Stay,
    Close,
    Reset,
    Stall,
}

/// The bytes to be sent, in pieces with a pause between.
pub(super) struct Delivery {
    pub(super) status: u16,
    pub(super) pieces: Vec<Vec<u8>>,
    pub(super) pause: Duration,
    pub(super) ending: Ending,
    /// The rows, when the answer is whole.
    pub(super) rows: Option<Rows>,
}

impl Delivery {
    /// The whole answer at once.
    pub(super) fn whole(answer: &Answer, now_ms: i64) -> Self {
        let rows = Some(answer.rows.clone());
        Self { rows, ..Self::spoilt(answer, now_ms) }
    }

    /// The answer after a fault had its way.
    pub(super) fn faulty(mut answer: Answer, now_ms: i64, kind: FaultKind) -> Self {
        match kind {
            FaultKind::Status(status, retry_after, body) => {
                let mut other = Answer::json(status, body);
                other.headers = answer.headers;
                other.headers.extend(retry_after.map(|wait| ("Retry-After", wait.to_string())));
                Self::spoilt(&other, now_ms)
            }
            FaultKind::Html => {
                let page = "<html><body><h1>Down for maintenance</h1></body></html>";
                Self::spoilt(&Answer::new(200, "text/html", page), now_ms)
            }
            FaultKind::Empty => Self::spoilt(&Answer::json(200, ""), now_ms),
            FaultKind::CutJson => {
                cut_json(&mut answer.body);
                Self::spoilt(&answer, now_ms)
            }
            FaultKind::CutBody => Self::half(&answer, now_ms, Ending::Close),
            FaultKind::Reset => Self::half(&answer, now_ms, Ending::Reset),
            FaultKind::Close => Self::nothing(Ending::Close),
            FaultKind::Stall => Self::nothing(Ending::Stall),
            FaultKind::Slow(count, pause_ms) => {
                let all = bytes(&answer, now_ms);
                let pieces = all.chunks(all.len().div_ceil(count)).map(<[u8]>::to_vec).collect();
                let pause = Duration::from_millis(pause_ms);
                Self { pieces, pause, ..Self::whole(&answer, now_ms) }
            }
        }
    }

    fn spoilt(answer: &Answer, now_ms: i64) -> Self {
        let pieces = vec![bytes(answer, now_ms)];
        let (pause, ending) = (Duration::ZERO, Ending::Stay);
        Self { status: answer.status, pieces, pause, ending, rows: None }
    }

    fn half(answer: &Answer, now_ms: i64, ending: Ending) -> Self {
        let mut all = bytes(answer, now_ms);
        all.truncate(all.len() - answer.body.len().div_ceil(2));
        Self { pieces: vec![all], ending, ..Self::spoilt(answer, now_ms) }
    }

    fn nothing(ending: Ending) -> Self {
        Self { status: 0, pieces: Vec::new(), pause: Duration::ZERO, ending, rows: None }
    }
}

/// Leaves the first half of the rows, each whole, and no closing bracket.
fn cut_json(body: &mut Vec<u8>) {
    let half = &body[..body.len() / 2];
    let row_end = half.iter().rposition(|byte| matches!(byte, b']' | b'}'));
    body.truncate(row_end.map_or(half.len(), |end| end + 1));
}
