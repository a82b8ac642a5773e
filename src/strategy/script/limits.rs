//! What a running script may take: operations, memory, and time as a backstop behind them.
//!
//! Rhai counts the operations of one call only, forgets those of functions that its own functions call
//! (`sort` with a comparator), and does not see what an assignment to an index takes. So each operation
//! is counted here, for the script that runs on this thread.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use rhai::{Dynamic, EvalAltResult, NativeCallContext};

use super::host::{Answer, MOST_OPERATIONS};
use crate::memory;
use crate::strategy::plan::BuildError;

/// The most operations of all functions that describe the columns of a strategy, all pairs together.
const BUILDING: u64 = 2_000_000;
/// The operations that all calls of callbacks in a backtest may take, and how many more for each candle
/// of a pair.
const CALLING: u64 = 1_000_000;
const CALLING_A_CANDLE: u64 = 110;
/// The most memory that a script holds at one time, bytes.
const MOST_LIVE: i64 = 64 << 20;
/// The most memory that the functions of a script take together, given back or not, bytes: it bounds
/// what is done within one operation as well.
const TAKING: u64 = 1 << 30;
/// The same for all calls of callbacks in a backtest, and how much more for each candle of a pair.
const TAKING_CALLING: u64 = 128 << 20;
const TAKING_A_CANDLE: u64 = 3 << 10;
/// A function that runs so long is far beyond all other bounds. It depends on the machine, so it must
/// never be what decides.
const LONGEST: Duration = Duration::from_secs(30);
/// Looking at the bounds takes as long as a good part of an operation, and looking at the clock longer
/// than one: it is done after so many of them.
const LOOK: u64 = 16;
const LOOK_AT_THE_CLOCK: u64 = 512;

/// What the functions of a script may take together.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    of: &'static Of,
    operations: u64,
    taken: u64,
}

/// Who takes it, and the mend, in the words of errors.
#[derive(Debug)]
struct Of {
    who: &'static str,
    help: &'static str,
}

static BUILDERS: Of = Of {
    who: "the functions that describe columns, for all pairs,",
    help: "use shorter loops: these functions run for each pair",
};
static CALLBACKS: Of = Of {
    who: "the callbacks of this backtest",
    help: "make it a column in `populate_indicators`, and read that in the callback",
};

/// How far the script that runs on this thread has come, and where its bounds are.
#[derive(Clone, Copy)]
struct Run {
    bounds: Bounds,
    most_operations: u64,
    /// What it leaves of the allowance for all runs, if it takes no more operations.
    left: u64,
    most_live: i64,
    most_taken: u64,
    began: Option<Instant>,
}

thread_local! {
    /// None while no script runs here.
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
    /// The operations of that run.
    static OPERATIONS: Cell<u64> = const { Cell::new(0) };
    /// The operation at which its bounds are looked at next.
    static NEXT_LOOK: Cell<u64> = const { Cell::new(u64::MAX) };
}

impl Run {
    /// The error that the script is ended with where it has gone too far.
    fn look(&mut self, operations: u64) -> Option<BuildError> {
        // The operation that is one too many is never passed over.
        NEXT_LOOK.set((operations + LOOK).min(self.most_operations.saturating_add(1)));
        let memory = memory::counts();
        if operations > self.most_operations {
            Some(self.too_many_operations())
        } else if memory.live > self.most_live {
            let message = format!("the script holds more than {} MiB", MOST_LIVE >> 20);
            Some(BuildError::new("AQ297", message).help("build smaller strings, arrays and maps"))
        } else if memory.total > self.most_taken {
            let Bounds { of, taken, .. } = self.bounds;
            let message =
                format!("{} take more than {} MiB, given back or not", of.who, taken >> 20);
            Some(BuildError::new("AQ297", message).help("copy fewer strings, arrays and maps"))
        } else if operations % LOOK_AT_THE_CLOCK < LOOK && self.is_late() {
            let message = format!("a function runs for more than {} seconds", LONGEST.as_secs());
            Some(BuildError::new("AQ299", message).help("look for a loop that does not end"))
        } else {
            None
        }
    }

    fn too_many_operations(&self) -> BuildError {
        if self.most_operations == MOST_OPERATIONS {
            let message = format!("the script takes more than {MOST_OPERATIONS} operations");
            return BuildError::new("AQ292", message).help("look for a loop that does not end");
        }
        let Bounds { of, operations, .. } = self.bounds;
        let message = format!("{} take more than {operations} operations", of.who);
        BuildError::new("AQ292", message).help(of.help)
    }

