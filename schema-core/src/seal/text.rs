//! What a part says, in a form in which formatting, order and case don't count.
//!
//! Not the SQL that runs: that may be written in another way one day, and seals may not.

use crate::{
    model::{
        Check, Column, Constraint, Deferrable, Domain, Event, ForeignKey, Index, OnConflict, Seed,
        Sorting, Term, Text, Trigger, View, VirtualTable,
    },
    shape::{Table, owner},
    sql::{Literal, Token, canonical, tokens, without_parentheses},
};

use super::Edition;

/// A table's options.
pub(super) fn options(table: &Table) -> String {
    let words = [
        (table.strict, "strict"),
        (table.without_rowid, "without rowid"),
    ];
    let words = words.iter().filter(|(has, _)| *has).map(|(_, word)| *word);
    words.collect::<Vec<_>>().join(", ")
}

/// A column, and the constraints that concern it alone.
pub(super) fn column<'a>(
    edition: Edition,
    column: &Column,
    constraints: impl Iterator<Item = &'a Constraint>,
) -> String {
    let mut clauses = vec![format!("type {}", canonical(&column.ty))];
    let domain = column.domain.as_ref().filter(|_| edition.covers_domains());
    clauses.extend(domain.map(self::domain));
    clauses.extend(column.not_null.then(|| {
        let name = named(column.not_null_name.as_ref());
        format!("{name}not null{}", conflict(column.on_null))
    }));
    let default = column.default.as_ref();
    clauses.extend(default.map(|it| format!("default {}", expression(it))));
    let collate = column.collate.as_ref();
    clauses.extend(collate.map(|it| format!("collate {}", name(it))));
    clauses.extend(column.generated.as_ref().map(|it| {
        let kind = if it.stored { "stored" } else { "virtual" };
        format!("generated {kind} {}", expression(&it.expression))
    }));
    let mut owned: Vec<String> = constraints.map(constraint).collect();
    owned.sort_unstable();
    clauses.extend(owned);
    clauses.join("\n")
}

/// The values of a column: the elements of a list in any order.
fn domain(domain: &Domain) -> String {
    match domain {
        Domain::Bool => "one of 0, 1".to_owned(),
        Domain::Integer { least, most } => format!("from {least} to {most}"),
        Domain::Elements(elements) => {
            let elements = elements.iter();
            let mut elements: Vec<String> =
                elements.map(|it| Literal(&it.item).to_string()).collect();
            elements.sort_unstable();
            format!("one of {}", elements.join(", "))
        }
    }
}

/// The one column that a constraint concerns, wherever it was written.
pub(super) fn concerns<'a>(table: &'a Table, constraint: &'a Constraint) -> Option<&'a str> {
    let Constraint::Check(Check { expression, .. }) = constraint else {
        return owner(constraint);
    };
    let words: Vec<Token<'_>> = tokens(expression).collect();
    let columns = table.columns.iter().map(|it| it.item.name.as_ref());
    let mut read = columns.filter(|it| words.iter().any(|word| word.names(it)));
    read.next().filter(|_| read.next().is_none())
}

/// The word that a constraint begins with.
pub(super) fn constraint_name(constraint: &Constraint) -> &'static str {
    match constraint {
        Constraint::PrimaryKey(_) => "primary key",
        Constraint::Unique(_) => "unique",
        Constraint::ForeignKey(_) => "foreign key",
        Constraint::Check(_) => "check",
    }
}

pub(super) fn constraint(constraint: &Constraint) -> String {
    let word = constraint_name(constraint);
    let rule = match constraint {
        Constraint::PrimaryKey(key) => {
            let columns = key_columns(&key.columns, &key.sorting);
            let conflict = conflict(key.on_conflict);
            let autoincrement = if key.autoincrement {
                " autoincrement"
            } else {
                ""
            };
            format!("{word} {columns}{conflict}{autoincrement}")
        }
        Constraint::Unique(unique) => {
            let columns = key_columns(&unique.columns, &unique.sorting);
            format!("{word} {columns}{}", conflict(unique.on_conflict))
        }
        Constraint::ForeignKey(key) => format!("{word} {}", foreign_key(key)),
        Constraint::Check(check) => format!("{word} {}", expression(&check.expression)),
    };
    named(constraint.name()) + &rule
}

/// The name of a constraint, before what it says; nothing if it has none.
fn named(constraint: Option<&Text>) -> String {
    constraint.map_or_else(String::new, |it| format!("constraint {} ", name(it)))
}

/// What becomes of a statement that breaks a rule; nothing for what SQLite does anyway.
fn conflict(clause: OnConflict) -> &'static str {
    match clause {
        OnConflict::Abort => "",
        OnConflict::Rollback => " on conflict rollback",
        OnConflict::Fail => " on conflict fail",
        OnConflict::Ignore => " on conflict ignore",
        OnConflict::Replace => " on conflict replace",
    }
}

