//! The tables in which virtual tables keep their data, by their text or their name alone.

use schema_core::{
    found::Found,
    model::{Schema, VirtualTable},
    shape::{Shape, Timeline},
    sql::{SameWord, Token, tokens},
};

use super::entry::Entry;

/// Whether the table, or the index of a table, with this text is part of a virtual table that is
/// declared.
pub(super) fn is_shadow(schema: &Schema, text: &str) -> bool {
    if schema.virtual_tables.is_empty() {
        return false;
    }
    let newest = schema.newest_version();
    let declared = schema.virtual_tables.iter();
    let mut declared = declared.filter(|it| it.lifetime.contains(newest));
    table_of(text).is_some_and(|name| declared.any(|it| it.item.keeps(&name)))
}

/// The table that a statement creates, or for which it creates an index.
fn table_of(text: &str) -> Option<String> {
    let mut all = tokens(text);
    all.next().filter(|it| it.is_word("create"))?;
    let kind = all.find(|it| !it.is_word("unique"))?;
    if kind.is_word("index") {
        all.find(|it| it.is_word("on"))?;
    } else if !kind.is_word("table") {
        return None;
    }
    all.next().map(|it: Token<'_>| it.unquoted())
}

/// Takes away what the application's modules keep, of which SQLite can't tell all.
pub(super) fn leave_out_of_entries(entries: &mut Vec<Entry>, shape: &Shape) {
    let tables = shape.virtual_tables.iter().map(|it| &it.item);
    let owners: Vec<&VirtualTable> = tables.filter(|it| it.is_of_application()).collect();
    if owners.is_empty() {
        return;
    }
    let is_declared = |name: &str| shape.relation_names().any(|it| it.is_same_word(name));
    entries.retain(|it| is_declared(&it.table) || !owners.iter().any(|own| own.keeps(&it.table)));
}

/// Does the same for what was read of a file, where a table may be one of any version's.
pub(super) fn leave_out(found: &mut Found, schema: &Schema) {
    let tables = found.virtual_tables.iter();
    let owners: Vec<_> = tables
        .filter(|it| it.is_of_application())
        .cloned()
        .collect();
    if owners.is_empty() {
        return;
    }
    let timeline = Timeline::of(schema);
    let is_declared = |name: &str| {
        let mut names = timeline.shapes().iter().flat_map(Shape::relation_names);
        let mut legacy = schema.legacy_renames();
        names.any(|it| it.is_same_word(name)) || legacy.any(|(from, _)| from.is_same_word(name))
    };
    let is_left = |name: &str| is_declared(name) || !owners.iter().any(|own| own.keeps(name));
    found.tables.retain(|it| is_left(&it.table.name));
    found.unreadable.retain(|it| is_left(it));
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema_core::model::{Lifetime, Lived, Version};

    /// What isn't known here sends every start of a program on the long way.
    #[test]
    fn tables_and_indexes_of_a_module_are_known_by_their_text() {
        let schema = Schema {
            versions: vec![Version::default()].into(),
            virtual_tables: vec![Lived {
                lifetime: Lifetime::default(),
                item: VirtualTable {
                    name: "vec_item".into(),
                    using: "vec0(embedding float[4])".into(),
                    from: None,
                },
            }]
            .into(),
            ..Schema::default()
        };
        for text in [
            "CREATE TABLE \"vec_item_chunks\" (id INTEGER)",
            "CREATE TABLE Vec_Item_vector_chunks00(vectors BLOB)",
            "CREATE UNIQUE INDEX by_id ON \"vec_item_chunks\" (id)",
        ] {
            assert!(is_shadow(&schema, text), "{text}");
        }
        for text in [
            "CREATE TABLE vec_items (id INTEGER)",
            "CREATE INDEX vec_item_by_id ON item (id)",
            "CREATE VIEW vec_item_all AS SELECT 1",
            "CREATE TRIGGER t AFTER INSERT ON vec_item_chunks BEGIN SELECT 1; END",
        ] {
            assert!(!is_shadow(&schema, text), "{text}");
        }
    }
}
