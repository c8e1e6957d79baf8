//! What cuts the texts of a full-text index into words.

use super::VirtualTable;
use crate::sql::{Token, tokens};

impl VirtualTable {
    /// Tokenizers that SQLite has itself.
    pub const TOKENIZERS: [&str; 6] = ["unicode61", "ascii", "porter", "trigram", "simple", "icu"];

    /// The words behind `tokenize=`: a tokenizer, and its arguments, which may name another one that it
    /// goes on from, as in `tokenize='porter ascii'`.
    ///
    /// ```
    /// use schema_core::model::VirtualTable;
    ///
    /// let words = |using: &'static str| {
    ///     VirtualTable { name: "search".into(), using: using.into(), from: None }.tokenizer()
    /// };
    /// assert_eq!(words("fts5(body, tokenize = 'porter ascii')"), ["porter", "ascii"]);
    /// assert_eq!(words("fts4(body, tokenize=icu de_DE)"), ["icu", "de_DE"]);
    /// assert_eq!(words("fts5(body, prefix=2)"), [""; 0]);
    /// assert_eq!(words("vec0(body, tokenize=icu)"), [""; 0]);
    /// ```
    #[must_use]
    pub fn tokenizer(&self) -> Vec<String> {
        let all: Vec<Token<'_>> = tokens(&self.using).collect();
        let begins = |two: &[Token<'_>]| matches!(two, [key, equals] if key.is_word("tokenize") && equals.is_symbol("="));
        let start = all.windows(2).position(begins);
        let value = start.and_then(|at| all.get(at + 2..)).unwrap_or_default();
        let value = value
            .iter()
            .take_while(|it| !it.is_symbol(",") && !it.is_symbol(")"));
        let words = value.flat_map(|it| {
            let text = it.unquoted();
            let words = tokens(&text).filter(|it| !it.is_symbol("="));
            words.map(|it| it.unquoted()).collect::<Vec<_>>()
        });
        words.filter(|_| self.is_full_text()).collect()
    }

    /// Whether a tokenizer of this name cuts its texts.
    #[must_use]
    pub fn is_cut_by(&self, name: &str) -> bool {
        self.tokenizer()
            .iter()
            .any(|it| it.eq_ignore_ascii_case(name))
    }
}
