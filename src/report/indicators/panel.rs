//! A part of a picture in which values have places.

/// A part of a picture.
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

    /// The places of a line of values, none where there is none.
    pub(super) fn places(&self, values: &[f64]) -> impl Iterator<Item = Option<(i64, i64)>> {
        let place =
            |(row, value): (usize, &f64)| value.is_finite().then(|| (self.x(row), self.y(*value)));
        values.iter().enumerate().map(place)
    }
}
