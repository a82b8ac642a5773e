//! A curve of equity in a terminal.

use ratatui_core::style::Color;

use super::axes::{Ends, axis, clamped};
use super::lines::{Ink, drawn, key, line, marks, wrapped};
use crate::report::picture::dates::date;
use crate::report::picture::range::range;
use crate::report::picture::words::{change, money};
use crate::report::subject::Curve;

const EQUITY: Ink = ('⠉', Color::Blue);
const HELD: Ink = ('·', Color::DarkGray);
/// From this ratio of the highest to the lowest on, ratios are what is worth seeing.
const LOG: f64 = 4.0;

/// Draws a curve as text, at most so many columns and lines, but at least 40 and 12.
pub(in crate::report) fn equity_text(
    curve: &Curve<'_>,
    width: u16,
    height: u16,
    colour: bool,
) -> String {
    let (width, height) = clamped(width, height);
    let all = range(curve.equity.iter().chain(curve.held).copied());
    let start = finite(curve.equity).next().filter(|start| *start > 0.0);
    let is_log = all.is_some_and(|(low, high)| low > 0.0 && high / low > LOG);
    let head = wrapped(&caption(curve, is_log && start.is_some()), width);
    let Some(all) = all else { return head };
    let mut kinds = vec![(EQUITY, "equity".to_owned())];
    if finite(curve.held).next().is_some() {
        kinds.push((HELD, "buy and hold".to_owned()));
    }
    let foot = key(&kinds, width, colour);
    let rows = height.saturating_sub(head.lines().count() as u16 + 1).max(5);
    let (ends, is_log) = match start {
        Some(start) if is_log => (Ends::doublings(start, all, rows - 2), true),
        _ => (Ends::round(all, rows - 2), false),
    };
    let size = (width, ends.rows(rows - 2) + 2);
    let days = range(curve.dates.iter().map(|date| *date as f64)).unwrap_or((0.0, 0.0));
    let bounds = if days.0 < days.1 { [days.0, days.1] } else { [days.0, days.0 + 1.0] };
    let places = |values: &[f64]| {
        let samples = curve.dates.iter().zip(values).filter(|(_, value)| value.is_finite());
        let place =
            |(date, value): (&i64, &f64)| (*date as f64, if is_log { value.ln() } else { *value });
        samples.map(place).collect::<Vec<_>>()
    };
    let (equity, held) = (places(curve.equity), places(curve.held));
    let sets = vec![marks(&held, HELD), line(&equity, EQUITY.1)];
    let names = vec![date(days.0 as i64), date(days.1 as i64)];
    [head, drawn(sets, (axis(bounds, names), ends.upward()), size, colour), foot].concat()
}

fn finite(values: &[f64]) -> impl DoubleEndedIterator<Item = f64> {
    values.iter().copied().filter(|value| value.is_finite())
}

/// What the curve says, in words.
fn caption(curve: &Curve<'_>, is_log: bool) -> String {
    let Curve { strategy, label, currency, .. } = curve;
    let end = |values: &[f64]| {
        let (start, end) = finite(values).next().zip(finite(values).next_back())?;
        let change = change(start, end).map(|change| format!(" ({change})"));
        Some((money(start), money(end), change.unwrap_or_default()))
    };
    let Some((start, ours, gain)) = end(curve.equity) else {
        return format!("{strategy} · {label}: no samples");
    };
    let held = end(curve.held).map(|(_, held, rise)| format!("; buy and hold {held}{rise}"));
    let scale = if is_log { "; log scale" } else { "" };
    let held = held.unwrap_or_default();
    format!("{strategy} · {label}: {start} to {ours} {currency}{gain}{held}{scale}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn text(dates: &[i64], equity: &[f64], held: &[f64]) -> String {
        let (strategy, label, currency) = ("RsiDip", "bull_2021", "USDT");
        equity_text(&Curve { strategy, label, currency, dates, equity, held }, 50, 12, false)
    }

    #[test]
    fn a_curve_is_drawn_between_its_dates() {
        let dates: Vec<i64> = (0..40).map(|day| day * DAY).collect();
        let equity: Vec<f64> = (0..40).map(|day| 1000.0 + 10.0 * f64::from(day)).collect();
        let drawn = text(&dates, &equity, &vec![1000.0; 40]);
        assert_eq!(drawn, SNAPSHOT);
    }

    const SNAPSHOT: &str = "\
RsiDip · bull_2021: 1,000 to 1,390 USDT (+39%);
buy and hold 1,000 (0.0%)
1400│                                        ⣀⣀⠤⠒⠒
    │                                 ⣀⣀⠤⠔⠒⠊⠉
    │                          ⣀⣀⡠⠔⠒⠒⠉
1200│                    ⢀⡠⠤⠤⠒⠉
    │             ⢀⡠⠤⠤⠒⠉⠉⠁
    │      ⢀⣀⠤⠤⠒⠊⠉⠁
1000│⣀⠤⠤⠔⠊⠉⠁······ ········ ········ ········ ····
    └─────────────────────────────────────────────
    1970-01-01                          1970-02-09
⠉ equity  · buy and hold
";

    #[test]
    fn a_wide_range_is_drawn_in_doublings() {
        let drawn = text(&[0, DAY, 2 * DAY], &[1000.0, 500.0, 9000.0], &[f64::NAN; 3]);
        assert!(drawn.contains("log scale"), "{drawn}");
        assert!(drawn.contains("8k│") && !drawn.contains("buy and hold"), "{drawn}");
    }

    #[test]
    fn nothing_and_hardly_anything_are_drawn_too() {
        assert_eq!(text(&[], &[], &[]), "RsiDip · bull_2021: no samples\n");
        assert!(text(&[DAY], &[5.0], &[]).contains("1970-01-02"));
        assert!(text(&[0, DAY], &[0.0, -5.0], &[f64::NAN, 3.0]).contains("buy and hold"));
        text(&[0, DAY], &[1e-300, 1e300], &[0.0, f64::INFINITY]);
        text(&[i64::MIN, i64::MAX], &[1.0, 1e300], &[]);
    }
}
