//! The statements of a row struct. They name their columns, so a file may have them in any order.

use proc_macro2::TokenStream;
use quote::quote;
use schema_core::{
    shape,
    sql::{Name, Names},
};

use super::{
    Page, docs,
    origin::{self, Depth},
    row_table::{Row, any_table, template_tables},
    value,
    variant::{Variant, named, variants},
};
use crate::syntax::NameList;

/// `SELECT`, `INSERT` and `insert`; of a template, functions of the list's enum.
pub(super) fn items(page: &Page<'_>, row: &Row<'_>) -> TokenStream {
    let Some((_, list)) = &row.table.template else {
        let table = any_table(page, row.table);
        return table
            .map(|table| table_statements(page, row, &table.name))
            .unwrap_or_default();
    };
    let Some(list) = named(page, list) else {
        return TokenStream::new();
    };
    template_statements(page, row, list).unwrap_or_default()
}

fn table_statements(page: &Page<'_>, row: &Row<'_>, table: &str) -> TokenStream {
    let krate = page.krate;
    let (select, insert) = (select(row, table), insert(row, table));
    let (select_name, insert_name) = (page.ident("SELECT"), page.ident("INSERT"));
    let select_doc = docs::sentence("Selects every column by name.");
    let insert_doc = docs::sentence(
        "Inserts every column but a rowid key that is no reference and generated ones, as numbered parameters in their order.",
    );
    let method = page.ident("insert");
    let doc = docs::sentence("Inserts the row.\n\n# Errors\n\nSQLite refuses it.");
    let parameters = parameters(page, row);
    quote! {
        #select_doc
        pub const #select_name: &'static ::core::primitive::str = #select;
        #insert_doc
        pub const #insert_name: &'static ::core::primitive::str = #insert;

        #doc
        pub fn #method(
            &self,
            connection: &#krate::rusqlite::Connection,
        ) -> #krate::rusqlite::Result<::core::primitive::usize> {
            connection.execute(Self::#insert_name, #parameters)
        }
    }
}

fn template_statements(page: &Page<'_>, row: &Row<'_>, list: &NameList) -> Option<TokenStream> {
    let krate = page.krate;
    let NameList { enumeration, .. } = list;
    let visibility = origin::visibility(&list.visibility);
    let variants = variants(page, list);
    let tables = template_tables(page, row.table, &variants)?;
    let arms = |text: fn(&Row<'_>, &str) -> String| -> Vec<TokenStream> {
        let arm = |(variant, table): &(&Variant<'_>, &shape::Table)| {
            let (ident, text) = (&variant.ident, text(row, &table.name));
            quote!(#enumeration::#ident => #text)
        };
        tables.iter().map(arm).collect()
    };
    let (selects, inserts) = (arms(select), arms(insert));
    let (select, insert) = (page.ident("select"), page.ident("insert_into"));
    let select_doc = docs::sentence("Selects every column of one of the tables by name.");
    let insert_doc = docs::sentence(
        "Inserts every column of one of the tables but a rowid key that is no reference and generated ones, as numbered parameters in their order.",
    );
    let method = page.ident("insert");
    let doc = docs::sentence("Inserts the row.\n\n# Errors\n\nSQLite refuses it.");
    let parameters = parameters(page, row);
    Some(quote! {
        #select_doc
        #[must_use]
        #visibility const fn #select(table: #enumeration) -> &'static ::core::primitive::str {
            match table { #(#selects),* }
        }

        #insert_doc
        #[must_use]
        #visibility const fn #insert(table: #enumeration) -> &'static ::core::primitive::str {
            match table { #(#inserts),* }
        }

        #doc
        #visibility fn #method(
            &self,
            table: #enumeration,
            connection: &#krate::rusqlite::Connection,
        ) -> #krate::rusqlite::Result<::core::primitive::usize> {
            connection.execute(Self::#insert(table), #parameters)
        }
    })
}

fn select(row: &Row<'_>, table: &str) -> String {
    let columns: Vec<&str> = row.fields.iter().map(|it| it.column.as_str()).collect();
    format!("SELECT {} FROM {}", Names(&columns), Name(table))
}

fn insert(row: &Row<'_>, table: &str) -> String {
    let inserted = row.fields.iter().filter(|it| it.inserted);
    let columns: Vec<&str> = inserted.map(|it| it.column.as_str()).collect();
    if columns.is_empty() {
        return format!("INSERT INTO {} DEFAULT VALUES", Name(table));
    }
    let numbers: Vec<String> = (1..=columns.len()).map(|it| format!("?{it}")).collect();
    format!(
        "INSERT INTO {} ({}) VALUES ({})",
        Name(table),
        Names(&columns),
        numbers.join(", ")
    )
}

fn parameters(page: &Page<'_>, row: &Row<'_>) -> TokenStream {
    let krate = page.krate;
    let inserted = row.fields.iter().filter(|it| it.inserted);
    let values =
        inserted.filter_map(|it| value::parameter(page, (it.line, Depth::Schema), &it.ident));
    quote! {
        #krate::__private::parameters(&[#(#values),*])
    }
}
