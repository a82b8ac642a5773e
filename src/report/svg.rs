//! The few shapes that a picture is made of.

use std::fmt::Write as _;

/// Why writing into a text cannot fail.
pub(super) const STRING: &str = "a string takes all text";

/// A picture in the making.
pub(super) struct Svg(String);

impl Svg {
    /// Starts an empty one. It is shown at half its width, so that whole numbers are fine enough.
    pub(super) fn new(width: i64, height: i64, looks: &str) -> Self {
        Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}\" \
             {looks}>\n",
            width / 2
        ))
    }

    /// Adds the rules of the classes that looks may name.
    pub(super) fn style(&mut self, rules: &str) {
        writeln!(self.0, "<style>\n{rules}</style>").expect(STRING);
    }

    /// Adds a line through places, broken where there is none.
    pub(super) fn line(&mut self, places: impl Iterator<Item = Option<(i64, i64)>>, looks: &str) {
        let mut path = String::new();
        let mut is_down = false;
        for place in places {
            if let Some((x, y)) = place {
                let pen = if is_down { ' ' } else { 'M' };
                write!(path, "{pen}{x} {y}").expect(STRING);
            }
            is_down = place.is_some();
        }
        self.path(&path, looks);
    }

    /// Adds a path with its looks.
    pub(super) fn path(&mut self, path: &str, looks: &str) {
        if !path.is_empty() {
            writeln!(self.0, "<path d=\"{path}\" {looks}/>").expect(STRING);
        }
    }

    /// Adds a text with its looks.
    pub(super) fn text(&mut self, (x, y): (i64, i64), text: &str, looks: &str) {
        let text = escaped(text);
        writeln!(self.0, "<text x=\"{x}\" y=\"{y}\" {looks}>{text}</text>").expect(STRING);
    }

    /// Ends the picture.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }
}

/// Escapes what XML reads as its own, and replaces what it forbids.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ if sign.is_control() => out.push('\u{fffd}'),
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_element() {
        assert_eq!(escaped("a<b> & \"c\"\u{0}\n"), "a&lt;b&gt; &amp; \"c\"\u{fffd}\u{fffd}");
    }

    #[test]
    fn a_line_is_broken_where_there_is_no_place() {
        let mut svg = Svg::new(20, 10, "fill=\"none\"");
        let places = [Some((1, 2)), Some((3, 4)), None, None, Some((5, 6))];
        svg.line(places.into_iter(), "stroke=\"red\"");
        svg.line([None].into_iter(), "stroke=\"red\"");
        let drawn = svg.finish();
        assert_eq!(drawn.lines().nth(1), Some("<path d=\"M1 2 3 4M5 6\" stroke=\"red\"/>"));
        assert_eq!(drawn.lines().count(), 3);
    }
}
