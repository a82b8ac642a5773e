//! What was taken from elsewhere, in words and as JSON.

use serde_json::{Value, json};

use crate::import::{Refused, Taken};
use crate::job::SCHEMA;
use crate::model::leverage::LeverageTiers;
use crate::model::timerange::{format_date, format_minute};

/// The line of a file, and what differs from what was there.
pub fn taken(taken: &Taken) -> String {
    let Taken { key, source, deposited, .. } = taken;
    let rows = count(deposited.rows, "candle");
    let mut line = format!("{key}: {rows}, {} new ({source})\n", deposited.added);
    if deposited.replaced {
        line += "  the last one that was there had not been over, and is replaced\n";
    }
    if deposited.differing == 0 {
        return line;
    }
    let dates: Vec<String> =
        deposited.first_differing.iter().map(|date| format_minute(*date)).collect();
    let more = if deposited.differing > dates.len() { ", …" } else { "" };
    format!(
        "{line}  {} differ from those that are there, which stay: {}{more}\n",
        deposited.differing,
        dates.join(", ")
    )
}

/// What went wrong.
pub fn refused(refused: &[Refused]) -> String {
    let mut faults = String::new();
    for alike in refused.chunk_by(|one, next| one.help == next.help) {
        for one in alike {
            faults.extend(["error: ", &one.problem, "\n"]);
        }
        faults.extend([" = help: ", &alike[0].help, "\n"]);
    }
    faults
}

/// What it came to.
pub fn imported(folder: &str, all: &[Taken], refused: &[Refused]) -> String {
    let added: usize = all.iter().map(|one| one.deposited.added).sum();
    let of_files = count(all.len(), "file");
    let came = match added {
        0 => format!("Nothing new for {folder}: {of_files} read"),
        added => format!("{} for {folder}: {of_files} read", count(added, "new candle")),
    };
    let at_fault = match refused.len() {
        0 => String::new(),
        faults => format!(", {faults} at fault"),
    };
    format!("{came}{at_fault}.\n")
}

/// The same for programs.
pub fn imported_json(folder: &str, all: &[Taken], refused: &[Refused], notes: &[String]) -> Value {
    let files = all.iter().map(|one| {
        let deposited = &one.deposited;
        let dates = deposited.first_differing.iter().map(|date| format_date(*date));
        json!({
            "pair": one.key.pair,
            "timeframe": one.key.timeframe,
            "candle_type": one.key.candle_type,
            "source": one.source,
            "found": one.found,
            "file": deposited.file,
            "rows": deposited.rows,
            "added": deposited.added,
            "differing": deposited.differing,
            "first_differing": dates.collect::<Vec<_>>(),
        })
    });
    let faults = refused.iter().map(|one| json!({ "problem": one.problem, "help": one.help }));
    json!({
        "schema": SCHEMA,
        "folder": folder,
        "files": files.collect::<Vec<_>>(),
        "faults": faults.collect::<Vec<_>>(),
        "notes": notes,
    })
}

/// What became of leverage tiers, held against those that were there.
pub fn tiers(folder: &str, brought: &LeverageTiers, before: &LeverageTiers) -> String {
    let of = |change: &str| {
        brought.keys().filter(|pair| change_of(pair, brought, before) == change).count()
    };
    let pairs = count(brought.len(), "pair");
    format!(
        "Leverage tiers of {pairs} for {folder}: {} new, {} changed.\n",
        of("new"),
        of("changed")
    )
}

/// The same for programs.
pub fn tiers_json(folder: &str, brought: &LeverageTiers, before: &LeverageTiers) -> Value {
    let pairs = brought.iter().map(|(pair, tiers)| {
        let change = change_of(pair, brought, before);
        json!({ "pair": pair, "tiers": tiers.len(), "change": change })
    });
    json!({ "schema": SCHEMA, "folder": folder, "pairs": pairs.collect::<Vec<_>>() })
}

fn change_of(pair: &str, brought: &LeverageTiers, before: &LeverageTiers) -> &'static str {
    match before.get(pair) {
        None => "new",
        Some(known) if Some(known) == brought.get(pair) => "none",
        Some(_) => "changed",
    }
}

/// `1 candle`, `2 candles`.
fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
