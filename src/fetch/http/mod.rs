//! One question and its answer, with patience: limits are kept, and what fails is tried again.

mod limits;

use std::collections::BTreeMap;
use std::error::Error as _;
use std::hash::{BuildHasher, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::DateTime;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, Url};

use self::limits::Limits;
use super::error::{Blame, FetchError};
use super::progress::Progress;

/// The header that says how much of a minute's budget is used.
const USED_WEIGHT: &str = "x-mbx-used-weight-1m";
/// The longest body that is read: a month of one-minute candles takes five megabytes.
const MOST_BYTES: usize = 256 << 20;
/// How much of an answer that is refused is shown.
const SHOWN: usize = 120;

/// How long and how often is tried.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How often a question is asked that gets no usable answer.
    pub attempts: u32,
    /// How often the exchange may ask for a pause for one question.
    pub pauses: u32,
    /// The pause before the second attempt; each later one is twice as long.
    pub first: Duration,
    /// The longest pause between attempts.
    pub most: Duration,
    /// The longest time that the exchange may shut this address out: beyond it is given up.
    pub longest_ban: Duration,
    /// The pause where the exchange asks for one and says no time.
    pub unnamed: Duration,
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the next bytes come.
    pub read: Duration,
    /// Until all of a page has come; a file of the archive may take ten times as long.
    pub whole: Duration,
    /// The time that the exchange's budget is for.
    pub minute: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            attempts: 6,
            pauses: 10,
            first: Duration::from_millis(500),
            most: seconds(15),
            longest_ban: seconds(300),
            unnamed: seconds(60),
            connect: seconds(10),
            read: seconds(20),
            whole: seconds(60),
            minute: seconds(60),
        }
    }
}

/// A question.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub url: String,
    /// What it costs of the budget; nothing where there is none.
    pub weight: u32,
    /// Whether the answer may be long.
    pub is_file: bool,
}

/// An answer that was understood.
#[derive(Debug)]
pub(super) struct Answer<T> {
    pub content: T,
    /// The exchange's clock, epoch milliseconds.
    pub date: Option<i64>,
}

/// What became of a question that was answered.
#[derive(Debug)]
pub(super) enum Reply<T> {
    Fine(Answer<T>),
    /// Status 404.
    NotFound,
    /// Status 400, with the exchange's own code and words.
    Wrong(i64, String),
}

impl<T> Reply<T> {
    /// The error of an answer that brings nothing.
    pub(super) fn refused(self, url: &str) -> FetchError {
        let host = Url::parse(url).map_or_else(|_| url.to_owned(), |url| host(&url));
        let (status, problem) = match self {
            Self::Fine(_) => (200, String::new()),
            Self::NotFound => (404, "there is nothing at this address".to_owned()),
            Self::Wrong(_, problem) => (400, problem),
        };
        FetchError::Refused { host, status, problem }
    }
}

/// What came of one attempt.
enum Attempt<T> {
    Done(Reply<T>),
    /// The exchange asks for a pause.
    Pause(Duration, u16),
    /// It is worth another one.
    Failed(FetchError),
    Hopeless(FetchError),
}

/// The way to the exchange.
pub(super) struct Http {
    client: Client,
    /// For this machine itself: no proxy stands between.
    local: Client,
    patience: Patience,
    limits: Mutex<BTreeMap<String, Arc<Limits>>>,
    progress: Arc<dyn Progress>,
}

impl Http {
    pub(super) fn new(patience: Patience, progress: Arc<dyn Progress>) -> Result<Self, FetchError> {
        let builder = || {
            Client::builder()
                .user_agent(concat!("autoquant/", env!("CARGO_PKG_VERSION")))
                .connect_timeout(patience.connect)
                .read_timeout(patience.read)
        };
        let unusable = |error: reqwest::Error| FetchError::Unreachable {
            host: "the exchange".into(),
            problem: innermost(&error),
            blame: Blame::Tls,
        };
        let client = builder().build().map_err(unusable)?;
        let local = builder().no_proxy().build().map_err(unusable)?;
        Ok(Self { client, local, patience, limits: Mutex::default(), progress })
    }

