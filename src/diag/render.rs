//! Draws a diagnostic: heading, place, line, caret, help.

use std::fmt;

use super::plain::excerpt;
use super::{Diagnostic, Severity};

/// The most characters that are marked as being at fault.
const MOST_CARETS: usize = 80;

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        let mut margin = 0;
        if let Some(place) = &self.place {
            let number = place.line.to_string();
            margin = number.len();
            write!(f, "\n{:margin$}--> {}:{}:{}", "", place.file, place.line, place.column)?;
            write!(f, "\n{:margin$} |", "")?;
            let (line, column) = excerpt(&place.source, place.column);
            write!(f, "\n{number} | {line}")?;
            let carets = "^".repeat(place.length.clamp(1, MOST_CARETS));
            write!(f, "\n{:margin$} | {:indent$}{carets}", "", "", indent = column.max(1) - 1)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n{:margin$} = help: {help}", "")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    #[test]
    fn a_fault_with_its_line() {
        let place = Place {
            file: "user_data/strategies/MeanRevBB.rhai".into(),
            line: 42,
            column: 27,
            length: 2,
            source: "    let entry = (rsi < 30) && (close > ema200);".into(),
        };
        let diagnostic = Diagnostic::error("AQ101", "`&&` cannot join two series")
            .at(Some(place))
            .with_help("use `&`, and keep the parentheses");
        insta::assert_snapshot!(diagnostic, @r"
        error[AQ101]: `&&` cannot join two series
          --> user_data/strategies/MeanRevBB.rhai:42:27
           |
        42 |     let entry = (rsi < 30) && (close > ema200);
           |                           ^^
           = help: use `&`, and keep the parentheses
        ");
    }
}
