//! The page itself: one text with everything in it.

use plotly::Plot;
use serde_json::Value;

/// What stands around everything.
const PAGE: &str = include_str!("assets/page.html");

/// How it looks.
const STYLES: [&str; 2] = [include_str!("assets/style.css"), include_str!("assets/run.css")];

/// What draws it, in this order.
const SCRIPTS: [&str; 38] = [
    include_str!("assets/js/core.js"),
    include_str!("assets/js/format.js"),
    include_str!("assets/js/numbers.js"),
    include_str!("assets/js/theme.js"),
    include_str!("assets/js/figure.js"),
    include_str!("assets/js/table.js"),
    include_str!("assets/js/tabs.js"),
    include_str!("assets/js/research/base.js"),
    include_str!("assets/js/research/counts.js"),
    include_str!("assets/js/research/facts.js"),
    include_str!("assets/js/research/frontier.js"),
    include_str!("assets/js/research/lives.js"),
    include_str!("assets/js/research/pareto.js"),
    include_str!("assets/js/research/tables.js"),
    include_str!("assets/js/research/main.js"),
    include_str!("assets/js/run/about.js"),
    include_str!("assets/js/run/breakdown.js"),
    include_str!("assets/js/run/candles-aggregate.js"),
    include_str!("assets/js/run/candles-chart.js"),
    include_str!("assets/js/run/candles-fingers.js"),
    include_str!("assets/js/run/candles-frame.js"),
    include_str!("assets/js/run/candles-picture.js"),
    include_str!("assets/js/run/candles-readout.js"),
    include_str!("assets/js/run/candles-ticks.js"),
    include_str!("assets/js/run/candles-trades.js"),
    include_str!("assets/js/run/candles-window.js"),
    include_str!("assets/js/run/choice.js"),
    include_str!("assets/js/run/equity.js"),
    include_str!("assets/js/run/excursions.js"),
    include_str!("assets/js/run/money.js"),
    include_str!("assets/js/run/monthly.js"),
    include_str!("assets/js/run/overview.js"),
    include_str!("assets/js/run/pairs.js"),
    include_str!("assets/js/run/profits.js"),
    include_str!("assets/js/run/trades.js"),
    include_str!("assets/js/run/words.js"),
    include_str!("assets/js/run/main.js"),
    include_str!("assets/js/main.js"),
];

/// Puts a document into the page.
pub(super) fn page(title: &str, document: &Value) -> String {
    let json = document.to_string();
    let parts = [
        ("title", escaped(title)),
        ("style", STYLES.join("\n")),
        ("plotly", library()),
        ("data", json_in_html(&json)),
        ("script", SCRIPTS.join("\n")),
    ];
    let mut page = String::with_capacity(json.len() + 6_000_000);
    let mut rest = PAGE;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (name, behind) = behind.split_once("}}").expect("a place in the page is closed");
        let part = parts.iter().find(|(known, _)| *known == name);
        page.push_str(before);
        page.push_str(&part.expect("there is a text for each place in the page").1);
        rest = behind;
    }
    page.push_str(rest);
    page
}

/// The library that draws, as it brings itself: the first of its scripts. The other one sets formulas.
fn library() -> String {
    const END: &str = "</script>";
    let mut sources = Plot::offline_js_sources();
    let end = sources.find(END).map_or(sources.len(), |at| at + END.len());
    sources.truncate(end);
    sources
}

/// JSON that ends no element that it stands in.
fn json_in_html(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_in_the_document_is_a_tag_or_a_place() {
        let hostile = "</script><script>alert(1)</script> {{script}} \u{2028}";
        let document = json!({ "note": hostile });
        let page = page("<b>{{data}}", &document);
        assert!(page.contains("<title>&lt;b&gt;{{data}}"));
        let data = page.split_once("id=\"data\">").unwrap().1.split_once("</script>").unwrap().0;
        assert!(!data.contains('<') && data.contains("{{script}}"));
        let read: Value = serde_json::from_str(data.trim()).unwrap();
        assert_eq!(read["note"], hostile);
    }

    #[test]
    fn the_page_has_its_library_and_asks_for_nothing() {
        let library = library();
        assert!(library.contains("plotly.js v") && library.ends_with("</script>"));
        assert_eq!(library.matches("<script").count(), 1);
        let own = [PAGE].iter().chain(&STYLES).chain(&SCRIPTS);
        for text in own {
            assert!(!text.contains("src=") && !text.contains("@import") && !text.contains("url("));
        }
    }
}
