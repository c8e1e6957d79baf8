//! Within and references: which columns may be NULL, and what a foreign key may say.

use schema_core::{
    found::{Found, FoundTable},
    model::{Column, Deferrable, ForeignKey, OnConflict, ReferentialAction, Sorting, Text},
    shape::Table,
};

use super::{
    gap::{Gap, reserved},
    name::{collation, name, names},
};

/// A table among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within<'a> {
    pub(super) found: &'a Found,
    pub(super) table: &'a FoundTable,
    /// Whether the schema says `nullable keys`, because all its keys of one column are.
    pub(super) nullable_keys: bool,
}

/// Whether all keys of one column may hold NULL, which SQLite lets keys do that are no rowid: then the
/// schema says so once.
pub(super) fn are_nullable(found: &Found) -> bool {
    let tables = found.tables.iter().map(|it| &it.table);
    let free = tables.filter(|it| it.rowid_key().is_none() && !is_guarded(it));
    let mut alone = free.filter(|it| columns_of_key(it).count() == 1).peekable();
    let is_any = alone.peek().is_some();
    is_any && alone.all(|it| columns_of_key(it).all(|it| !it.not_null))
}

/// The columns of the primary key.
fn columns_of_key(table: &Table) -> impl Iterator<Item = &Column> {
    let names = table.primary_key().map_or(&[][..], |it| &it.columns);
    let columns = names.iter().filter_map(|it| table.column(it));
    columns.map(|it| &it.item)
}

/// Whether SQLite itself keeps NULL out of the table's key.
fn is_guarded(table: &Table) -> bool {
    table.strict || table.without_rowid
}

impl Within<'_> {
    /// Whether the column is an `Option`.
    pub(super) fn is_nullable(&self, column: &Column) -> bool {
        let table = &self.table.table;
        let is_key = columns_of_key(table).any(|it| it.name == column.name);
        let is_alone = columns_of_key(table).count() == 1;
        let is_rowid = table.rowid_key().is_some();
        let is_said = is_guarded(table) || is_alone && (is_rowid || self.nullable_keys);
        !(column.not_null || is_key && is_said)
    }
}

/// `constraint name `, where a constraint has a name.
pub(super) fn named(constraint: Option<&Text>) -> String {
    constraint.map_or_else(String::new, |it| format!("constraint {} ", name(it)))
}

/// ` on conflict ignore`; nothing for what SQLite does anyway.
pub(super) fn on_conflict(clause: OnConflict) -> String {
    clause.to_string().to_lowercase()
}

/// `(a collate nocase, b desc)`
pub(super) fn key_columns(columns: &[Text], sorting: &[Sorting]) -> String {
    let columns = columns.iter().enumerate().map(|(at, column)| {
        let sorting = sorting.get(at);
        let collate = sorting.and_then(|it| it.collate.as_ref());
        let collate = collate.map_or_else(String::new, |it| format!(" collate {}", collation(it)));
        let is_descending = sorting.is_some_and(|it| it.descending);
        let order = if is_descending { " desc" } else { "" };
        format!("{}{collate}{order}", name(column))
    });
    format!("({})", columns.collect::<Vec<_>>().join(", "))
}

/// `references t(x) on delete cascade`, or why that can't be said.
pub(super) fn references(within: &Within<'_>, key: &ForeignKey) -> Result<String, Gap> {
    let gap = |why: &str| Gap {
        what: format!(
            "foreign key {} of `{}` to `{}`",
            names(&*key.columns),
            within.table.table.name,
            key.table
        ),
        why: why.to_owned(),
    };
    let parent = within.found.table(&key.table).map(|it| &it.table);
    let parent = parent.filter(|it| reserved("table", &it.name).is_none());
    let parent = parent.ok_or_else(|| gap("there is no such table"))?;
    let columns = if key.parent_columns.is_empty() {
        parent.primary_key().map_or(&[][..], |it| &it.columns)
    } else {
        &key.parent_columns
    };
    if columns.len() != key.columns.len() || !parent.has_key(columns) {
        return Err(gap("it refers to no key"));
    }
    let own = key.columns.iter();
    let own = own.filter_map(|it| within.table.table.column(it));
    let mut fixed = own.filter(|it| !within.is_nullable(&it.item)).peekable();
    let actions = [key.on_delete, key.on_update];
    if actions.contains(&ReferentialAction::SetNull) && fixed.peek().is_some() {
        return Err(gap(
            "`set null` can't be done to a column that is never NULL",
        ));
    }
    let no_default = fixed.any(|it| it.item.default.is_none());
    if actions.contains(&ReferentialAction::SetDefault) && no_default {
        return Err(gap("`set default` can't be done to a column without one"));
    }
    Ok(words(key))
}

fn words(key: &ForeignKey) -> String {
    let mut words = format!("references {}", name(&key.table));
    if !key.parent_columns.is_empty() {
        words.push_str(&names(&*key.parent_columns));
    }
    for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
        let action = match action {
            ReferentialAction::NoAction => continue,
            ReferentialAction::Restrict => "restrict",
            ReferentialAction::SetNull => "set null",
            ReferentialAction::SetDefault => "set default",
            ReferentialAction::Cascade => "cascade",
        };
        words.extend([" on ", event, " ", action]);
    }
    words.push_str(match key.deferrable {
        Deferrable::No => "",
        Deferrable::InitiallyImmediate => " deferrable initially immediate",
        Deferrable::InitiallyDeferred => " deferrable initially deferred",
    });
    words
}
