//! Keys, foreign keys, checks and options, in any order.

use crate::{
    model::{Constraint, ForeignKey, List, Sorting, Text},
    shape::{Shape, Table, Traced},
    sql::canonical,
};

use super::{Difference, FoundTable, Kind, collation, difference};

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
    if same_options && are_same(&declared.constraints, standing) {
        return;
    }
    let mut ours = constraint_texts(shape, declared);
    let mut theirs = constraint_texts(shape, &without_own(declared, &found.table));
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

/// The key without what it says of order and collation where the column itself says the same.
fn told_apart(table: &Table, columns: &[Text], sorting: &[Sorting]) -> List<Sorting> {
    let sorting = columns.iter().zip(sorting).map(|(name, sorting)| {
        let own = table.column(name).and_then(|it| it.item.collate.as_ref());
        let is_own = collation(sorting.collate.as_ref().or(own)) == collation(own);
        Sorting {
            collate: sorting.collate.clone().filter(|_| !is_own),
            descending: sorting.descending,
        }
    });
    sorting.collect::<Vec<_>>().into()
}

/// Each constraint and option in a form in which spelling doesn't count, and as it reads.
fn constraint_texts(shape: &Shape, table: &Table) -> Vec<(String, String)> {
    // A name is for the reader: a file is as declared whatever names its constraints have.
    let unnamed = table.constraints.iter().map(|it| it.item.unnamed());
    let constraints = unnamed.map(|it| match it {
        Constraint::PrimaryKey(mut key) => {
            let suffix = if key.autoincrement {
                " AUTOINCREMENT"
            } else {
                ""
            };
            key.sorting = told_apart(table, &key.columns, &key.sorting);
            crate::ddl::constraint(&Constraint::PrimaryKey(key)) + suffix
        }
        Constraint::Unique(mut unique) => {
            unique.sorting = told_apart(table, &unique.columns, &unique.sorting);
            crate::ddl::constraint(&Constraint::Unique(unique))
        }
        Constraint::ForeignKey(key) => foreign_key_text(shape, &key),
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
        Constraint::PrimaryKey(key) => format!("{:?} {:?}", key.on_conflict, order(&key.sorting)),
        Constraint::Unique(unique) => {
            format!("{:?} {:?}", unique.on_conflict, order(&unique.sorting))
        }
        Constraint::Check(_) => String::new(),
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

/// Which of a key's columns are sorted the other way round.
fn order(sorting: &[Sorting]) -> Vec<usize> {
    let all = sorting.iter().enumerate();
    all.filter(|(_, it)| it.descending)
        .map(|(at, _)| at)
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
