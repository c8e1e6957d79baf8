//! Renames in SQL text, token by token; where a token may mean something else, an error.

use crate::sql::{Name, SameWord, Token, tokens};

use super::{
    renames::Renames,
    sources::{Source, sources},
};

/// What the names in a text can stand for.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// The columns of one table.
    Table(&'a str),
    /// The columns of the table that a virtual table indexes, and that table itself.
    Content(&'a str),
    /// Whatever the text itself brings in.
    Query {
        relations: &'a [Relation],
        /// The table whose rows a trigger calls `NEW` and `OLD`.
        trigger_on: Option<&'a str>,
    },
}

/// A table by name, with the names of its columns; of a view the columns aren't known.
pub(super) struct Relation {
    pub(super) name: String,
    pub(super) columns: Option<Vec<String>>,
    /// The table whose columns it indexes, by the names that they have there.
    pub(super) content: Option<String>,
}

impl Relation {
    fn may_have(&self, column: &str) -> bool {
        let has = |columns: &Vec<String>| columns.iter().any(|it| it.is_same_word(column));
        self.columns.as_ref().is_none_or(has)
    }
}

/// `text` with the renames applied, `None` where nothing changes, the name where it is ambiguous.
pub(super) fn rename_in_text(
    text: &str,
    renames: &Renames,
    scope: Scope<'_>,
) -> Result<Option<String>, String> {
    if renames.is_empty() {
        return Ok(None);
    }
    let tokens: Vec<Token<'_>> = tokens(text).collect();
    let sources = match scope {
        Scope::Table(_) | Scope::Content(_) => Vec::new(),
        Scope::Query { .. } => sources(text),
    };
    let reader = Reader {
        tokens: &tokens,
        sources: &sources,
        renames,
        scope,
    };
    let mut output = String::new();
    let mut copied = 0;
    for (at, token) in tokens.iter().enumerate() {
        if let Some(new) = reader.new_name(at, token)? {
            output.push_str(text.get(copied..token.start).unwrap_or_default());
            output.push_str(&Name(new).to_string());
            copied = token.end();
        }
    }
    if copied == 0 {
        return Ok(None);
    }
    output.push_str(text.get(copied..).unwrap_or_default());
    Ok(Some(output))
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    sources: &'a [Source],
    renames: &'a Renames,
    scope: Scope<'a>,
}

impl<'a> Reader<'a> {
    /// The new name of a token, if a rename is about it.
    fn new_name(&self, at: usize, token: &Token<'_>) -> Result<Option<&'a str>, String> {
        let name = token.unquoted();
        if !token.is_name() && !self.is_content(at) {
            return Ok(None);
        }
        if self.is_table(at, &name) {
            return Ok(self.renames.table(&name).map(AsRef::as_ref));
        }
        let is_function = self
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.is_symbol("("));
        let is_alias = self
            .before(at, 1)
            .is_some_and(|previous| previous.is_word("as"));
        if is_function || is_alias {
            return Ok(None);
        }
        let owner = |table: &str| self.belongs_to(at, table);
        let Some(old) = self.renames.column_of(owner, &name) else {
            return Ok(None);
        };
        // The old name may be another column's by now; then the text can't be read for the old version.
        let is_taken = self.tokens.iter().any(|token| token.names(old));
        if is_taken || self.is_shared(at, &name) {
            Err(name)
        } else {
            Ok(Some(old))
        }
    }

    /// Whether the token is a table, where it is brought in or in front of a point.
    fn is_table(&self, at: usize, name: &str) -> bool {
        let next = |matches: fn(&Token<'_>) -> bool| self.tokens.get(at + 1).is_some_and(matches);
        let is_own = match self.scope {
            Scope::Table(owner) => owner.is_same_word(name),
            Scope::Content(_) => return self.is_content(at),
            Scope::Query { .. } => self.brings_in(name),
        };
        let qualifies = next(|it| it.is_symbol(".")) || next(|it| it.is_word("match"));
        self.sources.iter().any(|source| source.position == at) || (is_own && qualifies)
    }

    /// Whether the name can be that of one of `table`'s columns.
    fn belongs_to(&self, at: usize, table: &str) -> bool {
        match (self.qualifier(at), self.scope) {
            (None, Scope::Table(owner) | Scope::Content(owner)) => owner.is_same_word(table),
            (Some(qualifier), Scope::Table(owner) | Scope::Content(owner)) => {
                owner.is_same_word(table) && qualifier.names(table)
            }
            (None, Scope::Query { .. }) => {
                self.brings_in(table) || self.lists_columns_of(at, table)
            }
            (Some(qualifier), Scope::Query { trigger_on, .. }) => {
                let is_row = qualifier.is_word("new") || qualifier.is_word("old");
                let is_alias = |source: &Source| {
                    let alias = source.alias.as_ref().unwrap_or(&source.name);
                    source.name.is_same_word(table) && qualifier.names(alias)
                };
                is_row && trigger_on.is_some_and(|it| it.is_same_word(table))
                    || self.sources.iter().any(is_alias)
            }
        }
    }

    /// Whether an unqualified name could as well be a column of another table in the text.
    fn is_shared(&self, at: usize, name: &str) -> bool {
        let Scope::Query { relations, .. } = self.scope else {
            return false;
        };
        let mut owners = self
            .renames
            .columns
            .iter()
            .filter(|(_, new, _)| new.is_same_word(name));
        if owners.any(|(table, ..)| self.lists_columns_of(at, table)) {
            return false;
        }
        let candidates = relations
            .iter()
            .filter(|it| it.may_have(name) && self.brings_in(&it.name));
        self.qualifier(at).is_none() && candidates.count() > 1
    }

    /// Whether the token is the value of `content=`.
    fn is_content(&self, at: usize) -> bool {
        matches!(self.scope, Scope::Content(_))
            && self.before(at, 1).is_some_and(|it| it.is_symbol("="))
            && self.before(at, 2).is_some_and(|it| it.is_word("content"))
    }

    /// Whether the token stands in the columns of an `INSERT` into an index of the table.
    fn lists_columns_of(&self, at: usize, table: &str) -> bool {
        let Scope::Query { relations, .. } = self.scope else {
            return false;
        };
        let Some(before) = self.tokens.get(..at) else {
            return false;
        };
        let Some(open) = before.iter().rposition(|it| it.is_symbol("(")) else {
            return false;
        };
        let is_list = before
            .iter()
            .skip(open + 1)
            .all(|it| it.is_name() || it.is_symbol(","));
        let is_into = self
            .before(open, 2)
            .is_some_and(|it| it.is_word("into") || it.is_symbol("."));
        let index = self.before(open, 1).filter(|_| is_list && is_into);
        index.is_some_and(|index| {
            let mut indexes = relations.iter().filter(|it| index.names(&it.name));
            indexes.any(|it| it.content.as_ref().is_some_and(|it| it.is_same_word(table)))
        })
    }

    fn brings_in(&self, table: &str) -> bool {
        self.sources
            .iter()
            .any(|source| source.name.is_same_word(table))
    }

    /// The name before the point before the token.
    fn qualifier(&self, at: usize) -> Option<&Token<'a>> {
        self.before(at, 1)
            .filter(|it| it.is_symbol("."))
            .and_then(|_| self.before(at, 2))
    }

    fn before(&self, at: usize, back: usize) -> Option<&Token<'a>> {
        self.tokens.get(at.checked_sub(back)?)
    }
}
