//! Who does the work? One thread for each processor, with stacks that are deep enough for any script that
//! the limits admit: Rhai's own limits hold only with enough of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Of address space: only what is used takes memory.
const STACK: usize = 256 << 20;

static WORKERS: LazyLock<ThreadPool> = LazyLock::new(|| {
    let workers =
        ThreadPoolBuilder::new().stack_size(STACK).thread_name(|at| format!("worker {at}"));
    workers.build().expect("threads can be started")
});

/// Runs `work` on one of the workers: scripts are loaded, run and dropped there, and what is done side
/// by side is shared among them. On a worker it simply runs.
pub fn on_workers<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    WORKERS.install(work)
}

/// Works on each item, the largest first, as workers become free: so they end at nearly one time. The
/// results come in the order of the items.
pub fn largest_first<T: Send, R: Send>(
    items: Vec<T>,
    size: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    let mut order: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    order.sort_by_key(|(_, item)| std::cmp::Reverse(size(item)));
    let waiting: Vec<Mutex<Option<(usize, T)>>> =
        order.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let next = AtomicUsize::new(0);
    let turn = || waiting.get(next.fetch_add(1, Ordering::Relaxed));
    let take = |slot: &Mutex<Option<(usize, T)>>| {
        slot.lock().unwrap_or_else(PoisonError::into_inner).take()
    };
    let work_on = |_| {
        let mut done = Vec::new();
        while let Some((at, item)) = turn().and_then(take) {
            done.push((at, work(item)));
        }
        done
    };
    // Asked for inside: outside, rayon would start a pool of its own to count its threads.
    let mut done: Vec<(usize, R)> = on_workers(|| {
        let workers = 0..waiting.len().min(rayon::current_num_threads());
        workers.into_par_iter().flat_map_iter(work_on).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::largest_first;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 2, 7, 100] {
            let items: Vec<usize> = (0..count).map(|at| (at * 37) % 11).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(largest_first(items, |item| *item, |item| item * 2), doubled);
        }
    }
}
