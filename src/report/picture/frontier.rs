//! The frontier: a mark for each trial, and the best that was kept so far.

use super::axis::{Scale, round_step, ticks};
use super::frame::{Area, columns, level, room_of, rows};
use super::marks::{circles, strokes};
use super::plot::Plot;
use super::range::{range, robust_range, roomy};
use super::words::{caption, fitted, tick, width};
use super::{MARGIN, WIDTH};
use crate::report::subject::{Dot, Frontier};
use crate::report::svg::Svg;

/// The height of title, caption and name of the axis.
const HEAD: i64 = 190;
const PLOT: i64 = 540;
/// The strip of the failed.
const STRIP: i64 = 52;
const FOOT: i64 = 44;
/// Room on the right for names.
pub(super) const NAMES: i64 = 330;
/// The size of the font of names.
const SIZE: i64 = 26;

/// How high it is.
pub(super) fn height(frontier: &Frontier<'_>) -> i64 {
    HEAD + PLOT + strip(frontier) + FOOT
}

/// How high the strip of the failed is.
fn strip(frontier: &Frontier<'_>) -> i64 {
    if frontier.dots.iter().any(has_failed) { STRIP } else { 0 }
}

/// Draws it from `top` on.
pub(super) fn draw(svg: &mut Svg, frontier: &Frontier<'_>, top: i64) {
    head(svg, frontier, top);
    let range = roomy(shown(frontier), 0.05);
    let (top, bottom) = (top + HEAD, top + HEAD + PLOT);
    let y = Scale::linear(range, (bottom, top));
    let names = names(range, y);
    let area = Area { left: MARGIN + room_of(&names), top, right: WIDTH - MARGIN - NAMES, bottom };
    svg.text((MARGIN, top - 26), frontier.headline, "class=\"small\"");
    rows(svg, area, &names);
    if range.0 <= 0.0 && range.1 >= 0.0 {
        level(svg, area, y.place(0.0));
    }
    let (first, last) = ends(frontier);
    let x = Scale::linear((first, last), (area.left + 12, area.right - 12));
    let floor = Area { bottom: bottom + strip(frontier), ..area };
    columns(svg, floor, &trials(frontier, x));
    Plot { frontier, area, x, y, range }.draw(svg, floor.bottom);
}

/// The first and the last trial, or some room around the only one.
fn ends(frontier: &Frontier<'_>) -> (f64, f64) {
    let trials = || frontier.dots.iter().map(|dot| dot.trial as f64);
    let (first, last) = range(trials()).unwrap_or((1.0, 1.0));
    if first < last { (first, last) } else { (first - 1.0, first + 1.0) }
}

/// The round numbers of trials with their places; the last one says what they are.
fn trials(frontier: &Frontier<'_>, x: Scale) -> Vec<(i64, String)> {
    let trials = frontier.dots.iter().map(|dot| dot.trial as f64);
    let Some((first, last)) = range(trials) else { return Vec::new() };
    let whole = ticks(first, last, 10).into_iter().filter(|value| value.fract() == 0.0);
    let mut names: Vec<_> = whole.map(|value| (x.place(value), value.to_string())).collect();
    if let Some(last) = names.last_mut() {
        last.1 = format!("trial {}", last.1);
    }
    names
}

/// Whether a trial has no value.
pub(super) fn has_failed(dot: &Dot<'_>) -> bool {
    !dot.sharpe.is_some_and(f64::is_finite)
}

/// The values that are shown: not the outliers, but always the best and chance.
pub(in crate::report) fn shown(frontier: &Frontier<'_>) -> (f64, f64) {
    let values = frontier.dots.iter().filter_map(|dot| dot.sharpe);
    let best = frontier.dots.iter().rev().find(|dot| dot.best).and_then(|dot| dot.sharpe);
    match robust_range(values, best.into_iter().chain(frontier.chance)) {
        // A single value says how far it is from nothing.
        Some((low, high)) if low == high => (low.min(0.0), high.max(0.0)),
        shown => shown.unwrap_or((0.0, 1.0)),
    }
}

/// The round values and their places.
fn names(range: (f64, f64), y: Scale) -> Vec<(i64, String)> {
    let step = round_step(range.0, range.1, 8);
    let values = ticks(range.0, range.1, 8).into_iter();
    let largest = range.1.max(-range.0);
    values.map(|value| (y.place(value), tick(value, step, largest))).collect()
}

/// Writes what the research is, what it found and what the marks mean.
fn head(svg: &mut Svg, frontier: &Frontier<'_>, top: i64) {
    let count = |is: fn(&Dot<'_>) -> bool| frontier.dots.iter().filter(|dot| is(dot)).count();
    let kinds = [
        ("kept", count(|dot| dot.kept && !has_failed(dot))),
        ("discarded", count(|dot| !dot.kept && !has_failed(dot))),
        ("flagged", count(|dot| dot.flagged && !has_failed(dot))),
        ("failed", count(has_failed)),
    ];
    let mut x = WIDTH - MARGIN;
    for (kind, count) in kinds.into_iter().rev().filter(|(_, count)| *count > 0) {
        let said = format!("{count} {kind}");
        svg.text((x, top + 30), &said, "class=\"said\" text-anchor=\"end\"");
        x -= width(&said, SIZE) + if kind == "flagged" { 26 } else { 20 };
        let path = match kind {
            "failed" => strokes(&[(x, top + 33)], 24),
            "flagged" => circles(&[(x, top + 21)], 13),
            _ => circles(&[(x, top + 21)], 9),
        };
        svg.path(&path, &format!("class=\"{kind}\""));
        x -= 56;
    }
    let title = fitted(frontier.workspace, 34, x - MARGIN);
    svg.text((MARGIN, top + 32), &title, "class=\"title\"");
    let said = fitted(&caption(frontier), SIZE, WIDTH - 2 * MARGIN);
    svg.text((MARGIN, top + 78), &said, "class=\"said\"");
}
