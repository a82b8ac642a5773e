//! What a file of candles holds before anything is asked for, and putting into it what has come.

use super::download::Fetcher;
use super::error::FetchError;
use super::file::Done;
use super::order::Wanted;
use super::staging::Staging;
use crate::data::manifest::Stamp;
use crate::data::spans::Spans;
use crate::model::candle_type::CandleType;
use crate::model::candles::Candles;

/// A file as it is before anything is asked for.
pub(super) struct Found {
    /// How many candles it holds.
    pub rows: usize,
    /// The stretches of time that need not be asked for.
    pub known: Spans,
    /// Those of them that do not hang on what was set aside.
    pub sure: Spans,
    /// What was set aside before.
    pub staging: Staging,
    /// Whether something was.
    pub has_aside: bool,
}

/// Looks at what is there. A file that cannot be added to is an error, and stays as it is.
pub(super) fn look(fetcher: &Fetcher, wanted: &Wanted) -> Result<Found, FetchError> {
    let (depot, file) = (&fetcher.depot, wanted.file());
    let (staging, aside) = Staging::open(depot.store(), &file)?;
    let has_aside = !aside.known.is_empty();
    let found = |rows: usize, sure: Spans, staging: Staging| {
        let mut known = aside.known.clone();
        known.extend(&sure);
        Found { rows, known, sure, staging, has_aside }
    };
    let mut sure = Spans::default();
    if let Some(accepted) = depot.accepted(&file) {
        sure.extend(&accepted.fetched);
        let stamp = Stamp::of(&depot.store().folder().join(&file));
        if stamp.is_some() && stamp == accepted.stamp && !accepted.fetched.is_empty() {
            // It is as it was written, and need not be read.
            return Ok(found(accepted.content.rows, sure, staging));
        }
    }
    let Some(stored) = depot.stored(&wanted.key)? else {
        // It is not there, or not any more, and with it what was fetched before.
        return Ok(found(0, Spans::default(), staging));
    };
    // The last candle of a file that somebody else made may have been taken before it was over.
    let is_ours = depot.accepted(&file).is_some_and(|known| !known.fetched.is_empty());
    let rows = stored.len() - usize::from(!is_ours && !stored.is_empty());
    sure.extend(&runs(&stored.slice(0..rows), wanted));
    Ok(found(stored.len(), sure, staging))
}

/// The stretches of time in which a file lacks nothing.
fn runs(candles: &Candles, wanted: &Wanted) -> Spans {
    let (dates, timeframe) = (&candles.date, wanted.key.timeframe);
    let mut spans = Spans::default();
    let mut add = |first: i64, end: i64| spans.add(first..end);
    if wanted.key.candle_type == CandleType::FundingRate {
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

/// Puts what was set aside into a file, with what is known through it. `known` is what should be: where pages
/// have gone in the meantime, it is not.
pub(super) fn finish(
    fetcher: &Fetcher,
    wanted: &Wanted,
    staging: Staging,
    (known, mut sure): (&Spans, Spans),
) -> Result<Done, FetchError> {
    let aside = staging.all()?;
    sure.extend(&aside.known);
    let is_lost = known.iter().any(|span| !sure.missing_in(span).is_empty());
    let deposited = fetcher.depot.add(&wanted.key, &aside.candles, &sure)?;
    if deposited.differing > 0 {
        fetcher.progress.notes(&format!(
            "{}: {} candles are other ones at the exchange; those that are here stay",
            wanted.name(),
            deposited.differing
        ));
    }
    staging.remove()?;
    if is_lost {
        return Err(FetchError::Lost { folder: fetcher.depot.store().shown().to_owned() });
    }
    let (file, rows, added) = (deposited.file, deposited.rows, deposited.added);
    Ok(Done { name: wanted.name(), file, rows, added })
}
