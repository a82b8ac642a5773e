//! Opening the books: waits for whoever holds them, brings back what was lost, and puts in order what a crash
//! left behind.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::entry::Entry;
use super::index::Index;
use super::line::{FIRST, Line};
use super::mirror::{self, Restored, length, part};
use super::{Books, BooksError, Done, FOLDER, JOURNAL, RESULTS, results, texts};
use crate::research::history;

impl Books {
    /// Opens the books to write in them: waits for whoever else does, brings back what was lost, and puts in
    /// order what a crash left behind.
    pub fn open(root: &Path) -> Done<Self> {
        let folder = root.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|error| BooksError::not_written(FOLDER, &error))?;
        let copies = history::place(root);
        if let Some(copies) = &copies {
            // Without them the books are only less safe.
            let _ = first_copies(&folder, copies);
        }
        let mut books = Self::with(root, folder, copies);
        books.take()?;
        Ok(books)
    }

    /// Lets others write in the books for a while.
    pub fn release(&mut self) {
        self.lock = None;
    }

    /// Takes the books again where they were released.
    pub(super) fn take(&mut self) -> Done<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        let lock = self.lock_file();
        self.lock = Some(
            lock.map_err(|error| BooksError::not_written(&format!("{FOLDER}/.lock"), &error))?,
        );
        self.go_on_beginning()?;
        self.bring_back();
        self.set_torn_aside()?;
        self.read_index()?;
        self.complete_results()?;
        self.copy();
        Ok(())
    }

    /// Waits until nobody else holds the books. Where there is a repository the lock lies in it: `git clean`
    /// would take another one away.
    fn lock_file(&self) -> io::Result<File> {
        let path = match self.copies.as_ref().filter(|copies| copies.is_dir()) {
            Some(copies) => copies.join("lock"),
            None => self.folder.join(".lock"),
        };
        let file = fs::OpenOptions::new().create(true).append(true).open(path)?;
        file.lock()?;
        Ok(file)
    }

    /// Opens the books to read in them. What was lost is brought back where that is possible.
    pub fn read(root: &Path) -> Done<Self> {
        let mut books = Self::with(root, root.join(FOLDER), history::place(root));
        books.lock = books.lock_file().ok();
        if books.lock.is_some() {
            // Where nothing can be written they are read as they are.
            let _ = books.go_on_beginning();
        }
        books.bring_back();
        books.read_index()?;
        Ok(books)
    }

    fn with(root: &Path, folder: PathBuf, copies: Option<PathBuf>) -> Self {
        Self {
            root: root.to_owned(),
            folder,
            copies,
            index: Index::default(),
            last: FIRST.to_owned(),
            notes: Vec::new(),
            lock: None,
        }
    }

    fn bring_back(&mut self) {
        let Some(copies) = self.copies.clone() else { return };
        let mut notes = Vec::new();
        for (file, copy, name) in self.copied().into_iter().flatten() {
            notes.push(match mirror::restore(&file, &copy) {
                Ok(Restored::Nothing) => continue,
                Ok(Restored::Whole) => format!("{name} was gone and is back from its copy"),
                Ok(Restored::End) => {
                    format!("the end of {name} was gone and is back from its copy")
                }
                Err(error) => format!("{name} is incomplete, and cannot be brought back: {error}"),
            });
        }
        for folder in [texts::SCRIPTS, texts::RETURNS] {
            if !self.folder.join(folder).is_dir() {
                let _ = mirror::link_all(&copies.join(folder), &self.folder.join(folder));
            }
        }
        if !notes.is_empty() {
            notes.push(format!("the copies lie in {}", copies.display()));
        }
        self.notes.extend(notes);
    }

    /// Sets aside what a crash left behind the last whole line.
    fn set_torn_aside(&mut self) -> Done<()> {
        let path = self.journal();
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::not_written(&shown, &error);
        let Some(length) = length(&path).map_err(failed)? else { return Ok(()) };
        let torn = torn(&path, length).map_err(failed)?;
        if torn.is_empty() {
            return Ok(());
        }
        let aside = self.folder.join("journal.torn");
        let file = fs::OpenOptions::new().append(true).create(true).open(aside);
        file.and_then(|mut file| file.write_all(&[torn.as_slice(), b"\n"].concat()))
            .map_err(failed)?;
        let file = fs::OpenOptions::new().write(true).open(&path);
        file.and_then(|file| file.set_len(length - torn.len() as u64)).map_err(failed)?;
        self.notes.push(format!(
            "{shown} ended in a line that was never finished: it was moved to journal.torn"
        ));
        Ok(())
    }

    fn read_index(&mut self) -> Done<()> {
        let path = self.journal();
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::unreadable(&shown, &error);
        let Some(length) = length(&path).map_err(failed)? else {
            self.index = Index::default();
            FIRST.clone_into(&mut self.last);
            return Ok(());
        };
        if length > 0 && length == self.index.covers() && self.ends_as_it_did(length) {
            // Nobody else has written since it was read.
            return Ok(());
        }
        FIRST.clone_into(&mut self.last);
        let read = |offset, length| part(&path, offset, length).ok();
        self.index = if let Some(index) = Index::stored(&self.folder, length, read) {
            index
        } else {
            let index = Index::built(&fs::read(&path).map_err(failed)?);
            index.store(&self.folder);
            index
        };
        let whole = self.index.entries().rev().find(|entry| entry.what.is_whole());
        if let Some(last) = whole {
            let bytes = part(&path, last.offset, last.length).map_err(failed)?;
            let text = String::from_utf8_lossy(&bytes);
            if let Some(line) = Line::parse(text.trim_end_matches('\n')) {
                line.hash.clone_into(&mut self.last);
            }
        }
        Ok(())
    }

    /// Whether the journal ends with the line that it ended with when it was read.
    fn ends_as_it_did(&self, length: u64) -> bool {
        let last = self.index.entries().next_back();
        let bytes = last.and_then(|last| part(&self.journal(), last.offset, length).ok());
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let line = text.as_deref().and_then(|text| Line::parse(text.trim_end_matches('\n')));
        line.is_some_and(|line| line.hash == self.last)
    }

    /// Completes the rows of the last logged events, where a crash kept them from the log.
    fn complete_results(&mut self) -> Done<()> {
        let last = self.index.entries().rev().find(|entry| entry.what.is_log());
        let Some(last) = last else { return Ok(()) };
        let failed = |error: io::Error| BooksError::not_written(RESULTS, &error);
        let bytes = part(&self.journal(), last.offset, last.length).map_err(failed)?;
        let Ok(Entry::Log(log)) = serde_json::from_slice(&bytes) else { return Ok(()) };
        let rows: Vec<&str> = log.rows.iter().map(|row| row.row.as_str()).collect();
        if results::complete(&self.root, log.after, &rows).map_err(failed)? {
            self.notes.push(format!("{RESULTS} was completed: its last rows had not been written"));
        }
        Ok(())
    }
}

/// Makes the place of copies, with what was kept before there was one.
fn first_copies(folder: &Path, copies: &Path) -> io::Result<()> {
    if copies.join(JOURNAL).exists() {
        return Ok(());
    }
    fs::create_dir_all(copies)?;
    for kept in [texts::SCRIPTS, texts::RETURNS] {
        mirror::link_all(&folder.join(kept), &copies.join(kept))?;
    }
    Ok(())
}

/// What stands behind the last whole line of the journal.
fn torn(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    // Lines are a few thousand bytes long.
    let mut looked_at = 1 << 12;
    loop {
        let from = length.saturating_sub(looked_at);
        looked_at *= 2;
        let tail = part(path, from, length - from)?;
        match tail.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => return Ok(tail[end + 1..].to_vec()),
            None if from == 0 => return Ok(tail),
            None => {}
        }
    }
}
