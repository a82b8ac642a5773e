//! How far a download is: bars on a terminal, lines elsewhere.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::fetch::Progress;

/// The shortest pause that is worth a word.
const WORTH_A_WORD: Duration = Duration::from_millis(500);

/// A bar for each file under way, the notes above them.
pub(super) struct Bars {
    all: MultiProgress,
    bars: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Bars {
    pub(super) fn new() -> Self {
        Self { all: MultiProgress::new(), bars: Mutex::default() }
    }

    fn bars(&self) -> MutexGuard<'_, BTreeMap<String, ProgressBar>> {
        self.bars.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, file: &str) {
        if let Some(bar) = self.bars().remove(file) {
            bar.finish_and_clear();
            self.all.remove(&bar);
        }
    }

    fn say(&self, text: &str) {
        // A terminal that has gone away is no error.
        let _ = self.all.println(text);
    }
}

impl Progress for Bars {
    fn begins(&self, file: &str, candles: u64) {
        const FORM: &str = "{prefix:22} {wide_bar} {human_pos:>11} of {human_len} candles, {eta}";
        let style = ProgressStyle::with_template(FORM).expect("it is a template");
        let bar = ProgressBar::new(candles).with_prefix(file.to_owned()).with_style(style);
        self.bars().insert(file.to_owned(), self.all.add(bar));
    }

    fn came(&self, file: &str, candles: u64) {
        if let Some(bar) = self.bars().get(file) {
            bar.inc(candles);
        }
    }

    fn is_complete(&self, file: &str, _: usize) {
        self.take(file);
    }

    fn has_failed(&self, file: &str) {
        self.take(file);
    }

    fn waits(&self, host: &str, why: &str, time: Duration) {
        if time >= WORTH_A_WORD {
            self.say(&waiting(host, why, time));
        }
    }

    fn notes(&self, text: &str) {
        self.say(&format!("note: {text}"));
    }
}

/// A line for each file that begins, and for all that takes long.
pub(super) struct Lines;

impl Lines {
    fn say(text: &str) {
        let _ = writeln!(io::stderr(), "{text}");
    }
}

impl Progress for Lines {
    fn begins(&self, file: &str, candles: u64) {
        Self::say(&format!("{file}: about {candles} candles to fetch"));
    }

    fn came(&self, _: &str, _: u64) {}

    fn is_complete(&self, file: &str, _: usize) {
        Self::say(&format!("{file}: complete"));
    }

    fn has_failed(&self, _: &str) {}

    fn waits(&self, host: &str, why: &str, time: Duration) {
        if time >= WORTH_A_WORD {
            Self::say(&waiting(host, why, time));
        }
    }

    fn notes(&self, text: &str) {
        Self::say(&format!("note: {text}"));
    }
}

/// Nothing.
pub(super) struct Silence;

impl Progress for Silence {
    fn begins(&self, _: &str, _: u64) {}
    fn came(&self, _: &str, _: u64) {}
    fn is_complete(&self, _: &str, _: usize) {}
    fn has_failed(&self, _: &str) {}
    fn waits(&self, _: &str, _: &str, _: Duration) {}
    fn notes(&self, _: &str) {}
}

fn waiting(host: &str, why: &str, time: Duration) -> String {
    format!("waiting {:.1} s: {host}: {why}", time.as_secs_f64())
}
