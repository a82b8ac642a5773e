//! One picture of a research: what each trial reached, and what the best of it would have earned.
//!
//! No plotting library draws it: the usual one had no release for two years, and a few shapes are all
//! it takes.

pub(super) mod axis;
pub(super) mod dates;
mod equity;
mod frame;
pub(super) mod frontier;
mod grid;
mod look;
mod marks;
mod plot;
mod png;
pub(super) mod range;
mod thin;
pub(super) mod words;

pub(super) use png::png;

use super::subject::{Curve, Frontier};
use super::svg::Svg;
use grid::Grid;

/// The width in units of half a pixel.
const WIDTH: i64 = 2400;

/// The room at each side.
const MARGIN: i64 = 52;

/// Draws the frontier and, below it, at most twelve curves.
pub(super) fn svg(frontier: Option<&Frontier<'_>>, curves: &[Curve<'_>]) -> String {
    let grid = Grid::of(curves.len());
    let head = frontier.map_or(0, frontier::height);
    let gap = if head > 0 && !curves.is_empty() { 56 } else { 0 };
    // What is below the grid says how much was left out.
    let left_out = curves.len() - grid.cells();
    let foot = if left_out > 0 { 40 } else { 0 };
    let height = 2 * MARGIN + (head + gap + grid.height() + foot).max(40);
    let mut svg = Svg::new(
        WIDTH,
        height,
        "font-family=\"DejaVu Sans, Verdana, sans-serif\" fill=\"none\" stroke-linejoin=\"round\" \
         stroke-linecap=\"round\"",
    );
    svg.style(look::RULES);
    svg.path(&card(height), "class=\"card\"");
    match frontier {
        Some(frontier) => frontier::draw(&mut svg, frontier, MARGIN),
        None if curves.is_empty() => {
            svg.text((MARGIN, MARGIN + 30), "nothing to draw yet", "class=\"said\"");
        }
        None => {}
    }
    for (at, curve) in curves.iter().take(grid.cells()).enumerate() {
        equity::draw(&mut svg, curve, grid.cell(at, MARGIN + head + gap));
    }
    if left_out > 0 {
        let said = format!("{left_out} more are not drawn");
        svg.text((MARGIN, height - MARGIN), &said, "class=\"small\"");
    }
    svg.finish()
}