/// The columns of a key, with how they are sorted where the key says so.
fn key_columns(columns: &[Text], sorting: &[Sorting]) -> String {
    let columns = columns.iter().enumerate().map(|(at, column)| {
        let sorting = sorting.get(at);
        let collate = sorting.and_then(|it| it.collate.as_ref());
        let collate = collate.map_or_else(String::new, |it| format!(" collate {}", name(it)));
        let order = if sorting.is_some_and(|it| it.descending) {
            " desc"
        } else {
            ""
        };
        format!("{}{collate}{order}", name(column))
    });
    format!("({})", columns.collect::<Vec<_>>().join(", "))
}

/// A view, with the names of its columns where it lists them.
pub(super) fn view(view: &View) -> String {
    let query = statements(&view.query);
    if view.columns.is_empty() {
        query
    } else {
        format!("{} {query}", names(&view.columns))
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    let deferrable = match key.deferrable {
        Deferrable::No => "no",
        Deferrable::InitiallyImmediate => "immediate",
        Deferrable::InitiallyDeferred => "deferred",
    };
    format!(
        "{} references {} {} delete {} update {} deferrable {deferrable}",
        names(&key.columns),
        name(&key.table),
        names(&key.parent_columns),
        key.on_delete,
        key.on_update,
    )
}

pub(super) fn index(index: &Index) -> String {
    let terms = index.columns.iter().map(|column| {
        let term = match &column.term {
            Term::Column(it) => format!("column {}", name(it)),
            Term::Expression(it) => format!("expression {}", expression(it)),
        };
        let collate = column.collate.as_ref();
        let collate = collate.map_or_else(String::new, |it| format!(" collate {}", name(it)));
        let order = if column.descending { " desc" } else { "" };
        format!("{term}{collate}{order}")
    });
    let unique = if index.unique { "unique" } else { "plain" };
    let filter = index.filter.as_ref();
    let filter = filter.map(|it| format!("where {}", expression(it)));
    let lines = std::iter::once(unique.to_owned())
        .chain(terms)
        .chain(filter);
    lines.collect::<Vec<_>>().join("\n")
}

pub(super) fn trigger(trigger: &Trigger) -> String {
    let timing = trigger.timing.words();
    let event = match &trigger.event {
        Event::Insert => "insert".to_owned(),
        Event::Delete => "delete".to_owned(),
        Event::Update(columns) => format!("update {}", names(columns)),
    };
    let when = trigger.when.as_deref().map_or_else(String::new, expression);
    format!(
        "{timing} {event}\nwhen {when}\n{}",
        statements(&trigger.body)
    )
}

/// A virtual table, and what fills it where the declaration says so.
pub(super) fn virtual_table(table: &VirtualTable) -> String {
    let module = module(&table.using);
    match &table.from {
        Some(from) => format!("{module}\nfrom {}", statements(from)),
        None => module,
    }
}

/// What a virtual table is made with. The table that it indexes is a name, however it is quoted.
fn module(using: &str) -> String {
    let all: Vec<Token<'_>> = tokens(using).collect();
    let before = |at: usize, back: usize| at.checked_sub(back).and_then(|it| all.get(it));
    let is_content = |at: usize| {
        before(at, 1).is_some_and(|it| it.is_symbol("="))
            && before(at, 2).is_some_and(|it| it.is_word("content"))
    };
    let words = all.iter().enumerate().map(|(at, token)| {
        if is_content(at) {
            name(&token.unquoted())
        } else {
            canonical(token.text)
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The values of a seed, in any order.
pub(super) fn seed(seed: &Seed) -> String {
    let values = seed.values.iter();
    let mut values: Vec<String> = values
        .map(|(column, value)| format!("{} = {}", name(column), canonical(value)))
        .collect();
    values.sort_unstable();
    values.join("\n")
}

/// An expression, whatever the parentheses around it.
pub(super) fn expression(sql: &str) -> String {
    without_parentheses(&canonical(sql)).to_owned()
}

/// Statements, whether or not the last one has a semicolon.
pub(super) fn statements(sql: &str) -> String {
    canonical(sql).trim_end_matches([';', ' ']).to_owned()
}

/// A name in quotes, so that no name can be taken for two.
pub(super) fn name(name: &str) -> String {
    format!("\"{}\"", name.to_ascii_lowercase().replace('"', "\"\""))
}

fn names(all: &[Text]) -> String {
    let all: Vec<String> = all.iter().map(|it| name(it)).collect();
    format!("({})", all.join(", "))
}
