//! Foreign keys: their parents, and what they refer to there.

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::{
    model::{Constraint, ForeignKey, Text},
    shape::Table,
};

use super::{
    missing::{self, User},
    place,
    relation::Relation,
    scene::{Period, Scene},
};
use crate::{
    lower::ConstraintOrigin,
    report::Ctxt,
    syntax::{ClauseKind, ConstraintKind, Lifetime, References},
    written::written,
};

/// A foreign key of a table at some versions.
#[derive(Clone, Copy)]
pub(super) struct Reference<'a> {
    pub(super) period: Period<'a>,
    pub(super) key: &'a ForeignKey,
    pub(super) origin: ConstraintOrigin<'a>,
}

pub(super) fn keys<'a>(scene: &Scene<'a>) -> impl Iterator<Item = Reference<'a>> {
    scene.periods().flat_map(|period| {
        let keys = period.constraints();
        keys.filter_map(move |(constraint, origin)| match constraint {
            Constraint::ForeignKey(key) => Some(Reference {
                period,
                key,
                origin,
            }),
            _ => None,
        })
    })
}

impl<'a> Reference<'a> {
    fn written(&self) -> Option<&'a References> {
        match self.origin {
            ConstraintOrigin::Clause(_, clause) => match &clause.kind {
                ClauseKind::References(to) => Some(to),
                _ => None,
            },
            ConstraintOrigin::Line(line) => match &line.kind {
                ConstraintKind::ForeignKey(_, to) => Some(to),
                _ => None,
            },
        }
    }

    fn parent_tokens(&self) -> TokenStream {
        let written = self.written().map(|it| it.table.to_token_stream());
        written.unwrap_or_else(|| self.origin.to_token_stream())
    }

    /// The parent's columns, where they are written; else the parent.
    pub(super) fn column_tokens(&self) -> TokenStream {
        let columns = self.written().map(|it| &it.columns);
        match columns.map(Vec::as_slice) {
            None | Some([]) => self.parent_tokens(),
            Some(columns) => quote::quote!(#(#columns)*),
        }
    }

    pub(super) fn address(&self) -> *const () {
        place::constraint_node(&self.origin)
    }

    /// The parent as it stands in these versions, as far as it can be trusted.
    pub(super) fn parents(&self, scene: &Scene<'a>) -> Vec<Period<'a>> {
        let (since, last) = (self.period.since, self.period.last);
        let standings = scene.relations.named(&self.key.table).iter();
        standings
            .filter_map(|it| match it.relation {
                Relation::Table(declared) if scene.trusts_table(declared) => Some((declared, it)),
                _ => None,
            })
            .flat_map(|(declared, it)| {
                let (since, last) = (since.max(it.since), last.min(it.last));
                let periods = scene.periods_of(declared).iter();
                periods.filter(move |it| it.since <= last && since <= it.last)
            })
            .copied()
            .collect()
    }
}

// A foreign key refers to a table that stands for as long as the key does:
//
//     table author until 4 { id: i64 primary key }
//     table book { author_id: i64 references author(id) }
pub(super) fn check_foreign_key_parent(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        let name = &key.key.table;
        let Period { since, last, .. } = key.period;
        let line = line_of(&key);
        let user = User {
            what: "the foreign key".to_owned(),
            tokens: key.parent_tokens(),
            line: line.as_ref().map(|(line, own)| (line.as_str(), *own)),
        };
        if let Some(missing) = scene.relations.missing(name, since, last) {
            let unread = scene.lowered.incomplete && missing == super::relation::Missing::Unknown;
            if !unread && scene.first_address(key.address()) {
                missing::report_table(cx, scene, &user, name, &missing, last);
            }
            continue;
        }
        let kind = match scene.relations.at(name, last) {
            Some(Relation::View(_)) => "a view",
            Some(Relation::VirtualTable(_)) => "a virtual table",
            Some(Relation::Table(_)) | None => continue,
        };
        if scene.first_address(key.address()) {
            cx.error(
                user.tokens,
                format_args!("`{name}` is {kind}, which has no keys\nhelp: refer to a table"),
            );
        }
    }
}

/// How a foreign key at a column looks on a line of its own, where it can have a lifetime that is not the
/// column's.
pub(super) fn line_of<'a>(key: &Reference<'a>) -> Option<(String, &'a Lifetime)> {
    let ConstraintOrigin::Clause(column, clause) = key.origin else {
        return None;
    };
    let (name, clause) = (written(&column.line.name), written(&clause.tokens));
    let line = format!("foreign key ({name}) {clause}");
    Some((line, &column.line.lifetime))
}

// The columns referred to are there:
//
//     author_id: i64 references author(identity),
pub(super) fn check_foreign_key_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        for parent in key.parents(scene) {
            let columns = key.key.parent_columns.iter().enumerate();
            for (at, name) in columns {
                let Some(missing) = missing::column(scene, parent, name) else {
                    continue;
                };
                let column = key.written().and_then(|it| it.columns.get(at));
                let line = line_of(&key);
                let user = User {
                    what: "the foreign key".to_owned(),
                    tokens: column.map_or_else(TokenStream::new, ToTokens::to_token_stream),
                    line: line.as_ref().map(|(line, own)| (line.as_str(), *own)),
                };
                if scene.first_address(key.address()) {
                    missing::report_column(cx, scene, &user, parent, (name, &missing));
                }
            }
        }
    }
}

// A foreign key has as many columns as what it refers to:
//
//     foreign key (zone, name) references file(id),
pub(super) fn check_foreign_key_width(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        for parent in key.parents(scene) {
            let Some(columns) = referred(key.key, parent.table) else {
                continue;
            };
            let (own, other) = (key.key.columns.len(), columns.len());
            if own == other || !scene.first_address(key.address()) {
                continue;
            }
            let many = |it: usize| {
                if it == 1 {
                    "1 column".to_owned()
                } else {
                    format!("{it} columns")
                }
            };
            cx.error(
                key.column_tokens(),
                format_args!(
                    "{} of `{}` can't refer to {} of `{}` ({})\nhelp: name as many columns on both sides",
                    many(own),
                    key.period.table.name,
                    many(other),
                    parent.table.name,
                    columns.join(", "),
                ),
            );
        }
    }
}

/// The parent's columns; `None` where it has no primary key to refer to.
pub(super) fn referred<'a>(key: &'a ForeignKey, parent: &'a Table) -> Option<&'a [Text]> {
    match key.parent_columns.as_ref() {
        [] => parent.primary_key().map(|it| it.columns.as_ref()),
        columns => Some(columns),
    }
}
