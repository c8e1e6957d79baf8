//! The tables in which virtual tables keep their data, by their text alone.

use schema_core::{
    model::{Schema, VirtualTable},
    sql::{SameWord, Token, tokens},
};

/// Modules of SQLite's own, and how the tables of one of their tables are called.
const MODULES: [(&[&str], &[&str]); 3] = [
    (&["fts5"], &["config", "content", "data", "docsize", "idx"]),
    (
        &["fts3", "fts4"],
        &["content", "docsize", "segdir", "segments", "stat"],
    ),
    (
        &["rtree", "rtree_i32", "geopoly"],
        &["node", "parent", "rowid"],
    ),
];

/// Whether SQLite takes the table with this text for part of a virtual table that is declared.
///
/// As SQLite does it: the name, up to its last `_`, is that of the virtual table.
pub(super) fn is_shadow(schema: &Schema, text: &str) -> bool {
    if schema.virtual_tables.is_empty() {
        return false;
    }
    let mut head = tokens(text).take(3);
    let is_table = |it: Option<Token<'_>>, word: &str| it.is_some_and(|it| it.is_word(word));
    if !is_table(head.next(), "create") || !is_table(head.next(), "table") {
        return false;
    }
    let name = head.next().map(|it| it.unquoted()).unwrap_or_default();
    let Some((owner, part)) = name.rsplit_once('_') else {
        return false;
    };
    let newest = schema.newest_version();
    let declared = schema.virtual_tables.iter();
    let mut declared = declared.filter(|it| it.lifetime.contains(newest));
    declared.any(|it| it.item.name.is_same_word(owner) && has_part(&it.item, part))
}

fn has_part(table: &VirtualTable, part: &str) -> bool {
    let Some(module) = tokens(&table.using).next() else {
        return false;
    };
    let mut modules = MODULES.iter();
    let parts = modules.find(|(names, _)| names.iter().any(|it| module.names(it)));
    parts.is_some_and(|(_, parts)| parts.iter().any(|it| part.is_same_word(it)))
}
