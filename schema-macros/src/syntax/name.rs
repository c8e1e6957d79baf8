//! Names as they are written: an identifier, a string, or a template such as `db_{otype}`.

use proc_macro2::TokenStream;
use syn::{Ident, LitStr};

/// The name of an SQL object or column where a template may not stand.
#[derive(Clone)]
pub(crate) enum Name {
    /// `slug`, or `r#type`
    Ident(Ident),
    /// `"user-name"`
    Literal(LitStr),
}

/// A name that may be a template: `idx_{otype}_x`.
#[derive(Clone)]
pub(crate) struct WrittenName {
    /// The whole name, to point at.
    pub(crate) tokens: TokenStream,
    /// Its parts. Exactly one [`Part::Fixed`] unless it is a template.
    pub(crate) parts: Vec<Part>,
}

/// A piece of a name.
#[derive(Clone)]
pub(crate) enum Part {
    /// `db_` or `"odd name"`
    Fixed(Name),
    /// `{otype}`
    Placeholder(Ident),
}