    /// Takes note of the budget that a host has said it has.
    pub(super) fn allow(&self, url: &str, weight_a_minute: u32) {
        if let Ok(url) = Url::parse(url) {
            self.limits_of(&host(&url)).allow(weight_a_minute);
        }
    }

    /// Asks until there is an answer that `read` understands, or no hope of one.
    pub(super) async fn ask<T>(
        &self,
        question: &Question,
        read: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Result<Reply<T>, FetchError> {
        let url = Url::parse(&question.url).map_err(|error| FetchError::Answer {
            host: question.url.clone(),
            problem: format!("it is no address ({error})"),
        })?;
        let host = host(&url);
        let limits = self.limits_of(&host);
        let (mut attempts, mut pauses) = (0, 0);
        loop {
            if let Some(time) = limits.pass(question.weight) {
                self.progress.waits(&host, "the limit of this minute is reached", time);
                tokio::time::sleep(time).await;
                continue;
            }
            let attempt = self.attempt(&url, &host, &limits, question, &read).await;
            match attempt {
                Attempt::Done(reply) => return Ok(reply),
                Attempt::Hopeless(error) => return Err(error),
                Attempt::Pause(time, status) => {
                    pauses += 1;
                    if time > self.patience.longest_ban || pauses > self.patience.pauses {
                        return Err(FetchError::Banned { host, status, time });
                    }
                    limits.pause(time);
                    self.progress.waits(
                        &host,
                        &format!("it asks for a pause (HTTP {status})"),
                        time,
                    );
                    tokio::time::sleep(time).await;
                }
                Attempt::Failed(error) => {
                    attempts += 1;
                    if attempts >= self.patience.attempts {
                        return Err(error);
                    }
                    let time = self.pause_before(attempts);
                    self.progress.waits(&host, &error.to_string(), time);
                    tokio::time::sleep(time).await;
                }
            }
        }
    }

    async fn attempt<T>(
        &self,
        url: &Url,
        host: &str,
        limits: &Limits,
        question: &Question,
        read: impl Fn(&[u8]) -> Result<T, String>,
    ) -> Attempt<T> {
        let client = if is_local(url) { &self.local } else { &self.client };
        let (weight, minute) = (question.weight, self.patience.minute);
        let time = self.patience.whole * if question.is_file { 10 } else { 1 };
        let sent = client.get(url.clone()).timeout(time).send().await;
        let response = match sent {
            Ok(response) => response,
            Err(error) => {
                limits.told(weight, None, None, minute);
                return failed(host, &error);
            }
        };
        let (status, headers) = (response.status(), response.headers().clone());
        let date = date(&headers);
        limits.told(weight, number(&headers, USED_WEIGHT), date, minute);
        let body = match body(response).await {
            Ok(Some(body)) => body,
            Ok(None) => {
                let problem = format!("its answer is longer than {} MB", MOST_BYTES >> 20);
                return Attempt::Hopeless(FetchError::Answer { host: host.to_owned(), problem });
            }
            Err(error) => return failed(host, &error),
        };
        match status {
            StatusCode::OK => match read(&body) {
                Ok(content) => Attempt::Done(Reply::Fine(Answer { content, date })),
                Err(problem) => {
                    Attempt::Failed(FetchError::Answer { host: host.to_owned(), problem })
                }
            },
            StatusCode::NOT_FOUND => Attempt::Done(Reply::NotFound),
            StatusCode::BAD_REQUEST => {
                let (code, message) = said(&body);
                Attempt::Done(Reply::Wrong(code, message))
            }
            refused => self.refused(host, refused, &headers, &body),
        }
    }

    /// What a status that brings nothing asks for.
    fn refused<T>(
        &self,
        host: &str,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Attempt<T> {
        let host = host.to_owned();
        let named = number(headers, RETRY_AFTER.as_str()).map(|it| Duration::from_secs(it.into()));
        let problem = said(body).1;
        match status.as_u16() {
            451 => Attempt::Hopeless(FetchError::Region { host }),
            status @ (418 | 429) => Attempt::Pause(named.unwrap_or(self.patience.unnamed), status),
            status @ (403 | 408 | 425 | 500..) => {
                let error = FetchError::Refused { host, status, problem };
                match named.filter(|_| status == 503 || status == 403) {
                    Some(time) => Attempt::Pause(time, status),
                    None => Attempt::Failed(error),
                }
            }
            status => Attempt::Hopeless(FetchError::Refused { host, status, problem }),
        }
    }

    /// The pause after some attempts: twice as long each time, and between half of that and all of it.
    fn pause_before(&self, attempts: u32) -> Duration {
        let whole = self.patience.first.saturating_mul(1 << (attempts - 1).min(16));
        let whole = whole.min(self.patience.most);
        // The keys of a hasher are random.
        let random = std::hash::RandomState::new().build_hasher().finish();
        whole.mul_f64(0.5 + (random >> 11) as f64 / (1_u64 << 54) as f64)
    }

    fn limits_of(&self, host: &str) -> Arc<Limits> {
        let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(limits.entry(host.to_owned()).or_default())
    }
}

/// The host of an address, with its port where it has one.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or("?");
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether a text names a proxy that can be used.
pub fn is_proxy(text: &str) -> bool {
    const SCHEMES: [&str; 6] = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"];
    let with_scheme = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let parsed = Url::parse(&with_scheme);
    parsed.is_ok_and(|url| SCHEMES.contains(&url.scheme()) && url.host_str().is_some())
}

/// Whether an address is on this machine.
fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback = |ip: std::net::IpAddr| ip.is_loopback();
    host == "localhost" || host.parse().is_ok_and(is_loopback)
}

/// The whole body; `None` where it is longer than anything that is asked for.
async fn body(mut response: Response) -> reqwest::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MOST_BYTES {
            return Ok(None);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Some(body))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}

