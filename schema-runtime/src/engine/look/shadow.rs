//! The tables in which virtual tables keep their data, by their text alone.

use schema_core::{
    model::{Schema, VirtualTable},
    shape::Shape,
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

/// Whether a table that is not declared is called as the tables of a virtual table are, whose module the
/// application brings: SQLite can be asked only what the module tells, and not every one tells all.
pub(super) fn is_of_other_module(shape: &Shape, name: &str) -> bool {
    let mut declared = shape.relation_names();
    if declared.any(|it| it.is_same_word(name)) {
        return false;
    }
    let mut virtual_tables = shape.virtual_tables.iter().map(|it| &it.item);
    virtual_tables.any(|it| {
        let (owner, rest) = name.split_at_checked(it.name.len()).unwrap_or_default();
        owner.is_same_word(&it.name) && rest.starts_with('_') && is_of_application(it)
    })
}

fn is_of_application(table: &VirtualTable) -> bool {
    let module = tokens(&table.using).next();
    module.is_some_and(|it| !VirtualTable::MODULES.into_iter().any(|own| it.names(own)))
}

fn has_part(table: &VirtualTable, part: &str) -> bool {
    let Some(module) = tokens(&table.using).next() else {
        return false;
    };
    let mut modules = MODULES.iter();
    let parts = modules.find(|(names, _)| names.iter().any(|it| module.names(it)));
    parts.is_some_and(|(_, parts)| parts.iter().any(|it| part.is_same_word(it)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema_core::shape::Traced;

    #[test]
    fn what_a_module_of_the_application_keeps_is_its_own() {
        let table = |declared, name: &'static str, using: &'static str| Traced {
            declared,
            item: VirtualTable {
                name: name.into(),
                using: using.into(),
                from: None,
            },
        };
        let shape = Shape {
            virtual_tables: vec![
                table(0, "vec_item", "vec0(embedding float[4])"),
                table(1, "search", "fts5(body)"),
            ]
            .into(),
            ..Shape::default()
        };
        for name in ["vec_item_chunks", "Vec_Item_vector_chunks00"] {
            assert!(is_of_other_module(&shape, name), "{name}");
        }
        for name in ["vec_item", "vec_items", "other", "search_words"] {
            assert!(!is_of_other_module(&shape, name), "{name}");
        }
    }
}
