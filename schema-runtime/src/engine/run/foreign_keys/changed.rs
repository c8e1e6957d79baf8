//! Which keys a stage gives other values, or makes no keys any more.

use std::sync::Arc;

use schema_core::{
    model::Text,
    plan::{Stage, TableChange},
    shape::{ColumnLine, Table, mentions},
    sql::SameWord,
};

use super::{identity::is_rebuilt, standing::Key};

/// The columns of a table whose rows may have other values after a stage, or compare otherwise.
pub(super) struct Changed<'a>(Vec<&'a ColumnLine>);

impl<'a> Changed<'a> {
    pub(super) fn of(change: &TableChange<'a>) -> Self {
        let (old, new) = (change.old, change.new);
        // Most versions leave most tables as they are.
        if Arc::ptr_eq(old, new) {
            return Self(Vec::new());
        }
        // What a strict table takes as it is, another converts.
        let converts = old.strict != new.strict;
        let is_changed = |line: &&ColumnLine| match old.column_by_identity(line.identity) {
            Some(was) => converts || was.declared != line.declared,
            None => has_value(line),
        };
        let mut changed = Self(new.columns.iter().filter(is_changed).collect());
        while let Some(line) = new.columns.iter().find(|it| changed.reaches(it)) {
            changed.0.push(line);
        }
        changed
    }

    /// Whether a column is not counted yet, and computed from one that is.
    fn reaches(&self, line: &ColumnLine) -> bool {
        let Some(generated) = &line.item.generated else {
            return false;
        };
        let reads = |it: &&ColumnLine| mentions(&generated.expression, &it.item.name);
        !self.has(line.identity) && self.0.iter().any(reads)
    }

    fn has(&self, identity: usize) -> bool {
        self.0.iter().any(|it| it.identity == identity)
    }

    /// Whether one of these is among the columns.
    pub(super) fn has_any(&self, names: &[Text]) -> bool {
        let is = |line: &ColumnLine, name: &Text| line.item.name.is_same_word(name);
        let mut names = names.iter();
        names.any(|name| self.0.iter().any(|line| is(line, name)))
    }
}

/// Whether a column that comes gives the rows that stand something else than NULL.
fn has_value(line: &ColumnLine) -> bool {
    let column = &line.item;
    column.default.is_some() || column.from.is_some() || column.generated.is_some()
}

/// Whether a key that something refers to may have other values than before the stage, or none.
pub(super) fn is_key_changed(stage: &Stage, key: &Key, moves_data: bool) -> bool {
    // What the schema doesn't have was there for no row, or is none of the schema's business.
    let Some(old) = stage.before.table(&key.parent) else {
        return false;
    };
    let Some(new) = stage.after.declared_table(old.declared) else {
        return true;
    };
    moves_data
        || match identities(old, &key.columns) {
            Some(columns) => differs(&TableChange { old, new }, key, &columns),
            // A column of the file's own stands as long as its table does.
            None => is_rebuilt(stage, new),
        }
}

/// Whether a key is not the same columns with the same values before and after, or no key any more.
fn differs(change: &TableChange<'_>, key: &Key, columns: &[usize]) -> bool {
    let (old, new) = (change.old, change.new);
    if Arc::ptr_eq(old, new) {
        return false;
    }
    let (Some(before), Some(after)) = (names(old, columns), names(new, columns)) else {
        return true;
    };
    // A reference that names no columns goes with the primary key.
    let is_moved = key.columns.is_empty() && identities(new, &[]).as_deref() != Some(columns);
    let is_lost = old.has_key(&before) && !new.has_key(&after);
    let changed = Changed::of(change);
    is_moved || is_lost || columns.iter().any(|it| changed.has(*it))
}

/// The columns of a key, which is the primary one where none are named.
fn identities(table: &Table, columns: &[Text]) -> Option<Vec<usize>> {
    let names = match columns {
        [] => table.primary_key()?.columns.as_ref(),
        names => names,
    };
    let identities = names.iter().map(|it| Some(table.column(it)?.identity));
    identities.collect()
}

fn names(table: &Table, columns: &[usize]) -> Option<Vec<Text>> {
    let names = columns.iter().map(|it| {
        let line = table.column_by_identity(*it)?;
        Some(line.item.name.clone())
    });
    names.collect()
}
