//! The research as a page: one document of plain data, and a page that draws it.
//!
//! The document is what `report --json` prints. The page holds it with its candles, with long columns packed,
//! beside the texts that draw it and the plotting library: nothing is fetched, ever.

mod balance;
mod candles;
mod columns;
mod document;
mod html;
mod packed;
mod rounded;
mod run;
mod trades;

use serde_json::Value;

pub(super) use self::balance::Balances;
use self::document::document;
use crate::data::frames::Frames;
use crate::research::Review;

/// The largest page, bytes.
const LARGEST: usize = 8_000_000;

/// How much of the candles, columns and trades that there is room for are tried, until a page is not too large.
const PARTS: [f64; 3] = [1.0, 0.5, 0.2];

/// The research as data; without candles.
pub fn review_json(review: &Review) -> Value {
    document(review, None)
}

/// The research as a page of HTML, with candles and the columns on them.
pub fn review_page(review: &Review, candles: &Frames<'_>) -> String {
    let page = |part: f64| {
        let mut document = document(review, Some((candles, part)));
        packed::pack(&mut document);
        html::page(&review.workspace, &document)
    };
    // Noise packs badly: then there is less of it.
    let smaller = PARTS.iter().map(|part| page(*part)).find(|page| page.len() <= LARGEST);
    smaller.unwrap_or_else(|| page(0.0))
}
