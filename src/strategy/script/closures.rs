//! Closures see nothing of what is around them.

use super::tokens::Tokens;
use crate::diag::Diagnostic;

/// What is said of a name in a closure that the closure cannot see.
pub(super) fn around(tokens: &Tokens<'_>, at: usize) -> Option<Diagnostic> {
    let mut inner = at;
    while let Some(open) = tokens.around(inner) {
        if tokens.word(open) == "(" && tokens.word(open + 1).starts_with('|') {
            let name = tokens.word(at);
            return Some(
                Diagnostic::error("AQ137", format!("a closure does not see `{name}`")).with_help(
                    "use a loop: `for n in [10, 20] { df[\"ema_\" + n] = ta::EMA(df, n); }`",
                ),
            );
        }
        inner = open;
    }
    None
}
