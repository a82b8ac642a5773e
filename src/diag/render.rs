//! Draws a diagnostic: heading, place, line, caret, help.

use std::fmt;

use super::{Diagnostic, Severity};

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        let mut margin = 0;
        if let Some(place) = &self.place {
            let number = place.line.to_string();
            margin = number.len();
            write!(f, "\n{:margin$}--> {}:{}:{}", "", place.file, place.line, place.column)?;
            write!(f, "\n{:margin$} |", "")?;
            write!(f, "\n{number} | {}", place.source.replace('\t', " "))?;
            let carets = "^".repeat(place.length.max(1));
            write!(
                f,
                "\n{:margin$} | {:indent$}{carets}",
                "",
                "",
                indent = place.column.max(1) - 1
            )?;
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
