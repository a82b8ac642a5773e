//! Columns and frames that nobody looks at.

use std::collections::BTreeSet;

use crate::check::{Subject, Surroundings};
use crate::diag::text::Edit;
use crate::diag::{Diagnostic, Place as Shown, suggest};
use crate::strategy::plan::{FrameId, FrameSpec, Mend, Place, SIGNALS, TAGS, Written};

/// A column as the author sees it: its frame, its name, where it is written.
type Named = (String, String, Place);

fn frame<'a>(subject: &'a Subject<'_>, pair: usize, frame: FrameId) -> &'a FrameSpec {
    &subject.plans[pair].planned.plan.frames[frame.index()]
}

/// The name that a column has among the base columns.
fn merged(spec: &FrameSpec, frame: FrameId, name: &str) -> String {
    if frame == FrameId::BASE { name.to_owned() } else { spec.merged_name(name) }
}

/// The columns for which something holds in the plans of all pairs: a script may write them for some pairs
/// alone.
fn in_all_pairs(subject: &Subject<'_>, holds: impl Fn(&Written, &str) -> bool) -> BTreeSet<Named> {
    let of = |pair: usize, is_wanted: bool| {
        let written = subject.plans[pair].planned.notes.written.iter();
        let named = written.filter_map(|written| {
            let spec = frame(subject, pair, written.frame);
            let name = merged(spec, written.frame, &written.name);
            let wanted = holds(written, &name) == is_wanted;
            wanted.then(|| (name, written.name.clone(), written.place.unwrap_or((1, 1))))
        });
        named.collect::<BTreeSet<Named>>()
    };
    let pairs = 0..subject.plans.len();
    let found: BTreeSet<Named> = pairs.clone().flat_map(|pair| of(pair, true)).collect();
    let other: BTreeSet<Named> = pairs.flat_map(|pair| of(pair, false)).collect();
    found.difference(&other).cloned().collect()
}

/// Whether a word is a piece that a callback may put the name of a column together with: `"ema_" + n`.
fn is_part(word: &str, name: &str) -> bool {
    word.len() >= 3 && (name.starts_with(word) || name.ends_with(word))
}

/// AQ503: a column that nothing reads.
pub(super) fn unused(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let words = subject.script.words_of_callbacks();
    let is_unused = |written: &Written, name: &str| {
        !written.read
            && written.anew.is_none()
            && !SIGNALS.contains(&name)
            && !TAGS.contains(&name)
            && !words.iter().any(|word| word == name || is_part(word, name))
    };
    for (_, name, place) in in_all_pairs(subject, is_unused) {
        let place = subject.script.place_at(place);
        let finding = Diagnostic::warning("AQ503", format!("nothing reads the column `{name}`"));
        let finding = match signal(&name) {
            Some(signal) => {
                // Where the signal is there too, only the author knows what was meant.
                let edits =
                    if is_written(subject, signal) { None } else { renamed(&place, &name, signal) };
                let help = format!("did you mean `{signal}`?");
                finding.with_help(help).with_edits(edits.into_iter().collect::<Vec<_>>())
            }
            None => finding.with_help("remove it, or use it in a signal or a callback"),
        };
        found.push(finding.at(Some(place)));
    }
}

/// The signal that a name was meant to be: FreqTrade's former ones, and slips of the keyboard.
fn signal(name: &str) -> Option<&'static str> {
    match name {
        "buy" | "enter" | "entry" | "long" => Some("enter_long"),
        "sell" | "exit" => Some("exit_long"),
        "short" => Some("enter_short"),
        _ => {
            let near = suggest::misspelt(name, SIGNALS)?;
            Mend::slip(name, near).map(|_| near)
        }
    }
}

fn is_written(subject: &Subject<'_>, name: &str) -> bool {
    let mut plans = subject.plans.iter();
    plans.any(|plan| plan.planned.notes.written.iter().any(|written| written.name == name))
}

/// The change of a column's name on the line where it is written.
fn renamed(place: &Shown, name: &str, signal: &str) -> Option<Edit> {
    let quoted = format!("\"{name}\"");
    let mut found = place.source.match_indices(&quoted);
    let (at, _) = found.next().filter(|_| found.next().is_none())?;
    let column = place.source[..at].chars().count() + 1;
    let end_column = column + quoted.chars().count();
    let text = format!("\"{signal}\"");
    Some(Edit { line: place.line, column, end_line: place.line, end_column, text })
}

/// AQ504: a column that is written anew before anything reads it.
pub(super) fn overwritten(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let is_lost = |written: &Written, _: &str| !written.read && written.anew.is_some();
    for (_, name, place) in in_all_pairs(subject, is_lost) {
        found.push(
            Diagnostic::warning(
                "AQ504",
                format!("the column `{name}` is written again before anything reads this"),
            )
            .at(Some(subject.script.place_at(place)))
            .with_help("remove one of the two, or give them different names"),
        );
    }
}

/// AQ508: candles that are not fetched for this config.
pub(super) fn unconfigured(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Surroundings { config, timeframes, .. } = subject.around;
    let listed: Vec<String> = timeframes.iter().map(ToString::to_string).collect();
    for (pair, described) in subject.plans.iter().enumerate() {
        for (id, place) in &described.planned.notes.frames {
            let spec = frame(subject, pair, *id);
            let base = subject.settings.timeframe;
            let is_fetched = timeframes.is_empty()
                || timeframes.contains(&spec.timeframe)
                || spec.timeframe == base;
            let other = spec.pair.as_ref().filter(|pair| !config.pair_whitelist.contains(pair));
            let (message, help) = match other {
                _ if !is_fetched => (
                    format!("{} is none of the config's timeframes", spec.timeframe),
                    format!(
                        "it has {}; add it to \"timeframes\", or use one of them",
                        listed.join(", ")
                    ),
                ),
                Some(pair) => (
                    format!("{pair} is not in the config's pair_whitelist"),
                    "a run needs its candles: add it, or see that they are there".to_owned(),
                ),
                None => continue,
            };
            let finding = Diagnostic::warning("AQ508", message)
                .at(place.map(|place| subject.script.place_at(place)))
                .with_help(help);
            if !found.contains(&finding) {
                found.push(finding);
            }
        }
    }
}

/// AQ505: candles that are loaded for nothing.
pub(super) fn unused_informative(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let words = subject.script.words_of_callbacks();
    let mut unused: BTreeSet<(Place, String)> = BTreeSet::new();
    let mut used: BTreeSet<(Place, String)> = BTreeSet::new();
    for (pair, described) in subject.plans.iter().enumerate() {
        let notes = &described.planned.notes;
        for (id, place) in &notes.frames {
            let spec = frame(subject, pair, *id);
            let end = spec.merged_name("");
            let of_word = |word: &String| word.ends_with(end.trim_start_matches('_'));
            let is_used = notes.merged.contains(id) || words.iter().any(of_word);
            let pair = spec.pair.as_ref().map_or(String::new(), |pair| format!(" of {pair}"));
            let named = (place.unwrap_or((1, 1)), format!("{} candles{pair}", spec.timeframe));
            if is_used {
                used.insert(named)
            } else {
                unused.insert(named)
            };
        }
    }
    for (place, what) in unused.difference(&used) {
        found.push(
            Diagnostic::warning("AQ505", format!("nothing reads a column of the {what}"))
                .at(Some(subject.script.place_at(*place)))
                .with_help("remove the informative, or read one of its merged columns"),
        );
    }
}
