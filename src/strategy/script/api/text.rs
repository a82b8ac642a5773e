//! Standard functions on strings that would hold up the host, written anew with bounds.

use rhai::{Engine, EvalAltResult, ImmutableString, NativeCallContext};

use super::super::host::{Answer, COLUMN_AS_TEXT, MOST_TEXT, column_as_text, fault};
use super::series::Series;

pub(super) fn register(engine: &mut Engine) {
    // The standard ones wait, and panic for a wait without an end.
    engine.register_fn("sleep", |_: i64| ());
    engine.register_fn("sleep", |_: f64| ());
    engine.register_fn("pad", pad);
    // Rhai itself would write the name of a column's type.
    let refuse = |context: &NativeCallContext<'_>| fault(context, column_as_text());
    engine.register_fn("to_string", |_: Series| COLUMN_AS_TEXT);
    engine.register_fn(
        "+",
        move |context: NativeCallContext<'_>, _: ImmutableString, _: Series| -> Answer<()> {
            refuse(&context)
        },
    );
    engine.register_fn(
        "+",
        move |context: NativeCallContext<'_>, _: Series, _: ImmutableString| -> Answer<()> {
            refuse(&context)
        },
    );
    engine.register_fn(
        "+=",
        move |context: NativeCallContext<'_>, _: &mut ImmutableString, _: Series| -> Answer<()> {
            refuse(&context)
        },
    );
    engine.register_fn("replace", replace);
}

/// The standard function never ends for an empty piece.
fn pad(text: &mut ImmutableString, length: i64, piece: &str) {
    let length = usize::try_from(length).unwrap_or(0).min(MOST_TEXT);
    let missing = length.saturating_sub(text.chars().count());
    if missing > 0 && !piece.is_empty() {
        *text = text.chars().chain(piece.chars().cycle().take(missing)).collect::<String>().into();
    }
}

/// The standard function looks at the length when all of the text is there.
fn replace(
    context: NativeCallContext<'_>,
    text: &mut ImmutableString,
    what: &str,
    with: &str,
) -> Answer<()> {
    let found = text.matches(what).count();
    let length = (text.len() + found * with.len()).saturating_sub(found * what.len());
    // Of bytes, where characters are meant: no more than four of them each.
    if length > 4 * MOST_TEXT {
        let what = "Length of string".to_owned();
        return Err(Box::new(EvalAltResult::ErrorDataTooLarge(what, context.call_position())));
    }
    *text = text.replace(what, with).into();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::pad;

    #[test]
    fn a_text_is_padded_to_its_length_and_not_cut() {
        for (text, length, piece, padded) in [
            ("x", 4, "ab", "xaba"),
            ("x", 4, "", "x"),
            ("xyz", 2, "a", "xyz"),
            ("ü", 3, "ß", "üßß"),
            ("x", i64::MIN, "a", "x"),
        ] {
            let mut text = text.into();
            pad(&mut text, length, piece);
            assert_eq!(text, padded);
        }
    }
}
