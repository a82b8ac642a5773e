//! The few shapes that a picture is made of.

use std::fmt::Write as _;

const STRING: &str = "a string takes all text";

/// A part of a picture in which values have places.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    pub top: f64,
    pub height: f64,
    /// The smallest and the largest value in it.
    pub least: f64,
    pub most: f64,
    /// The values at the lower and the upper edge.
    low: f64,
    high: f64,
    /// The width of a candle.
    pub step: f64,
}

impl Panel {
    /// One that holds all of some values, with a little room.
    pub(super) fn around(
        top: f64,
        height: f64,
        step: f64,
        values: impl Iterator<Item = f64>,
    ) -> Self {
        let finite = values.filter(|value| value.is_finite());
        let (least, most) = finite
            .fold((f64::MAX, f64::MIN), |(least, most), value| (least.min(value), most.max(value)));
        let (least, most) = if least <= most { (least, most) } else { (0.0, 1.0) };
        let room = if most > least { 0.04 * (most - least) } else { 0.5 * least.abs().max(1.0) };
        Self { top, height, least, most, low: least - room, high: most + room, step }
    }

    /// The middle of a row.
    pub(super) fn x(&self, row: usize) -> i64 {
        ((row as f64 + 0.5) * self.step).round() as i64
    }

    /// The place of a value.
    pub(super) fn y(&self, value: f64) -> i64 {
        let share = (value - self.low) / (self.high - self.low);
        (self.top + self.height * (1.0 - share)).round() as i64
    }

    /// Whether a value is within.
    pub(super) fn holds(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// A picture in the making.
pub(super) struct Svg(String);

impl Svg {
    /// An empty one. It is shown at half its width, so that whole numbers are fine enough.
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}\" \
             font-family=\"sans-serif\" font-size=\"20\" fill=\"none\" stroke-width=\"3\" \
             stroke-linejoin=\"round\">\n",
            width / 2
        ))
    }

    /// A line through values, broken where there is none.
    pub(super) fn line(&mut self, panel: &Panel, values: &[f64], colour: &str) {
        let mut path = String::new();
        let mut is_down = false;
        for (row, value) in values.iter().enumerate() {
            if value.is_finite() {
                let pen = if is_down { ' ' } else { 'M' };
                write!(path, "{pen}{} {}", panel.x(row), panel.y(*value)).expect(STRING);
            }
            is_down = value.is_finite();
        }
        self.path(&path, &format!("stroke=\"{colour}\""));
    }

    /// A path with its looks.
    pub(super) fn path(&mut self, path: &str, looks: &str) {
        if !path.is_empty() {
            writeln!(self.0, "<path d=\"{path}\" {looks}/>").expect(STRING);
        }
    }

    /// A text; `end` puts its end at the place.
    pub(super) fn text(&mut self, (x, y): (i64, i64), text: &str, colour: &str, end: bool) {
        let anchor = if end { " text-anchor=\"end\"" } else { "" };
        writeln!(self.0, "<text x=\"{x}\" y=\"{y}\" fill=\"{colour}\"{anchor}>{text}</text>")
            .expect(STRING);
    }

    /// The whole picture.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }
}
