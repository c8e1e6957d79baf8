//! Which rows a version has: a struct for each of its tables, with the names that they have then.

use std::{ptr, sync::Arc};

use quote::format_ident;
use schema_core::shape::{self, ColumnLine, Shape};
use syn::Ident;

use crate::{
    lower::{ColumnOrigin, TableOrigin},
    render::{Page, first_of_each, name},
    syntax::{Column, Element, Table},
};

/// The rows of a version.
pub(super) struct Rows<'a> {
    pub(super) version: i64,
    pub(super) all: Vec<Row<'a>>,
}

/// The row of a table, or of a template's tables.
pub(super) struct Row<'a> {
    pub(super) table: &'a Table,
    pub(super) ident: Ident,
    /// The field that holds the element, named as the template's placeholder.
    pub(super) element: Option<&'a Ident>,
    /// The version's tables, each with its element.
    pub(super) tables: Vec<(Arc<shape::Table>, Option<&'a Element>)>,
    /// The columns, without those that are computed: SQLite knows their values, and nobody else.
    pub(super) fields: Vec<Field<'a>>,
}

/// A column of a row.
#[derive(Clone)]
pub(super) struct Field<'a> {
    pub(super) line: &'a Column,
    pub(super) ident: Ident,
    /// The column's name at the version.
    pub(super) column: String,
    /// The index of its line in the model, the same in every table of a template.
    pub(super) declared: usize,
}

/// What became of a row since the version before.
pub(super) struct Fate<'r, 'a> {
    pub(super) old: &'r Row<'a>,
    /// The columns that were added or altered.
    pub(super) changed: Vec<Field<'a>>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(page: &Page<'a>, shape: &Shape) -> Self {
        let mut all: Vec<Row<'a>> = Vec::new();
        for table in &shape.tables {
            let Some(origin) = page.lowered.tables.get(table.declared) else {
                continue;
            };
            let tables = (Arc::clone(table), origin.element);
            match all.iter_mut().find(|it| ptr::eq(it.table, origin.syntax)) {
                Some(row) => row.tables.push(tables),
                None => all.extend(row(origin, table)),
            }
        }
        Self {
            version: shape.version,
            all: first_of_each(all, |it| &it.ident),
        }
    }

    /// The name of the struct that reads this row column by column, unless a table's row has it.
    pub(super) fn by_column(&self, row: &Row<'_>) -> Option<Ident> {
        let name = format_ident!("{}Columns", row.ident, span = row.ident.span());
        self.all.iter().all(|it| it.ident != name).then_some(name)
    }

    fn find(&self, table: &Table) -> Option<&Row<'a>> {
        self.all.iter().find(|it| ptr::eq(it.table, table))
    }
}

impl<'a> Row<'a> {
    /// What became of this row since the version before, if that has a table of the row.
    pub(super) fn fate<'r>(&self, before: &'r Rows<'a>) -> Option<Fate<'r, 'a>> {
        let old = before.find(self.table)?;
        let (was, is) = self.tables.iter().find_map(|(new, _)| {
            let mut olds = old.tables.iter().map(|(table, _)| table);
            Some((olds.find(|it| it.declared == new.declared)?, new))
        })?;
        let is_changed = |field: &&Field<'_>| {
            let line = is.columns.iter().find(|it| it.declared == field.declared);
            let old = line.and_then(|it| was.column_by_identity(it.identity));
            old.is_none_or(|it| it.declared != field.declared)
        };
        let changed = self.fields.iter().filter(is_changed).cloned().collect();
        Some(Fate { old, changed })
    }
}

fn row<'a>(origin: &TableOrigin<'a>, table: &Arc<shape::Table>) -> Option<Row<'a>> {
    let written = origin.syntax;
    let template = written.template.as_ref();
    let ident = if template.is_some() || written.row.is_some() {
        name::row(written)?
    } else {
        name::older_row(&table.name, &written.name)?
    };
    let columns = table.columns.iter();
    let columns = columns.filter(|it| it.item.generated.is_none());
    let fields = columns.filter_map(|line| field(*origin.columns.get(line.declared)?, line));
    Some(Row {
        table: written,
        ident,
        element: template.map(|(placeholder, _)| placeholder),
        tables: vec![(Arc::clone(table), origin.element)],
        fields: first_of_each(fields.collect(), |it| &it.ident),
    })
}

fn field<'a>(origin: ColumnOrigin<'a>, line: &ColumnLine) -> Option<Field<'a>> {
    let written = origin.line;
    let column = line.item.name.to_string();
    let is_renamed = column != written.name.text() && written.field.is_none();
    let ident = if is_renamed {
        name::older_field(&column, &written.name)?
    } else {
        name::field(written)?
    };
    Some(Field {
        line: written,
        ident,
        column,
        declared: line.declared,
    })
}
