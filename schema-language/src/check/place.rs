//! The tokens to point at.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::{relation::Relation, scene::Scene};
use crate::{
    lower::{ColumnOrigin, ConstraintOrigin, Lowered},
    syntax::{ConstraintKind, TypeOverride, Version},
};

/// A column: its name, or the line that brings its fragment.
pub(super) fn column(origin: &ColumnOrigin<'_>) -> TokenStream {
    match origin.spread {
        Some(spread) => spread.fragment.to_token_stream(),
        None => origin.line.name.to_token_stream(),
    }
}

/// A column's declared type, or else its Rust type.
pub(super) fn column_type(origin: &ColumnOrigin<'_>) -> TokenStream {
    match &origin.line.sql_type {
        Some(TypeOverride::Word(word)) => word.to_token_stream(),
        Some(TypeOverride::Literal(text)) => text.to_token_stream(),
        None => origin.line.ty.to_token_stream(),
    }
}

/// A version: the word and its number.
pub(super) fn version(version: &Version) -> TokenStream {
    let Version {
        keyword, number, ..
    } = version;
    quote!(#keyword #number)
}

/// What has a name that can be selected from.
pub(super) fn relation(lowered: &Lowered<'_>, relation: Relation) -> Option<TokenStream> {
    Some(match relation {
        Relation::Table(declared) => {
            let origin = lowered.tables.get(declared)?;
            origin.syntax.name.to_token_stream()
        }
        Relation::View(declared) => lowered.views.get(declared)?.name.to_token_stream(),
        Relation::VirtualTable(declared) => {
            let table = lowered.virtual_tables.get(declared)?;
            table.name.to_token_stream()
        }
    })
}

/// The address of what a constraint was written as, to report it once for all elements of a template.
pub(super) fn constraint_node(origin: &ConstraintOrigin<'_>) -> *const () {
    match origin {
        ConstraintOrigin::Clause(_, clause) => std::ptr::from_ref(*clause).cast(),
        ConstraintOrigin::Line(line) => std::ptr::from_ref(*line).cast(),
    }
}

impl Scene<'_> {
    /// Where something of this name is declared, whatever the version.
    pub(super) fn declaration(&self, name: &str) -> Option<TokenStream> {
        let standing = self.relations.named(name).first()?;
        relation(self.lowered, standing.relation)
    }
}

/// A column that a constraint lists.
pub(super) fn listed_column(origin: &ConstraintOrigin<'_>, at: usize) -> TokenStream {
    let ConstraintOrigin::Line(line) = origin else {
        return origin.to_token_stream();
    };
    let name = match &line.kind {
        ConstraintKind::PrimaryKey(terms) | ConstraintKind::Unique(terms) => {
            terms.get(at).map(|it| &it.term)
        }
        ConstraintKind::ForeignKey(columns, _) => columns.get(at),
        ConstraintKind::Check(_) => None,
    };
    name.map_or_else(|| origin.to_token_stream(), ToTokens::to_token_stream)
}
