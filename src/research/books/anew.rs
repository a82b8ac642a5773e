//! Begins the books anew, once they are frozen: whole or not at all, and so that no copy brings the old ones
//! back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::index::Index;
use super::line::FIRST;
use super::{Books, BooksError, Done, FOLDER, mirror};
use crate::data::whole::write_whole;
use crate::research::ledger::{HEADER, RESULTS};

/// A file, beside the journal, that is there while the books begin anew. Whoever finds it goes on with that.
const MARK: &str = "journal.anew";

impl Books {
    /// Begins the books anew: a log without rows, a journal without entries. The copies are set aside under
    /// other names. Texts and daily returns stay: they lie there by their content, and are found again.
    pub(in crate::research) fn begin_anew(&mut self) -> Done<()> {
        self.take()?;
        self.set_copies_aside()?;
        self.empty(|books| File::create(books.mark())?.sync_all())?;
        self.go_on_beginning()
    }

    /// Books of a new workspace: copies of another one, which was at the same place before, stay beside.
    pub fn begin(root: &Path) -> Done<()> {
        Self::with(root, root.join(FOLDER)).set_copies_aside()
    }

    /// Goes on where somebody was interrupted who began the books anew.
    pub(super) fn go_on_beginning(&mut self) -> Done<()> {
        if !self.mark().exists() {
            return Ok(());
        }
        self.set_copies_aside()?;
        self.empty(|books| File::create(books.journal())?.sync_all())?;
        Index::default().store(&self.folder);
        // Behind a link the file itself is the one that begins anew.
        let results = self.root.join(RESULTS);
        let results = results.canonicalize().unwrap_or(results);
        write_whole(&results, format!("{HEADER}\n").as_bytes())
            .map_err(|error| BooksError::not_written(RESULTS, &error))?;
        self.empty(|books| fs::remove_file(books.mark()))?;
        self.index = Index::default();
        FIRST.clone_into(&mut self.last);
        self.copy();
        Ok(())
    }

    fn mark(&self) -> PathBuf {
        self.folder.join(MARK)
    }

    fn empty(&self, step: impl FnOnce(&Self) -> io::Result<()>) -> Done<()> {
        step(self).map_err(|error| BooksError::not_written(FOLDER, &error))
    }

    fn set_copies_aside(&self) -> Done<()> {
        for (_, copy, _) in self.copied().into_iter().flatten() {
            mirror::set_aside(&copy)
                .map_err(|error| BooksError::not_written(&copy.display().to_string(), &error))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: PathBuf) -> String {
        fs::read_to_string(path).unwrap()
    }

    /// Books with a row and something that looks like a journal, in a repository.
    fn books(folder: &std::path::Path) -> Books {
        git2::Repository::init(folder).unwrap();
        fs::write(folder.join(RESULTS), format!("{HEADER}\naaa\tcreate\tOne\t-\t-\told\n"))
            .unwrap();
        fs::create_dir_all(folder.join(FOLDER)).unwrap();
        fs::write(folder.join(FOLDER).join("journal.jsonl"), "old\n").unwrap();
        Books::open(folder).unwrap()
    }

    #[test]
    fn whoever_is_interrupted_is_followed_by_one_who_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let books = books(folder.path());
        let (mark, copies) = (books.mark(), books.copies.clone().unwrap());
        drop(books);
        File::create(mark).unwrap();
        let books = Books::read(folder.path()).unwrap();
        assert!(!books.mark().exists());
        assert_eq!(read(books.journal()), "");
        assert_eq!(read(folder.path().join(RESULTS)), format!("{HEADER}\n"));
        assert_eq!(read(copies.join(RESULTS)), format!("{HEADER}\n"));
        assert_eq!(read(copies.join("journal.1.old")), "old\n");
        assert!(read(copies.join("results.1.old")).contains("old"));
    }

    #[test]
    fn who_held_the_books_before_sees_that_they_are_others() {
        let folder = tempfile::tempdir().unwrap();
        let mut waiting = books(folder.path());
        "another hash".clone_into(&mut waiting.last);
        waiting.release();
        Books::open(folder.path()).unwrap().begin_anew().unwrap();
        waiting.take().unwrap();
        assert_eq!((waiting.last.as_str(), waiting.trials()), (FIRST, 0));
    }
}
