//! Renames in SQL text, token by token; where a token may mean something else, an error.

use crate::sql::{Name, Role, SameWord, Token, roles, tokens};

use super::{
    renames::Renames,
    sources::{Source, Sources},
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
        self.columns.is_none() || self.has(column)
    }

    fn has(&self, column: &str) -> bool {
        let mut columns = self.columns.iter().flatten();
        columns.any(|it| it.is_same_word(column))
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
        Scope::Table(_) | Scope::Content(_) => Sources::default(),
        Scope::Query { .. } => Sources::of(text),
    };
    let reader = Reader {
        tokens: &tokens,
        roles: &roles(&tokens),
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
    roles: &'a [Role],
    sources: &'a Sources,
    renames: &'a Renames,
    scope: Scope<'a>,
}

/// Whose column an unqualified name is, where the text says it.
enum Owner<'a> {
    Table(&'a str),
    /// One of several.
    Unclear,
    /// The text doesn't say.
    Unknown,
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
        if !self.may_be_column(at) {
            return Ok(None);
        }
        let owner = self.owner(at, &name);
        let owns = |table: &str| match owner {
            Owner::Table(owner) => owner.is_same_word(table),
            Owner::Unclear | Owner::Unknown => self.belongs_to(at, table),
        };
        let Some(old) = self.renames.column_of(owns, &name) else {
            return Ok(None);
        };
        let is_unclear = match owner {
            Owner::Table(_) => false,
            Owner::Unclear => true,
            Owner::Unknown => self.is_shared(at, &name),
        };
        let is_same = old.is_same_word(&name);
        // The old name may be another column's by now; then the text can't be read for the old version.
        if !is_same && (is_unclear || self.is_taken(old)) {
            return Err(name);
        }
        // In another case it is the same name, whosever it is.
        Ok(Some(old.as_ref()).filter(|_| !is_unclear))
    }

    /// Whether a word stands where SQLite reads the name of a column.
    fn may_be_column(&self, at: usize) -> bool {
        match self.scope {
            // What a module reads there are no expressions.
            Scope::Content(_) => {
                let is_call = self.tokens.get(at + 1).is_some_and(|it| it.is_symbol("("));
                !is_call
            }
            Scope::Table(_) | Scope::Query { .. } => self.roles.get(at) == Some(&Role::Name),
        }
    }

    /// Whether the text has the name of a column, or gives it to something.
    fn is_taken(&self, name: &str) -> bool {
        let is_table = |at: usize| self.sources.all.iter().any(|it| it.position == at);
        let mut tokens = self.tokens.iter().enumerate();
        tokens.any(|(at, token)| {
            let is_label = self.roles.get(at) == Some(&Role::Label) && token.is_name();
            token.names(name) && !is_table(at) && (self.may_be_column(at) || is_label)
        })
    }

    /// Whose column an unqualified name is: that of the innermost query which has it.
    fn owner(&self, at: usize, name: &str) -> Owner<'a> {
        let Scope::Query { relations, .. } = self.scope else {
            return Owner::Unknown;
        };
        if self.qualifier(at).is_some() {
            return Owner::Unknown;
        }
        let of = |source: &Source| {
            let mut relations = relations.iter();
            relations.find(|it| it.name.is_same_word(&source.name))
        };
        if let Some(relation) = self.sources.target(at).and_then(of) {
            return Owner::Table(&relation.name);
        }
        for frame in self.sources.around(at) {
            let own = self.sources.all.iter().filter(|it| it.frame == frame);
            let own: Vec<&Relation> = own.filter_map(of).collect();
            let mut having = own.iter().filter(|it| it.has(name));
            let may_have = own.iter().filter(|it| it.may_have(name)).count();
            match (having.next(), having.next()) {
                (Some(_), Some(_)) => return Owner::Unclear,
                (Some(_), None) if may_have > 1 && self.joins_by_name() => return Owner::Unclear,
                (Some(only), None) => return Owner::Table(&only.name),
                (None, _) if may_have > 0 => return Owner::Unknown,
                (None, _) => {}
            }
        }
        Owner::Unknown
    }

    /// Whether tables are joined by columns of one name.
    fn joins_by_name(&self) -> bool {
        let mut tokens = self.tokens.iter();
        tokens.any(|it| it.is_word("using") || it.is_word("natural"))
    }

    /// Whether the token is a table, where it is brought in or in front of a point.
    fn is_table(&self, at: usize, name: &str) -> bool {
        let next = |matches: fn(&Token<'_>) -> bool| self.tokens.get(at + 1).is_some_and(matches);
        let is_own = match self.scope {
            Scope::Table(owner) => owner.is_same_word(name),
            Scope::Content(_) => return self.is_content(at),
            Scope::Query { .. } => self.brings_in(name),
        };
        let is_column_of_itself = || {
            let target = self.sources.target(at);
            target.is_some_and(|it| it.name.is_same_word(name))
        };
        let qualifies = next(|it| it.is_symbol(".")) || next(|it| it.is_word("match"));
        self.sources.all.iter().any(|source| source.position == at)
            || (is_own && (qualifies || is_column_of_itself()))
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
                    || self.sources.all.iter().any(is_alias)
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
        let mut sources = self.sources.all.iter();
        sources.any(|source| source.name.is_same_word(table))
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
