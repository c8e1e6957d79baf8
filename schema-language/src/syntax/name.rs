//! Names as they are written: an identifier, a string, or a template such as `db_{otype}`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Ident, LitStr, ext::IdentExt};

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

impl Name {
    /// The name in SQL.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Ident(word) => word.unraw().to_string(),
            Self::Literal(text) => text.value(),
        }
    }
}

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Ident(word) => word.to_tokens(tokens),
            Self::Literal(text) => text.to_tokens(tokens),
        }
    }
}

impl ToTokens for WrittenName {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}
