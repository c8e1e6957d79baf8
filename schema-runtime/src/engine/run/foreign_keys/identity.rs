//! What tells the rows of a table apart, before a stage and after it.

use schema_core::{
    model::Text,
    plan::{Stage, Step, TableChange, kept_rowid},
    shape::Table,
};

/// What a row of a table keeps through a stage.
#[derive(Debug)]
pub(super) enum Identity {
    Rowid,
    /// Some columns, by their names before and after. Where there are none, rows that refer to the same
    /// are only counted.
    Columns(Vec<(String, String)>),
}

impl Identity {
    /// The identity of the rows of a table by its name before the stage.
    pub(super) fn of(stage: &Stage, before: Option<&str>) -> Self {
        // What the schema doesn't have is not rebuilt either.
        let Some(old) = before.and_then(|it| stage.before.table(it)) else {
            return Self::Rowid;
        };
        let Some(new) = stage.after.declared_table(old.declared) else {
            return Self::Rowid;
        };
        let change = TableChange { old, new };
        if keeps_rowids(stage, &change) {
            return Self::Rowid;
        }
        // The newer key first: a column that becomes one told the rows apart before.
        let key = key(&change, new).or_else(|| key(&change, old));
        Self::Columns(key.unwrap_or_default())
    }

    /// The columns before the stage, if it is not the rowid.
    pub(super) fn before(&self) -> Option<Vec<&str>> {
        self.columns(|(before, _)| before)
    }

    /// The columns after the stage, if it is not the rowid.
    pub(super) fn after(&self) -> Option<Vec<&str>> {
        self.columns(|(_, after)| after)
    }

    fn columns(&self, name: impl Fn(&(String, String)) -> &String) -> Option<Vec<&str>> {
        match self {
            Self::Rowid => None,
            Self::Columns(names) => Some(names.iter().map(|it| name(it).as_str()).collect()),
        }
    }
}

fn keeps_rowids(stage: &Stage, change: &TableChange<'_>) -> bool {
    let (old, new) = (change.old, change.new);
    if old.without_rowid || new.without_rowid {
        return false;
    }
    let (was, is) = (old.rowid_key(), new.rowid_key());
    let is_same_key = was
        .zip(is)
        .is_some_and(|(was, is)| was.identity == is.identity);
    is_same_key || kept_rowid(change).is_some() || !is_rebuilt(stage, new)
}

/// The names of a table's primary key before and after, if its values stay what they are.
fn key(change: &TableChange<'_>, table: &Table) -> Option<Vec<(String, String)>> {
    let columns = table.primary_key()?.columns.iter();
    let names = columns.map(|it: &Text| {
        let identity = table.column(it)?.identity;
        let was = change.old.column_by_identity(identity)?;
        let is = change.new.column_by_identity(identity)?;
        let name = |it: &Text| it.to_string();
        (was.declared == is.declared).then(|| (name(&was.item.name), name(&is.item.name)))
    });
    names.collect()
}

/// Whether the rows of a table are copied into a new one.
pub(super) fn is_rebuilt(stage: &Stage, table: &Table) -> bool {
    let is_its = |name: &str| {
        let copied = stage.after.table(name);
        copied.is_some_and(|it| it.declared == table.declared)
    };
    let mut steps = stage.steps.iter();
    steps.any(|it| matches!(it, Step::CopyRows(copy) if is_its(&copy.from)))
}
