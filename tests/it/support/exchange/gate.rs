//! Holds requests until a test lets them go.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// How long a test waits for a request to come before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Default)]
struct State {
    /// How many requests still pass; `None` is all.
    passes: Option<usize>,
    held: usize,
    stopped: bool,
}

/// The gate that each request passes before it is answered.
#[derive(Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

impl Gate {
    /// Waits until the gate is open. False when the exchange stops.
    pub(super) fn pass(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        state.held += 1;
        self.changed.notify_all();
        let shut = |state: &mut State| state.passes == Some(0) && !state.stopped;
        state = self.changed.wait_while(state, shut).unwrap();
        state.held -= 1;
        self.changed.notify_all();
        state.passes = state.passes.map(|passes| passes.saturating_sub(1));
        !state.stopped
    }

    pub(super) fn set(&self, passes: Option<usize>) {
        self.state.lock().unwrap().passes = passes;
        self.changed.notify_all();
    }

    /// Lets all go, and waits until they are gone: none of them is held by the next pause.
    pub(super) fn open(&self) {
        let mut state = self.state.lock().unwrap();
        state.passes = None;
        self.changed.notify_all();
        drop(self.changed.wait_while(state, |state| state.held > 0).unwrap());
    }

    pub(super) fn wait_until_held(&self, count: usize) {
        let state = self.state.lock().unwrap();
        let few = |state: &mut State| state.passes != Some(0) || state.held < count;
        let waited = self.changed.wait_timeout_while(state, PATIENCE, few).unwrap().1;
        assert!(!waited.timed_out(), "{count} requests did not come");
    }

    /// Waits so long. False when the exchange stops.
    pub(super) fn nap(&self, time: Duration) -> bool {
        let state = self.state.lock().unwrap();
        let slept = self.changed.wait_timeout_while(state, time, |state| !state.stopped).unwrap();
        !slept.0.stopped
    }

    pub(super) fn stop(&self) {
        self.state.lock().unwrap().stopped = true;
        self.changed.notify_all();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.state.lock().unwrap().stopped
    }
}
