//! Axes of a chart: round values at rows of their own.

use ratatui_core::layout::Alignment;
use ratatui_core::style::{Color, Style};
use ratatui_core::text::Line;
use ratatui_widgets::chart::Axis;

use crate::report::picture::axis::round_step;
use crate::report::picture::range::roomy;
use crate::report::picture::words::tick;

/// The columns and the lines that can be drawn on.
const WIDTHS: (u16, u16) = (40, 200);
const HEIGHTS: (u16, u16) = (12, 60);

/// A width and a height that can be drawn on.
pub(super) fn clamped(width: u16, height: u16) -> (u16, u16) {
    (width.clamp(WIDTHS.0, WIDTHS.1), height.clamp(HEIGHTS.0, HEIGHTS.1))
}

/// The ends of an axis, and names at even distances along it.
pub(super) struct Ends {
    pub bounds: [f64; 2],
    pub names: Vec<String>,
}

impl Ends {
    /// Reaches from one round value to another.
    pub(super) fn round((low, high): (f64, f64), rows: u16) -> Self {
        let (low, high) = if low < high { (low, high) } else { roomy((low, high), 0.05) };
        let step = round_step(low, high, usize::from(rows.div_ceil(3)).clamp(1, 6));
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let steps = (last - first).clamp(1.0, 8.0);
        let largest = first.abs().max(last.abs()) * step;
        let names = (0..=steps as usize).map(|at| tick((first + at as f64) * step, step, largest));
        Self { bounds: [first * step, (first + steps) * step], names: names.collect() }
    }

    /// Reaches from one doubling of a value to another; its bounds are those of logarithms.
    pub(super) fn doublings(start: f64, (low, high): (f64, f64), rows: u16) -> Self {
        let of = |value: f64| (value / start).log2();
        let (low, high) = (of(low), of(high));
        let first = low.floor();
        let step = ((high - first) / f64::from(rows.div_ceil(3)).clamp(1.0, 6.0)).ceil().max(1.0);
        let steps = ((high - first) / step).ceil().clamp(1.0, 8.0);
        let values = (0..=steps as usize).map(|at| start * (first + at as f64 * step).exp2());
        let names = values.map(short);
        let place = |at: f64| start.ln() + at * std::f64::consts::LN_2;
        Self { bounds: [place(first), place(first + steps * step)], names: names.collect() }
    }

    /// The most rows up to some that put each name on the row of its value.
    pub(super) fn rows(&self, most: u16) -> u16 {
        let steps = (self.names.len() as u16 - 1).max(1);
        (most - 1) / steps * steps + 1
    }

    /// How many columns are left beside the names.
    pub(super) fn columns(&self, width: u16) -> u16 {
        let widest = self.names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        width.saturating_sub(widest as u16 + 1).max(2)
    }

    /// The axis from bottom to top.
    pub(super) fn upward<'a>(self) -> Axis<'a> {
        axis(self.bounds, self.names)
    }
}

/// A value with three digits, or as few as it takes: `2.5k`.
fn short(value: f64) -> String {
    let unit = if value < 1e3 { value } else { value.max(1e4) };
    let text = tick(value, 0.01 * value, unit);
    let end = text.find(|sign: char| sign.is_ascii_alphabetic()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    if digits.contains('.') {
        return format!("{}{unit}", digits.trim_end_matches('0').trim_end_matches('.'));
    }
    text
}

/// An axis with names at even distances.
pub(super) fn axis<'a>(bounds: [f64; 2], names: Vec<String>) -> Axis<'a> {
    Axis::default()
        .bounds(bounds)
        .labels(names.into_iter().map(Line::from))
        .labels_alignment(Alignment::Right)
        .style(Style::new().fg(Color::DarkGray))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_round() {
        let ends = Ends::round((-0.3, 0.9), 12);
        assert_eq!((ends.bounds, ends.names.join(" ")), ([-0.5, 1.0], "−0.5 0 0.5 1.0".to_owned()));
    }

    #[test]
    fn a_single_value_has_room() {
        assert_eq!(Ends::round((2.0, 2.0), 12).bounds, [1.85, 2.1]);
        assert_eq!(Ends::round((0.0, 0.0), 12).bounds, [-1.0, 1.0]);
    }

    #[test]
    fn names_are_as_short_as_they_can_be() {
        assert_eq!([1_250.0, 20_000.0, 0.5, 640.0].map(short), ["1.25k", "20k", "0.5", "640"]);
    }

    #[test]
    fn doublings_start_at_the_start() {
        let ends = Ends::doublings(10_000.0, (6_000.0, 70_000.0), 15);
        assert_eq!(ends.names.join(" "), "5k 10k 20k 40k 80k");
        assert_eq!((ends.rows(15), ends.rows(5), ends.columns(80)), (13, 5, 76));
        assert!((ends.bounds[0].exp() - 5_000.0).abs() < 1e-6);
    }
}
