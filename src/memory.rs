//! How much memory does this thread take? An allocator that counts, for whoever must not take too much.
//!
//! Only a program can install it (`#[global_allocator]`). Without it the counts stay 0, and bounds on
//! them bind nobody.
#![allow(
    unsafe_code,
    reason = "an allocator cannot be written otherwise (docs/decisions/0009-an-allocator-that-counts.md)"
)]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

/// What handing out a piece of memory takes beside its size, bytes.
const PIECE: u64 = 64;

thread_local! {
    /// What was allocated on this thread less what was freed on it, bytes. Memory that wanders from
    /// thread to thread makes it negative as well.
    static LIVE: Cell<i64> = const { Cell::new(0) };
    /// What was allocated on this thread since it began, bytes, and [`PIECE`] for each piece.
    static TOTAL: Cell<u64> = const { Cell::new(0) };
}

/// An allocator that counts for each thread what the one within it hands out.
#[derive(Debug)]
pub struct Counting<A>(pub A);

/// The counts of one thread at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// Allocated and not freed, bytes.
    pub live: i64,
    /// Ever allocated, bytes; each piece counts a little more than it has, for many small ones are slower
    /// than one large one.
    pub total: u64,
}

/// The counts of this thread.
#[inline]
pub fn counts() -> Counts {
    Counts { live: LIVE.get(), total: TOTAL.get() }
}

/// Does some work whose memory is not counted: it is somebody else's, or bounded by other means.
pub fn uncounted<T>(work: impl FnOnce() -> T) -> T {
    /// Takes the counts back, also when the work panics.
    struct Before(Counts);
    impl Drop for Before {
        fn drop(&mut self) {
            LIVE.set(self.0.live);
            TOTAL.set(self.0.total);
        }
    }
    let _before = Before(counts());
    work()
}

#[inline]
fn took(bytes: usize) {
    LIVE.set(LIVE.get().wrapping_add(bytes as i64));
    TOTAL.set(TOTAL.get().wrapping_add(bytes as u64 + PIECE));
}

#[inline]
fn gave(bytes: usize) {
    LIVE.set(LIVE.get().wrapping_sub(bytes as i64));
}

// SAFETY: each call is handed on as it came, to an allocator that keeps the contract. Counting does not
// allocate: the counters are there from the beginning of a thread and have no destructor.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller keeps `GlobalAlloc::alloc`'s contract.
        unsafe { self.0.alloc(layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        // SAFETY: the caller keeps `GlobalAlloc::alloc_zeroed`'s contract.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        gave(layout.size());
        // SAFETY: the caller keeps `GlobalAlloc::dealloc`'s contract.
        unsafe { self.0.dealloc(pointer, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        gave(layout.size());
        took(size);
        // SAFETY: the caller keeps `GlobalAlloc::realloc`'s contract.
        unsafe { self.0.realloc(pointer, layout, size) }
    }
}

#[cfg(test)]
mod tests {
    use std::alloc::System;

    use super::*;

    #[test]
    fn what_is_allocated_on_a_thread_is_counted_there() {
        let allocator = Counting(System);
        let layout = Layout::array::<u8>(1_000).expect("a small layout");
        let before = counts();
        // SAFETY: the layout is not empty, and the pointer goes back under its own layout.
        unsafe {
            let pointer = allocator.alloc(layout);
            let pointer = allocator.realloc(pointer, layout, 3_000);
            assert_eq!(counts().live - before.live, 3_000);
            allocator.dealloc(pointer, Layout::array::<u8>(3_000).expect("a small layout"));
        }
        assert_eq!(
            (counts().live, counts().total),
            (before.live, before.total + 4_000 + 2 * PIECE)
        );
        let elsewhere = std::thread::spawn(|| counts().total).join();
        assert_eq!(elsewhere.expect("it does not panic"), 0);
    }

    #[test]
    fn uncounted_work_leaves_the_counts_as_they_were() {
        let before = counts();
        uncounted(|| took(5_000));
        assert_eq!((counts().live, counts().total), (before.live, before.total));
    }
}
