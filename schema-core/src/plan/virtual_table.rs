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
        let new = line(after, old.declared)?;
        (old.item.using == new.using).then_some((&old.item, new))
    })
}

/// Whether the other shape has the same virtual table: what one line declares, under whichever name, or
/// else what two lines declare in the same words.
pub(super) fn stands_in(other: &Shape, own: &Shape, table: &Traced<VirtualTable>) -> bool {
    if let Some(it) = line(other, table.declared) {
        return it.using == table.item.using;
    }
    let mut others = other.virtual_tables.iter();
    others.any(|it| it.item == table.item && line(own, it.declared).is_none())
}

/// What a line declares at a version.
fn line(shape: &Shape, declared: usize) -> Option<&VirtualTable> {
    let mut tables = shape.virtual_tables.iter();
    let table = tables.find(|it| it.declared == declared)?;
    Some(&table.item)
}
