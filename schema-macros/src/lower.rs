//! From what was written to what was meant, with the way back.
//!
//! The model holds names and SQL only. An origin stands at the same index as the thing it is the
//! origin of, so whoever has a finding about the model has the tokens to point at.

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_runtime::model;

use crate::syntax;

/// The model, and for each of its parts the syntax that it came from.
pub(crate) struct Lowered<'a> {
    pub(crate) syntax: &'a syntax::Schema,
    pub(crate) model: model::Schema,
    /// Parallel to `model.versions`.
    pub(crate) versions: Vec<&'a syntax::Version>,
    /// Parallel to `model.tables`: templates are written out, one for each element of their list.
    pub(crate) tables: Vec<TableOrigin<'a>>,
    /// Parallel to `model.virtual_tables`.
    pub(crate) virtual_tables: Vec<&'a syntax::VirtualTable>,
    /// Parallel to `model.views`.
    pub(crate) views: Vec<&'a syntax::View>,
    /// Parallel to `model.triggers`.
    pub(crate) triggers: Vec<&'a syntax::Trigger>,
    /// Parallel to `model.seeds`.
    pub(crate) seeds: Vec<&'a syntax::Seed>,
}

/// Where a table of the model was written.
pub(crate) struct TableOrigin<'a> {
    pub(crate) syntax: &'a syntax::Table,
    /// The element for which the template was written out.
    pub(crate) element: Option<&'a syntax::Element>,
    /// Parallel to the model's columns.
    pub(crate) columns: Vec<ColumnOrigin<'a>>,
    /// Parallel to the model's constraints.
    pub(crate) constraints: Vec<ConstraintOrigin<'a>>,
    /// Parallel to the model's options.
    pub(crate) options: Vec<&'a syntax::TableOption>,
    /// Parallel to the model's indexes.
    pub(crate) indexes: Vec<&'a syntax::Index>,
}

/// Where a column of the model was written.
#[derive(Clone, Copy)]
pub(crate) struct ColumnOrigin<'a> {
    pub(crate) line: &'a syntax::Column,
    /// The line that brought the fragment in which the column is written.
    pub(crate) spread: Option<&'a syntax::Spread>,
}

/// Where a constraint of the model was written.
#[derive(Clone, Copy)]
pub(crate) enum ConstraintOrigin<'a> {
    /// At a column.
    Clause(ColumnOrigin<'a>, &'a syntax::Clause),
    /// On a line of its own.
    Line(&'a syntax::Constraint),
}

impl ToTokens for ConstraintOrigin<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Clause(_, clause) => clause.tokens.to_tokens(tokens),
            Self::Line(line) => line.tokens.to_tokens(tokens),
        }
    }
}
