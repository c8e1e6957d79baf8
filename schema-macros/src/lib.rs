//! The `schema!` macro of `rusqlite-schema`. Its documentation is the facade's.

mod check;
mod expand;
mod lower;
#[cfg(feature = "rehearsal")]
mod rehearse;
mod render;
mod report;
mod suggest;
#[cfg(test)]
mod survival;
mod syntax;
mod written;

/// Declares a SQLite schema with its whole history.
#[proc_macro]
pub fn schema(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand::schema(input.into()).into()
}
