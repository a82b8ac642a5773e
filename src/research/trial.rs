//! Which trial a run is, and what has changed since the one before.

use super::books::{Books, BooksError, RunEntry};
use super::flags::{self, Standing};
use super::gates::Headline;
use super::ledger::Pair;
use super::log::headline;
use super::round::Round;
use super::summary::{Summary, VsLast};

/// Writes a round down, and tells its summaries which trials they are.
pub fn record(
    round: &mut Round,
    books: &mut Books,
    headline: Headline,
    date: &str,
) -> Result<(), BooksError> {
    for summary in &mut round.summaries {
        let before = logged(books, &summary.strategy, headline)?;
        if let Some(raised) = before.and_then(|before| flags::against(&before, &summary.standing()))
        {
            summary.raise(raised);
        }
    }
    let entries = books.record(round, date)?;
    for (summary, entry) in round.summaries.iter_mut().zip(&entries) {
        summary.trial = Some(entry.number);
        // The same run again is compared with the same one.
        let last = books.last_run(|ran| {
            ran.strategy == entry.strategy && !ran.what_if && ran.number != entry.number
        })?;
        summary.vs_last = last.map(|last| vs_last(summary, entry, &last, headline));
    }
    Ok(())
}

/// What a strategy came to when it was last logged; `None` where the journal does not know.
fn logged(books: &Books, strategy: &str, family: Headline) -> Result<Option<Standing>, BooksError> {
    let mut logged = books.logged().rev();
    let script = logged.find(|logged| logged.strategy == strategy).and_then(|row| row.script);
    let Some(script) = script else { return Ok(None) };
    let run = books.last_run(|ran| ran.script == script && !ran.what_if)?;
    Ok(run.and_then(|run| {
        let sharpe = headline(&run, family)?.sharpe;
        Some(Standing { sharpe, worst_profit_pct: run.summary.worst_profit_pct? })
    }))
}

fn vs_last(now: &Summary, entry: &RunEntry, last: &RunEntry, family: Headline) -> VsLast {
    let before = headline(last, family).unwrap_or(Pair { sharpe: f64::NAN, max_dd: f64::NAN });
    VsLast {
        trial: last.number,
        commit: last.commit.clone(),
        failed: last.failed(),
        other_config: last.config != entry.config,
        sharpe: now.headline.sharpe - before.sharpe,
        profit_pct: now.worst_profit_pct - last.summary.worst_profit_pct.unwrap_or(f64::NAN),
        dd_pct: now.headline.max_dd - before.max_dd,
    }
}
