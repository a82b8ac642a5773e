//! A picture as pixels, for where no SVG is shown.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// The signs of western languages of `DejaVu Sans` 2.37 (`DejaVuSans.LICENSE`), a thirtieth of it.
// pyftsubset DejaVuSans.ttf --no-hinting --layout-features='' --notdef-outline
//   --unicodes=U+20-7E,U+A0-FF,U+2013,U+2014,U+2026,U+2212,U+2248,U+FFFD
//   --drop-tables+=GSUB,GPOS,GDEF,FFTM,kern,gasp,DSIG,MATH --name-IDs=0,1,2,4,6,13,14
const FONT: &[u8] = include_bytes!("DejaVuSans.ttf");

/// The pixels a unit of length.
const PIXELS: f32 = 2.0;

/// Draws a picture of [`svg`](super::svg()) as PNG, with two pixels for each one of its width.
pub(in crate::report) fn png(svg: &str) -> Vec<u8> {
    let mut options = Options::default();
    Arc::make_mut(&mut options.fontdb).load_font_data(FONT.to_vec());
    let tree = Tree::from_str(svg, &options).expect("our own pictures are sound");
    let size = tree.size();
    let pixels = |length: f32| (length * PIXELS).round() as u32;
    let mut map = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .expect("our own pictures have an area");
    resvg::render(&tree, Transform::from_scale(PIXELS, PIXELS), &mut map.as_mut());
    map.encode_png().expect("a vector takes all bytes")
}
