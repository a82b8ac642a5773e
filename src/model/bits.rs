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
        let end = rows.end.min(self.len);
        if rows.start >= end {
            return 0;
        }
        let (first, last) = (rows.start / 64, (end - 1) / 64);
        let word = |at: usize| {
            let from = if at == first { !0 << (rows.start % 64) } else { !0 };
            let until = if at == last { !0 >> (63 - (end - 1) % 64) } else { !0 };
            (self.words[at] & from & until).count_ones() as usize
        };
        (first..=last).map(word).sum()
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

    /// Each bit in turn.
    pub fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        let bits = self.words.iter().flat_map(|word| (0..64).map(move |bit| word >> bit & 1 == 1));
        bits.take(self.len)
    }

    /// Switches the bits of `rows` on.
    pub fn set(&mut self, rows: std::ops::Range<usize>) {
        let (first, last) = (rows.start / 64, rows.end / 64);
        for at in first..(last + 1).min(self.words.len()) {
            let from = if at == first { rows.start % 64 } else { 0 };
            let below = if at == last { (1 << (rows.end % 64)) - 1 } else { !0 };
            self.words[at] |= below & (!0 << from);
        }
        self.trim();
    }

    /// Each bit `by` places later; the first ones are off.
    #[must_use]
    pub fn delayed(&self, by: usize) -> Self {
        let (skipped, shift) = (by / 64, by % 64);
        let mut bits = Self::zeros(self.len);
        for (at, word) in bits.words.iter_mut().enumerate().skip(skipped) {
            let from = at - skipped;
            let carried =
                if shift > 0 && from > 0 { self.words[from - 1] >> (64 - shift) } else { 0 };
            *word = self.words[from] << shift | carried;
        }
        bits.trim();
        bits
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
    fn bits_are_set_and_delayed_as_one_by_one() {
        let bits = Bits::from_fn(200, |row| row % 7 == 0 || row % 11 == 3);
        assert!(bits.iter().eq((0..200).map(|row| bits.get(row))));
        for by in [0, 1, 63, 64, 65, 130, 199, 200, 500] {
            let expected = Bits::from_fn(200, |row| row >= by && bits.get(row - by));
            assert_eq!(bits.delayed(by), expected, "{by}");
        }
        for rows in [0..0, 0..1, 3..64, 64..128, 60..70, 199..200, 0..200, 130..500] {
            let mut set = bits.clone();
            set.set(rows.clone());
            let expected = Bits::from_fn(200, |row| bits.get(row) || rows.contains(&row));
            assert_eq!(set, expected, "{rows:?}");
        }
    }

    #[test]
    fn nothing_is_on_beyond_the_end() {
        assert_eq!(Bits::zeros(70).not().count(0..1000), 70);
        assert_eq!(Bits::filled(70, true), Bits::zeros(70).not());
    }
}
