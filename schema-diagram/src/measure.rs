//! How large the boxes are, and where in them a row is.

use crate::{
    content::{Row, Table},
    text::width,
};

/// The height of a row, and that of the header.
pub(crate) const ROW: i64 = 20;
pub(crate) const HEADER: i64 = 26;

/// Between the border and the text.
pub(crate) const PADDING: i64 = 10;

/// Between the marks, the name and the type.
const BETWEEN: i64 = 12;

/// The width of a table's longest marks, such as `PK FK`; 0 if it has none.
pub(crate) fn marks_width(table: &Table) -> i64 {
    let marks = table.rows.iter().map(|row| width(&marks(row)));
    marks.max().unwrap_or_default()
}

/// The marks of a row as they are written.
pub(crate) fn marks(row: &Row) -> String {
    row.marks().collect::<Vec<_>>().join(" ")
}

/// Where the names of a table's rows begin.
pub(crate) fn name_at(table: &Table) -> i64 {
    match marks_width(table) {
        0 => PADDING,
        marks => PADDING + marks + BETWEEN,
    }
}

/// How wide and how high a table is.
pub(crate) fn size(table: &Table) -> (i64, i64) {
    let row = |it: &Row| width(&it.name.to_string()) + BETWEEN + width(&it.ty.to_string());
    let rows = table.rows.iter().map(row).max().unwrap_or_default();
    let rows = name_at(table) + rows + PADDING;
    // The header is bold, which is a little wider.
    let header = width(&table.name.to_string());
    let header = header + header / 16 + 2 * PADDING;
    let count = i64::try_from(table.rows.len()).unwrap_or(i64::MAX);
    (rows.max(header), HEADER + count.saturating_mul(ROW) + 4)
}

/// The middle of a row, from the top of its table.
pub(crate) fn row_at(row: usize) -> i64 {
    let row = i64::try_from(row).unwrap_or_default();
    HEADER + row * ROW + ROW / 2 + 1
}