/// A card with round corners that holds everything.
fn card(height: i64) -> String {
    let (wide, high) = (WIDTH - 52, height - 52);
    format!(
        "M2 26a24 24 0 0 1 24-24h{wide}a24 24 0 0 1 24 24v{high}a24 24 0 0 1-24 24h-{wide}\
         a24 24 0 0 1-24-24z"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::subject::Dot;

    fn dot(trial: usize, sharpe: Option<f64>, kept: bool) -> Dot<'static> {
        Dot { trial, sharpe, kept, best: kept, flagged: false, strategy: "RsiDip" }
    }

    fn frontier(dots: Vec<Dot<'_>>) -> Frontier<'_> {
        Frontier { dots, headline: "robust_sharpe", chance: Some(0.5), workspace: "a & b" }
    }

    fn curve<'a>(dates: &'a [i64], equity: &'a [f64], held: &'a [f64]) -> Curve<'a> {
        Curve { strategy: "RsiDip", label: "bull_2021", currency: "USDT", dates, equity, held }
    }

    /// The drawn picture, after a look at it with the eyes of a reader of SVG.
    fn drawn(frontier: Option<&Frontier<'_>>, curves: &[Curve<'_>]) -> String {
        let svg = svg(frontier, curves);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert_eq!(png(&svg)[..8], *b"\x89PNG\r\n\x1a\n");
        svg
    }

    /// The paths of a class.
    fn paths<'a>(svg: &'a str, class: &str) -> Vec<&'a str> {
        let class = format!("\" class=\"{class}\"/>");
        let path = |line: &'a str| line.strip_prefix("<path d=\"")?.strip_suffix(&class);
        svg.lines().filter_map(path).collect()
    }

    #[test]
    fn a_kind_of_trial_is_one_path() {
        let dots = vec![
            dot(1, Some(0.1), true),
            dot(2, None, false),
            dot(3, Some(0.4), true),
            dot(4, Some(0.2), false),
            dot(5, Some(f64::NAN), false),
        ];
        let svg = drawn(Some(&frontier(dots)), &[]);
        let circles = |class| paths(&svg, class).last().unwrap().matches('M').count();
        assert_eq!((circles("kept"), circles("discarded"), circles("failed")), (2, 1, 2));
        assert_eq!(paths(&svg, "best")[0].matches('V').count(), 1);
        for said in ["a &amp; b", "chance alone 0.50", "0.40 in trial 3", "trial 5", "2 failed"] {
            assert!(svg.contains(said), "{said}");
        }
    }

    #[test]
    fn outliers_are_clipped_and_counted() {
        let mut dots: Vec<_> = (1..=20).map(|at| dot(at, Some(0.01 * at as f64), false)).collect();
        dots.push(dot(21, Some(-900.0), false));
        dots.push(dot(22, Some(-9.0), false));
        let svg = drawn(Some(&frontier(dots)), &[]);
        assert!(svg.contains(">2 below<") && !svg.contains(" above<"), "{svg}");
    }

    #[test]
    fn nothing_and_hardly_anything_are_drawn_too() {
        assert!(drawn(None, &[]).contains("nothing to draw yet"));
        assert!(drawn(Some(&frontier(vec![])), &[]).contains("nothing kept yet"));
        drawn(Some(&frontier(vec![dot(1, None, false)])), &[]);
        assert!(drawn(Some(&frontier(vec![dot(7, Some(0.3), true)])), &[]).contains("trial 7"));
        let long = "W".repeat(60);
        let mut only = dot(1, Some(-1e300), true);
        only.strategy = &long;
        drawn(Some(&frontier(vec![only])), &[]);
        let strange = Frontier { workspace: "\u{1f600}<\u{0}>", ..frontier(vec![]) };
        drawn(Some(&strange), &[]);
    }

    #[test]
    fn curves_of_any_kind_are_drawn() {
        let nan = f64::NAN;
        let day = 86_400_000;
        assert!(drawn(None, &[curve(&[], &[], &[])]).contains("no samples"));
        assert!(drawn(None, &[curve(&[day], &[nan], &[nan])]).contains("no samples"));
        let svg = drawn(None, &[curve(&[day], &[1000.0], &[nan])]);
        assert!(svg.contains(">1,000 USDT (0.0%)<") && svg.contains("1970-01-02"), "{svg}");
        let dates = [day, 2 * day, 40 * day];
        let svg = drawn(None, &[curve(&dates, &[5.0, 5.0, 5.0], &[5.0, nan, 5.0])]);
        assert!(!svg.contains("log scale"));
        assert!(drawn(None, &[curve(&dates, &[1.0, 2.0, 5.0], &[])]).contains("log scale"));
        drawn(None, &[curve(&dates, &[1e-300, 0.0, -5.0], &[1e300, 1.0, 1.0])]);
        drawn(None, &[curve(&dates, &[1e-300, 1.0, 1e300], &[])]);
    }

    #[test]
    fn what_is_left_out_is_said() {
        let curves = || (0..15).map(|_| curve(&[0, 9], &[1.0, 2.0], &[1.0, 1.0]));
        let svg = drawn(None, &curves().collect::<Vec<_>>());
        assert_eq!(paths(&svg, "equity").len(), 12);
        assert!(svg.contains("3 more are not drawn"));
    }

    #[test]
    fn large_researches_stay_small_and_the_same() {
        let value = |at: usize| ((at * 7919) % 10_007) as f64 / 10_007.0;
        let dots = || (1..=10_000).map(|at| dot(at, Some(value(at)), at % 50 == 0)).collect();
        let dates: Vec<i64> = (0..40_000).map(|hour| hour * 3_600_000).collect();
        let equity: Vec<f64> = (0..40_000).map(|at| 1.0 + value(at)).collect();
        let draw = || svg(Some(&frontier(dots())), &[curve(&dates, &equity, &equity)]);
        let drawn = draw();
        assert!(drawn.len() < 1_000_000, "{}", drawn.len());
        assert_eq!(drawn, draw());
    }

    #[test]
    fn pixels_are_twice_the_width() {
        let drawn = svg(None, &[]);
        let image = png(&drawn);
        let number = |at: usize| u32::from_be_bytes(image[at..at + 4].try_into().unwrap());
        let height = drawn.split("0 0 2400 ").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!((number(16), number(20).to_string().as_str()), (2400, height));
        assert_eq!(image, png(&drawn));
    }
}
