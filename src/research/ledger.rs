//! `results.tsv`: the event log, one row a strategy a round.

use super::event::Event;
use crate::templates;

/// The file, below the workspace.
pub const RESULTS: &str = templates::RESULTS;

/// Its first line.
pub const HEADER: &str = templates::RESULTS_TEXT.trim_ascii_end();

/// The arrow between the names of a fork.
const ARROW: char = '→';

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The version that was logged.
    pub commit: String,
    /// What happened.
    pub event: Event,
    /// The strategy; `parent→child` for a fork.
    pub strategy_name: String,
    /// The headline's Sharpe ratio and the drawdown of its family, percent; `None` where the row has none.
    pub figures: Option<Pair>,
    /// Why.
    pub note: String,
}

/// The two figures that strategies are compared by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The Sharpe ratio.
    pub sharpe: f64,
    /// The drawdown, percent, negative.
    pub max_dd: f64,
}

/// The rows of a file, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The rows that can be read, in their order.
    pub rows: Vec<Row>,
    /// Lines that cannot, from 1, with the reason.
    pub damaged: Vec<(usize, String)>,
    /// Whether the first line is another one than [`HEADER`].
    pub wrong_header: bool,
    /// The number of lines, an unfinished one at the end included.
    pub lines: usize,
}

impl Pair {
    /// Whether it is at least as good in both figures as another one, and better in one. Figures count
    /// as they are printed, so that no strategy is beaten by its own row.
    pub fn dominates(&self, other: &Self) -> bool {
        let (a, b) = (self.printed(), other.printed());
        a.sharpe >= b.sharpe && a.max_dd >= b.max_dd && (a.sharpe > b.sharpe || a.max_dd > b.max_dd)
    }

    /// As it is printed.
    pub(super) fn printed(self) -> Self {
        let round = |value: f64| (value * 1e4).round() / 1e4;
        Self { sharpe: round(self.sharpe), max_dd: round(self.max_dd) }
    }
}

impl Row {
    /// The strategy that the row is about: the child of a fork.
    pub fn strategy(&self) -> &str {
        self.strategy_name.rsplit(ARROW).next().unwrap_or_default()
    }

    /// The strategy that a fork comes from.
    pub fn parent(&self) -> Option<&str> {
        self.strategy_name.split_once(ARROW).map(|(parent, _)| parent)
    }

    /// The row as a line, without its end. What separates cells and lines is a space in the note.
    pub fn text(&self) -> String {
        let note: Vec<&str> = self.note.split(|c: char| c.is_control() || is_line_end(c)).collect();
        let (sharpe, max_dd) = match self.figures {
            Some(Pair { sharpe, max_dd }) => (figure(sharpe), figure(max_dd)),
            None => ("-".to_owned(), "-".to_owned()),
        };
        let Self { commit, event, strategy_name, .. } = self;
        format!("{commit}\t{event}\t{strategy_name}\t{sharpe}\t{max_dd}\t{}", note.join(" ").trim())
    }

