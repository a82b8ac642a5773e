//! The shape of a candle, and how it lies beside another.

/// A candle's four prices.
#[derive(Clone, Copy)]
pub(super) struct Candle {
    pub(super) open: f64,
    pub(super) high: f64,
    pub(super) low: f64,
    pub(super) close: f64,
}

impl Candle {
    /// Whether it closes where it opened or above.
    #[inline(always)]
    pub(super) fn is_white(self) -> bool {
        self.close >= self.open
    }

    /// Whether it closes below its open.
    #[inline(always)]
    pub(super) fn is_black(self) -> bool {
        !self.is_white()
    }

    /// 1 for a white candle, −1 for a black one.
    #[inline(always)]
    pub(super) fn colour(self) -> f64 {
        if self.is_white() { 1.0 } else { -1.0 }
    }

    /// The distance from open to close.
    #[inline(always)]
    pub(super) fn body(self) -> f64 {
        (self.close - self.open).abs()
    }

    /// The upper end of the body.
    #[inline(always)]
    pub(super) fn top(self) -> f64 {
        higher(self.open, self.close)
    }

    /// The lower end of the body.
    #[inline(always)]
    pub(super) fn bottom(self) -> f64 {
        lower(self.open, self.close)
    }

    /// How far the candle reaches above its body.
    #[inline(always)]
    pub(super) fn upper_shadow(self) -> f64 {
        self.high - if self.is_white() { self.close } else { self.open }
    }

    /// How far the candle reaches below its body.
    #[inline(always)]
    pub(super) fn lower_shadow(self) -> f64 {
        (if self.is_white() { self.open } else { self.close }) - self.low
    }

    /// A shadow longer than this is long.
    #[inline(always)]
    pub(super) fn long_shadow(self) -> f64 {
        self.body()
    }

    /// A shadow longer than this is very long.
    #[inline(always)]
    pub(super) fn very_long_shadow(self) -> f64 {
        2.0 * self.body()
    }

    /// Both shadows together.
    #[inline(always)]
    pub(super) fn shadows(self) -> f64 {
        self.upper_shadow() + self.lower_shadow()
    }

    /// The distance from low to high.
    #[inline(always)]
    pub(super) fn range(self) -> f64 {
        self.high - self.low
    }

    /// Whether the whole body lies above another candle's body.
    #[inline(always)]
    pub(super) fn body_gaps_above(self, other: Self) -> bool {
        self.bottom() > other.top()
    }

    /// Whether the whole body lies below another candle's body.
    #[inline(always)]
    pub(super) fn body_gaps_below(self, other: Self) -> bool {
        self.top() < other.bottom()
    }

    /// Whether the whole candle lies above another candle.
    #[inline(always)]
    pub(super) fn gaps_above(self, other: Self) -> bool {
        self.low > other.high
    }

    /// Whether the whole candle lies below another candle.
    #[inline(always)]
    pub(super) fn gaps_below(self, other: Self) -> bool {
        self.high < other.low
    }
}

/// The higher of two prices; the second where one is NaN.
#[inline(always)]
pub(super) fn higher(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

/// The lower of two prices; the second where one is NaN.
#[inline(always)]
pub(super) fn lower(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

/// Whether a price lies no further than `distance` from another.
#[inline(always)]
pub(super) fn within(price: f64, distance: f64, centre: f64) -> bool {
    all([price <= centre + distance, price >= centre - distance])
}

/// Whether all conditions hold. All are looked at, so that loops stay free of jumps.
#[inline(always)]
pub(super) fn all<const N: usize>(conditions: [bool; N]) -> bool {
    conditions.into_iter().fold(true, |all, holds| all & holds)
}

/// Whether one of the conditions holds. All are looked at, as by [`all`].
#[inline(always)]
pub(super) fn any<const N: usize>(conditions: [bool; N]) -> bool {
    conditions.into_iter().fold(false, |any, holds| any | holds)
}

#[cfg(test)]
mod tests {
    use super::{Candle, within};

    const WHITE: Candle = Candle { open: 4.0, high: 9.0, low: 1.0, close: 6.0 };

    #[test]
    fn a_candle_is_measured_from_its_body() {
        let black = Candle { open: 6.0, close: 4.0, ..WHITE };
        for candle in [WHITE, black] {
            assert_eq!((candle.top(), candle.bottom(), candle.body()), (6.0, 4.0, 2.0));
            assert_eq!((candle.upper_shadow(), candle.lower_shadow()), (3.0, 3.0));
            assert_eq!((candle.range(), candle.shadows()), (8.0, 6.0));
        }
        assert_eq!((WHITE.colour(), black.colour()), (1.0, -1.0));
    }

    #[test]
    fn a_candle_without_a_body_is_white_and_without_a_price_black() {
        assert!(Candle { open: 6.0, ..WHITE }.is_white());
        assert!(Candle { open: f64::NAN, ..WHITE }.is_black());
    }

    #[test]
    fn bodies_gap_where_shadows_still_meet() {
        let higher = Candle { open: 12.0, high: 13.0, low: 8.0, close: 11.0 };
        assert!(higher.body_gaps_above(WHITE) && WHITE.body_gaps_below(higher));
        assert!(!higher.gaps_above(WHITE) && !WHITE.gaps_below(higher));
    }

    #[test]
    fn the_distance_itself_is_within() {
        assert!(within(5.0, 1.0, 4.0) && within(3.0, 1.0, 4.0));
        assert!(!within(5.5, 1.0, 4.0) && !within(2.5, 1.0, 4.0));
    }
}
