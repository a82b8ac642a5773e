//! A small picture of a function: candles, and its columns over or below them.
//!
//! No text depends on a font's widths, and colours are seen on light and on dark pages.

use std::fmt::Write as _;

use super::panel::Panel;
use super::scene::{Scene, is_pattern, shown_parameters};
use crate::indicators::Function;
use crate::model::candles::Candles;
use crate::report::svg::Svg;

const WIDTH: i64 = 720;
const HEIGHT: i64 = 300;

/// Room on the right for the numbers at the edges of a part.
const MARGIN: i64 = 84;

/// How everything looks that says nothing else.
const LOOKS: &str = "font-family=\"sans-serif\" font-size=\"20\" fill=\"none\" stroke-width=\"3\" \
                     stroke-linejoin=\"round\"";

/// The height of a line of the legend.
const LINE: f64 = 30.0;

/// The colours of the outputs, in their order.
const COLOURS: [&str; 6] = ["#3b82d6", "#e08a1e", "#9b59c6", "#2a9d78", "#d6506b", "#8a8f98"];

/// What is no output: texts, lines of zero.
const PALE: &str = "#8a8f98";
const UP: &str = "#5fa58a";
const DOWN: &str = "#cc7a72";

/// Where an output is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Over the candles: it has the size of prices.
    Over,
    /// In a part of its own.
    Below,
    /// As arrows on the candles on which it says something.
    Mark,
}

/// Draws a scene.
pub(super) fn picture(scene: &Scene<'_>) -> String {
    let candles = scene.stage.candles.slice(scene.rows.clone());
    let width = if is_pattern(scene.function) { WIDTH } else { WIDTH - MARGIN };
    let step = width as f64 / candles.len() as f64;
    let mut svg = Svg::new(WIDTH, HEIGHT, LOOKS);
    let head = legend(&mut svg, scene);
    let height = HEIGHT as f64 - head;
    let prices = || candles.high.iter().chain(candles.low.iter()).copied();
    if is_pattern(scene.function) {
        let panel = Panel::around(head + 20.0, height - 40.0, step, prices());
        draw_candles(&mut svg, &panel, &candles);
        let values = scene.outputs.iter().flatten();
        for (row, value) in values.enumerate().filter(|(_, value)| **value != 0.0) {
            let colour = if *value > 0.0 { COLOURS[0] } else { COLOURS[1] };
            arrow(&mut svg, &panel, &candles, row, *value > 0.0, colour);
        }
        return svg.finish();
    }
    let places = places(scene, &candles);
    let values = |place| {
        let placed = scene.outputs.iter().zip(&places).filter(move |(_, own)| **own == place);
        placed.flat_map(|(values, _)| values).copied()
    };
    let is_split = places.contains(&Place::Below);
    let over = if is_split { 0.5 * height } else { height - 20.0 };
    let panel = Panel::around(head + 10.0, over, step, prices().chain(values(Place::Over)));
    draw_candles(&mut svg, &panel, &candles);
    let (top, height) = (head + 0.58 * height, 0.4 * height);
    let below = Panel::around(top, height, step, values(Place::Below));
    if is_split {
        scale(&mut svg, &below);
    }
    for (at, (values, colour)) in scene.outputs.iter().zip(COLOURS.iter().cycle()).enumerate() {
        match places[at] {
            Place::Over => svg.line(panel.places(values), &stroke(colour)),
            Place::Below => svg.line(below.places(values), &stroke(colour)),
            Place::Mark => {
                let said = |value: &f64| *value != 0.0 && value.is_finite();
                for (row, value) in values.iter().enumerate().filter(|(_, value)| said(value)) {
                    arrow(&mut svg, &panel, &candles, row, *value > 0.0, colour);
                }
            }
        }
    }
    svg.finish()
}

/// Where each output is drawn.
fn places(scene: &Scene<'_>, candles: &Candles) -> Vec<Place> {
    let high = candles.high.iter().copied().fold(f64::MIN, f64::max);
    let low = candles.low.iter().copied().fold(f64::MAX, f64::min);
    let room = high - low;
    let names = scene.function.operation.output_names();
    let place = |(name, values): (&str, &Vec<f64>)| {
        let mut finite = values.iter().filter(|value| value.is_finite());
        let is_price = finite.clone().next().is_some()
            && finite.all(|value| (low - room..=high + room).contains(value));
        match (is_price, name.ends_with("_signal")) {
            (true, _) => Place::Over,
            (false, true) => Place::Mark,
            (false, false) => Place::Below,
        }
    };
    names.zip(&scene.outputs).map(place).collect()
}

