//! Sums over a window of two columns, from which it is known how the two vary together.

/// The sums of the distances from a pair within reach, so that little cancels.
#[derive(Clone, Copy)]
pub(super) struct Pairs {
    shift: (f64, f64),
    pub x: f64,
    pub y: f64,
    pub xx: f64,
    pub yy: f64,
    pub xy: f64,
}

impl Pairs {
    /// Of a window, around a pair.
    pub(super) fn around(shift: (f64, f64), xs: &[f64], ys: &[f64]) -> Self {
        let mut pairs = Self { shift, x: 0.0, y: 0.0, xx: 0.0, yy: 0.0, xy: 0.0 };
        for pair in xs.iter().zip(ys) {
            pairs.add(pair);
        }
        pairs
    }

    #[inline(always)]
    pub(super) fn add(&mut self, pair: (&f64, &f64)) {
        let (x, y) = self.distance(pair);
        self.x += x;
        self.y += y;
        self.xx += x * x;
        self.yy += y * y;
        self.xy += x * y;
    }

    /// Gives the squares that are gone.
    #[inline(always)]
    pub(super) fn take(&mut self, pair: (&f64, &f64)) -> (f64, f64) {
        let (x, y) = self.distance(pair);
        self.x -= x;
        self.y -= y;
        self.xx -= x * x;
        self.yy -= y * y;
        self.xy -= x * y;
        (x * x, y * y)
    }

    #[inline(always)]
    fn distance(&self, (x, y): (&f64, &f64)) -> (f64, f64) {
        (x - self.shift.0, y - self.shift.1)
    }
}

/// The sum of a window, from its oldest value on.
pub(super) fn sum(window: &[f64]) -> f64 {
    window.iter().fold(0.0, |sum, value| sum + value)
}
