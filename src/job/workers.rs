//! The threads that backtests run on: one for each processor, with stacks that are deep enough for any
//! script that the limits admit. Rhai's own limits hold only with enough of it.

use std::sync::LazyLock;

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
