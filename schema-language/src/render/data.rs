//! The model as a static: each part written down as the Rust expression that makes it.
//!
//! There is no code per version here, only literals, which rustc lays out without running anything.
//! `B` is `Cow::Borrowed`; it and the names of the model come from one glob inside the initialiser.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use schema_core::model;
use syn::Ident;

use super::{Page, docs};

/// `pub static SCHEMA`.
pub(super) fn item(page: &Page<'_>) -> TokenStream {
    let krate = page.krate;
    let name = page.ident("SCHEMA");
    let doc = docs::sentence("The schema with its whole history, as data.");
    let schema = schema(&page.lowered.model);
    quote! {
        #doc
        pub static #name: #krate::Schema = {
            use #krate::__private::data::*;
            #schema
        };
    }
}

/// The schema, with a constant for each table.
///
/// rustc infers the types of a constant all at once: five hundred tables in one expression took two
/// gigabytes.
fn schema(model: &model::Schema) -> TokenStream {
    let names: Vec<Ident> = (0..model.tables.len())
        .map(|at| format_ident!("TABLE_{at}"))
        .collect();
    let tables = model.tables.iter().map(Data::data);
    let fields = fields(model);
    quote! {
        #(const #names: Table = #tables;)*
        Schema { tables: B(&[#(#names),*]), #fields }
    }
}

/// The fields of the schema other than its tables.
fn fields(model: &model::Schema) -> TokenStream {
    let model::Schema {
        name,
        file,
        application_id,
        journal,
        release: _,
        legacy,
        versions,
        tables: _,
        virtual_tables,
        views,
        triggers,
        seeds,
        externs,
        rehearsed_on,
        foreseen,
    } = model;
    // Only the compiler of the program knows which program it is.
    let release = if journal.is_some() {
        quote! {
            release(
                ::core::option_env!("CARGO_PKG_NAME"),
                ::core::option_env!("CARGO_PKG_VERSION"),
            )
        }
    } else {
        quote!(None)
    };
    macro_rules! data {
        ($($field:ident)*) => {{
            $(let $field = $field.data();)*
            quote!($($field: #$field,)* release: #release)
        }};
    }
    data!(name file application_id journal legacy versions virtual_tables views triggers seeds externs rehearsed_on foreseen)
}

/// Something that can be written down as an expression.
trait Data {
    fn data(&self) -> TokenStream;
}

/// Structs, field by field.
macro_rules! structs {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Data for model::$name {
            fn data(&self) -> TokenStream {
                let Self { $($field),* } = self;
                $(let $field = $field.data();)*
                quote!($name { $($field: #$field),* })
            }
        }
    )*};
}

structs! {
    Version { number, sentence, seal, compatibility, actions, entry }
    Entry { seal, readers, writers }
    Legacy { sentence, version_from, actions }
    Lifetime { since, until }
    Table { name, lifetime, columns, constraints, options, indexes, unrehearsed }
    Column { name, ty, not_null, on_null, not_null_name, domain, storage, default, collate, generated, from }
    Generated { expression, stored }
    PrimaryKey { name, columns, sorting, on_conflict, autoincrement }
    Unique { name, columns, sorting, on_conflict }
    Sorting { collate, descending }
    ForeignKey { name, columns, table, parent_columns, on_delete, on_update, deferrable }
    Check { name, column, expression }
    Index { name, unique, columns, filter }
    IndexColumn { term, collate, descending }
    VirtualTable { name, using, from }
    View { name, columns, query }
    Trigger { name, timing, event, table, when, body }
    Seed { table, values }
    Foreseen { objects, texts }
}

/// Enums, variant by variant.
macro_rules! enums {
    ($($name:ident {
        $($variant:ident $(($($value:ident),*))? $({ $($field:ident),* })?),* $(,)?
    })*) => {$(
        impl Data for model::$name {
            fn data(&self) -> TokenStream {
                match self {
                    $(Self::$variant $(($($value),*))? $({ $($field),* })? => {
                        $($(let $value = $value.data();)*)?
                        $($(let $field = $field.data();)*)?
                        quote!($name::$variant $(($(#$value),*))? $({ $($field: #$field),* })?)
                    })*
                }
            }
        }
    )*};
}

enums! {
    Action {
        RenameTable { from, to },
        RenameColumn { table, from, to },
        Sql(text),
        Run(function),
    }
    LegacyAction { RenameTable { from, to }, DropIndex(name), DropTable(name) }
    Compatibility { Compatible, Breaking }
    Storage { Integer, Real, Text, Blob }
    Domain { Bool, Integer { least, most }, Elements(elements) }
    Constraint { PrimaryKey(key), Unique(key), ForeignKey(key), Check(check) }
    OnConflict { Abort, Rollback, Fail, Ignore, Replace }
    ReferentialAction { NoAction, Restrict, SetNull, SetDefault, Cascade }
    Deferrable { No, InitiallyImmediate, InitiallyDeferred }
    TableOption { Strict, WithoutRowid }
    Term { Column(name), Expression(expression) }
    Timing { Before, After, InsteadOf }
    Event { Insert, Delete, Update(columns) }
    Extern { Function { name, arguments }, Collation(name), Module(name), Tokenizer(name) }
}

impl<T: Data> Data for model::Lived<T> {
    fn data(&self) -> TokenStream {
        let Self { lifetime, item } = self;
        let lifetime = lifetime.data();
        let item = item.data();
        quote!(Lived { lifetime: #lifetime, item: #item })
    }
}

impl<T: Data + Clone> Data for model::List<T> {
    fn data(&self) -> TokenStream {
        let elements = self.iter().map(Data::data);
        quote!(B(&[#(#elements),*]))
    }
}

impl Data for model::Text {
    fn data(&self) -> TokenStream {
        let text = self.as_ref();
        quote!(B(#text))
    }
}

impl<T: Data> Data for Option<T> {
    fn data(&self) -> TokenStream {
        if let Some(it) = self {
            let it = it.data();
            quote!(Some(#it))
        } else {
            quote!(None)
        }
    }
}

impl<A: Data, B: Data> Data for (A, B) {
    fn data(&self) -> TokenStream {
        let (first, second) = (self.0.data(), self.1.data());
        quote!((#first, #second))
    }
}

impl Data for bool {
    fn data(&self) -> TokenStream {
        quote!(#self)
    }
}

impl Data for u8 {
    fn data(&self) -> TokenStream {
        i64::from(*self).data()
    }
}

impl Data for i32 {
    fn data(&self) -> TokenStream {
        i64::from(*self).data()
    }
}

impl Data for u64 {
    fn data(&self) -> TokenStream {
        Literal::u64_unsuffixed(*self).to_token_stream()
    }
}

impl Data for usize {
    fn data(&self) -> TokenStream {
        Literal::usize_unsuffixed(*self).to_token_stream()
    }
}

impl Data for i64 {
    fn data(&self) -> TokenStream {
        let minus = (*self < 0).then(|| quote!(-));
        let digits = Literal::u64_unsuffixed(self.unsigned_abs());
        quote!(#minus #digits)
    }
}
