//! The document behind the page: everything that is told, as plain data.

use serde_json::{Map, Value, json};

use super::candles::Shelf;
use super::run::{Charts, Room, run};
use crate::data::frames::Frames;
use crate::research::Review;
use crate::research::flags::Flag;

/// The version of its form.
const SCHEMA: u32 = 1;

/// The longest text of a page, bytes.
const LONGEST: usize = 20_000;

/// The whole research; with charts where there are candles for them.
///
/// Of a page they are a part, from 0 to 1 of what there is room for.
pub(super) fn document(review: &Review, page: Option<(&Frames<'_>, f64)>) -> Value {
    let room = Room::of(&review.runs, page.map(|(_, part)| part));
    let mut shelf = Shelf::new(room.candles, room.frames);
    let candles = page.map(|(candles, _)| candles);
    let mut drawn = candles.map(|candles| Charts { candles, shelf: &mut shelf });
    let runs: Vec<Value> =
        review.runs.iter().map(|again| run(again, review, &room, drawn.as_mut())).collect();
    let (sharpe, max_dd) = review.gates.headline.keys();
    let mut document = json!({
        "schema": SCHEMA,
        "version": env!("CARGO_PKG_VERSION"),
        "workspace": review.workspace,
        "stake_currency": review.stake_currency,
        "starting_balance": review.starting_balance,
        "max_active_strategies": review.gates.max_active_strategies,
        "stagnation_rounds": review.gates.stagnation_rounds,
        "headline": { "sharpe": sharpe, "max_dd": max_dd },
        "missing": review.missing,
        "research": research(review),
    });
    document["runs"] = Value::Array(runs);
    if candles.is_some() {
        cut_long_texts(&mut document["research"]);
    }
    if candles.is_some() {
        document["candles"] = shelf.into_json();
    }
    document
}

/// Cuts texts that no page has room for.
fn cut_long_texts(value: &mut Value) {
    match value {
        Value::String(text) if text.len() > LONGEST => {
            let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at));
            text.truncate(end.unwrap_or(0));
            text.push_str(" … (cut)");
        }
        Value::Array(items) => items.iter_mut().for_each(cut_long_texts),
        Value::Object(object) => object.values_mut().for_each(cut_long_texts),
        _ => {}
    }
}

fn research(review: &Review) -> Value {
    let events = review.events.iter();
    let events: Map<String, Value> =
        events.map(|(event, count)| (event.to_string(), json!(count))).collect();
    let flag = |(name, trials): &(&'static str, usize)| json!({ "name": name, "trials": trials, "meaning": meaning(name) });
    json!({
        "trials": {
            "total": review.trials.total,
            "kept": review.trials.kept,
            "discarded": review.trials.discarded,
            "failed": review.trials.failed,
        },
        "rounds": review.rounds,
        "plateau_rounds": review.plateau_rounds,
        "dates": review.dates.as_ref().map(|(first, last)| [first, last]),
        "experiments": review.experiments,
        "lives": review.lives,
        "active": review.active,
        "events": events,
        "words": review.words,
        "flags": review.flags.iter().map(flag).collect::<Vec<_>>(),
        "chance": review.chance,
    })
}

/// Flags as blocks show them, each with what it says.
pub(super) fn flags(shown: &[String]) -> Vec<Value> {
    let flag = |shown: &String| {
        let name = shown.split('=').next().unwrap_or(shown);
        json!({ "name": name, "shown": shown, "meaning": meaning(name) })
    };
    shown.iter().map(flag).collect()
}

/// What a flag says of the figures beside it.
fn meaning(name: &str) -> &'static str {
    Flag::named(name).map_or("", |flag| flag.flatters)
}
