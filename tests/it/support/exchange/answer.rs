//! An answer before it is sent.

use serde_json::json;

/// Which rows an answer has.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) count: usize,
    pub(super) first: Option<i64>,
    pub(super) last: Option<i64>,
}

impl Rows {
    pub(super) fn of(times: &[i64]) -> Self {
        Self { count: times.len(), first: times.first().copied(), last: times.last().copied() }
    }
}

/// A status, the headers of its kind, and a body.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    pub(super) rows: Rows,
}

impl Answer {
    pub(super) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let (headers, rows) = (Vec::new(), Rows::default());
        Self { status, content_type, headers, body: body.into(), rows }
    }

    pub(super) fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "application/json;charset=UTF-8", body)
    }

    /// An error as the exchange writes it.
    pub(super) fn error(status: u16, code: i32, message: &str) -> Self {
        Self::json(status, json!({ "code": code, "msg": message }).to_string())
    }

    pub(super) fn with_rows(mut self, times: &[i64]) -> Self {
        self.rows = Rows::of(times);
        self
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
