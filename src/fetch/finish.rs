//! What a file of candles holds before anything is asked for, and putting into it what has come.

use std::fs::File;

use super::download::Fetcher;
use super::error::FetchError;
use super::file::Done;
use super::order::Wanted;
use super::staging::Staging;
use crate::data::DataError;
use crate::data::feather::{table_of, write_table};
use crate::data::manifest::{Accepted, Content, Stamp};
use crate::data::merge::merge;
use crate::data::spans::Spans;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;

/// A file as it is before anything is asked for.
pub(super) struct Found {
    /// How many candles it holds.
    pub rows: usize,
    /// The stretches of time that need not be asked for.
    pub known: Spans,
    /// What was set aside before.
    pub staging: Staging,
    /// Whether something was.
    pub has_aside: bool,
}

/// Looks at what is there. A file that cannot be added to is an error, and stays as it is.
pub(super) fn look(fetcher: &Fetcher, wanted: &Wanted) -> Result<Found, FetchError> {
    let file = wanted.file();
    let (staging, aside) = Staging::open(&fetcher.store, &file)?;
    let accepted = accepted(fetcher, &file);
    let mut known = aside.known;
    let has_aside = !known.is_empty();
    if let Some(accepted) = &accepted {
        known.extend(&accepted.fetched);
        let stamp = Stamp::of(&fetcher.store.folder().join(&file));
        if stamp.is_some() && stamp == accepted.stamp && !accepted.fetched.is_empty() {
            // It is as it was written, and need not be read.
            let rows = accepted.content.rows;
            return Ok(Found { rows, known, staging, has_aside });
        }
    }
    let Some(stored) = stored(fetcher, wanted, accepted.as_ref())? else {
        // It is not there, or not any more, and with it what was fetched before.
        return Ok(Found { rows: 0, known: staging.all()?.known, staging, has_aside });
    };
    known.extend(&runs(&stored, wanted));
    Ok(Found { rows: stored.len(), known, staging, has_aside })
}

fn accepted(fetcher: &Fetcher, file: &str) -> Option<Accepted> {
    fetcher.manifest().files.get(file).cloned()
}

/// The candles of a file that can be added to; `None` where there is none.
fn stored(
    fetcher: &Fetcher,
    wanted: &Wanted,
    accepted: Option<&Accepted>,
) -> Result<Option<Candles>, FetchError> {
    let (folder, name) = (fetcher.store.folder(), wanted.file());
    let kept = |problem: String, help: &str| FetchError::Kept {
        path: format!("{}/{name}", fetcher.store.shown()),
        problem,
        help: help.to_owned(),
    };
    let anew = "remove it to fetch it anew, or put a good copy in its place";
    let opened = match File::open(folder.join(&name)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| kept(error.to_string(), "check its permissions"))?,
    };
    let candles = table_of(opened, wanted.candle_type).map_err(|problem| kept(problem, anew))?;
    if !candles.date.is_ascending() {
        return Err(kept("its rows are not in order".into(), anew));
    }
    let content = Content::of(&candles);
    match accepted.and_then(|accepted| accepted.difference(&content)) {
        None => Ok(Some(candles)),
        Some(problem) => Err(kept(
            problem,
            "`autoquant prepare --accept` takes it as it is; or remove it to fetch it anew",
        )),
    }
}

/// The stretches of time in which a file lacks nothing.
fn runs(candles: &Candles, wanted: &Wanted) -> Spans {
    let (dates, timeframe) = (&candles.date, wanted.timeframe);
    let mut spans = Spans::default();
    let mut add = |first: i64, end: i64| spans.add(first..end);
    if wanted.candle_type == CandleType::FundingRate {
        // How many there should be nobody knows.
        if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
            add(first, last + 1);
        }
    } else if timeframe.is_regular() {
        for run in dates.runs(timeframe.ms()) {
            add(dates.at(run.start), timeframe.after(dates.at(run.end - 1)));
        }
    } else {
        dates.iter().for_each(|date| add(date, timeframe.after(date)));
    }
    spans
}

/// Puts what was set aside into a file. The manifest knows of it before and after, so that whoever looks at any
/// moment finds a file that it knows.
pub(super) fn finish(
    fetcher: &Fetcher,
    wanted: &Wanted,
    staging: Staging,
) -> Result<Done, FetchError> {
    let (name, file) = (wanted.name(), wanted.file());
    let accepted = accepted(fetcher, &file);
    let stored = stored(fetcher, wanted, accepted.as_ref())?;
    let is_new = stored.is_none();
    let stored = stored.unwrap_or_default();
    let aside = staging.all()?;
    let merged = merge(&stored, &aside.candles);
    let content = Content::of(&merged.candles);
    let (rows, added) = (content.rows, merged.added);
    let mut fetched = accepted
        .as_ref()
        .filter(|_| !is_new)
        .map(|known| known.fetched.clone())
        .unwrap_or_default();
    fetched.extend(&aside.known);
    fetched.extend(&runs(&merged.candles, wanted));
    if added > 0 {
        let folder = fetcher.store.folder().join(&file);
        let folder = folder.parent().unwrap_or(fetcher.store.folder());
        std::fs::create_dir_all(folder).map_err(|error| DataError::NotWritten {
            path: fetcher.store.shown().to_owned(),
            problem: error.to_string(),
        })?;
        let before = accepted.unwrap_or_else(|| Accepted {
            content: Content::of(&stored),
            stamp: None,
            fetched: Spans::default(),
            next: None,
        });
        let replacing = Accepted { next: Some(content.clone()), ..before };
        fetcher.write_manifest(|manifest| {
            manifest.files.insert(file.clone(), replacing);
        })?;
        write_table(&fetcher.store.folder().join(&file), &merged.candles, wanted.candle_type)
            .map_err(|error| shown(error, fetcher, &file))?;
    }
    if rows > 0 {
        fetcher.write_manifest(|manifest| {
            manifest.accept_as(&fetcher.store, &file, content, fetched);
        })?;
    }
    staging.remove()?;
    Ok(Done { name, file, rows, added })
}

/// An error with the path that a user knows.
fn shown(error: DataError, fetcher: &Fetcher, file: &str) -> DataError {
    match error {
        DataError::NotWritten { problem, .. } => {
            DataError::NotWritten { path: format!("{}/{file}", fetcher.store.shown()), problem }
        }
        other => other,
    }
}
