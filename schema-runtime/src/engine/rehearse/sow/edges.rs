//! Values at the edges of what a column holds.

use std::ops::RangeInclusive;

use schema_core::{
    model::{Column, Domain, Storage},
    shape::Table,
    sql::Literal,
};

/// A table gets no more rows for the elements of a list.
const MOST: usize = 32;

/// The numbers of a new table's rows: two, or as many as it takes to have every element and every edge
/// once.
pub(in crate::engine::rehearse) fn first_rows(table: &Table) -> RangeInclusive<usize> {
    let columns = table.columns.iter().map(|it| &it.item);
    // One of the rows is NULL where that may be.
    let rows = columns.filter_map(|it| Some(values(it)?.len() + usize::from(!it.not_null)));
    let most = rows.max().unwrap_or_default();
    1..=most.clamp(2, MOST)
}

/// The values of a domain, beginning with the likeliest.
pub(super) fn values(column: &Column) -> Option<Vec<String>> {
    Some(match column.domain.as_ref()? {
        Domain::Bool => vec!["1".to_owned(), "0".to_owned()],
        // Numbers that a later version makes whole.
        Domain::Integer { least, most } if column.storage == Some(Storage::Real) => {
            vec![
                "1.5".to_owned(),
                "2.5".to_owned(),
                most.to_string(),
                least.to_string(),
            ]
        }
        Domain::Integer { least, most } => [1, 2, *most, *least].map(|it| it.to_string()).to_vec(),
        Domain::Elements(elements) => elements
            .iter()
            .map(|it| Literal(&it.item).to_string())
            .collect(),
    })
}
