//! Which tables an SQL text brings in, and by which names.

use crate::sql::{Token, tokens};

/// A table that a text brings in by `FROM`, `JOIN`, `INTO` or `UPDATE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The index of its token.
    pub(crate) position: usize,
    /// Its name.
    pub(crate) name: String,
    /// The name that the text gives it.
    pub(crate) alias: Option<String>,
}

/// The tables that `sql` brings in, in the order of the text.
pub(crate) fn sources(sql: &str) -> Vec<Source> {
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    let mut scan = Scan {
        tokens: &tokens,
        ..Scan::default()
    };
    (0..tokens.len()).for_each(|at| scan.step(at));
    scan.found
}

#[derive(Default)]
struct Scan<'a> {
    tokens: &'a [Token<'a>],
    found: Vec<Source>,
    /// Whether the next name is a table.
    expecting: bool,
    depth: usize,
    /// The depths at which a comma separates tables.
    lists: Vec<usize>,
}

impl Scan<'_> {
    fn step(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else {
            return;
        };
        let word = |words: &[&str]| words.iter().any(|word| token.is_word(word));
        if token.is_symbol("(") {
            self.depth += 1;
            self.expecting = self.expecting && !self.is_select(at + 1);
        } else if token.is_symbol(")") {
            self.lists.retain(|depth| *depth < self.depth);
            self.depth = self.depth.saturating_sub(1);
        } else if token.is_symbol(",") {
            self.expecting = self.lists.last() == Some(&self.depth);
        } else if word(&["from"]) {
            self.lists.push(self.depth);
            self.expecting = true;
        } else if word(&["join", "into", "update"]) {
            self.expecting = true;
        } else if word(&ENDS) || token.is_symbol(";") {
            self.lists.retain(|depth| *depth < self.depth);
            self.expecting = false;
        } else if self.expecting && !word(&["or", "ignore", "replace", "abort", "fail", "rollback"])
        {
            self.table(at);
        }
    }

    /// Takes the table at `at`, unless that is the schema's name in front of it.
    fn table(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at).filter(|token| token.is_name()) else {
            return;
        };
        if self
            .tokens
            .get(at + 1)
            .is_none_or(|next| !next.is_symbol("."))
        {
            self.found.push(Source {
                position: at,
                name: token.unquoted(),
                alias: self.alias(at + 1),
            });
            self.expecting = false;
        }
    }

    fn alias(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at)?;
        let token = if token.is_word("as") {
            self.tokens.get(at + 1)?
        } else {
            token
        };
        let ends = ENDS
            .into_iter()
            .chain(FOLLOWERS)
            .any(|word| token.is_word(word));
        (token.is_name() && !ends).then(|| token.unquoted())
    }

    fn is_select(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.is_word("select") || token.is_word("with"))
    }
}

/// The words after which a comma separates tables no more.
const ENDS: [&str; 13] = [
    "where",
    "group",
    "having",
    "window",
    "order",
    "limit",
    "set",
    "select",
    "values",
    "union",
    "except",
    "intersect",
    "returning",
];

/// Further words that may stand behind a table and are no alias.
const FOLLOWERS: [&str; 13] = [
    "join", "inner", "left", "right", "full", "cross", "natural", "on", "using", "indexed", "not",
    "default", "from",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sql: &str) -> Vec<String> {
        let describe = |it: Source| match it.alias {
            Some(alias) => format!("{} as {alias}", it.name),
            None => it.name,
        };
        sources(sql).into_iter().map(describe).collect()
    }

    #[test]
    fn finds_tables_wherever_they_come_in() {
        assert_eq!(
            named("SELECT a, b FROM t, main.u AS v WHERE x"),
            ["t", "u as v"]
        );
        assert_eq!(
            named("SELECT 1 FROM (SELECT 2, 3 FROM t x), u"),
            ["t as x", "u"]
        );
        assert_eq!(
            named("INSERT OR IGNORE INTO t (a) VALUES (1); UPDATE OR FAIL u SET a = 1"),
            ["t", "u"]
        );
        assert_eq!(
            named("DELETE FROM t WHERE a IN (SELECT a FROM u JOIN v ON 1)"),
            ["t", "u", "v"]
        );
    }
}
