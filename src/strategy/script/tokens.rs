//! A script as words and signs, read more tolerantly than Rhai reads it: also what other languages
//! would write has a token, so that it can be told from the rest.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Word,
    /// A number, with its point and exponent.
    Number,
    /// A string in double quotes or back quotes.
    Text,
    /// A string in single quotes.
    Single,
    /// An operator or a bracket; operators of several characters are one.
    Sign,
    /// `// …` or `/* … */`.
    Comment,
    /// `# …`, which is no comment here.
    HashComment,
}

/// A token and the bytes it stands at.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub kind: Kind,
    pub at: Range<usize>,
}

/// The tokens of a script.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    /// Without comments.
    list: Vec<Token>,
    comments: Vec<Token>,
    /// The other bracket of each bracket.
    partners: Vec<Option<usize>>,
    /// The bracket that each token stands in.
    around: Vec<Option<usize>>,
    /// The keywords that functions begin with.
    functions: Vec<usize>,
}

/// A function: its tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'a> {
    /// Its name.
    pub name: usize,
    /// What it calls its first argument.
    pub argument: &'a str,
    /// The braces around its statements.
    pub open: usize,
    pub close: usize,
}

/// So many words and signs, what stands in brackets being one, no statement has.
const FARTHEST: usize = 2_000;

const OPEN: [&str; 4] = ["(", "[", "{", "#{"];
const CLOSE: [&str; 3] = [")", "]", "}"];

/// Signs of several characters, the longest first.
const SIGNS: &[&str] = &[
    "**=", "..=", "...", "<<=", ">>=", "===", "!==", "&&", "||", "==", "!=", "<=", ">=", "::",
    "=>", "**", "+=", "-=", "*=", "/=", "%=", "..", "#{", "<<", ">>", "->", "??", "?.", ":=",
];

