//! Conditions: one bit a candle.

/// A fixed number of bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// `len` bits that are all off.
    pub fn zeros(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(64)], len }
    }

    /// `len` bits that are all `on`.
    pub fn filled(len: usize, on: bool) -> Self {
        let mut bits = Self { words: vec![if on { !0 } else { 0 }; len.div_ceil(64)], len };
        bits.trim();
        bits
    }

    /// One bit a row, from a test of the row.
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Self {
        let mut bits = Self::zeros(len);
        for (at, word) in bits.words.iter_mut().enumerate() {
            let first = at * 64;
            let rows = (len - first).min(64);
            *word = (0..rows).fold(0, |word, bit| word | (u64::from(test(first + bit)) << bit));
        }
        bits
    }

    /// The number of bits.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no bits.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// One bit; off beyond the end.
    pub fn get(&self, row: usize) -> bool {
        row < self.len && self.words[row / 64] >> (row % 64) & 1 == 1
    }

    /// Word by word of two sets of one length.
    #[must_use]
    pub fn zip(&self, other: &Self, with: impl Fn(u64, u64) -> u64) -> Self {
        debug_assert_eq!(self.len, other.len, "conditions of one frame have one length");
        let words = self.words.iter().zip(&other.words).map(|(a, b)| with(*a, *b)).collect();
        let mut bits = Self { words, len: self.len };
        bits.trim();
        bits
    }

    /// The other bits.
    #[must_use]
    pub fn not(&self) -> Self {
        let mut bits = Self { words: self.words.iter().map(|word| !word).collect(), len: self.len };
        bits.trim();
        bits
    }

    /// How many bits are on in `rows`.
    pub fn count(&self, rows: std::ops::Range<usize>) -> usize {
        let (mut from, mut count) = (rows.start, 0);
        while let Some(row) = self.next_one(from, rows.end) {
            count += 1;
            from = row + 1;
        }
        count
    }

    /// The first bit that is on in `from..end`.
    pub fn next_one(&self, from: usize, end: usize) -> Option<usize> {
        let end = end.min(self.len);
        if from >= end {
            return None;
        }
        let mut at = from / 64;
        let mut word = self.words[at] & (!0 << (from % 64));
        loop {
            if word != 0 {
                let row = at * 64 + word.trailing_zeros() as usize;
                return (row < end).then_some(row);
            }
            at += 1;
            if at * 64 >= end {
                return None;
            }
            word = self.words[at];
        }
    }

    fn trim(&mut self) {
        if let (Some(last), used @ 1..) = (self.words.last_mut(), self.len % 64) {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_found_across_words() {
        let bits = Bits::from_fn(200, |row| row == 3 || row == 64 || row == 199);
        assert_eq!(bits.next_one(0, 200), Some(3));
        assert_eq!(bits.next_one(4, 200), Some(64));
        assert_eq!(bits.next_one(65, 199), None);
        assert_eq!(bits.next_one(65, 200), Some(199));
        assert_eq!((bits.count(0..200), bits.count(4..64)), (3, 0));
        assert!(bits.get(64) && !bits.get(65) && !bits.get(4000));
    }

    #[test]
    fn nothing_is_on_beyond_the_end() {
        assert_eq!(Bits::zeros(70).not().count(0..1000), 70);
        assert_eq!(Bits::filled(70, true), Bits::zeros(70).not());
    }
}
