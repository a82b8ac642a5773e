//! The marks of trials: a shape for each kind, all marks of a kind in one path.

use std::fmt::Write as _;

use crate::report::svg::STRING;

/// Circles around places.
pub(super) fn circles(places: &[(i64, i64)], radius: i64) -> String {
    let (r, across) = (radius, 2 * radius);
    let mut path = String::new();
    for (x, y) in places {
        write!(path, "M{} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0", x - r)
            .expect(STRING);
    }
    path
}

/// Triangles that point to what lies outside.
pub(super) fn triangles(places: &[(i64, i64)], radius: i64, up: bool) -> String {
    let tall = if up { 2 * radius } else { -2 * radius };
    let mut path = String::new();
    for (x, y) in places {
        write!(path, "M{} {}h{}l-{radius} {}z", x - radius, y + tall, 2 * radius, -tall)
            .expect(STRING);
    }
    path
}

/// Strokes that stand on places.
pub(super) fn strokes(places: &[(i64, i64)], tall: i64) -> String {
    let mut path = String::new();
    for (x, y) in places {
        write!(path, "M{x} {y}v-{tall}").expect(STRING);
    }
    path
}

/// Sorts places and leaves each once: at one place, one mark is as good as many.
pub(super) fn distinct(places: impl Iterator<Item = (i64, i64)>) -> Vec<(i64, i64)> {
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_at_one_place_are_one() {
        let places = distinct([(5, 1), (2, 9), (5, 1)].into_iter());
        assert_eq!(places, [(2, 9), (5, 1)]);
        assert_eq!(strokes(&places, 4), "M2 9v-4M5 1v-4");
    }

    #[test]
    fn triangles_touch_the_edge_with_their_tip() {
        assert_eq!(triangles(&[(10, 0)], 3, true), "M7 6h6l-3 -6z");
        assert_eq!(triangles(&[(10, 50)], 3, false), "M7 44h6l-3 6z");
    }
}