fn draw_candles(svg: &mut Svg, panel: &Panel, candles: &Candles) {
    let half = (0.3 * panel.step).round().max(1.0) as i64;
    for (colour, is_up) in [(UP, true), (DOWN, false)] {
        let (mut wicks, mut bodies) = (String::new(), String::new());
        for row in (0..candles.len()).filter(|row| is_up == rises(candles, *row)) {
            let x = panel.x(row);
            let (high, low) = (panel.y(candles.high[row]), panel.y(candles.low[row]));
            let (open, close) = (panel.y(candles.open[row]), panel.y(candles.close[row]));
            let (top, bottom) = (open.min(close), open.max(close).max(open.min(close) + 1));
            write!(wicks, "M{x} {high}V{low}").expect("a string takes all text");
            write!(bodies, "M{} {top}h{}V{bottom}h-{}z", x - half, 2 * half, 2 * half)
                .expect("a string takes all text");
        }
        svg.path(&wicks, &format!("stroke=\"{colour}\" stroke-width=\"1\""));
        svg.path(&bodies, &format!("fill=\"{colour}\""));
    }
}

fn stroke(colour: &str) -> String {
    format!("stroke=\"{colour}\"")
}

/// The looks of a text that ends where it is put.
fn ending(colour: &str) -> String {
    format!("fill=\"{colour}\" text-anchor=\"end\"")
}

fn rises(candles: &Candles, row: usize) -> bool {
    candles.close[row] >= candles.open[row]
}

/// An arrow at a candle, from below where it is bullish and from above where it is bearish.
fn arrow(svg: &mut Svg, panel: &Panel, candles: &Candles, row: usize, up: bool, colour: &str) {
    let x = panel.x(row);
    let (y, tip) = if up {
        (panel.y(candles.low[row]) + 8, 14)
    } else {
        (panel.y(candles.high[row]) - 8, -14)
    };
    svg.path(&format!("M{x} {y}l-9 {tip}h18z"), &format!("fill=\"{colour}\""));
}

/// The line of zero where there is one, and the values at the edges.
fn scale(svg: &mut Svg, panel: &Panel) {
    if panel.holds(0.0) {
        let y = panel.y(0.0);
        svg.path(
            &format!("M0 {y}H{}", WIDTH - MARGIN),
            &format!("stroke=\"{PALE}\" stroke-width=\"1\" stroke-dasharray=\"4 6\""),
        );
    }
    let right = WIDTH - 4;
    let (top, bottom) = (panel.top as i64 + 16, (panel.top + panel.height) as i64 - 2);
    let step = panel.most - panel.least;
    svg.text((right, top), &short(panel.most, step), &ending(PALE));
    svg.text((right, bottom), &short(panel.least, step), &ending(PALE));
}

/// A value with as many digits as show a hundredth of `step`.
fn short(value: f64, step: f64) -> String {
    let size = value.abs().max(step);
    if size >= 1e6 || (size < 1e-3 && size > 0.0) {
        return format!("{value:.1e}");
    }
    let hundredth = (2.0 - step.log10().floor()).clamp(0.0, 4.0);
    let decimals = if step > 0.0 { hundredth as usize } else { 3 };
    format!("{value:.decimals$}")
}

/// A function with the parameters that have no default: `yata::EMA(20)`.
fn called(function: Function) -> String {
    let operation = function.operation;
    let parameters = operation.parameters.iter().zip(shown_parameters(operation));
    let given = parameters.filter(|(parameter, _)| parameter.default.is_none());
    let given: Vec<String> = given.map(|(parameter, value)| parameter.written(value)).collect();
    if given.is_empty() {
        function.to_string()
    } else {
        format!("{function}({})", given.join(", "))
    }
}

/// What is shown, and the names of the outputs in their colours; how high that is.
fn legend(svg: &mut Svg, scene: &Scene<'_>) -> f64 {
    let right = WIDTH - 4;
    let title = format!("{}, {}", called(scene.function), scene.stage.title);
    svg.text((right, 20), &title, &ending(PALE));
    let names: Vec<&str> = match scene.outputs.len() {
        1 => return LINE,
        _ => scene.function.operation.output_names().collect(),
    };
    let (mut x, mut y) = (4, 20);
    // The title stands in the first line.
    let mut end = right - 12 * title.len() as i64;
    for (name, colour) in names.into_iter().zip(COLOURS.iter().cycle()) {
        // About the width of its letters.
        let width = 11 * name.len() as i64;
        if x + width > end {
            (x, y, end) = (4, y + 26, right);
        }
        svg.text((x, y), name, &format!("fill=\"{colour}\""));
        x += width + 22;
    }
    y as f64 + 10.0
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn edges_are_told_with_the_digits_that_tell_them_apart() {
        let told = [
            (123_456.7, 5_000.0, "123457"),
            (42.42, 30.0, "42.4"),
            (1.0, 0.003, "1.0000"),
            (0.0, 0.0, "0.000"),
            (2.5e7, 1e6, "2.5e7"),
            (-3e-5, 1e-5, "-3.0e-5"),
        ];
        for (value, step, text) in told {
            assert_eq!(short(value, step), text);
        }
    }
}
