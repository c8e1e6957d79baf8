//! Keys, foreign keys, checks and options, in any order.

use crate::{
    model::{Constraint, ForeignKey, Text},
    shape::{Shape, Table, Traced},
    sql::{Names, canonical},
};

use super::{Difference, FoundTable, Kind, difference};

/// Compares keys, foreign keys, checks and options as sets.
pub(super) fn compare(
    shape: &Shape,
    declared: &Table,
    found: &FoundTable,
    all: &mut Vec<Difference>,
) {
    // Texts are for what is written in another way, and take much longer to compare.
    let same_options = (declared.strict, declared.without_rowid)
        == (found.table.strict, found.table.without_rowid);
    let standing = &found.table.constraints;
    if same_options && found.peculiar.is_empty() && are_same(&declared.constraints, standing) {
        return;
    }
    let mut ours = constraint_texts(shape, declared);
    let mut theirs = constraint_texts(shape, &without_own(declared, &found.table));
    theirs.extend(found.peculiar.iter().map(|it| (canonical(it), it.clone())));
    // Saying a condition twice says no more than saying it once.
    let keys = |texts: &[(String, String)]| -> Vec<String> {
        texts.iter().map(|(key, _)| key.clone()).collect()
    };
    let (our_keys, their_keys) = (keys(&ours), keys(&theirs));
    ours.retain(|(key, _)| !their_keys.contains(key));
    theirs.retain(|(key, _)| !our_keys.contains(key));
    let push = |declared_text, found_text| {
        difference(
            Kind::Constraint,
            &declared.name,
            None,
            declared_text,
            found_text,
        )
    };
    all.extend(ours.into_iter().map(|(_, text)| push(Some(text), None)));
    all.extend(theirs.into_iter().map(|(_, text)| push(None, Some(text))));
}

/// The table without the clauses of columns that only the file has: they are no more of a difference than
/// the columns.
fn without_own(declared: &Table, found: &Table) -> Table {
    let is_own = |name: &Text| declared.column(name).is_none();
    let mut table = found.clone();
    table.constraints.retain(|it| match &it.item {
        Constraint::ForeignKey(key) => !key.columns.iter().any(is_own),
        Constraint::Unique(unique) => !unique.columns.iter().any(is_own),
        Constraint::Check(check) => !check.column.as_ref().is_some_and(is_own),
        Constraint::PrimaryKey(_) => true,
    });
    table
}

/// Whether each of the clauses is among the others, word for word.
fn are_same(ours: &[Traced<Constraint>], theirs: &[Traced<Constraint>]) -> bool {
    let is_among = |one: &Traced<Constraint>, others: &[Traced<Constraint>]| {
        others.iter().any(|it| it.item == one.item)
    };
    ours.len() == theirs.len()
        && ours.iter().all(|it| is_among(it, theirs))
        && theirs.iter().all(|it| is_among(it, ours))
}

/// Each constraint and option in a form in which spelling doesn't count, and as it reads.
fn constraint_texts(shape: &Shape, table: &Table) -> Vec<(String, String)> {
    let constraints = table.constraints.iter().map(|it| match &it.item {
        Constraint::PrimaryKey(key) => {
            let suffix = if key.autoincrement {
                " AUTOINCREMENT"
            } else {
                ""
            };
            format!("PRIMARY KEY ({}){suffix}", Names(&key.columns))
        }
        Constraint::Unique(unique) => format!("UNIQUE ({})", Names(&unique.columns)),
        Constraint::ForeignKey(key) => foreign_key_text(shape, key),
        Constraint::Check(check) => format!("CHECK ({})", check.expression),
    });
    // Not by their text alone, or what the writer of texts forgets would be missing from both.
    let rules = table.constraints.iter().map(|it| match &it.item {
        Constraint::ForeignKey(key) => {
            format!(
                "{:?} {:?} {:?}",
                key.on_delete, key.on_update, key.deferrable
            )
        }
        _ => String::new(),
    });
    let options = [
        ("STRICT", table.strict),
        ("WITHOUT ROWID", table.without_rowid),
    ];
    let options = options
        .into_iter()
        .filter(|(_, set)| *set)
        .map(|(name, _)| name.to_owned());
    let constraints = constraints
        .zip(rules)
        .map(|(text, rules)| (loose(&text) + &rules, text));
    constraints
        .chain(options.map(|text| (loose(&text), text)))
        .collect()
}

/// The canonical text, without the parentheses that may enclose the whole of a check once more.
fn loose(text: &str) -> String {
    let canonical = canonical(text);
    let inner = canonical
        .strip_prefix("check ")
        .map(crate::sql::without_parentheses);
    inner.map_or_else(|| canonical.clone(), |inner| format!("check {inner}"))
}

/// A foreign key with its parent's columns, also where they are left to the parent's primary key.
fn foreign_key_text(shape: &Shape, key: &ForeignKey) -> String {
    let mut full = key.clone();
    let parent = shape.table(&key.table).and_then(|it| it.primary_key());
    if let Some(parent) = parent.filter(|_| key.parent_columns.is_empty()) {
        full.parent_columns.clone_from(&parent.columns);
    }
    crate::ddl::constraint(&Constraint::ForeignKey(full))
}
