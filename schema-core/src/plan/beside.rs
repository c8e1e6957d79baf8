//! Where a function in Rust finds the rows of both versions.
//!
//! When it is called, tables and columns have been renamed, what goes is still there, perhaps under a
//! name that is not in the way, and a table that needs a rebuild stands beside its successor.

use std::sync::Arc;

use crate::{
    shape::{ColumnLine, Shape, Table},
    sql::{ROWID_NAMES, SameWord},
};

use super::{
    Call, Handle, LiveColumn, LiveTable, Source, TableChange, Target,
    kept::Kept,
    rebuild::{copy, interim, is_autoincrement},
    stage::Plan,
};

impl Plan<'_> {
    /// The call of a function. `older` is the version before as it is declared, which a file may be
    /// ahead of.
    pub(super) fn call(&self, function: &str, older: &Shape) -> Call {
        let (old, new) = (older.tables.iter(), self.after.tables.iter());
        let mut declared: Vec<usize> = old.chain(new).map(|it| it.declared).collect();
        declared.sort_unstable();
        declared.dedup();
        let tables = declared.into_iter().map(|it| self.live_table(it, older));
        Call {
            function: function.to_owned(),
            tables: tables.collect(),
        }
    }

    fn live_table(&self, declared: usize, older: &Shape) -> LiveTable {
        let (old, new) = (
            older.declared_table(declared),
            self.after.declared_table(declared),
        );
        let name = old.or(new).map(|it| it.name.clone());
        LiveTable {
            declared,
            name: name.unwrap_or_default(),
            source: old.and_then(|old| self.source(old)),
            target: new.map(|new| self.target(new)),
        }
    }

    fn source(&self, old: &Table) -> Option<Source> {
        let standing = self.before.declared_table(old.declared)?;
        let kept = self
            .kept
            .iter()
            .find(|it| it.change.old.declared == old.declared);
        let live = |line: &ColumnLine| match kept {
            Some(kept) => kept.live(line),
            None => line.item.name.to_string(),
        };
        // The file may have a later line of the column already.
        let columns = old.columns.iter().filter_map(|line| {
            let standing = standing.column_by_identity(line.identity)?;
            let (declared, live) = (line.declared, live(standing));
            Some(LiveColumn { declared, live })
        });
        let key = standing.primary_key().into_iter();
        let key = key.flat_map(|key| key.columns.iter()).filter_map(|name| {
            let column = standing.column(name)?;
            let named = old.column_by_identity(column.identity).unwrap_or(column);
            Some((named.item.name.to_string(), live(column)))
        });
        let name = kept.map_or_else(
            || self.tables.current(&standing.name).to_owned(),
            |kept| kept.change.new.name.clone(),
        );
        let key: Vec<(String, String)> = key.collect();
        Some(Source {
            live: name,
            columns: columns.collect(),
            handle: handle(standing, kept, &key, live),
            key,
        })
    }

    fn target(&self, new: &Arc<Table>) -> Target {
        let kept = self
            .kept
            .iter()
            .find(|it| it.change.new.declared == new.declared);
        let rebuilt = kept.filter(|it| it.rebuild);
        let columns = new.columns.iter().map(|line| LiveColumn {
            declared: line.declared,
            live: line.item.name.to_string(),
        });
        Target {
            live: rebuilt.map_or_else(|| new.name.clone(), |it| interim(&it.change)),
            columns: columns.collect(),
            beside: rebuilt.map(|it| copy(&it.change, true)),
            taken: rebuilt.and_then(|it| taken(&it.change)),
        }
    }
}

/// The rowid among the columns that are copied, unless SQLite keeps it from being handed out twice.
fn taken(change: &TableChange<'_>) -> Option<(String, String)> {
    let is_marked = is_autoincrement(change.old) && is_autoincrement(change.new);
    let key = change.new.rowid_key().map(|it| &it.item.name);
    let is_rowid = |name: &str| match key {
        Some(key) => key == name,
        None => change.new.column(name).is_none(),
    };
    let mut copied = copy(change, true).columns.into_iter();
    copied.find(|(name, _)| !is_marked && is_rowid(name))
}

/// What tells the rows of a table that stands apart.
fn handle(
    standing: &Table,
    kept: Option<&Kept<'_>>,
    key: &[(String, String)],
    live: impl Fn(&ColumnLine) -> String,
) -> Handle {
    if standing.without_rowid {
        return Handle::Key(key.iter().map(|(_, live)| live.clone()).collect());
    }
    if let Some(line) = standing.rowid_key() {
        return Handle::Rowid(live(line));
    }
    let mut taken: Vec<String> = standing.columns.iter().map(live).collect();
    let new = kept.into_iter().flat_map(|it| &it.change.new.columns);
    taken.extend(new.map(|it| it.item.name.to_string()));
    let is_free = |name: &&str| !taken.iter().any(|it| it.is_same_word(name));
    let free = ROWID_NAMES.into_iter().find(is_free);
    free.map_or(Handle::Hidden, |name| Handle::Rowid(name.to_owned()))
}
