//! The `schema!` macro of `rusqlite-schema`. Its documentation is the facade's.
//!
//! What it does is in `schema-language`: a procedural macro exports nothing else, so tests and fuzzers
//! could not reach it here.

/// Declares a SQLite schema with its whole history.
#[proc_macro]
pub fn schema(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    schema_language::schema(input.into()).into()
}