fn date(headers: &HeaderMap) -> Option<i64> {
    let text = headers.get(DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.timestamp_millis())
}

/// The exchange's code and words in an answer that is an error; else the beginning of the answer.
fn said(body: &[u8]) -> (i64, String) {
    if let Ok(json) = serde_json::from_slice::<serde_json::Value>(body)
        && let (Some(code), Some(words)) = (json["code"].as_i64(), json["msg"].as_str())
    {
        return (code, format!("{words} ({code})"));
    }
    let text = String::from_utf8_lossy(body);
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = line.chars().take(SHOWN).collect();
    (0, if shown.is_empty() { "it says nothing more".to_owned() } else { shown })
}

fn failed<T>(host: &str, error: &reqwest::Error) -> Attempt<T> {
    let problem = innermost(error);
    let words = format!("{error:?}").to_lowercase();
    let blame = if error.is_timeout() {
        Blame::Time
    } else if words.contains("dns error") || words.contains("failed to lookup") {
        Blame::Name
    } else if words.contains("invalidcontenttype") {
        Blame::NoTls
    } else if words.contains("certificate") || words.contains("invalidmessage") {
        Blame::Tls
    } else {
        Blame::Connection
    };
    let problem = if blame == Blame::Time { "it does not answer in time".into() } else { problem };
    let is_hopeless = matches!(blame, Blame::Tls | Blame::NoTls) || error.is_builder();
    let error = FetchError::Unreachable { host: host.to_owned(), problem, blame };
    if is_hopeless { Attempt::Hopeless(error) } else { Attempt::Failed(error) }
}

/// What lies at the bottom of an error of the library, which wraps it several times.
fn innermost(error: &reqwest::Error) -> String {
    let mut source = error.source();
    let mut words = error.to_string();
    while let Some(inner) = source {
        words = inner.to_string();
        source = inner.source();
    }
    words
}