    #[expect(clippy::disallowed_methods, reason = "a backstop, far behind the bounds that decide")]
    fn is_late(&mut self) -> bool {
        let now = Instant::now();
        now - *self.began.get_or_insert(now) > LONGEST
    }
}

/// Counts operations of the running script; the error that it is ended with where it went too far.
#[inline]
fn count(operations: u64) -> Option<BuildError> {
    let operations = OPERATIONS.get().saturating_add(operations);
    OPERATIONS.set(operations);
    if operations < NEXT_LOOK.get() { None } else { look(operations) }
}

#[cold]
fn look(operations: u64) -> Option<BuildError> {
    RUN.with_borrow_mut(|run| run.as_mut()?.look(operations))
}

/// Counts an operation of the running script; what it is ended with where it goes too far.
#[inline]
pub(super) fn progress() -> Option<Dynamic> {
    let passed = count(1)?;
    Some(Dynamic::from(passed))
}

/// Counts what is done within one operation and takes as long as so many of them.
pub(super) fn charge(context: &NativeCallContext<'_>, operations: usize) -> Answer<()> {
    count(operations as u64).map_or(Ok(()), |error| {
        let (token, position) = (Dynamic::from(error), context.call_position());
        Err(Box::new(EvalAltResult::ErrorTerminated(token, position)))
    })
}

/// Takes what is done for the script elsewhere from the allowance of all its runs: operations that it is
/// worth, and bytes.
pub(super) fn pay(context: &NativeCallContext<'_>, operations: u64, bytes: u64) -> Answer<()> {
    RUN.with_borrow_mut(|run| {
        if let Some(run) = run {
            let is_covered = operations <= run.left.saturating_sub(OPERATIONS.get());
            run.left = run.left.saturating_sub(operations);
            // Without anything left the next operation is one too many.
            run.most_operations = if is_covered { run.left.min(MOST_OPERATIONS) } else { 0 };
            run.most_taken = run.most_taken.saturating_sub(bytes);
            NEXT_LOOK.set(0);
        }
    });
    charge(context, 1)
}

/// What is left of what the functions of a script may take together.
#[derive(Debug)]
pub struct Allowance {
    bounds: Bounds,
    operations: u64,
    taken: u64,
}

impl Allowance {
    /// For the top level and the functions that describe columns, those of all pairs.
    pub fn building() -> Self {
        Self::new(Bounds { of: &BUILDERS, operations: BUILDING, taken: TAKING })
    }

    /// For the callbacks of a backtest over so many candles, those of all pairs, and with so much of
    /// what there is without candles.
    pub fn calling(candles: f64, floor: f64) -> Self {
        let sum = |least: u64, a_candle: u64| least as f64 * floor + a_candle as f64 * candles;
        Self::new(Bounds {
            of: &CALLBACKS,
            operations: sum(CALLING, CALLING_A_CANDLE) as u64,
            taken: sum(TAKING_CALLING, TAKING_A_CANDLE) as u64,
        })
    }

    fn new(bounds: Bounds) -> Self {
        Self { bounds, operations: bounds.operations, taken: bounds.taken }
    }

    /// Runs a function of the script, and takes what it takes from what is left.
    pub(super) fn run<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let memory = memory::counts();
        let most_operations = self.operations.min(MOST_OPERATIONS);
        let _outer = Outer {
            run: RUN.replace(Some(Run {
                bounds: self.bounds,
                most_operations,
                left: self.operations,
                most_live: memory.live.saturating_add(MOST_LIVE),
                most_taken: memory.total.saturating_add(self.taken),
                began: None,
            })),
            operations: OPERATIONS.replace(0),
            next_look: NEXT_LOOK.replace(LOOK.min(most_operations + 1)),
        };
        let result = work();
        RUN.with_borrow(|run| {
            if let Some(run) = run {
                self.operations = run.left.saturating_sub(OPERATIONS.get());
                self.taken = run.most_taken.saturating_sub(memory::counts().total);
            }
        });
        result
    }
}

/// The run around this one: while one script waits for columns, another may run on its thread.
struct Outer {
    run: Option<Run>,
    operations: u64,
    next_look: u64,
}

impl Drop for Outer {
    fn drop(&mut self) {
        RUN.set(self.run);
        OPERATIONS.set(self.operations);
        NEXT_LOOK.set(self.next_look);
    }
}
