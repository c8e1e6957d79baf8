//! SQLite's tokens, after <https://sqlite.org/draft/tokenreq.html>.

use super::SameWord;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword or a name without quotes.
    Word,
    /// A name in `"…"`, `[…]` or backticks.
    Quoted,
    /// A string in `'…'`.
    String,
    /// A number.
    Number,
    /// A blob literal `x'…'`.
    Blob,
    /// A parameter such as `?1` or `:name`.
    Parameter,
    /// An operator or punctuation mark.
    Symbol,
    /// Something that SQLite would refuse: a stray character or an unclosed literal.
    Illegal,
}

/// One token of an SQL text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// Its text.
    pub text: &'a str,
    /// The byte at which it begins.
    pub start: usize,
}

impl Token<'_> {
    /// Whether this is `word`, in any case and without quotes.
    #[must_use]
    #[inline(never)]
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.is_same_word(word)
    }

    /// Whether this is the operator or mark `symbol`.
    #[must_use]
    #[inline(never)]
    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == TokenKind::Symbol && self.text == symbol
    }

    /// Whether this can be a name, quoted or not.
    #[must_use]
    pub fn is_name(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Quoted)
    }

    /// Whether this names `name`, as SQLite compares names.
    #[must_use]
    pub fn names(&self, name: &str) -> bool {
        self.is_name() && self.unquoted().is_same_word(name)
    }

    /// The byte after its last.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The name or string without its quotes; the text itself for other tokens.
    #[must_use]
    pub fn unquoted(&self) -> String {
        let mut chars = self.text.chars();
        match (self.kind, chars.next(), chars.next_back()) {
            (TokenKind::Quoted, Some('['), _) => chars.collect(),
            (TokenKind::Quoted | TokenKind::String, Some(quote), _) => {
                let doubled = [quote, quote].iter().collect::<String>();
                chars.as_str().replace(&doubled, &quote.to_string())
            }
            _ => self.text.to_owned(),
        }
    }
}

/// The tokens of `sql`, without white space and comments.
///
/// ```
/// use schema_core::sql::tokens;
///
/// let texts: Vec<_> = tokens("a<=b -- why\n+ 'it''s'").map(|token| token.text).collect();
/// assert_eq!(texts, ["a", "<=", "b", "+", "'it''s'"]);
/// ```
#[must_use]
pub fn tokens(sql: &str) -> Tokens<'_> {
    Tokens { sql, at: 0 }
}

/// What [`tokens`] gives.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    sql: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    // Every reader would bring all of this with it.
    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.sql.get(self.at..).filter(|rest| !rest.is_empty())?;
            let skipped = white_space(rest);
            if skipped > 0 {
                self.at += skipped;
                continue;
            }
            let (kind, length) = first(rest);
            let token = Token {
                kind,
                text: rest.get(..length)?,
                start: self.at,
            };
            self.at += length;
            return Some(token);
        }
    }
}

/// The length of the white space or the comment that `rest` begins with.
fn white_space(rest: &str) -> usize {
    if rest.starts_with("--") {
        rest.find('\n').map_or(rest.len(), |end| end + 1)
    } else if rest.starts_with("/*") {
        rest.get(2..)
            .and_then(|body| body.find("*/"))
            .map_or(rest.len(), |end| end + 4)
    } else {
        let is_space = |it: u8| matches!(it, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        length_while(rest, is_space)
    }
}

/// The kind and the length of the token that `rest` begins with.
fn first(rest: &str) -> (TokenKind, usize) {
    let mut chars = rest.chars();
    let (first, second) = (chars.next().unwrap_or_default(), chars.next());
    match first {
        '\'' => quoted(rest, '\'', TokenKind::String),
        '"' | '`' => quoted(rest, first, TokenKind::Quoted),
        '[' => match rest.find(']') {
            Some(end) => (TokenKind::Quoted, end + 1),
            None => (TokenKind::Illegal, rest.len()),
        },
        'x' | 'X' if second == Some('\'') => blob(rest),
        '0'..='9' => (TokenKind::Number, number(rest)),
        '.' if second.is_some_and(|it| it.is_ascii_digit()) => (TokenKind::Number, number(rest)),
        '?' | ':' | '@' | '$' | '#' => {
            let name = rest.get(1..).map_or(0, while_in_word);
            let kind = if name > 0 || first == '?' {
                TokenKind::Parameter
            } else {
                TokenKind::Illegal
            };
            (kind, 1 + name)
        }
        _ if is_word_char(first) => (TokenKind::Word, while_in_word(rest)),
        _ => symbol(rest, first),
    }
}

fn quoted(rest: &str, quote: char, kind: TokenKind) -> (TokenKind, usize) {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, it)) = chars.next() {
        if it == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return (kind, at + 1);
        }
    }
    (TokenKind::Illegal, rest.len())
}

fn blob(rest: &str) -> (TokenKind, usize) {
    let body = rest.get(1..).unwrap_or_default();
    let (kind, length) = quoted(body, '\'', TokenKind::Blob);
    (kind, length + 1)
}

/// The length of a number: digits, point, exponent with its sign, or hexadecimal.
fn number(rest: &str) -> usize {
    let hexadecimal = rest.starts_with("0x") || rest.starts_with("0X");
    let mut before = ' ';
    rest.char_indices()
        .find(|(_, it)| {
            let sign = !hexadecimal && matches!(it, '+' | '-') && matches!(before, 'e' | 'E');
            before = *it;
            !(sign || *it == '.' || is_word_char(*it))
        })
        .map_or(rest.len(), |(end, _)| end)
}

fn symbol(rest: &str, first: char) -> (TokenKind, usize) {
    let length = match rest.as_bytes() {
        [b'-', b'>', b'>', ..] => 3,
        [b'-', b'>', ..]
        | [b'|', b'|', ..]
        | [b'<', b'<' | b'=' | b'>', ..]
        | [b'>', b'>' | b'=', ..]
        | [b'=' | b'!', b'=', ..] => 2,
        [
            b'-' | b'+' | b'*' | b'/' | b'%' | b'(' | b')' | b',' | b';' | b'=' | b'<' | b'>'
            | b'&' | b'|' | b'~' | b'.',
            ..,
        ] => 1,
        _ => return (TokenKind::Illegal, first.len_utf8()),
    };
    (TokenKind::Symbol, length)
}

fn while_in_word(text: &str) -> usize {
    length_while(
        text,
        |it| matches!(it, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' | 0x80..),
    )
}

/// How many bytes a text begins with that are like this. Macros run without optimisation, where a search
/// with adapters, or for characters, costs much more.
fn length_while(text: &str, is_like: impl Fn(u8) -> bool) -> usize {
    let mut length = 0;
    for byte in text.as_bytes() {
        if !is_like(*byte) {
            break;
        }
        length += 1;
    }
    length
}

/// SQLite counts every character above ASCII as a letter, and `$` as one within a name.
fn is_word_char(it: char) -> bool {
    it == '_' || it == '$' || it.is_ascii_alphanumeric() || !it.is_ascii()
}
