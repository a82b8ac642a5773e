//! Values that come and go, kept in order.

/// Values from the smallest to the largest, in which a place is found, and a value put in or taken
/// out, in logarithmic time.
///
/// They lie in blocks of bounded length; a search among the bounds of the blocks and a tree of their
/// counts tell which block is meant. A window of some hundred values is a single block, one of a hundred
/// thousand a few hundred of them. A block that is full is split, one that is nearly empty is joined with
/// its neighbour.
///
/// No value may be NaN. What is answered depends on the values alone, not on the order in which they came.
pub(super) struct Ordered {
    blocks: Vec<Vec<f64>>,
    /// A bound for each block: no value in it is smaller, and none in the blocks before is larger.
    floors: Vec<f64>,
    counts: Counts,
}

/// The most values of a block.
const FULL: usize = 512;

/// With so many values or fewer a block looks for a neighbour to join.
const FEW: usize = FULL / 8;

impl Ordered {
    /// No values yet.
    pub(super) fn new() -> Self {
        Self {
            blocks: vec![Vec::with_capacity(FULL)],
            floors: vec![f64::NEG_INFINITY],
            counts: Counts::of([0].into_iter()),
        }
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.counts.before(self.blocks.len())
    }

    /// How many values are smaller.
    pub(super) fn below(&self, value: f64) -> usize {
        let (block, at) = self.first(value);
        self.counts.before(block) + at
    }

    /// How many values are smaller or equal.
    pub(super) fn up_to(&self, value: f64) -> usize {
        let (block, at) = self.end(value);
        self.counts.before(block) + at
    }

    /// The value that has `place` others before it. There must be so many.
    pub(super) fn nth(&self, place: usize) -> f64 {
        let (block, at) = self.counts.find(place);
        self.blocks[block][at]
    }

    /// Puts in a value.
    pub(super) fn insert(&mut self, value: f64) {
        let (mut block, mut at) = self.end(value);
        if self.blocks[block].len() == FULL {
            self.split(block);
            (block, at) = self.end(value);
        }
        self.put(block, at, value);
    }

    /// Takes out a value that was put in.
    pub(super) fn remove(&mut self, value: f64) {
        let (block, at) = self.place(value);
        self.take(block, at);
    }

    /// Takes out a value that was put in, and puts in another.
    pub(super) fn replace(&mut self, old: f64, new: f64) {
        let ((block, from), (other, to)) = (self.place(old), self.end(new));
        let values = &mut self.blocks[block];
        if block == other && from < to {
            values.copy_within(from + 1..to, from);
            values[to - 1] = new;
        } else if block == other {
            values.copy_within(to..from, to + 1);
            values[to] = new;
        } else if self.blocks[other].len() < FULL {
            self.put(other, to, new);
            self.take(block, from);
        } else {
            self.take(block, from);
            self.insert(new);
        }
    }

    fn put(&mut self, block: usize, at: usize, value: f64) {
        self.blocks[block].insert(at, value);
        self.counts.add(block);
    }

    fn take(&mut self, block: usize, at: usize) {
        self.blocks[block].remove(at);
        self.counts.subtract(block);
        self.join_if_few(block);
    }

    /// Block and place of the first value that is not smaller; the place may be the block's end.
    fn first(&self, value: f64) -> (usize, usize) {
        let block = count_before(&self.floors[1..], |floor| floor < value);
        (block, count_before(&self.blocks[block], |other| other < value))
    }

    /// Block and place behind the last value that is not larger.
    fn end(&self, value: f64) -> (usize, usize) {
        let block = count_before(&self.floors[1..], |floor| floor <= value);
        (block, count_before(&self.blocks[block], |other| other <= value))
    }

    /// Block and place of a value that was put in.
    fn place(&self, value: f64) -> (usize, usize) {
        let (block, at) = self.first(value);
        if at < self.blocks[block].len() { (block, at) } else { (block + 1, 0) }
    }

    /// Makes two blocks of one.
    fn split(&mut self, block: usize) {
        let mut upper = Vec::with_capacity(FULL);
        upper.extend(self.blocks[block].drain(FULL / 2..));
        self.floors.insert(block + 1, upper[0]);
        self.blocks.insert(block + 1, upper);
        self.count();
    }

    /// Makes one block of two that have few values between them, or of an empty one and its neighbour:
    /// a block is only ever empty when it is alone.
    fn join_if_few(&mut self, block: usize) {
        let count = self.blocks[block].len();
        if count > FEW || self.blocks.len() == 1 {
            return;
        }
        let lower = block.min(self.blocks.len() - 2);
        let both = self.blocks[lower].len() + self.blocks[lower + 1].len();
        if count == 0 || both <= FULL / 2 {
            let upper = self.blocks.remove(lower + 1);
            self.blocks[lower].extend(upper);
            self.floors.remove(lower + 1);
            self.count();
        }
    }

