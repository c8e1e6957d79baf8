//! Names that SQLite replaces in the texts that it keeps, when a table or a column gets another.
//!
//! SQLite replaces what it has resolved, and here only tokens are looked at, so the result may be
//! another table's: what comes of a rename is read and compared before it counts as foreseen.

use crate::{
    shape::{Shape, Table},
    sql::{Name, SameWord, Token, tokens},
};

/// The names that a table and its parents get.
#[derive(Default)]
pub(super) struct Renames(Vec<Renamed>);

/// A table by its old name.
struct Renamed {
    from: String,
    to: String,
    columns: Vec<(String, String)>,
}

/// A name in double quotes.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Renames {
    /// What becomes of the names in `table` of the older shape.
    pub(super) fn of(older: &Shape, newer: &Shape, table: &Table) -> Self {
        let parents = table.foreign_keys().map(|it| it.table.as_ref());
        let names = std::iter::once(table.name.as_str()).chain(parents);
        let renamed = names.filter_map(|name| {
            let old = older.table(name)?;
            Renamed::of(old, newer.declared_table(old.declared)?)
        });
        Self(renamed.collect())
    }

    /// What becomes of the name of something without columns.
    pub(super) fn of_name(from: &str, to: &str) -> Self {
        let (from, to) = (from.to_owned(), to.to_owned());
        let columns = Vec::new();
        Self(vec![Renamed { from, to, columns }])
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text with the new names. `own` is the old name of the table that it is about.
    pub(super) fn in_text(&self, text: &str, own: &str) -> String {
        let tokens: Vec<Token<'_>> = tokens(text).collect();
        self.replace(text, own, &tokens, 0)
    }

    /// A column's definition with the new names. Its type is no name.
    pub(super) fn in_definition(&self, definition: &str, own: &str) -> String {
        const AFTER_TYPE: [&str; 8] = [
            "primary",
            "not",
            "default",
            "collate",
            "generated",
            "unique",
            "references",
            "check",
        ];
        let tokens: Vec<Token<'_>> = tokens(definition).collect();
        let is_end = |it: &Token<'_>| AFTER_TYPE.into_iter().any(|word| it.is_word(word));
        let end = tokens.iter().skip(1).position(is_end);
        let end = end.map_or(tokens.len(), |end| end + 1);
        self.replace(definition, own, &tokens, end)
    }

    /// Replaces names other than those after the first token and before `type_end`.
    fn replace(&self, text: &str, own: &str, tokens: &[Token<'_>], type_end: usize) -> String {
        let (mut output, mut copied) = (String::new(), 0);
        let mut place = Place {
            tokens,
            parent: None,
        };
        for (at, token) in tokens.iter().enumerate() {
            let is_type = 0 < at && at < type_end;
            place.enter(at);
            let new = place.new_name(self, at, own).filter(|_| !is_type);
            if let Some(new) = new {
                output.push_str(text.get(copied..token.start).unwrap_or_default());
                output.push_str(&new);
                copied = token.end();
            }
        }
        output + text.get(copied..).unwrap_or_default()
    }

    fn table(&self, token: &Token<'_>) -> Option<&Renamed> {
        self.0.iter().find(|it| token.names(&it.from))
    }

    /// A column's new name, in quotes where SQLite writes them.
    fn column(&self, table: &str, token: &Token<'_>) -> Option<String> {
        let table = self.0.iter().find(|it| it.from.is_same_word(table))?;
        let (_, to) = table.columns.iter().find(|(from, _)| token.names(from))?;
        let is_plain = token
            .text
            .starts_with(|it: char| it == '_' || it.is_alphanumeric());
        let plain = Name(to).to_string();
        Some(if is_plain { plain } else { quoted(to) })
    }
}

impl Renamed {
    fn of(old: &Table, new: &Table) -> Option<Self> {
        let pairs = old.columns.iter().filter_map(|line| {
            let new = new.column_by_identity(line.identity)?;
            Some((line.item.name.to_string(), new.item.name.to_string()))
        });
        let columns: Vec<_> = pairs.filter(|(from, to)| from != to).collect();
        let (from, to) = (old.name.clone(), new.name.clone());
        (from != to || !columns.is_empty()).then_some(Self { from, to, columns })
    }
}

/// Where in a text a token stands.
struct Place<'a> {
    tokens: &'a [Token<'a>],
    /// The parent whose columns are being listed.
    parent: Option<String>,
}

impl Place<'_> {
    /// Notes where the columns of a parent begin and end.
    fn enter(&mut self, at: usize) {
        if self.is(at, |it| it.is_symbol("(")) && self.is_behind(at, 2, "references") {
            let name = at.checked_sub(1).and_then(|at| self.tokens.get(at));
            self.parent = name.map(Token::unquoted);
        } else if self.is(at, |it| it.is_symbol(")")) {
            self.parent = None;
        }
    }

    fn new_name(&self, renames: &Renames, at: usize, own: &str) -> Option<String> {
        let token = self.tokens.get(at).filter(|it| it.is_name())?;
        let opens = |at: usize| self.is(at, |it| it.is_symbol("("));
        // `CREATE TABLE` and `CREATE INDEX … ON` stand at the beginning.
        let is_own = at < 6 && (self.is_behind(at, 1, "table") || self.is_behind(at, 1, "on"));
        let is_table = is_own
            || self.is_behind(at, 1, "references")
            || self.is(at + 1, |it| it.is_symbol("."));
        if is_table {
            let table = renames.table(token).filter(|it| it.from != it.to);
            return table.map(|it| quoted(&it.to));
        }
        if let Some(parent) = &self.parent {
            return renames.column(parent, token);
        }
        let is_other = self.is_behind(at, 1, "collate") || opens(at + 1);
        renames.column(own, token).filter(|_| !is_other)
    }

    fn is(&self, at: usize, matches: impl Fn(&Token<'_>) -> bool) -> bool {
        self.tokens.get(at).is_some_and(matches)
    }

    fn is_behind(&self, at: usize, back: usize, word: &str) -> bool {
        let before = at.checked_sub(back).and_then(|at| self.tokens.get(at));
        before.is_some_and(|it| it.is_word(word))
    }
}
