//! An archive that is being written: beside its place, so that a whole one or none is there.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::research::books::BooksError;

type Done<T> = Result<T, BooksError>;

/// The folder of an archive, under a name that no archive has.
pub(super) struct Draft {
    /// Where it is written.
    beside: PathBuf,
    /// Where it will be.
    place: PathBuf,
    /// How that is shown.
    shown: String,
    files: Vec<String>,
    scripts: usize,
    /// Whether it was moved to its place.
    finished: bool,
    /// The folder of archives, where it was made for this one.
    made: Option<PathBuf>,
}

impl Draft {
    /// Begins a draft. What a crash left of another one is in nobody's way.
    pub(super) fn new(versions: &Path, name: &str, shown: &str) -> Done<Self> {
        let made = (!versions.exists()).then(|| versions.to_owned());
        let draft = Self {
            beside: versions.join(format!(".{name}.part")),
            place: versions.join(name),
            shown: shown.to_owned(),
            files: Vec::new(),
            scripts: 0,
            finished: false,
            made,
        };
        let begin = || {
            fs::create_dir_all(versions)?;
            match draft.beside.symlink_metadata() {
                Ok(left) if left.is_dir() => fs::remove_dir_all(&draft.beside)?,
                Ok(_) => fs::remove_file(&draft.beside)?,
                Err(_) => {}
            }
            fs::create_dir(&draft.beside)?;
            fs::create_dir(draft.beside.join("strategies"))?;
            fs::create_dir(draft.beside.join("scripts"))
        };
        begin().map_err(|error| not_written(shown, &error))?;
        Ok(draft)
    }

    /// The files so far, by name, without those in folders.
    pub(super) fn files(&self) -> &[String] {
        &self.files
    }

    /// How many texts of the journal there are.
    pub(super) fn scripts(&self) -> usize {
        self.scripts
    }

    /// Writes a file.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8]) -> Done<()> {
        let write = || {
            let mut file = File::create_new(self.beside.join(name))?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|error| not_written(&format!("{}/{name}", self.shown), &error))?;
        if !name.contains('/') {
            self.files.push(name.to_owned());
            self.files.sort_unstable();
        }
        Ok(())
    }

    /// Takes a file of the workspace; whether there is one.
    pub(super) fn copy(&mut self, name: &str, from: &Path, shown: &str) -> Done<bool> {
        match read(from, shown)? {
            Some(bytes) => self.write(name, &bytes).map(|()| true),
            None => Ok(false),
        }
    }

    /// Takes a text that the journal speaks of; whether there is one. There may be thousands, and their
    /// originals stay: nobody waits until each has reached the disk.
    pub(super) fn copy_script(&mut self, name: &str, from: &Path, shown: &str) -> Done<bool> {
        let Some(bytes) = read(from, shown)? else { return Ok(false) };
        let to = format!("scripts/{name}.rhai");
        fs::write(self.beside.join(&to), bytes)
            .map_err(|error| not_written(&format!("{}/{to}", self.shown), &error))?;
        self.scripts += 1;
        Ok(true)
    }

    /// Moves it to its place.
    pub(super) fn finish(mut self) -> Done<()> {
        fs::rename(&self.beside, &self.place).map_err(|error| not_written(&self.shown, &error))?;
        self.finished = true;
        // Not every system has folders that can be synchronised.
        let folder = self.place.parent().map(File::open);
        let _ = folder.map(|folder| folder.and_then(|folder| folder.sync_all()));
        Ok(())
    }
}

impl Drop for Draft {
    /// What did not become an archive goes away.
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_dir_all(&self.beside);
            if let Some(made) = &self.made {
                let _ = fs::remove_dir(made);
            }
        }
    }
}

fn read(path: &Path, shown: &str) -> Done<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(BooksError::Unreadable { path: shown.to_owned(), problem: error.to_string() })
        }
    }
}

fn not_written(path: &str, error: &io::Error) -> BooksError {
    BooksError::NotWritten { path: path.to_owned(), problem: error.to_string() }
}
