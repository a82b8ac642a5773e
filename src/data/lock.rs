//! One writer at a time in a folder of candles.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

use super::DataError;
use super::store::Store;
use super::whole::remove_parts;

/// The file that is locked; what is in it says nothing.
const LOCK: &str = ".prepare.lock";

/// The right to write in a folder of candles, until it is dropped or the process is gone.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing it is not enough where a process that was just started has not let go of it yet.
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes it, or says that somebody else has it. The folder is made where there is none; what a writer
    /// that was killed left half-written is removed.
    pub fn take(store: &Store) -> Result<Self, DataError> {
        let not_written = |error: &std::io::Error| DataError::NotWritten {
            path: store.shown().to_owned(),
            problem: error.to_string(),
        };
        let folder = store.folder();
        fs::create_dir_all(folder).map_err(|error| not_written(&error))?;
        let file = open(&folder.join(LOCK)).map_err(|error| not_written(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(DataError::Locked { path: store.shown().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(not_written(&error)),
        }
        for below in store.folders() {
            remove_parts(&below);
        }
        Ok(Self { file })
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_what_was_left_half_written_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("data"), "data");
        let lock = Lock::take(&store).unwrap();
        let refused = Lock::take(&store).unwrap_err();
        assert_eq!(refused, DataError::Locked { path: "data".into() });
        let half = store.folder().join(".BTC_USDT-1h.feather.77-0.part");
        let own = store.folder().join("notes.part");
        fs::write(&half, "half").unwrap();
        fs::write(&own, "somebody's").unwrap();
        drop(lock);
        Lock::take(&store).unwrap();
        assert!(!half.exists() && own.exists());
    }
}
