//! Files that are written whole or not at all: beside their place, and then moved there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Writes a file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = Beside::new(path)?;
    beside.file.write_all(bytes)?;
    beside.finish()
}

/// Writes a file that can be made again: a power cut may take it.
pub fn write_soon(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = Beside::new(path)?;
    beside.file.write_all(bytes)?;
    beside.move_to_place()
}

/// Copies a file.
pub fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    let mut beside = Beside::new(to)?;
    io::copy(&mut File::open(from)?, &mut beside.file)?;
    beside.finish()
}

/// Removes what writers that were killed left in a folder.
pub fn remove_parts(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(is_part) {
            // It is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether it is a name of a file beside its place: `.config.json.4711-0.part`.
fn is_part(name: &str) -> bool {
    let numbers =
        || name.strip_prefix('.')?.strip_suffix(".part")?.rsplit_once('.')?.1.split_once('-');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers().is_some_and(|(process, n)| is_number(process) && is_number(n))
}

/// A file beside its place. It is gone when it is not finished.
#[derive(Debug)]
struct Beside {
    file: File,
    path: PathBuf,
    place: PathBuf,
    finished: bool,
}

impl Beside {
    /// Under a name that nothing has: whoever is there, be it a link, stays.
    fn new(place: &Path) -> io::Result<Self> {
        let name = place.file_name().ok_or_else(|| io::Error::other("it names no file"))?;
        let process = std::process::id();
        for n in 0.. {
            let mut beside = std::ffi::OsString::from(".");
            beside.push(name);
            beside.push(format!(".{process}-{n}.part"));
            let path = place.with_file_name(beside);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                opened => {
                    let place = place.to_owned();
                    return opened.map(|file| Self { file, path, place, finished: false });
                }
            }
        }
        unreachable!("there are numbers enough")
    }

    fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        self.move_to_place()
    }

    fn move_to_place(mut self) -> io::Result<()> {
        fs::rename(&self.path, &self.place)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.finished {
            // What fails here has failed before, and is told then.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_stays_until_the_whole_file_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let others = folder.path().join(format!(".a.txt.{}-0.part", std::process::id()));
        fs::write(&others, "somebody's").unwrap();
        write_whole(&path, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert!(copy_whole(&folder.path().join("none"), &path).is_err());
        assert!(write_whole(&folder.path().join(".."), b"two").is_err());
        copy_whole(&others, &path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"somebody's");
        assert_eq!(fs::read(&others).unwrap(), b"somebody's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