impl<'a> Tokens<'a> {
    /// Reads a text; what is never closed goes on to the end of its line or of the text.
    pub(crate) fn new(text: &'a str) -> Self {
        let (mut list, mut comments) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            }
            let (kind, length) = token(&text[at..], first, list.last(), text);
            let token = Token { kind, at: at..at + length };
            at += length;
            match kind {
                Kind::Comment | Kind::HashComment => comments.push(token),
                _ => list.push(token),
            }
        }
        let (partners, around) = brackets(text, &list);
        let is_function =
            |at: &usize| list[*at].kind == Kind::Word && &text[list[*at].at.clone()] == "fn";
        let functions = (0..list.len()).filter(is_function).collect();
        Self { text, list, comments, partners, around, functions }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn comments(&self) -> &[Token] {
        &self.comments
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The text of a token; empty beyond both ends.
    pub(crate) fn word(&self, at: usize) -> &'a str {
        self.list.get(at).map_or("", |token| &self.text[token.at.clone()])
    }

    /// The text of the token before another one.
    pub(crate) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub(crate) fn is(&self, at: usize, kind: Kind) -> bool {
        self.list.get(at).is_some_and(|token| token.kind == kind)
    }

    pub(crate) fn text(&self, token: &Token) -> &'a str {
        &self.text[token.at.clone()]
    }

    /// The bytes from one token to another, both ends in.
    pub(crate) fn span(&self, first: usize, last: usize) -> Range<usize> {
        let end = self.list.len().saturating_sub(1);
        self.list[first.min(end)].at.start..self.list[last.min(end)].at.end
    }

    /// The last token that begins before a byte.
    pub(crate) fn ending_before(&self, offset: usize) -> Option<&Token> {
        let count = self.list.partition_point(|token| token.at.start < offset);
        self.list.get(count.checked_sub(1)?)
    }

    /// The first token that begins at a byte or behind it.
    pub(crate) fn from(&self, offset: usize) -> usize {
        self.list.partition_point(|token| token.at.start < offset)
    }

    /// The bracket that closes the one at `open`.
    pub(crate) fn closing(&self, open: usize) -> Option<usize> {
        self.partners.get(open).copied().flatten().filter(|close| *close > open)
    }

    /// The bracket that opens the one at `close`.
    pub(crate) fn opening(&self, close: usize) -> Option<usize> {
        self.partners.get(close).copied().flatten().filter(|open| *open < close)
    }

    /// The last bracket that opens before a byte and is never closed.
    pub(crate) fn unclosed(&self, offset: usize) -> Option<usize> {
        let end = self.from(offset);
        (0..end).rev().find(|at| self.is_open(*at) && self.closing(*at).is_none())
    }

    /// The bracket that a token stands in.
    pub(crate) fn around(&self, at: usize) -> Option<usize> {
        self.around.get(at).copied().flatten()
    }

    fn is_open(&self, at: usize) -> bool {
        self.is(at, Kind::Sign) && OPEN.contains(&self.word(at))
    }

    /// From a token on, the first that is one of `ends` and in no bracket that opens behind `from`; also
    /// the bracket that closes what is around. It is not looked for further than a statement goes.
    pub(crate) fn end_of(&self, from: usize, ends: &[&str]) -> Option<usize> {
        let mut at = from;
        for _ in 0..FARTHEST {
            if at >= self.list.len() {
                return None;
            }
            let word = self.word(at);
            if self.is(at, Kind::Sign) {
                if ends.contains(&word) || CLOSE.contains(&word) {
                    return Some(at);
                }
                if OPEN.contains(&word) {
                    at = self.closing(at)?;
                }
            }
            at += 1;
        }
        None
    }

    /// The first token of the chain of calls, indices and properties that ends with `last`:
    /// `df["close"].rolling(20)` is one.
    pub(crate) fn chain(&self, last: usize) -> usize {
        let mut at = last;
        loop {
            if [")", "]"].contains(&self.word(at)) {
                let Some(open) = self.opening(at) else { return at };
                let is_call = open > 0
                    && (self.is(open - 1, Kind::Word) || [")", "]"].contains(&self.word(open - 1)));
                if !is_call {
                    return open;
                }
                at = open - 1;
            } else if at >= 2 && [".", "::", "?."].contains(&self.word(at - 1)) {
                at -= 2;
            } else {
                return at;
            }
        }
    }

    /// The last token of the chain that begins with `first`.
    pub(crate) fn chain_end(&self, first: usize) -> usize {
        let mut at = self.closing(first).unwrap_or(first);
        loop {
            match self.word(at + 1) {
                "." | "::" | "?." if self.is(at + 2, Kind::Word) => at += 2,
                "(" | "[" => match self.closing(at + 1) {
                    Some(close) => at = close,
                    None => return at,
                },
                _ => return at,
            }
        }
    }

    /// Whether a token is the first of its line.
    pub(crate) fn begins_line(&self, token: &Token) -> bool {
        let before = &self.text[..token.at.start];
        let before = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
        before.is_empty() || before.ends_with('\n')
    }

    /// A function of the script.
    pub(crate) fn body(&self, name: &str) -> Option<Body<'a>> {
        let keyword = *self.functions.iter().find(|at| self.word(**at + 1) == name)?;
        let open = self.closing(keyword + 2)? + 1;
        let close = self.closing(open)?;
        Some(Body { name: keyword + 1, argument: self.word(keyword + 3), open, close })
    }

    /// The function that a byte stands in: its name and first argument.
    pub(crate) fn function(&self, offset: usize) -> Option<(&'a str, &'a str)> {
        let end = self.from(offset);
        let before = self.functions.partition_point(|at| *at < end).checked_sub(1)?;
        let keyword = self.functions[before];
        Some((self.word(keyword + 1), self.word(keyword + 3)))
    }
}

/// The length of the word, number or sign that begins at a byte; strings and comments have none here.
pub(crate) fn length_at(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let (kind, length) = token(rest, rest.chars().next()?, None, text);
    matches!(kind, Kind::Word | Kind::Number | Kind::Sign).then_some(length)
}

