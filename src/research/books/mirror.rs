//! A second copy of the books below the git directory, where `git clean -fdx` and `git reset --hard` do
//! not reach. What the workspace lost comes back from it.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::data::whole::copy_whole;

/// How much of the end of a copy is compared with the file: all of it, where it is this short.
const COMPARED: u64 = 1 << 13;

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Restored {
    /// Nothing was missing.
    Nothing,
    /// The file was not there.
    Whole,
    /// Its end was missing.
    End,
}

/// Brings back what the copy has and the file, which only grows, does not.
pub(super) fn restore(file: &Path, copy: &Path) -> io::Result<Restored> {
    let Some(kept) = length(copy)?.filter(|kept| *kept > 0) else { return Ok(Restored::Nothing) };
    match length(file)? {
        None => {
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            copy_whole(copy, file)?;
            Ok(Restored::Whole)
        }
        Some(there) if there < kept && begins_alike(file, copy, there)? => {
            append_from(copy, there, file)?;
            Ok(Restored::End)
        }
        Some(_) => Ok(Restored::Nothing),
    }
}

/// Makes the copy what the file is. A copy that is not the file's beginning is kept under another name.
pub(super) fn follow(file: &Path, copy: &Path) -> io::Result<()> {
    let Some(there) = length(file)? else { return Ok(()) };
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder)?;
    }
    match length(copy)? {
        Some(kept) if kept <= there && begins_alike(copy, file, kept)? => {
            if kept < there {
                append_from(file, kept, copy)?;
            }
            Ok(())
        }
        None => copy_whole(file, copy),
        Some(_) => {
            set_aside(copy)?;
            copy_whole(file, copy)
        }
    }
}

/// Adds to a copy what was added to its file behind so many bytes.
pub(super) fn append(copy: &Path, before: u64, text: &str) -> io::Result<()> {
    if length(copy)?.unwrap_or(0) != before {
        return Err(io::Error::other("it is not up to date"));
    }
    let mut file = fs::OpenOptions::new().append(true).create(before == 0).open(copy)?;
    file.write_all(text.as_bytes())
}

/// Keeps a copy under another name, from which nothing is brought back.
pub(super) fn set_aside(copy: &Path) -> io::Result<()> {
    if !copy.exists() {
        return Ok(());
    }
    fs::rename(copy, free_name(copy, "old"))
}

/// A name beside a file that nothing has.
pub(super) fn free_name(file: &Path, ending: &str) -> PathBuf {
    let names = (1..).map(|n: u32| file.with_extension(format!("{n}.{ending}")));
    let free = names.into_iter().find(|name| name.symlink_metadata().is_err());
    free.expect("there are numbers enough")
}

/// Whether one of two files is the beginning of the other one, or is not there.
pub(super) fn agree(file: &Path, copy: &Path) -> io::Result<bool> {
    let (Some(there), Some(kept)) = (length(file)?, length(copy)?) else { return Ok(true) };
    begins_alike(file, copy, there.min(kept))
}

/// Gives a file another name, without a second copy of it where the file system can.
pub(super) fn link(file: &Path, copy: &Path) -> io::Result<()> {
    if copy.exists() {
        return Ok(());
    }
    if let Some(folder) = copy.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::hard_link(file, copy).or_else(|_| copy_whole(file, copy))
}

/// Gives the files of a folder names in another one.
pub(super) fn link_all(from: &Path, to: &Path) -> io::Result<usize> {
    let Ok(entries) = fs::read_dir(from) else { return Ok(0) };
    let mut linked = 0;
    for path in entries.flatten().map(|entry| entry.path()) {
        let Some(name) = path.file_name().filter(|_| path.is_file()) else { continue };
        let there = to.join(name);
        if !there.exists() {
            link(&path, &there)?;
            linked += 1;
        }
    }
    Ok(linked)
}

/// The length of a file; `None` where there is none.
pub(super) fn length(path: &Path) -> io::Result<Option<u64>> {
    match fs::metadata(path) {
        Ok(data) if data.is_file() => Ok(Some(data.len())),
        Ok(_) => Err(io::Error::other("it is no file")),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether there is no such file: also where a folder above it is none.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// A part of a file.
pub(super) fn part(path: &Path, offset: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::with_capacity(length.min(1 << 16) as usize);
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether a file of `length` bytes is the beginning of another one, as far as is looked at.
fn begins_alike(short: &Path, long: &Path, length: u64) -> io::Result<bool> {
    let from = length.saturating_sub(COMPARED);
    Ok(part(short, from, length - from)? == part(long, from, length - from)?)
}

fn append_from(from: &Path, offset: u64, to: &Path) -> io::Result<()> {
    let rest = part(from, offset, u64::MAX)?;
    fs::OpenOptions::new().append(true).open(to)?.write_all(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_lost_comes_back_and_what_was_changed_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (file, copy) =
            (folder.path().join("a/results.tsv"), folder.path().join("b/results.tsv"));
        let read = |path: &Path| fs::read_to_string(path).unwrap();
        assert_eq!(restore(&file, &copy).unwrap(), Restored::Nothing);
        follow(&file, &copy).unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        fs::write(&file, "one\ntwo\n").unwrap();
        follow(&file, &copy).unwrap();
        fs::write(&file, "one\n").unwrap();
        assert_eq!(restore(&file, &copy).unwrap(), Restored::End);
        assert_eq!(read(&file), "one\ntwo\n");
        fs::remove_dir_all(folder.path().join("a")).unwrap();
        assert_eq!(restore(&file, &copy).unwrap(), Restored::Whole);
        assert_eq!(restore(&file, &copy).unwrap(), Restored::Nothing);
        fs::write(&file, "one\ntwo\nthree\n").unwrap();
        follow(&file, &copy).unwrap();
        assert_eq!(read(&copy), "one\ntwo\nthree\n");
        // Somebody wrote another file: theirs counts, and the old one is kept.
        fs::write(&file, "other\n").unwrap();
        assert_eq!(restore(&file, &copy).unwrap(), Restored::Nothing);
        follow(&file, &copy).unwrap();
        assert_eq!(read(&copy), "other\n");
        assert_eq!(read(&folder.path().join("b/results.1.old")), "one\ntwo\nthree\n");
    }
}
