//! What rows of a version have to show about later ones.

use std::{borrow::Cow, sync::Arc};

use schema_core::{
    model::{Domain, Storage},
    shape::{ColumnLine, Shape, Table, Timeline, mentions},
};

/// Beyond what any smaller integer holds, and small enough to be multiplied.
const FAR: i64 = 5_000_000_000;

/// A shape for rows that a later version must not get wrong: numbers from which a smaller integer is made
/// are sown at edges of their own.
pub(super) fn with_later_edges<'a>(timeline: &Timeline, shape: &'a Shape) -> Cow<'a, Shape> {
    let later = timeline.shapes().iter();
    let later: Vec<&Shape> = later.filter(|it| it.version > shape.version).collect();
    let mut widened = Cow::Borrowed(shape);
    for (at, table) in shape.tables.iter().enumerate() {
        let later = later.iter();
        let later: Vec<&Arc<Table>> = later
            .filter_map(|it| it.declared_table(table.declared))
            .collect();
        for (line, column) in table.columns.iter().enumerate() {
            let item = &column.item;
            let is_number = matches!(item.storage, Some(Storage::Integer | Storage::Real));
            let is_wide = is_number && item.domain.is_none();
            if !is_wide || !later.iter().any(|it| narrows(it, column)) {
                continue;
            }
            let table = widened.to_mut().tables.get_mut(at).map(Arc::make_mut);
            if let Some(column) = table.and_then(|it| it.columns.get_mut(line)) {
                column.item.domain = Some(Domain::Integer {
                    least: -FAR,
                    most: FAR,
                });
            }
        }
    }
    widened
}

/// Whether a smaller integer is made from a column.
fn narrows(table: &Table, column: &ColumnLine) -> bool {
    table.columns.iter().any(|it| {
        let from = it.item.from.as_ref();
        let reads = from.is_some_and(|from| mentions(from, &column.item.name));
        let is_same = it.identity == column.identity;
        let domain = it.item.domain.as_ref();
        (reads || is_same) && domain.is_some_and(|it| it.range().is_some())
    })
}
