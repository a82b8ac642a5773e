//! "Did you mean": the names nearest to one that does not exist.

/// Longer words are no slips of the keyboard.
const LONGEST: usize = 60;

/// The up to three names nearest to `word`, best first; ties in the order of names.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    let lower = word.to_lowercase();
    let most = (word.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| {
            if name.len() > 2 * LONGEST {
                return None;
            }
            let distance = distance(&lower, &name.to_lowercase());
            let related =
                distance <= most || (word.len() >= 3 && name.to_lowercase().starts_with(&lower));
            related.then_some((distance, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}

/// The name that a word is a slip of the keyboard away from, or written apart or in other capitals. The
/// beginning of a name is none.
pub fn misspelt<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |name: &str| name.to_lowercase().replace('_', "");
    if word.len() > LONGEST {
        return None;
    }
    let written = plain(word);
    let most = (written.chars().count() / 4).max(1);
    let distances = names.into_iter().map(|name| (distance(&written, &plain(name)), name));
    let near = distances.filter(|(distance, name)| *distance <= most && *name != word);
    near.min().map(|(_, name)| name)
}

/// "did you mean `a` or `b`?", or nothing when no name is near.
pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near: Vec<String> =
        nearest(word, names).into_iter().map(|name| format!("`{name}`")).collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

/// Edits (insert, delete, replace, swap of neighbours) from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1; b.len() + 1];
        for (j, to) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(from != to);
            row[j + 1] = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_no_slip() {
        let names = ["stoploss", "max_open_trades", "minimal_roi", "exit_profit_only"];
        for (word, meant) in [
            ("stop_loss", Some("stoploss")),
            ("minimal_ROI", Some("minimal_roi")),
            ("max_open_trade", Some("max_open_trades")),
            ("stop", None),
            ("max", None),
            ("exit", None),
        ] {
            assert_eq!(misspelt(word, names), meant, "{word}");
        }
    }

    #[test]
    fn typing_slips_are_near() {
        let names = ["rsi", "rsi_4h", "ema_fast", "ema_slow", "close"];
        assert_eq!(nearest("ris", names), ["rsi"]);
        assert_eq!(nearest("ema_fsat", names), ["ema_fast"]);
        assert_eq!(nearest("Close", names), ["close"]);
        assert_eq!(nearest("rsi_1h", names), ["rsi_4h"]);
        assert!(nearest("volume", names).is_empty());
    }
}
