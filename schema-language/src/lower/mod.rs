//! From what was written to what was meant, with the way back.
//!
//! The model holds names and SQL only. An origin stands at the same index as the thing it is the
//! origin of, so whoever has a finding about the model has the tokens to point at.

mod checked;
mod column;
mod constraint;
mod domain;
mod history;
mod key;
mod lifetime;
mod object;
mod table;
mod template;
mod types;
mod value;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::model;
use syn::ext::IdentExt;

pub(crate) use self::{
    lifetime::lifetimes,
    types::{is_bytes, is_known},
};
use crate::{report::Ctxt, syntax};

/// Says what a schema means. Reports only what has no meaning: whether the rest makes sense is for
/// the checks to say.
pub(crate) fn lower<'a>(cx: &mut Ctxt, schema: &'a syntax::Schema) -> Lowered<'a> {
    lifetime::check_numbers(cx, schema);
    let (versions, version_origins) = history::versions(cx, schema);
    let mut model = head(cx, schema, versions);
    let always = model::Lifetime {
        since: model.first_version(),
        until: None,
    };
    let tables = table::tables(cx, schema, always);
    let (seeds, seed_origins) = object::seeds(cx, schema, always);
    let lost = tables.lost || version_origins.len() < schema.history.versions.len();
    model.application_id = object::application_id(cx, schema, always);
    model.tables = tables.model.into();
    model.virtual_tables = list(&schema.virtual_tables, |it| {
        object::virtual_table(it, always)
    });
    model.views = list(&schema.views, |it| object::view(it, always));
    model.triggers = list(&schema.triggers, |it| object::trigger(it, always));
    model.seeds = seeds.into();
    Lowered {
        syntax: schema,
        model,
        incomplete: schema.incomplete || lost,
        versions: version_origins,
        tables: tables.origins,
        virtual_tables: schema.virtual_tables.iter().collect(),
        views: schema.views.iter().collect(),
        triggers: schema.triggers.iter().collect(),
        seeds: seed_origins,
    }
}

/// What a schema says of itself and of its history.
fn head(cx: &mut Ctxt, schema: &syntax::Schema, versions: Vec<model::Version>) -> model::Schema {
    let name = schema.name.as_ref().map(|name| name.unraw().to_string());
    model::Schema {
        name: name.unwrap_or_default().into(),
        file: schema.file.as_ref().map(text).unwrap_or_default(),
        journal: schema.journal.as_ref().map(|name| name.text().into()),
        legacy: history::legacy(schema),
        versions: versions.into(),
        externs: object::externs(cx, schema).into(),
        ..model::Schema::default()
    }
}

fn list<S, T: Clone>(all: &[S], one: impl Fn(&S) -> T) -> model::List<T> {
    Cow::Owned(all.iter().map(one).collect())
}

fn names(names: &[syntax::Name]) -> model::List<model::Text> {
    list(names, |name| name.text().into())
}

fn text(literal: &syn::LitStr) -> model::Text {
    literal.value().into()
}

/// The model, and for each of its parts the syntax that it came from.
pub(crate) struct Lowered<'a> {
    pub(crate) syntax: &'a syntax::Schema,
    pub(crate) model: model::Schema,
    /// Whether an item or a whole table is missing, so that a name may be missing for no fault of
    /// its user.
    pub(crate) incomplete: bool,
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
    /// Whether a line or a fragment is missing, so that a name may be missing for no fault of its
    /// user.
    pub(crate) incomplete: bool,
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
