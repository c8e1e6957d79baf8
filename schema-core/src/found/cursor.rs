//! Reading tokens one after the other.

use crate::{
    model::Text,
    sql::{Token, tokens},
};

/// The text is not what SQLite would have kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// A position in the tokens of a statement. What the readers ask for on every line is not compiled into
/// each of them.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    sql: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(sql: &'a str) -> Self {
        Self {
            sql,
            tokens: tokens(sql).collect(),
            at: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn peek_word(&self, word: &str) -> bool {
        self.peek().is_some_and(|token| token.is_word(word))
    }

    pub(super) fn peek_symbol(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.is_symbol(symbol))
    }

    /// Takes one token, whatever it is.
    #[inline(never)]
    pub(super) fn next(&mut self) -> Result<Token<'a>, Unreadable> {
        let token = self.tokens.get(self.at).copied().ok_or(Unreadable)?;
        self.at += 1;
        Ok(token)
    }

    /// Takes these words if they all come next.
    #[inline(never)]
    pub(super) fn take_words(&mut self, words: &[&str]) -> bool {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let all = rest.len() >= words.len()
            && rest
                .iter()
                .zip(words)
                .all(|(token, word)| token.is_word(word));
        self.at += if all { words.len() } else { 0 };
        all
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        self.take_words(&[word])
    }

    #[inline(never)]
    pub(super) fn take_symbol(&mut self, symbol: &str) -> bool {
        let is_next = self.peek_symbol(symbol);
        self.at += usize::from(is_next);
        is_next
    }

    #[inline(never)]
    pub(super) fn expect_word(&mut self, word: &str) -> Result<(), Unreadable> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    #[inline(never)]
    pub(super) fn expect_symbol(&mut self, symbol: &str) -> Result<(), Unreadable> {
        if self.take_symbol(symbol) {
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    /// Takes a name. SQLite takes a string for one where only a name can stand.
    #[inline(never)]
    pub(super) fn name(&mut self) -> Result<Text, Unreadable> {
        let token = self.next()?;
        if token.is_name() || token.kind == crate::sql::TokenKind::String {
            Ok(token.unquoted().into())
        } else {
            Err(Unreadable)
        }
    }

    /// Takes `(a, b)`.
    #[inline(never)]
    pub(super) fn names(&mut self) -> Result<Vec<Text>, Unreadable> {
        self.expect_symbol("(")?;
        let mut names = vec![self.name()?];
        while self.take_symbol(",") {
            names.push(self.name()?);
        }
        self.expect_symbol(")")?;
        Ok(names)
    }

    /// Takes `( … )` and gives the text between the parentheses.
    #[inline(never)]
    pub(super) fn parenthesised(&mut self) -> Result<&'a str, Unreadable> {
        let start = self
            .next()
            .ok()
            .filter(|it| it.is_symbol("("))
            .ok_or(Unreadable)?
            .end();
        let mut depth = 1;
        loop {
            let token = self.next()?;
            depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
            if depth == 0 {
                return self
                    .sql
                    .get(start..token.start)
                    .map(str::trim)
                    .ok_or(Unreadable);
            }
        }
    }

    /// Takes tokens up to the first one outside of parentheses that `ends`, and gives their text.
    #[inline(never)]
    pub(super) fn until(&mut self, ends: &dyn Fn(&Token<'a>) -> bool) -> &'a str {
        let first = self.at;
        let mut depth = 0;
        while let Some(token) = self.peek() {
            if depth == 0 && ends(token) {
                break;
            }
            depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
            self.at += 1;
        }
        let tokens = self.tokens.get(first..self.at).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(from), Some(to)) => self.sql.get(from.start..to.end()).unwrap_or_default(),
            _ => "",
        }
    }

    /// Takes `CREATE [TEMP|UNIQUE|VIRTUAL] kind [IF NOT EXISTS] name`.
    pub(super) fn head(&mut self, words: &[&str]) -> Result<Text, Unreadable> {
        if !self.take_words(words) {
            return Err(Unreadable);
        }
        self.take_words(&["if", "not", "exists"]);
        let name = self.name()?;
        if self.take_symbol(".") {
            self.name()
        } else {
            Ok(name)
        }
    }

    /// The rest of the text.
    pub(super) fn rest(&self) -> &'a str {
        self.peek()
            .and_then(|token| self.sql.get(token.start..))
            .unwrap_or_default()
            .trim_end()
    }
}
