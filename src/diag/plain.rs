//! Text that a script has a hand in, fit to be shown: a name may be as long as a string can be, and hold
//! what moves a terminal's cursor.

/// The longest message or mend, characters.
pub(super) const MOST_MESSAGE: usize = 2_000;

/// How much of a line is shown before a place in it, and altogether, characters.
const BEFORE: usize = 120;
const MOST_LINE: usize = 240;

/// Whether a character does something else than being seen: controls, line ends of Unicode, and marks
/// that turn the direction of what follows.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn visible(letter: char) -> char {
    match letter {
        '\t' | '\n' | '\r' => ' ',
        letter if is_unseen(letter) => char::REPLACEMENT_CHARACTER,
        letter => letter,
    }
}

/// A text on one line, cut where it is very long.
pub(super) fn plain(text: String, most: usize) -> String {
    if text.len() <= most && !text.chars().any(is_unseen) {
        return text;
    }
    let mut plain: String = text.chars().map(visible).take(most).collect();
    if text.chars().nth(most).is_some() {
        plain.push('…');
    }
    plain
}

/// A line of a script around a column of it, from 1, and that column in what is shown.
pub(super) fn excerpt(line: &str, column: usize) -> (String, usize) {
    let letters = line.chars().map(visible);
    if line.len() <= MOST_LINE || column <= BEFORE {
        let cut = if line.chars().nth(MOST_LINE).is_some() { "…" } else { "" };
        return (letters.take(MOST_LINE).chain(cut.chars()).collect(), column);
    }
    let left_out = column - BEFORE;
    let shown = letters.skip(left_out).take(MOST_LINE);
    let cut = if line.chars().nth(left_out + MOST_LINE).is_some() { "…" } else { "" };
    ("…".chars().chain(shown).chain(cut.chars()).collect(), column - left_out + 1)
}

#[cfg(test)]
mod tests {
    use super::{excerpt, plain};

    #[test]
    fn messages_are_one_line_of_bounded_length() {
        assert_eq!(plain("no `x`…".into(), 10), "no `x`…");
        assert_eq!(plain("a\n\u{1b}[31m\u{202e}b\t".into(), 20), "a \u{fffd}[31m\u{fffd}b ");
        assert_eq!(plain("üüü".into(), 2), "üü…");
        assert_eq!(plain("üü".into(), 2), "üü");
    }

    #[test]
    fn a_long_line_is_shown_around_the_fault() {
        assert_eq!(excerpt("let x\t= ;", 9), ("let x = ;".into(), 9));
        let line = format!("{}!{}", "a".repeat(1_000), "b".repeat(1_000));
        for line in [line.clone(), line[..1_001].to_owned()] {
            let (shown, column) = excerpt(&line, 1_001);
            assert_eq!(shown.chars().nth(column - 1), Some('!'));
            assert!(shown.chars().count() < 250);
        }
        let (shown, column) = excerpt(&line, 2);
        assert!(shown.ends_with("a…") && column == 2);
    }
}
