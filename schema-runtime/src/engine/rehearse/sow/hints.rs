//! What the texts of a schema say of the values that stand in its columns.

use std::collections::{BTreeSet, HashMap, HashSet};

use schema_core::{
    model::{Action, Constraint, Schema, Table},
    shape,
    sql::{Literal, Token, TokenKind, tokens},
};

/// What is known of values before any are made up.
#[derive(Debug, Default)]
pub(in crate::engine::rehearse) struct Hints {
    /// The tables, by the model's indices, that get no rows.
    unrehearsed: HashSet<usize>,
    /// The values that seeds and steps insert.
    given: HashSet<String>,
    /// The columns that are read as JSON, in lower case, with the paths that are looked for in them.
    documents: HashMap<String, BTreeSet<String>>,
    /// The columns that are read as a point in time, in lower case.
    times: HashSet<String>,
}

impl Hints {
    pub(in crate::engine::rehearse) fn of(schema: &Schema) -> Self {
        let mut hints = Self {
            unrehearsed: unrehearsed(schema),
            given: given(schema),
            ..Self::default()
        };
        for text in texts(schema) {
            hints.read(text);
        }
        hints.follow_renames(schema);
        hints
    }

    /// Whether no rows are made up for a table.
    pub(in crate::engine::rehearse) fn leaves_out(&self, table: &shape::Table) -> bool {
        self.unrehearsed.contains(&table.declared)
    }

    /// Whether something else may insert a row with this literal as its key.
    pub(super) fn is_given(&self, literal: &str) -> bool {
        self.given.contains(literal)
    }

    /// The paths that texts look for in a column that they read as JSON.
    pub(super) fn paths(&self, column: &str) -> Option<&BTreeSet<String>> {
        self.documents.get(&column.to_ascii_lowercase())
    }

    /// Whether texts read the column as a point in time.
    pub(super) fn is_time(&self, column: &str) -> bool {
        self.times.contains(&column.to_ascii_lowercase())
    }

    fn read(&mut self, sql: &str) {
        let tokens: Vec<Token<'_>> = tokens(sql).collect();
        for (at, token) in tokens.iter().enumerate() {
            let Some((_, rest)) = tokens.split_at_checked(at + 1) else {
                continue;
            };
            if rest.first().is_some_and(|it| it.is_symbol("(")) {
                self.read_call(token, rest.get(1..).unwrap_or_default());
            } else if is_arrow(rest) {
                let paths = self.documents.entry(lower(token)).or_default();
                let label = rest.iter().find(|it| it.kind != TokenKind::Symbol);
                let label = label.filter(|it| it.kind == TokenKind::String);
                paths.extend(label.map(|it| path(&it.unquoted())));
            }
        }
    }

    fn read_call(&mut self, function: &Token<'_>, arguments: &[Token<'_>]) {
        let name = lower(function);
        if JSON.contains(&name.as_str()) {
            let Some(column) = column(arguments) else {
                return;
            };
            let strings = argument_tokens(arguments).filter(|it| it.kind == TokenKind::String);
            let strings = strings.map(Token::unquoted);
            let paths = self.documents.entry(column).or_default();
            paths.extend(strings.filter(|it| it.starts_with("$.")));
        } else if TIMES.contains(&name.as_str()) {
            self.times.extend(column(arguments));
        } else if name == "strftime" {
            let comma = arguments.iter().position(|it| it.is_symbol(","));
            let second = comma.and_then(|at| arguments.get(at + 1..));
            self.times.extend(second.and_then(column));
        }
    }

    /// What is said of a column by one of its names goes for the other.
    fn follow_renames(&mut self, schema: &Schema) {
        let actions = schema.versions.iter().flat_map(|it| it.actions.iter());
        let renames = actions.filter_map(|it| match it {
            Action::RenameColumn { from, to, .. } => {
                Some([from.to_ascii_lowercase(), to.to_ascii_lowercase()])
            }
            _ => None,
        });
        let renames: Vec<[String; 2]> = renames.collect();
        // Forwards through all of them, and back.
        for names in renames.iter().chain(renames.iter().rev()) {
            if names.iter().any(|it| self.times.contains(it)) {
                self.times.extend(names.iter().cloned());
            }
            let read = names
                .iter()
                .filter_map(|it| self.documents.get(it))
                .flatten();
            let paths: BTreeSet<String> = read.cloned().collect();
            if names.iter().any(|it| self.documents.contains_key(it)) {
                let both = names.iter().map(|it| (it.clone(), paths.clone()));
                self.documents.extend(both);
            }
        }
    }
}

/// The functions whose first argument must be JSON.
const JSON: [&str; 17] = [
    "json",
    "jsonb",
    "json_array_length",
    "json_each",
    "json_extract",
    "json_insert",
    "json_patch",
    "json_pretty",
    "json_remove",
    "json_replace",
    "json_set",
    "json_tree",
    "json_type",
    "jsonb_extract",
    "jsonb_patch",
    "jsonb_remove",
    "jsonb_set",
];

