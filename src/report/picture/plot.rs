//! The marks of a frontier: what each trial reached, and the best that was kept so far.

use std::fmt::Write as _;

use super::axis::Scale;
use super::frame::Area;
use super::frontier::{NAMES, has_failed};
use super::marks::{circles, distinct, strokes, triangles};
use super::words::{fitted, number, width};
use crate::report::subject::{Dot, Frontier};
use crate::report::svg::{STRING, Svg};

/// The sizes of the font of names.
const SIZE: i64 = 26;
const SMALL: i64 = 24;

/// The marks, and where they go.
pub(super) struct Plot<'a> {
    pub frontier: &'a Frontier<'a>,
    pub area: Area,
    pub x: Scale,
    pub y: Scale,
    pub range: (f64, f64),
}

impl Plot<'_> {
    /// Draws all, what matters most last; `floor` is where the strip of the failed ends.
    pub(super) fn draw(&self, svg: &mut Svg, floor: i64) {
        self.failed(svg, floor);
        self.chance(svg);
        self.discarded(svg);
        self.flagged(svg);
        self.best(svg);
        self.kept(svg);
        self.raises(svg);
        self.outside(svg);
    }

    /// The radius of a mark, by how many there are.
    fn radius(&self) -> i64 {
        match self.frontier.dots.len() {
            0..=100 => 9,
            101..=400 => 7,
            401..=2_000 => 5,
            _ => 4,
        }
    }

    /// The dots with a value.
    fn dots(&self) -> impl Iterator<Item = (&Dot<'_>, f64)> {
        let finite = |dot: &Dot<'_>| dot.sharpe.filter(|value| value.is_finite());
        self.frontier.dots.iter().filter_map(move |dot| finite(dot).map(|value| (dot, value)))
    }

    fn place(&self, dot: &Dot<'_>, value: f64) -> (i64, i64) {
        (self.x.place(dot.trial as f64), self.y.place(value))
    }

    fn is_shown(&self, value: f64) -> bool {
        (self.range.0..=self.range.1).contains(&value)
    }

    fn failed(&self, svg: &mut Svg, floor: i64) {
        let failed = self.frontier.dots.iter().filter(|dot| has_failed(dot));
        let places = failed.map(|dot| (self.x.place(dot.trial as f64), floor - 8));
        let path = strokes(&distinct(places), 24);
        svg.path(&path, "class=\"failed\"");
        if !path.is_empty() {
            svg.text((self.area.right + 16, floor - 12), "failed", "class=\"small\"");
        }
    }

    fn chance(&self, svg: &mut Svg) {
        let Some(chance) = self.frontier.chance.filter(|chance| chance.is_finite()) else { return };
        let Area { left, right, .. } = self.area;
        let y = self.y.place(chance);
        svg.path(&format!("M{left} {y}H{right}"), "class=\"chance\"");
        // The name of the best comes first: it takes two lines around its own place.
        let best = self.steps().last().map(|(_, (_, y))| *y);
        let place = match best {
            Some(best) if (y - best).abs() < 62 => best + if y < best { -62 } else { 62 },
            _ => y,
        };
        let said = format!("chance alone {}", number(chance, 2));
        svg.text((right + 16, place + 8), &said, "class=\"said\"");
    }

    /// The places of the shown dots of a kind.
    fn places(&self, is: fn(&Dot<'_>) -> bool) -> Vec<(i64, i64)> {
        let shown = self.dots().filter(|(dot, value)| is(dot) && self.is_shown(*value));
        distinct(shown.map(|(dot, value)| self.place(dot, value)))
    }

    fn discarded(&self, svg: &mut Svg) {
        let path = circles(&self.places(|dot| !dot.kept), self.radius() - 1);
        svg.path(&path, "class=\"discarded\"");
    }

    fn flagged(&self, svg: &mut Svg) {
        let ring = self.radius() + if self.radius() > 5 { 5 } else { 3 };
        let path = circles(&self.places(|dot| dot.flagged), ring);
        svg.path(&path, "class=\"flagged\"");
    }

    fn kept(&self, svg: &mut Svg) {
        let path = circles(&self.places(|dot| dot.kept), self.radius().max(6));
        svg.path(&path, "class=\"kept\"");
    }

    /// The trials that raised the best, in their order, with their places.
    fn steps(&self) -> Vec<(&Dot<'_>, (i64, i64))> {
        let best = self.dots().filter(|(dot, _)| dot.best);
        best.map(|(dot, value)| (dot, self.place(dot, value))).collect()
    }

    fn best(&self, svg: &mut Svg) {
        let steps = self.steps();
        let Some((last, (_, end))) = steps.last() else { return };
        let mut path = format!("M{} {}", steps[0].1.0, steps[0].1.1);
        for (_, (x, y)) in &steps[1..] {
            write!(path, "H{x}V{y}").expect(STRING);
        }
        write!(path, "H{}", self.area.right).expect(STRING);
        svg.path(&path, "class=\"best\"");
        let x = self.area.right + 16;
        svg.text((x, end - 4), &fitted(last.strategy, SIZE, NAMES - 16), "class=\"ours\"");
        let value = last.sharpe.unwrap_or(f64::NAN);
        let said = format!("{} in trial {}", number(value, 2), last.trial);
        svg.text((x, end + 28), &fitted(&said, SMALL, NAMES - 16), "class=\"small\"");
    }

    /// Names the strategies along the line, later ones first, where there is room.
    fn raises(&self, svg: &mut Svg) {
        let steps = self.steps();
        // No name stands on the line of chance.
        let chance = self.frontier.chance.filter(|chance| chance.is_finite());
        let chance = chance.map(|chance| self.y.place(chance) + 8);
        let line = chance.map(|line| (self.area.left, self.area.right, line));
        let mut taken: Vec<(i64, i64, i64)> = line.into_iter().collect();
        for at in (0..steps.len().saturating_sub(1)).rev() {
            let (dot, (x, y)) = steps[at];
            if at > 0 && steps[at - 1].0.strategy == dot.strategy {
                continue;
            }
            let name = fitted(dot.strategy, SMALL, 300);
            let (end, line) = (x + 10 + width(&name, SMALL), y - 16);
            let ceiling = steps[at + 1].1;
            let is_free = |(from, to, other): &(i64, i64, i64)| {
                end + 16 < *from || x > to + 16 || (line - other).abs() > 34
            };
            // It stands over its own step, below the next ones.
            let fits = end < ceiling.0 - 12 && line - 24 > self.area.top;
            if fits && taken.iter().all(is_free) {
                taken.push((x, end, line));
                svg.text((x + 10, line), &name, "class=\"small halo\"");
            }
        }
    }

    /// Marks what is clipped at the edges, and counts it.
    fn outside(&self, svg: &mut Svg) {
        for (up, edge) in [(true, self.area.top), (false, self.area.bottom)] {
            let is_out = |value: f64| if up { value > self.range.1 } else { value < self.range.0 };
            let out: Vec<_> = self.dots().filter(|(_, value)| is_out(*value)).collect();
            for (kind, is_kept) in [("discarded", false), ("kept", true)] {
                let of = out.iter().filter(|(dot, _)| dot.kept == is_kept);
                let places = distinct(of.map(|(dot, _)| (self.x.place(dot.trial as f64), edge)));
                let path = triangles(&places, self.radius().max(6), up);
                svg.path(&path, &format!("class=\"{kind}\""));
            }
            if !out.is_empty() {
                let way = if up { "above" } else { "below" };
                let said = format!("{} {way}", out.len());
                let y = if up { edge - 10 } else { edge - 24 };
                let looks = "class=\"small halo\" text-anchor=\"end\"";
                svg.text((self.area.right, y), &said, looks);
            }
        }
    }
}
