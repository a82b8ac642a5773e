//! Equity against buying and holding, one small plot a curve.

use super::axis::{Scale, log_ticks, round_step, ticks};
use super::dates::date_ticks;
use super::frame::{Area, columns, level, room_of, rows};
use super::marks::circles;
use super::range::{range, roomy};
use super::thin::thin;
use super::words::{change, fitted, money, tick, width};
use crate::report::subject::Curve;
use crate::report::svg::Svg;

/// The height of the title and the values at the end.
const HEAD: i64 = 100;
const FOOT: i64 = 44;
/// From this ratio of the highest to the lowest on, ratios are what is worth seeing.
const LOG: f64 = 4.0;
/// The most round values at an axis.
const TICKS: usize = 4;
/// The sizes of the font of the title and of the values.
const TITLE: i64 = 28;
const SAID: i64 = 26;

/// Draws a curve into a cell.
pub(super) fn draw(svg: &mut Svg, curve: &Curve<'_>, cell: Area) {
    title(svg, curve, cell);
    ends(svg, curve, cell);
    let Some(range) = range(all(curve)) else {
        svg.text((cell.left, cell.top + HEAD + 40), "no samples", "class=\"small\"");
        return;
    };
    let (top, bottom) = (cell.top + HEAD, cell.bottom - FOOT);
    let (y, names) = values(range, (bottom, top));
    let area = Area { left: cell.left + room_of(&names), top, right: cell.right, bottom };
    rows(svg, area, &names);
    if let Some(start) = finite(curve.equity).next() {
        level(svg, area, y.place(start));
    }
    let first = curve.dates.iter().copied().min().unwrap_or(0);
    let last = curve.dates.iter().copied().max().unwrap_or(first);
    let x = Scale::linear((first as f64, last as f64), (area.left, area.right));
    let place = |date: i64| if first < last { x.place(date as f64) } else { area.left + 10 };
    let most = ((area.right - area.left) / 110).clamp(2, 12) as usize;
    let dates = date_ticks(first, last, most).into_iter();
    columns(svg, area, &dates.map(|(date, name)| (place(date), name)).collect::<Vec<_>>());
    for (kind, values) in [("held", curve.held), ("equity", curve.equity)] {
        let samples = curve.dates.iter().zip(values);
        let places =
            samples.map(|(date, value)| value.is_finite().then(|| (place(*date), y.place(*value))));
        let places = thin(places);
        let looks = format!("class=\"{kind}\"");
        if let [Some(only)] = places[..] {
            svg.path(&circles(&[only], 5), &looks);
        }
        svg.line(places.into_iter(), &looks);
    }
}

fn all<'a>(curve: &Curve<'a>) -> impl Iterator<Item = f64> + use<'a> {
    curve.equity.iter().chain(curve.held).copied()
}

fn finite(values: &[f64]) -> impl DoubleEndedIterator<Item = f64> {
    values.iter().copied().filter(|value| value.is_finite())
}

/// Whether ratios are drawn.
fn is_log((low, high): (f64, f64)) -> bool {
    low > 0.0 && high / low > LOG
}

/// The scale of the values, and the round ones with their places.
fn values((low, high): (f64, f64), places: (i64, i64)) -> (Scale, Vec<(i64, String)>) {
    let (y, low, high) = if is_log((low, high)) {
        let room = (high / low).powf(0.05);
        let (low, high) = (low / room, high * room);
        (Scale::log((low, high), places), low, high)
    } else {
        let (low, high) = roomy((low, high), 0.05);
        (Scale::linear((low, high), places), low, high)
    };
    if is_log((low, high)) && high / low > 2.0 * LOG {
        // Each in its own unit, thousands in theirs too.
        let unit = |value: f64| if value < 1e3 { value } else { value.max(1e4) };
        let named = |value: f64| (y.place(value), tick(value, value, unit(value)));
        return (y, log_ticks(low, high, TICKS + 1).into_iter().map(named).collect());
    }
    let step = round_step(low, high, TICKS);
    let named = |value: f64| (y.place(value), tick(value, step, high.max(-low)));
    (y, ticks(low, high, TICKS).into_iter().map(named).collect())
}

/// Writes what is drawn.
fn title(svg: &mut Svg, curve: &Curve<'_>, cell: Area) {
    let (mut room, y) = (cell.right - cell.left, cell.top + 28);
    if range(all(curve)).is_some_and(is_log) {
        svg.text((cell.right, y), "log scale", "class=\"small\" text-anchor=\"end\"");
        room -= width("log scale", 24) + 20;
    }
    // Of a long name and a long label, each has its half.
    let label = format!(" · {}", curve.label);
    let name = fitted(curve.strategy, TITLE, (room - width(&label, TITLE)).max(room / 2));
    let label = fitted(&label, TITLE, room - width(&name, TITLE));
    svg.text((cell.left, y), &(name + label.as_str()), "class=\"name\"");
}

/// Writes what both were worth at the end, at the length that fits.
fn ends(svg: &mut Svg, curve: &Curve<'_>, cell: Area) {
    let (room, y) = (cell.right - cell.left, cell.top + 66);
    let end = |values: &[f64]| {
        let (start, end) = finite(values).next().zip(finite(values).next_back())?;
        let change = change(start, end).map(|change| format!(" ({change})"));
        Some((money(end), change.unwrap_or_default()))
    };
    let Some((ours, gain)) = end(curve.equity) else { return };
    let ours = format!("{ours} {}", curve.currency);
    let mut lengths = Vec::new();
    if let Some((held, rise)) = end(curve.held) {
        lengths.push((format!("{ours}{gain}"), format!("buy and hold {held}{rise}")));
        lengths.push((format!("{ours}{gain}"), format!("held {held}{rise}")));
        lengths.push((format!("{ours}{gain}"), format!("held {held}")));
        lengths.push((ours.clone(), format!("held {held}")));
    }
    lengths.push((format!("{ours}{gain}"), String::new()));
    let fits = |(ours, held): &(String, String)| width(ours, SAID) + 30 + width(held, SAID) <= room;
    let (ours, held) = lengths.into_iter().find(fits).unwrap_or((ours, String::new()));
    svg.text((cell.left, y), &fitted(&ours, SAID, room), "class=\"ours\"");
    if !held.is_empty() {
        svg.text((cell.right, y), &held, "class=\"said\" text-anchor=\"end\"");
    }
}
