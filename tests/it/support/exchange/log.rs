//! What was asked, and what was sent.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::answer::Rows;
use super::http::Request;

/// A request, in the order of arrival.
#[derive(Clone, Debug, Default)]
pub struct Logged {
    /// The path, without the query.
    pub path: String,
    /// The parameters, decoded.
    pub query: BTreeMap<String, String>,
    /// The status sent, 0 when there was none.
    pub status: u16,
    /// Whether the answer was sent whole and no fault spoilt it (`Slow` does not).
    pub complete: bool,
    /// The rows of a complete answer, of an archive file too.
    pub rows: usize,
    /// The time of the first row.
    pub first: Option<i64>,
    /// The time of the last row.
    pub last: Option<i64>,
}

#[derive(Default)]
struct Entries {
    list: Vec<Logged>,
    in_flight: usize,
    most: usize,
}

/// The log of an exchange.
#[derive(Default)]
pub(super) struct Log(Mutex<Entries>);

impl Log {
    /// Notes a request and gives its number.
    pub(super) fn arrive(&self, request: &Request) -> usize {
        let mut entries = self.0.lock().unwrap();
        let (path, query) = (request.path.clone(), request.query.clone());
        entries.list.push(Logged { path, query, ..Logged::default() });
        entries.in_flight += 1;
        entries.most = entries.most.max(entries.in_flight);
        entries.list.len() - 1
    }

    /// Notes the end of an answer; `rows` is given when it is whole.
    pub(super) fn finish(&self, number: usize, status: u16, rows: Option<&Rows>) {
        let mut entries = self.0.lock().unwrap();
        entries.in_flight -= 1;
        let entry = &mut entries.list[number];
        entry.status = status;
        entry.complete = rows.is_some();
        if let Some(rows) = rows {
            (entry.rows, entry.first, entry.last) = (rows.count, rows.first, rows.last);
        }
    }

    /// Takes back that an answer was whole.
    pub(super) fn fail(&self, number: usize) {
        let entry = &mut self.0.lock().unwrap().list[number];
        entry.complete = false;
        (entry.rows, entry.first, entry.last) = (0, None, None);
    }

    pub(super) fn requests(&self) -> Vec<Logged> {
        self.0.lock().unwrap().list.clone()
    }

    pub(super) fn most_at_once(&self) -> usize {
        self.0.lock().unwrap().most
    }
}