    fn count(&mut self) {
        self.counts = Counts::of(self.blocks.iter().map(Vec::len));
    }
}

/// How many of the sorted values come before a place. Halving goes on until few are left, which are counted:
/// the processor would mispredict the last steps, but compares some values at once.
fn count_before(sorted: &[f64], comes_before: impl Fn(f64) -> bool) -> usize {
    let (mut low, mut high) = (0, sorted.len());
    while high - low > 32 {
        let middle = usize::midpoint(low, high);
        if comes_before(sorted[middle]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let rest = sorted[low..high].iter().map(|value| u64::from(comes_before(*value)));
    low + rest.sum::<u64>() as usize
}

/// How many values the blocks have, summed as in Fenwick's tree: entry `i`, counted from 1, has the sum of
/// as many blocks up to `i` as its lowest set bit says.
struct Counts(Vec<usize>);

impl Counts {
    fn of(counts: impl Iterator<Item = usize>) -> Self {
        let mut sums: Vec<usize> = std::iter::once(0).chain(counts).collect();
        for entry in 1..sums.len() {
            if let Some(above) = sums.get(entry + lowest_bit(entry)) {
                let above = above + sums[entry];
                sums[entry + lowest_bit(entry)] = above;
            }
        }
        Self(sums)
    }

    /// One more value in a block.
    fn add(&mut self, block: usize) {
        self.change(block, |sum| sum + 1);
    }

    /// One less value in a block.
    fn subtract(&mut self, block: usize) {
        self.change(block, |sum| sum - 1);
    }

    fn change(&mut self, block: usize, change: impl Fn(usize) -> usize) {
        let mut entry = block + 1;
        while let Some(sum) = self.0.get_mut(entry) {
            *sum = change(*sum);
            entry += lowest_bit(entry);
        }
    }

    /// How many values there are in the blocks before one.
    fn before(&self, block: usize) -> usize {
        let (mut entry, mut sum) = (block, 0);
        while entry > 0 {
            sum += self.0[entry];
            entry -= lowest_bit(entry);
        }
        sum
    }

    /// The block of the value that has `place` others before it, and its place there.
    fn find(&self, mut place: usize) -> (usize, usize) {
        let mut block = 0;
        let mut step = (self.0.len() - 1).next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.0.get(block + step)
                && *sum <= place
            {
                place -= sum;
                block += step;
            }
            step /= 2;
        }
        (block, place)
    }
}

fn lowest_bit(entry: usize) -> usize {
    entry & entry.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::{FULL, Ordered};

    /// Compares every answer with those of a sorted list.
    fn check(ordered: &Ordered, values: &[f64]) {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        assert_eq!(ordered.len(), sorted.len());
        for (place, value) in sorted.iter().enumerate() {
            assert_eq!(ordered.nth(place), *value);
            for near in [value - 0.5, *value, value + 0.5] {
                let below = sorted.iter().filter(|other| **other < near).count();
                let up_to = sorted.iter().filter(|other| **other <= near).count();
                assert_eq!((ordered.below(near), ordered.up_to(near)), (below, up_to), "{near}");
            }
        }
    }

    #[test]
    fn places_are_those_of_a_sorted_list() {
        let hash = |row: usize| (row.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as f64;
        let columns: [&dyn Fn(usize) -> f64; 5] = [
            &hash,
            &|row| (hash(row) / 1e6).floor(),
            &|row| row as f64,
            &|row| -(row as f64),
            &|row| (row / 1_000 * row % 7) as f64,
        ];
        for column in columns {
            let values: Vec<f64> = (0..6 * FULL).map(column).collect();
            let mut ordered = Ordered::new();
            for window in [1, 2, 9, FULL, 3 * FULL] {
                for (row, value) in values.iter().enumerate() {
                    match row.checked_sub(window) {
                        Some(gone) if row % 2 == 0 => ordered.replace(values[gone], *value),
                        Some(gone) => {
                            ordered.remove(values[gone]);
                            ordered.insert(*value);
                        }
                        None => ordered.insert(*value),
                    }
                    if row % (FULL / 3) == 7 {
                        check(&ordered, &values[(row + 1).saturating_sub(window)..=row]);
                    }
                }
                for value in &values[values.len() - window..] {
                    ordered.remove(*value);
                }
                check(&ordered, &[]);
            }
        }
    }

    #[test]
    fn equal_values_have_a_first_and_a_last_place() {
        let mut ordered = Ordered::new();
        for value in [4.0, 2.0, 2.0, 9.0] {
            ordered.insert(value);
        }
        assert_eq!((ordered.below(2.0), ordered.up_to(2.0), ordered.nth(2)), (0, 2, 4.0));
        ordered.replace(2.0, 5.0);
        assert_eq!((ordered.below(4.5), ordered.nth(2)), (2, 5.0));
    }
}
