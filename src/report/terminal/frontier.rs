//! The frontier in a terminal.

use ratatui_core::style::Color;

use super::axes::{Ends, axis, clamped};
use super::lines::{Ink, drawn, key, line, marks, wrapped};
use crate::report::picture::frontier::shown;
use crate::report::picture::range::range;
use crate::report::picture::words::caption;
use crate::report::subject::{Dot, Frontier};

/// The kinds of marks; later ones are drawn over earlier ones.
const KINDS: [(Ink, &str); 7] = [
    (('▲', Color::DarkGray), "above"),
    (('▼', Color::DarkGray), "below"),
    (('x', Color::DarkGray), "failed"),
    (('·', Color::DarkGray), "discarded"),
    (('◎', Color::Yellow), "flagged"),
    (('●', Color::Blue), "kept"),
    (('◉', Color::Yellow), "kept and flagged"),
];
const CHANCE: Ink = ('-', Color::DarkGray);

/// Draws a frontier as text, at most so many columns and lines, but at least 40 and 12.
pub(in crate::report) fn frontier_text(
    frontier: &Frontier<'_>,
    width: u16,
    height: u16,
    colour: bool,
) -> String {
    let (width, height) = clamped(width, height);
    let shown = shown(frontier);

    let mut places: [Vec<(f64, f64)>; KINDS.len()] = Default::default();
    for dot in &frontier.dots {
        places[kind(dot, shown)].push((dot.trial as f64, dot.sharpe.unwrap_or(f64::NAN)));
    }
    let mut kinds: Vec<(Ink, String)> = KINDS
        .iter()
        .zip(&places)
        .rev()
        .filter(|(_, places)| !places.is_empty())
        .map(|((ink, name), places)| (*ink, format!("{} {name}", places.len())))
        .collect();
    let chance = frontier.chance.filter(|chance| chance.is_finite());
    if chance.is_some() {
        kinds.push((CHANCE, "chance alone".to_owned()));
    }
    let (head, foot) = (wrapped(&caption(frontier), width), key(&kinds, width, colour));
    let taken = head.lines().count() + foot.lines().count() + 1;
    let rows = height.saturating_sub(taken as u16).max(5);

    let ends = Ends::round(shown, rows - 2);
    let size = (width, ends.rows(rows - 2) + 2);
    let [low, high] = ends.bounds;
    // Those without a value, and those outside, stand at the edges.
    for place in places.iter_mut().flatten() {
        place.1 = if place.1.is_nan() { low } else { place.1.clamp(low, high) };
    }
    let trials = frontier.dots.iter().map(|dot| dot.trial as f64);
    let (first, last) = range(trials).unwrap_or((1.0, 1.0));
    let bounds = if first < last { [first, last] } else { [first - 1.0, first + 1.0] };
    let steps = steps(frontier, bounds[1], (low, high));
    let columns = ends.columns(width);
    let column = |at| bounds[0] + (bounds[1] - bounds[0]) * f64::from(at) / f64::from(columns - 1);
    let dashes = (0..columns).step_by(2).map(column);
    let chance: Vec<_> = dashes.filter_map(|x| chance.map(|chance| (x, chance))).collect();

    let mut sets = vec![marks(&chance, CHANCE), line(&steps, Color::Blue)];
    sets.extend(KINDS.iter().zip(&places).map(|((ink, _), places)| marks(places, *ink)));
    let axes = (axis(bounds, vec![format!("trial {first}"), last.to_string()]), ends.upward());
    let name = format!("{}\n", frontier.headline);
    [head, name, drawn(sets, axes, size, colour), foot].concat()
}

/// Which of the kinds a trial is.
fn kind(dot: &Dot<'_>, (low, high): (f64, f64)) -> usize {
    match dot.sharpe.filter(|value| value.is_finite()) {
        None => 2,
        Some(value) if value > high => 0,
        Some(value) if value < low => 1,
        Some(_) => match (dot.kept, dot.flagged) {
            (false, false) => 3,
            (false, true) => 4,
            (true, false) => 5,
            (true, true) => 6,
        },
    }
}

