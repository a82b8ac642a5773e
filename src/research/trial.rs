//! Which trial a run is, and what has changed since the ones before.

use super::books::{Books, BooksError, RunEntry};
use super::flags::{self, Standing};
use super::gates::Headline;
use super::log::headline;
use super::round::Round;
use super::summary::Summary;
use super::versus::Versus;

/// Writes a round down, and tells its summaries which trials they are.
pub fn record(
    round: &mut Round,
    books: &mut Books,
    family: Headline,
    date: &str,
) -> Result<(), BooksError> {
    books.take()?;
    let mut kept = Vec::with_capacity(round.summaries.len());
    for summary in &mut round.summaries {
        let run = books.again_while_swept(|books| last_logged(books, &summary.strategy))?;
        let before = run.as_ref().and_then(|run| standing(run, family));
        if let Some(raised) = before.and_then(|before| flags::against(&before, &summary.standing()))
        {
            summary.raise(raised);
        }
        kept.push(run);
    }
    let entries = books.record(round, date)?;
    for ((summary, entry), kept) in round.summaries.iter_mut().zip(&entries).zip(kept) {
        books.again_while_swept(|books| tell(summary, entry, kept.as_ref(), books, family))?;
    }
    Ok(())
}

fn tell(
    summary: &mut Summary,
    entry: &RunEntry,
    kept: Option<&RunEntry>,
    books: &Books,
    family: Headline,
) -> Result<(), BooksError> {
    summary.trial = Some(entry.number);
    summary.first_run = first_run(entry.number, books)?;
    // The same run again is compared with the same one.
    let last = books.last_run(|ran| {
        ran.strategy == entry.strategy && !ran.what_if && ran.number != entry.number
    })?;
    summary.vs_last = last.map(|last| Versus::new(summary, entry, &last, family));
    summary.vs_kept = kept.map(|kept| Versus::new(summary, entry, kept, family));
    Ok(())
}

/// When a trial was first run; `None` where the journal no longer says so.
fn first_run(trial: usize, books: &Books) -> Result<Option<String>, BooksError> {
    match books.first_run(trial) {
        Ok(first) => Ok(first.map(|first| first.date)),
        Err(BooksError::Changed) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The run of a strategy as it was last logged, with the version that was; `None` where it is new, was
/// killed, or the journal does not know.
fn last_logged(books: &Books, strategy: &str) -> Result<Option<RunEntry>, BooksError> {
    let Some(row) = books.logged().rev().find(|logged| logged.strategy == strategy) else {
        return Ok(None);
    };
    let Some(script) = row.script else { return Ok(None) };
    let run = books.last_run(|ran| ran.script == script && !ran.what_if)?;
    Ok(run.map(|run| RunEntry { commit: row.commit.to_owned(), ..run }))
}

/// What a run came to; `None` where a timerange failed.
fn standing(run: &RunEntry, family: Headline) -> Option<Standing> {
    let sharpe = headline(run, family)?.sharpe;
    Some(Standing { sharpe, worst_profit_pct: run.summary.worst_profit_pct? })
}
