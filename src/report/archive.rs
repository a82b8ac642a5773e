//! What was frozen.

use serde_json::{Value, json};

use super::block::Block;
use crate::research::{Archived, Standing};

/// What was written, and what to do with it.
pub fn archived(archived: &Archived) -> String {
    let mut page = Block::default();
    let Archived { folder, trials, .. } = archived;
    page.text("archived", folder);
    page.text("rounds", &archived.rounds.to_string());
    page.text(
        "trials",
        &format!("{} ({} kept, {} discarded)", trials.total, trials.kept, trials.discarded),
    );
    let best = archived.best.as_ref().map_or_else(|| "none".to_owned(), best_row);
    page.text("best", &best);
    page.text("files", &archived.files.join(", "));
    page.text(
        "strategies",
        &format!("{}, and {} texts of the journal", archived.strategies.len(), archived.scripts),
    );
    let books = if archived.begun_anew {
        "begun anew: no row in results.tsv, no entry in the journal"
    } else {
        "as they were: the research goes on"
    };
    page.text("books", books);
    page.line("next:");
    for next in next(archived) {
        page.line(&format!("  {next}"));
    }
    page.into_text()
}

/// The same for programs.
pub fn archived_json(archived: &Archived) -> Value {
    json!({
        "version": archived.version,
        "folder": archived.folder,
        "files": archived.files,
        "strategies": archived.strategies,
        "scripts": archived.scripts,
        "rounds": archived.rounds,
        "trials": archived.trials,
        "best": archived.best,
        "begun_anew": archived.begun_anew,
        "missing": archived.missing,
        "next": next(archived),
    })
}

fn best_row(row: &Standing) -> String {
    let Standing { commit, strategy, sharpe, max_dd, .. } = row;
    format!("{sharpe:.4} {max_dd:.4} {commit}:{strategy}")
}

fn next(archived: &Archived) -> Vec<String> {
    let Archived { version, folder, .. } = archived;
    let mut next = vec![format!("fill in {folder}/retrospective.md")];
    if archived.in_repository {
        next.push("git add versions".into());
        next.push(format!("git commit -m \"archive {version}\""));
    }
    if archived.begun_anew {
        next.push("autoquant run > run.log".into());
    }
    next
}
