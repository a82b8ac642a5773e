//! `report`: the whole research and the last run, to be looked at.

use std::path::{Path, PathBuf};

use super::args::{Args, Report};
use super::error::{CommandError, USAGE};
use super::outfile;
use super::run::find;
use super::ui::Ui;
use crate::data::frames::Frames;
use crate::data::store::Store;
use crate::report;
use crate::research::{Books, FOLDER, Review, Workspace, review};

/// The name of the page in the folder of results.
pub(super) const PAGE: &str = "report.html";

pub(super) fn report(args: &Args, command: &Report, ui: &mut Ui) -> Result<u8, CommandError> {
    for (file, kinds) in
        [(&command.out, &["html", "htm"][..]), (&command.png, &["png"]), (&command.svg, &["svg"])]
    {
        file.iter().try_for_each(|file| outfile::check_is_free(file, kinds))?;
    }
    one_each(command, ui)?;
    let workspace = find(args.directory.as_deref())?;
    let store = workspace.store();
    let candles = Frames::new(&store);
    let review = look(&workspace, &store, &candles, ui)?;
    if ui.is_json() {
        Ui::document(&report::review_json(&review));
    }
    if command.text {
        let (width, colour) = Ui::canvas();
        ui.result(&report::review_text(&review, width, colour));
    }
    if let Some(file) = &command.svg {
        picture(file, report::review_svg(&review).as_bytes(), ui)?;
    }
    if let Some(file) = &command.png {
        picture(file, &report::review_png(&review), ui)?;
    }
    // Whoever asks for something else wants no page.
    let pictures = command.png.is_some() || command.svg.is_some();
    let other = ui.is_json() || command.text || pictures;
    if command.out.is_some() || command.open || !other {
        let page = Page::of(&workspace, command.out.as_deref());
        page.write(&review, &candles)?;
        page.tell(&review, ui);
        if command.open {
            page.show(ui);
        }
    }
    Ok(0)
}

/// Stdout takes one thing, and so does a file.
fn one_each(command: &Report, ui: &Ui) -> Result<(), CommandError> {
    let files = || [&command.out, &command.png, &command.svg].into_iter().flatten();
    let to_stdout = files().filter(|file| outfile::is_stdout(file)).count();
    let printed = usize::from(ui.is_json() || command.text);
    let is_twice = |file: &PathBuf| files().filter(|other| *other == file).count() > 1;
    if to_stdout + printed <= 1 && !files().any(is_twice) {
        return Ok(());
    }
    Err(CommandError {
        message: "two things would be written to one place".into(),
        help: "give each of them a file of its own; `-`, --json and --text are stdout".into(),
        code: USAGE,
    })
}

/// Writes a picture, and says so.
fn picture(file: &Path, bytes: &[u8], ui: &mut Ui) -> Result<(), CommandError> {
    let name = file.display().to_string();
    outfile::write(file, &name, bytes)?;
    if !outfile::is_stdout(file) {
        ui.note(&format!("wrote {name}"));
    }
    Ok(())
}

/// Reads the books, and runs the last runs again.
pub(super) fn look(
    workspace: &Workspace,
    store: &Store,
    candles: &Frames<'_>,
    ui: &mut Ui,
) -> Result<Review, CommandError> {
    let mut books = Books::read(&workspace.root)?;
    ui.news(&mut books);
    // Other rules, or none, are told of where they make a difference.
    let rules = store.exchange_rules(&workspace.config).unwrap_or_default();
    Ok(review(workspace, &books, &rules, candles)?)
}

/// A page and where it is written.
pub(super) struct Page {
    file: PathBuf,
    /// How the file is told.
    shown: String,
}

impl Page {
    /// The page of a workspace, where the user wants it or among the results.
    pub(super) fn of(workspace: &Workspace, wanted: Option<&Path>) -> Self {
        let name = format!("{FOLDER}/{PAGE}");
        match wanted {
            Some(file) => Self { file: file.to_owned(), shown: file.display().to_string() },
            None => Self { file: workspace.root.join(&name), shown: name },
        }
    }

    /// Writes it.
    pub(super) fn write(&self, review: &Review, candles: &Frames<'_>) -> Result<(), CommandError> {
        outfile::write(&self.file, &self.shown, report::review_page(review, candles).as_bytes())
    }

    /// Tells what is on it.
    fn tell(&self, review: &Review, ui: &mut Ui) {
        if !outfile::is_stdout(&self.file) {
            ui.result(&report::reviewed(review, &self.shown));
        }
    }

    /// Opens it in the browser. Where there is none it is said where the page lies.
    fn show(&self, ui: &mut Ui) {
        if let Err(error) = open::that_detached(&self.file) {
            let file = self.file.display();
            ui.note(&format!("note: no browser opens here ({error}): open {file} in one"));
        }
    }
}