/// The other bracket of each bracket, and the one that each token stands in. One that closes another kind
/// closes nothing.
fn brackets(text: &str, list: &[Token]) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut partners = vec![None; list.len()];
    let mut around = vec![None; list.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (at, token) in list.iter().enumerate() {
        around[at] = open.last().map(|(outer, _)| *outer);
        if token.kind != Kind::Sign {
            continue;
        }
        let sign = &text[token.at.clone()];
        if OPEN.contains(&sign) {
            open.push((at, sign));
        } else if let Some(kind) = CLOSE.iter().position(|close| *close == sign) {
            let fits = |sign: &str| sign.ends_with(OPEN[kind]);
            if let Some((partner, _)) = open.pop_if(|(_, sign)| fits(sign)) {
                partners[at] = Some(partner);
                partners[partner] = Some(at);
            }
        }
    }
    (partners, around)
}

/// The kind and length of the token that a text begins with.
fn token(rest: &str, first: char, before: Option<&Token>, text: &str) -> (Kind, usize) {
    let to_line_end = || rest.find('\n').unwrap_or(rest.len());
    if rest.starts_with("//") {
        return (Kind::Comment, rest[..to_line_end()].trim_end().len());
    }
    if rest.starts_with("/*") {
        return (Kind::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    if first == '#' && !rest.starts_with("#{") && !rest.starts_with("#\"") {
        return (Kind::HashComment, rest[..to_line_end()].trim_end().len());
    }
    if first.is_alphabetic() || first == '_' {
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        return (Kind::Word, end.unwrap_or(rest.len()));
    }
    let after_value = before.is_some_and(|token| {
        matches!(token.kind, Kind::Word | Kind::Number | Kind::Text | Kind::Single)
            || [")", "]"].contains(&&text[token.at.clone()])
    });
    let leading_point =
        first == '.' && !after_value && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if first.is_ascii_digit() || leading_point {
        return (Kind::Number, number(rest));
    }
    match first {
        '"' | '`' => return (Kind::Text, quoted(rest, first)),
        '\'' => return (Kind::Single, quoted(&rest[..to_line_end()], first)),
        _ => {}
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
    (Kind::Sign, sign.map_or(first.len_utf8(), |sign| sign.len()))
}

fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| {
        let more = bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_');
        from + more.count()
    };
    let mut end = digits(0);
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end = digits(end + 1);
    }
    let signed = matches!(bytes.get(end), Some(b'+' | b'-'))
        && end > 0
        && matches!(bytes[end - 1], b'e' | b'E')
        && bytes[0].is_ascii_digit();
    if signed { digits(end + 1) } else { end }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            _ if c == quote => return at + quote.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|at| tokens.word(at)).collect()
    }

    #[test]
    fn words_signs_numbers_and_strings() {
        assert_eq!(
            words("df[\"a\\\"b\"] = .5 + 1e-3 ** x.y(2..=3) 'q' // c\n# d"),
            [
                "df",
                "[",
                "\"a\\\"b\"",
                "]",
                "=",
                ".5",
                "+",
                "1e-3",
                "**",
                "x",
                ".",
                "y",
                "(",
                "2",
                "..=",
                "3",
                ")",
                "'q'"
            ]
        );
        assert_eq!(words("const r = #{ \"0\": 0.1 };").len(), 9);
        assert_eq!(Tokens::new("a // b\n# c").comments().len(), 2);
    }

    #[test]
    fn nothing_that_is_left_open_is_lost() {
        for text in ["\"abc", "'abc", "/* abc", "`a", "(", ")", "]", "\u{7f}\u{e4}", "'", "1.", "#"]
        {
            let tokens = Tokens::new(text);
            let end = tokens.list.iter().chain(&tokens.comments).map(|token| token.at.end).max();
            assert_eq!(end, Some(text.len()), "{text}");
            (0..tokens.len()).for_each(|at| {
                let _ = (tokens.closing(at), tokens.opening(at), tokens.chain(at));
                let _ = tokens.end_of(at, &[";"]);
            });
        }
    }

    #[test]
    fn a_chain_begins_at_its_root() {
        let tokens = Tokens::new("x = df[\"close\"].rolling(20).mean(); (a + b).abs()");
        let end = (0..tokens.len()).find(|at| tokens.word(*at) == ";").unwrap();
        assert_eq!(tokens.word(tokens.chain(end - 1)), "df");
        assert_eq!(tokens.word(tokens.chain(tokens.len() - 1)), "(");
    }
}
