//! One file of candles: what of it is missing, piece by piece, several at a time.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::{JoinSet, spawn_blocking};

use super::download::Fetcher;
use super::error::FetchError;
use super::finish::{Found, finish, look};
use super::order::{Source, Wanted};
use super::piece::Piece;
use super::staging::Staging;
use crate::data::DataError;
use crate::data::spans::Spans;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;
use crate::model::timerange::format_minute;

/// Hours between two payments of funding, mostly.
const FUNDING_HOURS: i64 = 8;

/// A file that is complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// How its candles are called.
    pub name: String,
    /// The file, below the folder of candles.
    pub file: String,
    /// How many of them there are.
    pub rows: usize,
    /// How many are new.
    pub added: usize,
}

/// A file under way.
pub(super) struct File {
    pub fetcher: Arc<Fetcher>,
    pub wanted: Wanted,
    pub name: String,
    state: Mutex<State>,
}

struct State {
    staging: Staging,
    known: Spans,
    /// What was known before anything was set aside.
    sure: Spans,
    /// Behind it no candle is over, as far as the exchange's clock was seen.
    horizon: i64,
    /// Files that the archive does not have, and their stretches of time.
    holes: Vec<(String, Range<i64>)>,
}

/// Completes a file.
pub(super) async fn fetch(fetcher: Arc<Fetcher>, wanted: Wanted) -> Result<Done, FetchError> {
    let (at, of) = (Arc::clone(&fetcher), wanted.clone());
    let Found { rows, known, sure, staging, has_aside } = blocking(move || look(&at, &of)).await?;
    let missing = known.missing_in(wanted.span.clone());
    let name = wanted.name();
    if missing.is_empty() && !has_aside {
        return Ok(Done { name, file: wanted.file(), rows, added: 0 });
    }
    let horizon = over(&wanted, fetcher.now);
    let state = Mutex::new(State { staging, known, sure, horizon, holes: Vec::new() });
    let file = Arc::new(File { fetcher, wanted, name, state });
    file.fetcher.progress.begins(&file.name, missing.iter().map(|span| file.candles(span)).sum());
    let mut pieces = JoinSet::new();
    let go_on = |pieces: &mut JoinSet<_>, more: Vec<Piece>| {
        for piece in more {
            let file = Arc::clone(&file);
            pieces.spawn(async move { piece.fetch(&file).await });
        }
    };
    for span in missing {
        go_on(&mut pieces, file.begin(span));
    }
    while let Some(done) = pieces.join_next().await {
        go_on(&mut pieces, done.expect("a piece's task does not panic")?);
    }
    drop(pieces);
    file.put_away().await
}

impl File {
    /// The pieces that a missing stretch begins with.
    fn begin(&self, span: Range<i64>) -> Vec<Piece> {
        match self.fetcher.source {
            Source::Archive => Piece::of_archive(self, &span),
            Source::Auto | Source::Api => vec![Piece::First(span)],
        }
    }

    /// The first part of a stretch that is not known and may be.
    pub(super) fn missing(&self, span: &Range<i64>) -> Option<Range<i64>> {
        let state = self.state();
        let over = span.start..span.end.min(state.horizon);
        state.known.missing_in(over).into_iter().next()
    }

    /// All parts of a stretch that are not known and may be.
    pub(super) fn all_missing(&self, span: &Range<i64>) -> Vec<Range<i64>> {
        let state = self.state();
        state.known.missing_in(span.start..span.end.min(state.horizon))
    }

    /// The exchange's clock: what it shows is not over, whatever ours says.
    pub(super) fn saw_clock(&self, date: Option<i64>) {
        if let Some(date) = date {
            let mut state = self.state();
            state.horizon = state.horizon.min(over(&self.wanted, date));
        }
    }

    /// Sets an answer aside: the stretch that is known through it, and those of its candles that are over.
    pub(super) fn keep(&self, known: Range<i64>, candles: &Candles) -> Result<(), FetchError> {
        let mut state = self.state();
        let rows = candles.date.before(state.horizon);
        let known = known.start..known.end.min(state.horizon);
        if known.is_empty() && rows == 0 {
            return Ok(());
        }
        state.staging.add(&known, &candles.slice(0..rows))?;
        state.known.add(known.clone());
        drop(state);
        self.fetcher.progress.came(&self.name, self.candles(&known));
        Ok(())
    }

    /// Takes note of a file that the archive does not have.
    pub(super) fn has_hole(&self, file: &str, span: Range<i64>) {
        self.state().holes.push((file.to_owned(), span));
    }

    /// Puts all that has come into the file.
    async fn put_away(self: Arc<Self>) -> Result<Done, FetchError> {
        let file = Arc::into_inner(self).expect("all pieces are done");
        let State { staging, known, sure, holes, .. } =
            file.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = missing_in_archive(&known, &holes, &file.name) {
            // What there is is written, and what there is not is told.
            let (fetcher, wanted) = (Arc::clone(&file.fetcher), file.wanted.clone());
            blocking(move || finish(&fetcher, &wanted, staging, (&known, sure))).await?;
            return Err(error);
        }
        let (fetcher, wanted) = (Arc::clone(&file.fetcher), file.wanted.clone());
        let done = blocking(move || finish(&fetcher, &wanted, staging, (&known, sure))).await?;
        if done.rows == 0 {
            let Range { start, end } = file.wanted.span;
            let (from, until) = (format_minute(start), format_minute(end));
            return Err(FetchError::NoCandles { from, until });
        }
        file.fetcher.progress.is_complete(&file.name, done.added);
        Ok(done)
    }

    /// About how many candles a stretch has.
    fn candles(&self, span: &Range<i64>) -> u64 {
        let step = match self.wanted.key.candle_type {
            CandleType::FundingRate => FUNDING_HOURS * 3_600_000,
            _ => self.wanted.key.timeframe.ms(),
        };
        u64::try_from((span.end - span.start) / step).unwrap_or(0)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end of what is over for certain: the open time of the candle that is not. Funding is paid in a moment.
fn over(wanted: &Wanted, now: i64) -> i64 {
    if wanted.key.candle_type == CandleType::FundingRate {
        return now;
    }
    wanted.key.timeframe.floor(now).unwrap_or(now - wanted.key.timeframe.ms())
}

/// What the archive lacks between what it has. Before the first candle and behind the last one nothing is
/// missed: a pair is listed one day, and files appear some days late.
fn missing_in_archive(
    known: &Spans,
    holes: &[(String, Range<i64>)],
    name: &str,
) -> Option<FetchError> {
    let (first, last) = (known.iter().next(), known.iter().last());
    let missed: Vec<&String> = match (first, last) {
        (Some(first), Some(last)) => holes
            .iter()
            .filter(|(_, hole)| first.start < hole.start && hole.end < last.end)
            .map(|(file, _)| file)
            .collect(),
        _ if holes.is_empty() => return None,
        _ => return Some(FetchError::NotInArchive { missing: format!("usable file of {name}") }),
    };
    let missing = match missed.as_slice() {
        [] => return None,
        [one] => (*one).clone(),
        [one, others @ ..] => format!("{one} and {} more", others.len()),
    };
    Some(FetchError::NotInArchive { missing })
}

/// Work that does not wait for the network.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FetchError> + Send + 'static,
) -> Result<T, FetchError> {
    spawn_blocking(work).await.unwrap_or_else(|error| {
        let problem = format!("the work was given up ({error})");
        Err(DataError::NotWritten { path: "the candles".into(), problem }.into())
    })
}
