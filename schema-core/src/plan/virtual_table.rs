//! Virtual tables of two shapes: which of them are one.

use crate::{
    model::VirtualTable,
    shape::{Shape, Traced},
};

/// The virtual tables that have another name in the newer shape, with the one before and the one after.
/// SQLite renames them with all that they hold.
pub(super) fn renamed<'a>(
    before: &'a Shape,
    after: &'a Shape,
) -> impl Iterator<Item = (&'a VirtualTable, &'a VirtualTable)> {
    before.virtual_tables.iter().filter_map(|old| {
        let mut others = after.virtual_tables.iter();
        let new = others.find(|it| it.declared == old.declared)?;
        is_same(old, new).then_some((&old.item, &new.item))
    })
}

/// Whether a shape has the virtual table, under whichever name.
pub(super) fn stands_in(shape: &Shape, table: &Traced<VirtualTable>) -> bool {
    shape.virtual_tables.iter().any(|it| is_same(it, table))
}

/// Whether it is one virtual table, under whichever name.
fn is_same(one: &Traced<VirtualTable>, other: &Traced<VirtualTable>) -> bool {
    let same_line = one.declared == other.declared;
    one.item.using == other.item.using && (same_line || one.item.name == other.item.name)
}