/// The functions whose first argument is a point in time.
const TIMES: [&str; 5] = ["date", "datetime", "julianday", "time", "unixepoch"];

/// All that may read rows.
fn texts(schema: &Schema) -> impl Iterator<Item = &str> {
    let actions = schema.versions.iter().flat_map(|it| it.actions.iter());
    let steps = actions.filter_map(|it| match it {
        Action::Sql(sql) => Some(sql.as_ref()),
        _ => None,
    });
    let views = schema.views.iter().map(|it| it.item.query.as_ref());
    let triggers = schema.triggers.iter();
    let triggers = triggers.flat_map(|it| [Some(it.item.body.as_ref()), it.item.when.as_deref()]);
    let tables = schema.tables.iter().flat_map(texts_of);
    steps.chain(views).chain(triggers.flatten()).chain(tables)
}

fn texts_of(table: &Table) -> impl Iterator<Item = &str> {
    let columns = table.columns.iter();
    let columns = columns.flat_map(|it| {
        let generated = it.item.generated.as_ref();
        [
            it.item.from.as_deref(),
            generated.map(|it| it.expression.as_ref()),
        ]
    });
    let checks = table.constraints.iter().filter_map(|it| match &it.item {
        Constraint::Check(check) => Some(check.expression.as_ref()),
        _ => None,
    });
    let indexes = table.indexes.iter().flat_map(|it| it.item.texts());
    columns.flatten().chain(checks).chain(indexes)
}

/// The tables that say `unrehearsed`, and those whose rows would need one of theirs.
fn unrehearsed(schema: &Schema) -> HashSet<usize> {
    let tables = schema.tables.iter().enumerate();
    let said = tables.filter(|(_, it)| it.unrehearsed).map(|(at, _)| at);
    let mut left_out: HashSet<usize> = said.collect();
    loop {
        let is_left_out = |name: &str| {
            let mut tables = left_out.iter().filter_map(|it| schema.tables.get(*it));
            tables.any(|it| it.name.eq_ignore_ascii_case(name))
        };
        let needs = |table: &Table| {
            table.constraints.iter().any(|it| match &it.item {
                Constraint::ForeignKey(key) => {
                    let mut columns = table.columns.iter().filter(|it| it.item.not_null);
                    let refers = |it: &str| key.columns.iter().any(|own| own == it);
                    is_left_out(&key.table) && columns.any(|it| refers(&it.item.name))
                }
                _ => false,
            })
        };
        let tables = schema.tables.iter().enumerate();
        let more = tables.filter(|(at, it)| !left_out.contains(at) && needs(it));
        let more: Vec<usize> = more.map(|(at, _)| at).collect();
        if more.is_empty() {
            return left_out;
        }
        left_out.extend(more);
    }
}

fn given(schema: &Schema) -> HashSet<String> {
    let seeds = schema.seeds.iter().flat_map(|it| it.item.values.iter());
    let mut given: HashSet<String> = seeds.map(|(_, value)| value.to_string()).collect();
    let actions = schema.versions.iter().flat_map(|it| it.actions.iter());
    for action in actions {
        let Action::Sql(sql) = action else { continue };
        if !tokens(sql).any(|it| it.is_word("insert") || it.is_word("replace")) {
            continue;
        }
        given.extend(tokens(sql).filter_map(|it| match it.kind {
            TokenKind::Number => Some(it.text.to_owned()),
            TokenKind::String => Some(Literal(&it.unquoted()).to_string()),
            _ => None,
        }));
    }
    given
}

/// The column that a call has as its first argument, if that is a column alone.
fn column(arguments: &[Token<'_>]) -> Option<String> {
    let is_end = |it: &Token<'_>| it.is_symbol(",") || it.is_symbol(")");
    let end = arguments.iter().position(is_end)?;
    let (name, path) = arguments.get(..end)?.split_last()?;
    let is_name = |it: &Token<'_>| matches!(it.kind, TokenKind::Word | TokenKind::Quoted);
    let is_path = path.iter().all(|it| is_name(it) || it.is_symbol("."));
    (is_name(name) && is_path).then(|| lower(name))
}

/// The tokens up to the end of a call.
fn argument_tokens<'a>(arguments: &'a [Token<'a>]) -> impl Iterator<Item = &'a Token<'a>> {
    let mut depth = 1_usize;
    arguments.iter().take_while(move |it| {
        depth += usize::from(it.is_symbol("("));
        depth -= usize::from(it.is_symbol(")"));
        depth > 0
    })
}

/// Whether `->` or `->>` comes next.
fn is_arrow(rest: &[Token<'_>]) -> bool {
    let symbols = rest.iter().take_while(|it| it.kind == TokenKind::Symbol);
    let joined: String = symbols.map(|it| it.text).collect();
    joined.starts_with("->")
}

/// The path of a label, which may be one already.
fn path(label: &str) -> String {
    if label.starts_with('$') {
        label.to_owned()
    } else {
        format!("$.\"{label}\"")
    }
}

fn lower(token: &Token<'_>) -> String {
    token.unquoted().to_ascii_lowercase()
}
