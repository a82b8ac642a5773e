//! A drawn chart as lines of text.

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Rect;
use ratatui_core::style::{Color, Style};
use ratatui_core::symbols::Marker;
use ratatui_core::widgets::Widget as _;
use ratatui_widgets::chart::{Axis, Chart, Dataset, GraphType};

/// A sign with a colour.
pub(super) type Ink = (char, Color);

/// Marks places with a sign.
pub(super) fn marks(places: &[(f64, f64)], (sign, colour): Ink) -> Dataset<'_> {
    Dataset::default()
        .data(places)
        .marker(Marker::Custom(sign))
        .graph_type(GraphType::Scatter)
        .style(Style::new().fg(colour))
}

/// Joins places by a line of small dots.
pub(super) fn line(places: &[(f64, f64)], colour: Color) -> Dataset<'_> {
    marks(places, (' ', colour)).marker(Marker::Braille).graph_type(GraphType::Line)
}

/// Draws a chart as lines without spaces at their ends, in colours where they are wanted.
pub(super) fn drawn(
    sets: Vec<Dataset<'_>>,
    (x, y): (Axis<'_>, Axis<'_>),
    (width, height): (u16, u16),
    colour: bool,
) -> String {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    Chart::new(sets).x_axis(x).y_axis(y).legend_position(None).render(area, &mut buffer);
    let mut out = String::new();
    for row in buffer.content.chunks(usize::from(width)) {
        let end = row.iter().rposition(|cell| cell.symbol() != " ").map_or(0, |at| at + 1);
        let mut ink = Color::Reset;
        for cell in &row[..end] {
            // A space has no colour to change to.
            if colour && cell.fg != ink && cell.symbol() != " " {
                ink = cell.fg;
                out += sequence(ink);
            }
            out += cell.symbol();
        }
        if ink != Color::Reset {
            out += sequence(Color::Reset);
        }
        out.push('\n');
    }
    out
}

/// Explains signs, as many a line as fit.
pub(super) fn key(kinds: &[(Ink, String)], width: u16, colour: bool) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let (mut out, mut used) = (String::new(), 0);
    for ((sign, ink), meaning) in kinds {
        let long = meaning.chars().count() + 2;
        if used > 0 && used + 2 + long > usize::from(width) {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out += "  ";
            used += 2;
        }
        if colour {
            out += sequence(*ink);
        }
        out.push(*sign);
        if colour {
            out += sequence(Color::Reset);
        }
        out.push(' ');
        out += meaning;
        used += long;
    }
    out.push('\n');
    out
}

/// Breaks a text between words where a line is full; a longer word is cut.
pub(super) fn wrapped(text: &str, width: u16) -> String {
    let width = usize::from(width);
    let (mut out, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        let cut: String = word.chars().filter(|sign| !sign.is_control()).take(width).collect();
        let long = cut.chars().count();
        if used > 0 && used + 1 + long > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out += &cut;
        used += long;
    }
    out.push('\n');
    out
}

/// What changes to a colour; only those that are drawn with.
fn sequence(ink: Color) -> &'static str {
    match ink {
        Color::Blue => "\u{1b}[94m",
        Color::Yellow => "\u{1b}[33m",
        Color::DarkGray => "\u{1b}[90m",
        _ => "\u{1b}[0m",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 8), "one two\nthree\n");
        assert_eq!(wrapped(&"x".repeat(60), 40).len(), 41);
    }

    #[test]
    fn a_key_breaks_between_kinds() {
        let kinds =
            [(('o', Color::Blue), "3 kept".to_owned()), (('x', Color::Reset), "failed".to_owned())];
        assert_eq!(key(&kinds, 40, false), "o 3 kept  x failed\n");
        assert_eq!(key(&[], 40, false), "");
        assert_eq!(key(&kinds, 10, false), "o 3 kept\nx failed\n");
        assert!(key(&kinds, 40, true).starts_with("\u{1b}[94mo\u{1b}[0m 3 kept"));
    }
}