    /// Reads a line, or says why it is no row.
    pub(super) fn parse(line: usize, text: &str) -> Result<Self, String> {
        let cells: Vec<&str> = text.split('\t').collect();
        let [commit, event, strategy_name, sharpe, max_dd, note] = cells.as_slice() else {
            return Err(format!("it has {} cells, and a row has 6", cells.len()));
        };
        let event = Event::parse(event).ok_or_else(|| format!("`{event}` is no event"))?;
        if strategy_name.rsplit(ARROW).next().unwrap_or_default().trim().is_empty() {
            return Err("it names no strategy".to_owned());
        }
        let number = |cell: &str| {
            let value = cell.parse::<f64>().ok().filter(|value| value.is_finite());
            value.ok_or_else(|| format!("`{cell}` is no number"))
        };
        let figures = match (*sharpe, *max_dd) {
            ("-", "-") => None,
            (sharpe, max_dd) => Some(Pair { sharpe: number(sharpe)?, max_dd: number(max_dd)? }),
        };
        Ok(Self {
            line,
            commit: (*commit).to_owned(),
            event,
            strategy_name: (*strategy_name).to_owned(),
            figures,
            note: (*note).to_owned(),
        })
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// A figure as blocks print it; zero has no sign.
fn figure(value: f64) -> String {
    let text = format!("{value:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}

/// The name of a fork.
pub(super) fn fork_name(parent: &str, child: &str) -> String {
    format!("{parent}{ARROW}{child}")
}

impl Ledger {
    /// Reads a file; an empty one has no rows. What cannot be read is left out and told.
    pub fn parse(bytes: &[u8]) -> Self {
        let text = str::from_utf8(bytes)
            .map_or_else(|_| String::from_utf8_lossy(bytes), std::borrow::Cow::Borrowed);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let rows = Vec::with_capacity(memchr::memchr_iter(b'\n', bytes).count());
        let mut ledger = Self { rows, ..Self::default() };
        for (at, line) in text.split_terminator('\n').enumerate() {
            ledger.lines = at + 1;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if at == 0 {
                ledger.wrong_header = line != HEADER;
                if !ledger.wrong_header {
                    continue;
                }
            }
            if line.trim().is_empty() {
                continue;
            }
            match Row::parse(at + 1, line) {
                Ok(row) => ledger.rows.push(row),
                // A header that is another one is told as such.
                Err(_) if at == 0 => {}
                Err(problem) => ledger.damaged.push((at + 1, problem)),
            }
        }
        ledger
    }

    /// The last row of a strategy.
    pub fn last(&self, strategy: &str) -> Option<&Row> {
        self.rows.iter().rev().find(|row| row.strategy() == strategy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(sharpe: f64, max_dd: f64) -> Pair {
        Pair { sharpe, max_dd }
    }

    #[test]
    fn a_row_dominates_when_it_is_better_in_one_and_worse_in_none() {
        let row = pair(1.0, -10.0);
        assert!(row.dominates(&pair(0.9, -10.0)));
        assert!(row.dominates(&pair(1.0, -10.5)));
        assert!(!row.dominates(&pair(1.0, -10.0)));
        assert!(!row.dominates(&pair(0.5, -9.0)));
        assert!(!row.dominates(&pair(f64::NAN, f64::NAN)));
    }

    #[test]
    fn rounding_beats_nobody() {
        assert!(!pair(1.0001, -7.9).dominates(&pair(1.000_06, -7.900_04)));
        assert!(pair(1.0002, -7.9).dominates(&pair(1.000_06, -7.900_04)));
    }

    #[test]
    fn damaged_lines_are_named_and_the_others_read() {
        let text = format!(
            "{HEADER}\naaa\tcreate\tOne\t0.5\t-10\tfirst\nbroken\n\
             bbb\tkill\tTwo\t-\t-\tgone\nccc\tevolve\tOne\tx\t-3\t\nddd\tkeep\tOne\t1\t-3\t\n\
             eee\tfork\tOne→Three\t1\t-3\tnow"
        );
        let ledger = Ledger::parse(text.as_bytes());
        let lines: Vec<usize> = ledger.damaged.iter().map(|(line, _)| *line).collect();
        assert_eq!((ledger.rows.len(), lines, ledger.lines), (3, vec![3, 5, 6], 7));
        assert_eq!(ledger.rows[2].parent(), Some("One"));
        assert_eq!(ledger.last("Three").map(|row| row.line), Some(7));
        assert!(!ledger.wrong_header);
        assert_eq!(Ledger::parse(b""), Ledger::default());
    }

    #[test]
    fn another_header_and_other_line_ends() {
        let row = "aaa\tcreate\tOne\t0.5\t-10\tfirst";
        let ledger = Ledger::parse(format!("\u{feff}{HEADER}\r\n{row}\r\n").as_bytes());
        assert!(!ledger.wrong_header && ledger.rows[0].note == "first");
        let without = Ledger::parse(format!("{row}\n").as_bytes());
        assert!(without.wrong_header && without.rows.len() == 1);
        let other = Ledger::parse(format!("commit\tsharpe\n{row}\n").as_bytes());
        assert!(other.wrong_header && other.rows.len() == 1 && other.damaged.is_empty());
    }

    #[test]
    fn a_row_is_one_line_and_is_read_as_it_was_written() {
        let row = Row {
            line: 1,
            commit: "4f1c2d9".into(),
            event: Event::Fork,
            strategy_name: fork_name("One", "Two"),
            figures: Some(pair(-0.000_01, -12.345_67)),
            note: "a\tb\r\nc \"quoted\" 🚀\u{2028}end\n".into(),
        };
        let text = row.text();
        assert_eq!(text, "4f1c2d9\tfork\tOne→Two\t0.0000\t-12.3457\ta b  c \"quoted\" 🚀 end");
        assert_eq!(Row::parse(1, &text).map(|row| row.text()), Ok(text));
    }
}
