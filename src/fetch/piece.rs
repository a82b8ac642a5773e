//! One piece of a file, and those that follow from it. Nothing is concluded from an answer being short: a stretch
//! is known up to the last row that came, and what is behind is asked for until nothing comes.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::binance::{
    ArchiveFile, Covers, PAGE_ROWS, UNKNOWN_INTERVAL, UNKNOWN_SYMBOL, checksum, contents,
    day_files, month_files, page, read_page, symbol,
};
use super::error::FetchError;
use super::file::File;
use super::http::{Question, Reply};
use super::order::Source;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;

/// A month is taken from the archive when it would be more pages than this.
const PAGES_OF_A_MONTH: i64 = 2;
/// How often an archive's file is fetched when its checksum is another: it may be replaced meanwhile.
const REPUBLISHED: usize = 3;
/// The missing time for which a file of the archive is fetched when there is nothing else.
const WORTH_A_FILE: i64 = 86_400_000;
/// How long a month's file may be late.
const LATE: i64 = 40 * 86_400_000;

/// A piece of a file.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// The first page of a long stretch: it tells when the pair was listed.
    First(Range<i64>),
    /// A stretch that fits on a page.
    Window(Range<i64>),
    /// Where a whole page was empty: when does it go on?
    Resume(i64),
    /// A file of the archive.
    Archived(ArchiveFile),
}

impl Piece {
    /// Fetches it, and says what is to be fetched next.
    pub(super) async fn fetch(self, file: &Arc<File>) -> Result<Vec<Self>, FetchError> {
        match self {
            Self::First(span) => first(file, span).await,
            Self::Window(span) => window(file, span).await,
            Self::Resume(from) => resume(file, from).await,
            Self::Archived(archived) => archived_rows(file, archived).await,
        }
    }

    /// The pieces of a stretch of which all is in the archive.
    pub(super) fn of_archive(file: &File, span: &Range<i64>) -> Vec<Self> {
        let (fetcher, wanted) = (&file.fetcher, &file.wanted);
        let months = month_files(&fetcher.addresses, wanted, span, fetcher.now);
        let behind = months.last().map_or(span.start, |month| month.span.end);
        let rest = behind.max(span.start)..span.end;
        let days = day_files(&fetcher.addresses, wanted, &rest, fetcher.now);
        months.into_iter().chain(days).map(Self::Archived).collect()
    }
}

async fn first(file: &Arc<File>, span: Range<i64>) -> Result<Vec<Piece>, FetchError> {
    let _turn = file.fetcher.turn().await;
    let Some(part) = file.missing(&span) else { return Ok(Vec::new()) };
    let candles = ask(file, part.clone(), PAGE_ROWS).await?;
    let Some(last) = candles.date.last() else {
        file.keep(part, &candles)?;
        return Ok(Vec::new());
    };
    let next = behind(file, last);
    file.keep(part.start..next, &candles)?;
    Ok(rest(file, next..span.end))
}

/// The pieces of a stretch behind its first page.
fn rest(file: &File, span: Range<i64>) -> Vec<Piece> {
    if file.missing(&span).is_none() {
        return Vec::new();
    }
    if file.wanted.key.candle_type == CandleType::FundingRate {
        // How many rows a stretch has is not known before.
        return vec![Piece::First(span)];
    }
    let mut pieces = Vec::new();
    let mut from = span.start;
    if is_for_archive(file) {
        let (fetcher, wanted) = (&file.fetcher, &file.wanted);
        for month in month_files(&fetcher.addresses, wanted, &span, fetcher.now) {
            let part = month.span.start.max(span.start)..month.span.end.min(span.end);
            if part.end - part.start > PAGES_OF_A_MONTH * page_length(file) {
                pieces.extend(windows(file, from..part.start));
                from = part.end;
                pieces.push(Piece::Archived(month));
            }
        }
    }
    pieces.extend(windows(file, from..span.end));
    pieces
}

/// Whether whole months are better taken from the archive.
fn is_for_archive(file: &File) -> bool {
    const MONTH: i64 = 28 * 86_400_000;
    let is_there = !file.fetcher.without_archive.load(Ordering::Relaxed);
    is_there && MONTH > PAGES_OF_A_MONTH * page_length(file)
}

/// How long a time a full page is of.
fn page_length(file: &File) -> i64 {
    PAGE_ROWS as i64 * file.wanted.key.timeframe.ms()
}

/// A stretch in parts that fit on a page each.
fn windows(file: &File, span: Range<i64>) -> impl Iterator<Item = Piece> + use<> {
    let length = page_length(file);
    let starts = (span.start..span.end).step_by(usize::try_from(length).unwrap_or(usize::MAX));
    starts.map(move |start| Piece::Window(start..(start + length).min(span.end)))
}

async fn window(file: &Arc<File>, span: Range<i64>) -> Result<Vec<Piece>, FetchError> {
    let _turn = file.fetcher.turn().await;
    let Some(part) = file.missing(&span) else { return Ok(Vec::new()) };
    let candles = ask(file, part.clone(), PAGE_ROWS).await?;
    let Some(last) = candles.date.last() else {
        let is_long = part.end - part.start >= page_length(file);
        let next = part.end;
        file.keep(part, &candles)?;
        return Ok(if is_long { vec![Piece::Resume(next)] } else { Vec::new() });
    };
    file.keep(part.start..behind(file, last), &candles)?;
    Ok(if file.missing(&span).is_some() { vec![Piece::Window(span)] } else { Vec::new() })
}

async fn resume(file: &Arc<File>, from: i64) -> Result<Vec<Piece>, FetchError> {
    let _turn = file.fetcher.turn().await;
    let Some(part) = file.missing(&(from..file.wanted.span.end)) else { return Ok(Vec::new()) };
    let next = ask(file, part.start..file.wanted.span.end, 1).await?;
    let until = next.date.first().unwrap_or(file.wanted.span.end);
    file.keep(part.start..until, &Candles::default())?;
    Ok(Vec::new())
}

