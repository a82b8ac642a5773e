//! Small changes to known inputs, the same ones in each run.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng as _};

/// Numbers at which lengths and offsets break.
const EDGES: [u64; 9] =
    [0, 1, 0x7f, 0xff, 0x7fff_ffff, 0xffff_ffff, 1 << 40, i64::MAX as u64, u64::MAX];

/// No input grows beyond this.
const LONGEST: usize = 1 << 16;

/// Changes inputs at random, from a fixed seed.
pub struct Mutator(ChaCha8Rng);

impl Mutator {
    /// The same changes each time.
    pub fn new() -> Self {
        Self(ChaCha8Rng::seed_from_u64(1))
    }

    fn below(&mut self, most: usize) -> usize {
        (self.0.next_u64() % most.max(1) as u64) as usize
    }

    /// One of the inputs, changed in up to four places.
    pub fn next(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = self.pick(seeds).clone();
        for _ in 0..=self.below(4) {
            let from = self.pick(seeds);
            self.change(&mut bytes, from);
        }
        bytes.truncate(LONGEST);
        bytes
    }

    fn pick<'a>(&mut self, seeds: &'a [Vec<u8>]) -> &'a Vec<u8> {
        &seeds[self.below(seeds.len())]
    }

    fn change(&mut self, bytes: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(bytes.len());
        let part = self.part(bytes);
        match self.below(7) {
            0 => drop(bytes.drain(part)),
            1 => {
                let copy = bytes[part].to_vec();
                drop(bytes.splice(at..at, copy));
            }
            2 => {
                let copy = other[self.part(other)].to_vec();
                drop(bytes.splice(part, copy));
            }
            3 => bytes.truncate(at),
            4 => {
                let edge = EDGES[self.below(EDGES.len())].to_le_bytes();
                let size = [1, 2, 4, 8][self.below(4)].min(bytes.len() - at);
                bytes[at..at + size].copy_from_slice(&edge[..size]);
            }
            5 => {
                let printable = b' ' + self.below(95) as u8;
                bytes.insert(at, printable);
            }
            _ => {
                let bit = 1 << self.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bit;
                }
            }
        }
    }

    /// A part, more often a short one.
    fn part(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() + 1);
        let most = [8, 64, bytes.len()][self.below(3)].min(bytes.len() - start);
        start..start + self.below(most + 1)
    }
}
