//! The page of the indicators: formulas, sources, and a picture of each on the demo's candles.

mod page;
mod panel;
mod picture;
mod scene;

use self::scene::{Scene, Stage};
use crate::indicators::functions;

/// A file of the documentation.
pub struct PageFile {
    /// Where it stands below the folder of the documentation: `indicators/RSI.svg`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The page and its pictures.
pub fn indicator_pages() -> Vec<PageFile> {
    let stages = Stage::all();
    let scenes: Vec<Option<Scene>> =
        functions().map(|function| Scene::find(function, &stages)).collect();
    let page = page::page(functions().zip(scenes.iter().map(Option::is_some)));
    let pictures = functions().zip(&scenes).filter_map(|(function, scene)| {
        let text = picture::picture(scene.as_ref()?);
        Some(PageFile { path: page::picture_path(function), text })
    });
    std::iter::once(PageFile { path: "indicators.md".to_owned(), text: page })
        .chain(pictures)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::indicator_pages;
    use crate::indicators::functions;

    #[test]
    fn every_function_is_on_the_page_and_most_have_a_picture() {
        let files = indicator_pages();
        let page = &files[0].text;
        for function in functions() {
            let operation = function.operation;
            assert!(page.contains(&format!("\n### `{function}`\n")), "{function}");
            assert!(page.contains(operation.summary) && page.contains(operation.source));
        }
        for file in &files[1..] {
            assert!(file.text.starts_with("<svg ") && file.text.ends_with("</svg>\n"));
            assert!(!file.text.contains("NaN") && !file.text.contains("inf"), "{}", file.path);
            assert!(page.contains(&format!("({})", file.path)), "{}", file.path);
        }
        assert!(10 * files.len() > 7 * functions().count(), "{} files", files.len());
    }
}