/// What is behind a row.
fn behind(file: &File, date: i64) -> i64 {
    match file.wanted.key.candle_type {
        // It may have been some milliseconds late.
        CandleType::FundingRate => date + 1_000,
        _ => file.wanted.key.timeframe.after(date),
    }
}

/// Asks for the first rows of a stretch.
async fn ask(file: &File, span: Range<i64>, rows: usize) -> Result<Candles, FetchError> {
    let (fetcher, wanted) = (&file.fetcher, &file.wanted);
    let timeframe = || FetchError::Timeframe { timeframe: wanted.key.timeframe.to_string() };
    let question = page(&fetcher.addresses, wanted, &span, rows).ok_or_else(timeframe)?;
    let read = |body: &[u8]| read_page(body, wanted.key.candle_type, &span);
    match fetcher.http.ask(&question, read).await? {
        Reply::Fine(answer) => {
            file.saw_clock(answer.date);
            Ok(answer.content)
        }
        Reply::Wrong(UNKNOWN_SYMBOL, _) => Err(FetchError::Symbol {
            pair: wanted.key.pair.to_string(),
            symbol: symbol(&wanted.key.pair),
        }),
        Reply::Wrong(UNKNOWN_INTERVAL, _) => Err(timeframe()),
        other => Err(other.refused(&question.url)),
    }
}

/// The rows of a file of the archive, or the pieces that stand in for it.
async fn archived_rows(file: &Arc<File>, archived: ArchiveFile) -> Result<Vec<Piece>, FetchError> {
    let _turn = file.fetcher.turn().await;
    let is_alone = file.fetcher.source == Source::Archive;
    let span = archived.span.clone();
    // What is missing for a shorter time the archive was asked for before.
    let least = if is_alone { WORTH_A_FILE } else { 1 };
    if file.all_missing(&span).iter().all(|part| part.end - part.start < least) {
        return Ok(Vec::new());
    }
    let is_off = file.fetcher.without_archive.load(Ordering::Relaxed);
    let rows = if is_off { Ok(None) } else { from_archive(file, &archived).await };
    match rows {
        Ok(Some(candles)) if file.wanted.key.candle_type == CandleType::FundingRate => {
            file.keep(span, &candles)?;
            Ok(Vec::new())
        }
        Ok(Some(candles)) => {
            // What is missing in it the exchange may have.
            for run in candles.date.runs(file.wanted.key.timeframe.ms()) {
                let rows = candles.slice(run.clone());
                let known = candles.date.at(run.start)..behind(file, candles.date.at(run.end - 1));
                file.keep(known, &rows)?;
            }
            Ok(if is_alone { Vec::new() } else { from_exchange(file, &span) })
        }
        Ok(None) if is_alone => Ok(without(file, &archived)),
        Ok(None) => Ok(from_exchange(file, &span)),
        Err(FetchError::Answer { problem, .. }) => {
            file.fetcher.progress.notes(&format!("{}: {problem}", archived.name()));
            Ok(if is_alone { without(file, &archived) } else { from_exchange(file, &span) })
        }
        Err(error) if is_alone => Err(error),
        Err(error) => {
            if !file.fetcher.without_archive.swap(true, Ordering::Relaxed) {
                let note = format!("{error}; all is asked of the exchange instead");
                file.fetcher.progress.notes(&note);
            }
            Ok(from_exchange(file, &span))
        }
    }
}

/// What is missing of a month, page by page.
fn from_exchange(file: &File, span: &Range<i64>) -> Vec<Piece> {
    let wanted = &file.wanted.span;
    let span = span.start.max(wanted.start)..span.end.min(wanted.end);
    file.all_missing(&span).into_iter().flat_map(|part| windows(file, part)).collect()
}

/// What to do without a file when there is the archive alone: a month may be there day by day.
fn without(file: &File, archived: &ArchiveFile) -> Vec<Piece> {
    let fetcher = &file.fetcher;
    if archived.covers == Covers::Month && archived.span.end > fetcher.now - LATE {
        let days = day_files(&fetcher.addresses, &file.wanted, &archived.span, fetcher.now);
        if !days.is_empty() {
            return days.into_iter().map(Piece::Archived).collect();
        }
    }
    file.has_hole(archived.name(), archived.span.clone());
    Vec::new()
}

/// The rows of a file of the archive; `None` where it is not there, or never what its checksum says.
async fn from_archive(file: &File, archived: &ArchiveFile) -> Result<Option<Candles>, FetchError> {
    let http = &file.fetcher.http;
    let question = |url: String| Question { url, weight: 0, is_file: true };
    for _ in 0..REPUBLISHED {
        let url = question(format!("{}.CHECKSUM", archived.url));
        let known = match http.ask(&url, checksum).await? {
            Reply::Fine(answer) => answer.content,
            Reply::NotFound => return Ok(None),
            other @ Reply::Wrong(..) => return Err(other.refused(&url.url)),
        };
        let url = question(archived.url.clone());
        let (candle_type, span) = (file.wanted.key.candle_type, &archived.span);
        match http.ask(&url, |body| contents(body, known, candle_type, span)).await? {
            Reply::Fine(answer) => {
                if let Some(candles) = answer.content {
                    return Ok(Some(candles));
                }
            }
            Reply::NotFound => return Ok(None),
            other @ Reply::Wrong(..) => return Err(other.refused(&url.url)),
        }
    }
    let name = archived.name();
    file.fetcher.progress.notes(&format!("{name} in the archive is not what its checksum says"));
    Ok(None)
}
