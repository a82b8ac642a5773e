//! What a plot is drawn on: its area, lines at round values and their names.

use std::fmt::Write as _;

use super::words::width;
use crate::report::svg::{STRING, Svg};

/// The size of the font of names at axes.
pub(super) const SMALL: i64 = 24;

/// A part of the picture in which places stand for values.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub left: i64,
    pub top: i64,
    pub right: i64,
    pub bottom: i64,
}

/// The room that names at the left take.
pub(super) fn room_of(names: &[(i64, String)]) -> i64 {
    names.iter().map(|(_, name)| width(name, SMALL)).max().unwrap_or(0) + 18
}

/// Draws lines across an area, with their names at the left.
pub(super) fn rows(svg: &mut Svg, area: Area, names: &[(i64, String)]) {
    let mut path = String::new();
    for (y, name) in names {
        write!(path, "M{} {y}H{}", area.left, area.right).expect(STRING);
        svg.text((area.left - 14, y + 8), name, "class=\"small\" text-anchor=\"end\"");
    }
    svg.path(&path, "class=\"grid\"");
}

/// Draws the line that parts more from less.
pub(super) fn level(svg: &mut Svg, area: Area, y: i64) {
    svg.path(&format!("M{} {y}H{}", area.left, area.right), "class=\"level\"");
}

/// Draws names below an area, as many as do not touch each other.
pub(super) fn columns(svg: &mut Svg, area: Area, names: &[(i64, String)]) {
    let mut path = String::new();
    let mut end = i64::MIN;
    for (x, name) in names {
        let half = width(name, SMALL) / 2;
        // What would stand out at a side is moved in.
        let least = area.left + half - 40;
        let middle = (*x).clamp(least, (area.right + 20 - half).max(least));
        if middle - half < end {
            continue;
        }
        end = middle + half + 16;
        write!(path, "M{x} {}v8", area.bottom).expect(STRING);
        svg.text((middle, area.bottom + 36), name, "class=\"small\" text-anchor=\"middle\"");
    }
    svg.path(&path, "class=\"tick\"");
}
