//! Within and references: which columns may be NULL, and what a foreign key may say.

use schema_core::{
    found::{Found, FoundTable},
    model::{Column, Deferrable, ForeignKey, ReferentialAction},
    shape::Table,
};

use super::{
    gap::{Gap, reserved},
    name::{name, names},
};

/// A table among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within<'a> {
    pub(super) found: &'a Found,
    pub(super) table: &'a FoundTable,
    /// Whether the schema says `nullable keys`.
    pub(super) nullable_keys: bool,
}

/// Whether a key of some table may hold NULL, which SQLite lets keys do that are no rowid.
pub(super) fn has_nullable(found: &Found) -> bool {
    found.tables.iter().any(|it| {
        let table = &it.table;
        let columns = key_columns(table);
        let mut nullable = columns.filter(|it| !it.not_null && !is_guarded(table));
        table.rowid_key().is_none() && nullable.next().is_some()
    })
}

/// The columns of the primary key.
fn key_columns(table: &Table) -> impl Iterator<Item = &Column> {
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
        let is_key = key_columns(table).any(|it| it.name == column.name);
        let is_alone = key_columns(table).count() == 1;
        !column.not_null && !(is_key && (is_alone || is_guarded(table)))
    }

    /// Whether `nullable keys` says of a column that it may be NULL, and it may not.
    pub(super) fn loses_not_null(&self, column: &Column) -> bool {
        let table = &self.table.table;
        let is_only_key = {
            let mut keys = key_columns(table);
            keys.next().is_some_and(|it| it.name == column.name) && keys.next().is_none()
        };
        let is_historic = self.nullable_keys && table.rowid_key().is_none() && !is_guarded(table);
        is_only_key && is_historic && column.not_null
    }
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