/// The line of the best that was kept so far, up to the last trial.
fn steps(frontier: &Frontier<'_>, last: f64, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for dot in frontier.dots.iter().filter(|dot| dot.best) {
        let Some(value) = dot.sharpe.filter(|value| value.is_finite()) else { continue };
        let (x, y) = (dot.trial as f64, value.clamp(low, high));
        steps.extend(steps.last().map(|(_, before)| (x, *before)));
        steps.push((x, y));
    }
    steps.extend(steps.last().map(|(_, y)| (last, *y)));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(trial: usize, sharpe: Option<f64>, kept: bool) -> Dot<'static> {
        Dot { trial, sharpe, kept, best: kept, flagged: false, strategy: "RsiDip" }
    }

    fn frontier(dots: Vec<Dot<'_>>) -> Frontier<'_> {
        Frontier { dots, headline: "robust_sharpe", chance: Some(0.5), workspace: "majors" }
    }

    #[test]
    fn kinds_are_told_apart_without_colours() {
        let mut dots = vec![
            dot(1, Some(-0.4), true),
            dot(2, None, false),
            dot(3, Some(0.25), true),
            dot(4, Some(0.1), false),
            dot(5, Some(0.75), true),
            dot(6, Some(0.3), false),
        ];
        dots[5].flagged = true;
        let drawn = frontier_text(&frontier(dots), 44, 14, false);
        assert_eq!(drawn, SNAPSHOT);
    }

    const SNAPSHOT: &str = "\
best kept 0.7500 (RsiDip, trial 5) after 6
trials; chance alone ≈ 0.50
robust_sharpe
 1.0│
    │                              ●⡖⠒⠒⠒⠒⠒⠒⠒
 0.5│- - - - - - - - - - - - - - - -⡇- - - -
    │               ●⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠇      ◎
   0│               ⢸       ·
    │               ⢸
−0.5│●⠒⠒⠒⠒⠒⠒⠒x⠒⠒⠒⠒⠒⠒⠚
    └───────────────────────────────────────
    trial 1                                6
● 3 kept  ◎ 1 flagged  · 1 discarded
x 1 failed  - chance alone
";

    #[test]
    fn colours_change_no_sign() {
        let dots = || vec![dot(1, Some(0.1), true), dot(2, None, false), dot(3, Some(0.0), false)];
        let plain = frontier_text(&frontier(dots()), 60, 16, false);
        let inked = frontier_text(&frontier(dots()), 60, 16, true);
        assert!(!plain.contains('\u{1b}') && inked.contains("\u{1b}[94m●"));
        let mut stripped = inked;
        for ink in ["[94m", "[90m", "[33m", "[0m"] {
            stripped = stripped.replace(&format!("\u{1b}{ink}"), "");
        }
        assert_eq!(stripped, plain);
    }

    #[test]
    fn it_fits_and_has_no_spaces_at_ends() {
        let dots = || (1..=500).map(|at| dot(at, Some((at % 7) as f64), at % 90 == 0)).collect();
        for (width, height) in [(0, 0), (40, 12), (80, 24), (200, 60), (u16::MAX, u16::MAX)] {
            let drawn = frontier_text(&frontier(dots()), width, height, false);
            let (wide, high) = (width.clamp(40, 200).into(), height.clamp(12, 60).into());
            assert!(drawn.lines().count() <= high, "{drawn}");
            assert!(drawn.lines().all(|line| line.chars().count() <= wide), "{drawn}");
            assert!(drawn.lines().all(|line| line.trim_end() == line), "{drawn}");
        }
    }

    #[test]
    fn nothing_and_hardly_anything_are_drawn_too() {
        let empty = Frontier { chance: None, ..frontier(vec![]) };
        assert!(frontier_text(&empty, 60, 12, false).starts_with("nothing kept yet\n"));
        for sharpe in [None, Some(f64::NAN), Some(f64::INFINITY), Some(0.0), Some(-1e300)] {
            let drawn = frontier_text(&frontier(vec![dot(9, sharpe, true)]), 60, 12, false);
            assert!(drawn.contains("trial 9"), "{drawn}");
        }
    }

    #[test]
    fn outliers_stand_at_the_edge_and_are_counted() {
        let mut dots: Vec<_> = (1..=20).map(|at| dot(at, Some(0.01 * at as f64), false)).collect();
        dots.push(dot(21, Some(-900.0), false));
        let drawn = frontier_text(&frontier(dots), 60, 14, false);
        assert!(drawn.contains("▼ 1 below") && drawn.matches('▼').count() == 2, "{drawn}");
    }
}
