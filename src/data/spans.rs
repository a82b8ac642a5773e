//! Stretches of time: which of them are known, and which are missing.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Stretches of time in order, each from its first millisecond to the one behind its last; none touches
/// another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(i64, i64)>", into = "Vec<(i64, i64)>")]
pub struct Spans(Vec<Range<i64>>);

impl Spans {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The stretches, in order.
    pub fn iter(&self) -> impl Iterator<Item = Range<i64>> + '_ {
        self.0.iter().cloned()
    }

    /// Adds a stretch, or a part of what is there.
    pub fn add(&mut self, mut span: Range<i64>) {
        if span.is_empty() {
            return;
        }
        let first = self.0.partition_point(|known| known.end < span.start);
        let last = self.0.partition_point(|known| known.start <= span.end);
        if let [one, ..] = &self.0[first..last] {
            span.start = span.start.min(one.start);
            span.end = span.end.max(self.0[last - 1].end);
        }
        self.0.splice(first..last, [span]);
    }

    /// Adds all stretches of another.
    pub fn extend(&mut self, other: &Self) {
        other.iter().for_each(|span| self.add(span));
    }

    /// What a stretch has that is not known.
    pub fn missing_in(&self, wanted: Range<i64>) -> Vec<Range<i64>> {
        let mut missing = Vec::new();
        let mut from = wanted.start;
        for known in &self.0 {
            if known.end <= from {
                continue;
            }
            if known.start >= wanted.end {
                break;
            }
            if from < known.start {
                missing.push(from..known.start);
            }
            from = known.end;
        }
        if from < wanted.end {
            missing.push(from..wanted.end);
        }
        missing
    }
}

impl From<Vec<(i64, i64)>> for Spans {
    fn from(list: Vec<(i64, i64)>) -> Self {
        let mut spans = Self::default();
        for (start, end) in list {
            spans.add(start..end);
        }
        spans
    }
}

impl From<Spans> for Vec<(i64, i64)> {
    fn from(spans: Spans) -> Self {
        spans.iter().map(|span| (span.start, span.end)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(list: &[(i64, i64)]) -> Spans {
        list.to_vec().into()
    }

    #[test]
    fn what_touches_becomes_one() {
        assert_eq!(spans(&[(5, 7), (1, 3), (3, 5)]), spans(&[(1, 7)]));
        assert_eq!(spans(&[(1, 2), (8, 9), (4, 5), (0, 10)]), spans(&[(0, 10)]));
        assert_eq!(spans(&[(1, 4), (2, 3), (6, 6), (9, 8)]), spans(&[(1, 4)]));
        let apart = spans(&[(8, 9), (1, 2), (4, 5)]);
        assert_eq!(Vec::from(apart), [(1, 2), (4, 5), (8, 9)]);
    }

    #[test]
    fn what_is_missing_is_what_was_not_added() {
        let known = spans(&[(2, 4), (6, 9)]);
        for start in 0..11 {
            for end in start..11 {
                let missing = known.missing_in(start..end);
                let by_hand: Vec<i64> =
                    (start..end).filter(|at| ![2, 3, 6, 7, 8].contains(at)).collect();
                assert_eq!(missing.iter().cloned().flatten().collect::<Vec<_>>(), by_hand);
                let mut all = known.clone();
                for span in missing {
                    all.add(span);
                }
                assert_eq!(all.missing_in(start..end), []);
            }
        }
    }
}
