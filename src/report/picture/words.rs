//! Numbers and names as a picture writes them.

use crate::report::subject::Frontier;

/// A number with a real minus.
pub(in crate::report) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = text.bytes().all(|sign| matches!(sign, b'-' | b'0' | b'.'));
    text.replace('-', if is_zero { "" } else { "−" })
}

/// A value of an axis, with as many digits as its step asks for and in the unit of the largest:
/// `0.25`, `12.5k`, `3M`.
pub(in crate::report) fn tick(value: f64, step: f64, largest: f64) -> String {
    let (unit, sign) = match largest {
        1e15.. => return format!("{value:.0e}").replace('-', "−"),
        1e9.. => (1e9, "B"),
        1e6.. => (1e6, "M"),
        1e4.. => (1e3, "k"),
        ..1e-5 if largest > 0.0 => return format!("{value:.0e}").replace('-', "−"),
        _ => (1.0, ""),
    };
    if value == 0.0 {
        return "0".to_owned();
    }
    let decimals = (-(step / unit).log10().floor()).clamp(0.0, 6.0);
    number(value / unit, decimals as usize) + sign
}

/// An amount of money: `14,230`, `87.21`, `0.0123`.
pub(in crate::report) fn money(value: f64) -> String {
    let decimals = match value.abs() {
        1e15.. => return format!("{value:.3e}"),
        1000.0.. => 0,
        1.0.. => 2,
        _ => 4,
    };
    let text = number(value, decimals);
    let whole = text.find('.').unwrap_or(text.len());
    let mut out = String::new();
    for (at, sign) in text.char_indices() {
        let left = whole.saturating_sub(at);
        if at > 0
            && left > 0
            && left.is_multiple_of(3)
            && out.ends_with(|sign: char| sign.is_ascii_digit())
        {
            out.push(',');
        }
        out.push(sign);
    }
    out
}

/// A change in percent: `+42 %`, `−3.1 %`.
pub(in crate::report) fn change(from: f64, to: f64) -> Option<String> {
    let pct = 100.0 * (to / from - 1.0);
    if !pct.is_finite() {
        return None;
    }
    let decimals = usize::from(pct.abs() < 10.0);
    let plus = if pct > 0.0 { "+" } else { "" };
    Some(if pct >= 1e6 {
        format!("×{}", money(to / from))
    } else {
        format!("{plus}{}%", number(pct, decimals))
    })
}

/// What a frontier says, in words.
pub(in crate::report) fn caption(frontier: &Frontier<'_>) -> String {
    let best = frontier.dots.iter().rev().find(|dot| dot.best && dot.sharpe.is_some());
    let said = best.map_or_else(
        || "nothing kept".to_owned(),
        |dot| {
            let sharpe = number(dot.sharpe.unwrap_or(f64::NAN), 4);
            format!("best kept {sharpe} ({}, trial {})", dot.strategy, dot.trial)
        },
    );
    let trials = match frontier.dots.len() {
        0 => "yet".to_owned(),
        1 => "after 1 trial".to_owned(),
        trials => format!("after {trials} trials"),
    };
    let chance = frontier.chance.filter(|chance| chance.is_finite());
    let chance = chance.map(|chance| format!("; chance alone ≈ {}", number(chance, 2)));
    format!("{said} {trials}{}", chance.unwrap_or_default())
}

/// The widths of the signs from ` ` to `~`, hundredths of the size of the font.
#[rustfmt::skip]
const WIDTHS: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// How wide a text is.
pub(super) fn width(text: &str, size: i64) -> i64 {
    let sign = |sign: char| match sign {
        ' '..='~' => WIDTHS[sign as usize - 32],
        '·' => 32,
        '–' => 50,
        '−' | '≈' => 84,
        _ => 100,
    };
    text.chars().map(|one| i64::from(sign(one))).sum::<i64>() * size / 100
}

/// As much of a text as fits, with a sign that there was more.
pub(super) fn fitted(text: &str, size: i64, room: i64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let ends = text.char_indices().rev().map(|(at, _)| format!("{}…", &text[..at]));
    ends.into_iter().find(|cut| width(cut, size) <= room).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_short() {
        let told = [
            (0.25, 0.05, 0.4, "0.25"),
            (-1.5, 0.5, 2.0, "−1.5"),
            (-1e-17, 0.1, 1.0, "0.0"),
            (0.0, 0.1, 1.0, "0"),
            (500.0, 100.0, 700.0, "500"),
            (9_000.0, 1_000.0, 11_000.0, "9k"),
            (12_500.0, 500.0, 13_000.0, "12.5k"),
            (3e6, 1e6, 4e6, "3M"),
            (2e15, 1e15, 3e15, "2e15"),
            (2e-7, 1e-7, 3e-7, "2e−7"),
        ];
        for (value, step, largest, text) in told {
            assert_eq!(tick(value, step, largest), text);
        }
    }

    #[test]
    fn money_has_the_digits_that_matter() {
        let told = [
            (14_230.4, "14,230"),
            (1_234_567.0, "1,234,567"),
            (-1_000.0, "−1,000"),
            (87.214, "87.21"),
            (0.012_34, "0.0123"),
            (999.5, "999.50"),
            (-123.4, "−123.40"),
        ];
        for (value, text) in told {
            assert_eq!(money(value), text);
        }
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!(change(100.0, 142.0).as_deref(), Some("+42%"));
        assert_eq!(change(100.0, 96.94).as_deref(), Some("−3.1%"));
        assert_eq!(change(100.0, 100.0).as_deref(), Some("0.0%"));
        assert_eq!(change(0.0, 1.0), None);
    }

    #[test]
    fn a_long_name_is_cut() {
        assert_eq!(fitted("RsiDip", 26, 200), "RsiDip");
        let cut = fitted(&"M".repeat(60), 26, 200);
        assert!(cut.ends_with('…') && width(&cut, 26) <= 200);
        assert_eq!(fitted("RsiDip", 26, 3), "");
    }
}
