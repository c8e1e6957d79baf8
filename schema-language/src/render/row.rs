//! Row structs of the newest version.

use std::ptr;

use proc_macro2::TokenStream;
use quote::quote;
use schema_core::shape;
use syn::Ident;

use super::{
    Page, docs, first_of_each, is_newest, is_reserved, name,
    origin::{self, Depth},
    row_table::{Field, Row, all_tables, any_table},
    statement, value,
};
use crate::{
    lower::{ColumnOrigin, Lowered},
    syntax::{ClauseKind, Column, Lifetime, Table},
};

/// The structs of all tables.
pub(super) fn items(page: &Page<'_>) -> TokenStream {
    rows(page).iter().map(|row| item(page, row)).collect()
}

/// The tables of the newest version whose rows have a struct, each with its struct.
pub(super) fn readable<'a>(page: &'a Page<'_>) -> Vec<(&'a str, Ident)> {
    let rows = rows(page);
    let of = |row: &Row<'_>| -> Vec<(&'a str, Ident)> {
        let tables = all_tables(page, row.table);
        tables
            .map(|it| (it.name.as_str(), row.ident.clone()))
            .collect()
    };
    rows.iter().flat_map(of).collect()
}

fn rows<'a>(page: &'a Page<'_>) -> Vec<Row<'a>> {
    let syntax = page.lowered.syntax;
    let is_enum = |ident: &Ident| syntax.lists.iter().any(|it| it.enumeration == *ident);
    let living = syntax.tables.iter().filter(|it| page.lives(&it.lifetime));
    let rows = living.filter_map(|table| {
        let ident = name::row(table).filter(|it| !is_enum(it) && !is_reserved(it))?;
        let fields = fields(page, table);
        Some(Row {
            table,
            ident,
            fields,
        })
    });
    first_of_each(rows.collect(), |it| &it.ident)
}

/// The column lines of the newest version, those of fragments where their `..` stands, each with its
/// own lifetime or that of the line that brought it.
pub(crate) fn lines<'a>(
    lowered: &Lowered<'a>,
    table: &'a Table,
) -> Vec<(&'a Column, &'a Lifetime)> {
    let mut origins = lowered.tables.iter();
    let mut lines: Vec<_> = match origins.find(|it| ptr::eq(it.syntax, table)) {
        Some(origin) => {
            let line = |it: &ColumnOrigin<'a>| match it.spread {
                Some(spread) => (it.line, &spread.lifetime),
                None => (it.line, &it.line.lifetime),
            };
            origin.columns.iter().map(line).collect()
        }
        // A template without its list is not in the model.
        None => table.columns.iter().map(|it| (it, &it.lifetime)).collect(),
    };
    lines.retain(|(_, lifetime)| is_newest(lowered, lifetime));
    lines
}

fn fields<'a>(page: &Page<'a>, table: &'a Table) -> Vec<Field<'a>> {
    let chooses = |it: &&shape::Table| it.given_key().is_none();
    let chosen = any_table(page, table).filter(chooses);
    let key = chosen.and_then(shape::Table::rowid_key);
    let fields = lines(page.lowered, table)
        .into_iter()
        .filter_map(|(line, lifetime)| {
            let column = line.name.text();
            let is_key = key.is_some_and(|key| key.item.name.eq_ignore_ascii_case(&column));
            Some(Field {
                line,
                ident: name::field(line)?,
                column,
                lifetime,
                inserted: !is_key && !is_generated(line),
            })
        });
    first_of_each(fields.collect(), |it| &it.ident)
}

fn is_generated(column: &Column) -> bool {
    column
        .clauses
        .iter()
        .any(|it| matches!(it.kind, ClauseKind::Generated { .. }))
}

fn item(page: &Page<'_>, row: &Row<'_>) -> TokenStream {
    let Row {
        table,
        ident,
        fields,
    } = row;
    let attributes = origin::attributes(&table.attributes, Depth::Schema);
    let written = name::written(&table.name);
    let fallback = docs::unless_documented(&table.attributes, &format!("A row of `{written}`."));
    let since = docs::since(page, &table.lifetime);
    let declared = fields.iter().map(|it| declared(page, it));
    let from_row = from_row(page, fields);
    let statements = statement::items(page, row);
    quote! {
        #attributes
        #fallback
        #since
        pub struct #ident { #(#declared),* }

        impl #ident {
            #from_row
            #statements
        }
    }
}

fn declared(page: &Page<'_>, field: &Field<'_>) -> TokenStream {
    let Field {
        line,
        ident,
        column,
        lifetime,
        ..
    } = field;
    let attributes = origin::attributes(&line.attributes, Depth::Schema);
    let fallback = docs::unless_documented(&line.attributes, &format!("The column `{column}`."));
    let since = docs::since(page, lifetime);
    let ty = origin::field_type(&line.ty, Depth::Schema);
    quote!(#attributes #fallback #since pub #ident: #ty)
}

fn from_row(page: &Page<'_>, fields: &[Field<'_>]) -> TokenStream {
    let krate = page.krate;
    let values = fields.iter().map(|field| {
        let ident = &field.ident;
        let column = &field.column;
        let value = value::read(page, (field.line, Depth::Schema), &quote!(#column));
        quote!(#ident: #value?)
    });
    let name = page.ident("from_row");
    let doc = docs::sentence(
        "Reads the columns by their names.\n\n# Errors\n\nA column is missing or holds something else.",
    );
    quote! {
        #doc
        pub fn #name(row: &#krate::rusqlite::Row<'_>) -> #krate::rusqlite::Result<Self> {
            ::core::result::Result::Ok(Self { #(#values),* })
        }
    }
}
