//! A row struct of the newest version, and the tables whose rows it is for.

use std::{ptr, sync::Arc};

use schema_core::shape;
use syn::Ident;

use super::{Page, variant::Variant};
use crate::syntax::{Column, Lifetime, Table};

/// A row struct that is emitted.
pub(super) struct Row<'a> {
    pub(super) table: &'a Table,
    pub(super) ident: Ident,
    pub(super) fields: Vec<Field<'a>>,
}

/// A field of a row struct.
pub(super) struct Field<'a> {
    pub(super) line: &'a Column,
    pub(super) ident: Ident,
    /// The column's name.
    pub(super) column: String,
    /// The column's own, or that of the line that brought it.
    pub(super) lifetime: &'a Lifetime,
    /// Whether an `INSERT` gives it a value, and neither SQLite's choice nor a computation does.
    pub(super) inserted: bool,
}

/// The tables of the newest version that a template is written out as, one for each variant.
pub(super) fn template_tables<'a>(
    page: &'a Page<'_>,
    template: &Table,
    variants: &'a [Variant<'_>],
) -> Option<Vec<(&'a Variant<'a>, &'a shape::Table)>> {
    let of = |variant: &'a Variant<'_>| {
        let declared = page.lowered.tables.iter().position(|it| {
            ptr::eq(it.syntax, template)
                && it
                    .element
                    .is_some_and(|element| ptr::eq(element, variant.element))
        })?;
        Some((variant, page.shape.declared_table(declared)?.as_ref()))
    };
    variants.iter().map(of).collect()
}

/// The tables of the newest version that the declaration is written out as.
pub(super) fn all_tables<'a>(
    page: &'a Page<'_>,
    table: &Table,
) -> impl Iterator<Item = &'a shape::Table> {
    let all = page.lowered.tables.iter().enumerate();
    all.filter_map(move |(declared, origin)| {
        let same = ptr::eq(origin.syntax, table);
        same.then(|| page.shape.declared_table(declared).map(Arc::as_ref))
            .flatten()
    })
}

/// One of them.
pub(super) fn any_table<'a>(page: &'a Page<'_>, table: &Table) -> Option<&'a shape::Table> {
    all_tables(page, table).next()
}
