//! What a report shows, in a few lines.

use super::block::Block;
use crate::research::{Fate, Review};

/// Where the page lies, and what is on it.
pub fn reviewed(review: &Review, page: &str) -> String {
    let mut block = Block::default();
    block.text("report", page);
    let trials = review.trials;
    block.text(
        "trials",
        &format!(
            "{} ({} kept, {} discarded or not logged yet; {} failed)",
            trials.total, trials.kept, trials.discarded, trials.failed
        ),
    );
    block.text("best", &best(review));
    block.text("chance", &chance(review));
    let missing = review.missing.iter().cloned();
    let of_runs = review
        .runs
        .iter()
        .filter_map(|run| Some(format!("{}: {}", run.entry.strategy, run.missing.as_ref()?)));
    let missing: Vec<String> = missing.chain(of_runs).collect();
    block.text("missing", if missing.is_empty() { "none" } else { "" });
    for missing in &missing {
        block.line(&format!("  {missing}"));
    }
    block.into_text()
}

/// The last kept one that raised the best headline.
fn best(review: &Review) -> String {
    let best = review.experiments.iter().rev().find(|one| one.best && one.fate == Fate::Kept);
    let told = best.and_then(|one| {
        let (sharpe, max_dd) = (one.sharpe?, one.max_dd?);
        Some(format!(
            "{sharpe:.4} {max_dd:.4} {}:{} (trial {})",
            one.commit, one.strategy, one.trial
        ))
    });
    told.unwrap_or_else(|| "none".to_owned())
}

/// What so many trials would have found without any skill.
fn chance(review: &Review) -> String {
    let Some(chance) = review.chance else {
        return "not known: there are too few trials".to_owned();
    };
    let reached =
        format!("the best of {} reaches {:.4} without any skill", chance.trials, chance.best);
    match chance.luck {
        Some(luck) => {
            format!("{reached}, and what was kept in {:.0} of 100 searches", 100.0 * luck)
        }
        None => reached,
    }
}
