//! Opening the books: waits for whoever holds them, brings back what was lost, and puts in order what a crash
//! left behind.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::entry::Entry;
use super::index::Index;
use super::line::{FIRST, Line, is_chain};
use super::mirror::{self, Restored, length, part};
use super::{
    ATTEMPTS, Books, BooksError, Done, FOLDER, JOURNAL, RESULTS, results, texts, vanished,
};
use crate::research::history;

impl Books {
    /// Opens the books to write in them: waits for whoever else does, brings back what was lost, and puts in
    /// order what a crash left behind.
    pub fn open(root: &Path) -> Done<Self> {
        let folder = root.join(FOLDER);
        make_folder(&folder)?;
        let mut books = Self::with(root, folder);
        if let Some(copies) = &books.copies
            && let Err(error) = first_copies(&books.folder, copies)
        {
            let copies = copies.display().to_string();
            books.less_safe(&format!("{copies} cannot be written: {error}"));
        }
        books.take()?;
        Ok(books)
    }

    /// Lets others write in the books for a while.
    pub fn release(&mut self) {
        self.lock = None;
    }

    /// Takes the books again where they were released.
    pub(in crate::research) fn take(&mut self) -> Done<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        let lock = self.lock_file();
        self.lock = Some(
            lock.map_err(|error| BooksError::not_written(&format!("{FOLDER}/.lock"), &error))?,
        );
        self.again_while_swept(|books| {
            books.go_on_beginning()?;
            books.come_back()?;
            books.complete_results()
        })?;
        let damaged = self.index.damaged();
        if damaged > 0 {
            self.notes.push(format!(
                "{FOLDER}/{JOURNAL}: {damaged} lines are no entries: `autoquant status --verify` names them"
            ));
        }
        self.copy();
        Ok(())
    }

    /// Does something with the books that are held. Somebody may clean up at the same time, by whom no lock is
    /// respected: then what there was comes back, and it is done again.
    pub(in crate::research) fn again_while_swept<T>(
        &mut self,
        mut step: impl FnMut(&mut Self) -> Done<T>,
    ) -> Done<T> {
        let mut done = step(self);
        for _ in 1..ATTEMPTS {
            if done.is_ok() {
                break;
            }
            done = self.come_back().and_then(|()| step(self));
        }
        done
    }

    /// Brings back what was lost of the journal, and reads what it holds.
    fn come_back(&mut self) -> Done<()> {
        make_folder(&self.folder)?;
        self.prefer_what_is_sound()?;
        self.bring_back();
        self.set_torn_aside()?;
        self.read_index()?;
        let kept = self.copies.as_ref().map(|copies| length(&copies.join(JOURNAL)));
        match kept {
            // Nothing new begins where there is something old.
            Some(Ok(Some(kept))) if self.index.covers() == 0 && kept > 0 => Err(vanished()),
            _ => Ok(()),
        }
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
        let mut books = Self::with(root, root.join(FOLDER));
        books.lock = books.lock_file().ok();
        // Where nothing can be written they are read as they are.
        let may_write = books.lock.is_some();
        if may_write {
            let _ = books.go_on_beginning();
        }
        books.bring_back();
        books.read_index()?;
        if may_write {
            let _ = books.complete_results();
        }
        Ok(books)
    }

    pub(super) fn with(root: &Path, folder: PathBuf) -> Self {
        let place = history::place(root);
        let mut books = Self {
            root: root.to_owned(),
            folder,
            copies: place.as_ref().ok().cloned().flatten(),
            index: Index::default(),
            last: FIRST.to_owned(),
            notes: Vec::new(),
            lock: None,
        };
        if let Err(problem) = place {
            books.less_safe(&format!("the git repository cannot be used: {problem}"));
        }
        books
    }

    /// Says that there is no second copy. The books are kept all the same.
    pub(super) fn less_safe(&mut self, problem: &str) {
        let note = format!("the books have no second copy that `git clean` spares: {problem}");
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Brings back from the copies what is gone.
    pub(super) fn bring_back(&mut self) {
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

    /// A journal that somebody changed makes way for its copy, where that one holds together.
    fn prefer_what_is_sound(&mut self) -> Done<()> {
        let Some(copies) = &self.copies else { return Ok(()) };
        let (path, copy) = (self.journal(), copies.join(JOURNAL));
        let shown = format!("{FOLDER}/{JOURNAL}");
        let failed = |error: io::Error| BooksError::unreadable(&shown, &error);
        if mirror::agree(&path, &copy).map_err(failed)? {
            return Ok(());
        }
        let is_sound = |path: &Path| fs::read(path).map(|journal| is_chain(&journal));
        if is_sound(&path).map_err(failed)? || !is_sound(&copy).map_err(failed)? {
            let note = format!("{shown} is another one than its copy, which is kept as it was");
            self.notes.push(note);
            return Ok(());
        }
        let aside = mirror::free_name(&path, "changed");
        fs::rename(&path, &aside).map_err(|error| BooksError::not_written(&shown, &error))?;
        let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.notes.push(format!("{shown} was changed by somebody: it is now {name} beside it"));
        Ok(())
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

    /// Whether there are no rows that a new file would stand in for.
    pub(super) fn may_make_results(&self) -> bool {
        self.copies.as_ref().is_none_or(|copies| !copies.join(RESULTS).exists())
    }

    /// Completes the rows of the last logged events, where a crash kept them from the log.
    fn complete_results(&mut self) -> Done<()> {
        let last = self.index.entries().rev().find(|entry| entry.what.is_log());
        let Some(last) = last else { return Ok(()) };
        let failed = |error: io::Error| BooksError::not_written(RESULTS, &error);
        let bytes = part(&self.journal(), last.offset, last.length).map_err(failed)?;
        let Ok(Entry::Log(log)) = serde_json::from_slice(&bytes) else { return Ok(()) };
        let rows: Vec<&str> = log.rows.iter().map(|row| row.row.as_str()).collect();
        if results::complete(&self.root, log.after, &rows, self.may_make_results())
            .map_err(failed)?
        {
            self.notes.push(format!("{RESULTS} was completed: its last rows had not been written"));
        }
        Ok(())
    }
}

/// Makes the folder of results.
fn make_folder(folder: &Path) -> Done<()> {
    fs::create_dir_all(folder).map_err(|error| {
        let is_none = folder.symlink_metadata().is_ok() && !folder.is_dir();
        if is_none { BooksError::NotAFolder } else { BooksError::not_written(FOLDER, &error) }
    })
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
