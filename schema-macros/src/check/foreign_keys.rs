//! Foreign keys: their parents, and what they refer to there.

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_runtime::{
    model::{Constraint, ForeignKey, ReferentialAction, Term, Text},
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
    syntax::{ClauseKind, ConstraintKind, References},
};

/// A foreign key of a table at some versions.
#[derive(Clone, Copy)]
struct Key<'a> {
    period: Period<'a>,
    key: &'a ForeignKey,
    origin: ConstraintOrigin<'a>,
}

fn keys<'a>(scene: &Scene<'a>) -> impl Iterator<Item = Key<'a>> {
    scene.periods().flat_map(|period| {
        let keys = period.constraints();
        keys.filter_map(move |(constraint, origin)| match constraint {
            Constraint::ForeignKey(key) => Some(Key {
                period,
                key,
                origin,
            }),
            _ => None,
        })
    })
}

impl<'a> Key<'a> {
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
    fn column_tokens(&self) -> TokenStream {
        let columns = self.written().map(|it| &it.columns);
        match columns.map(Vec::as_slice) {
            None | Some([]) => self.parent_tokens(),
            Some(columns) => quote::quote!(#(#columns)*),
        }
    }

    fn address(&self) -> *const () {
        place::constraint_node(&self.origin)
    }

    /// The parent as it stands in these versions, as far as it can be trusted.
    fn parents(&self, scene: &Scene<'a>) -> Vec<Period<'a>> {
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
            line: line.as_deref(),
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

/// How a foreign key at a column looks on a line of its own, where it can have a lifetime.
fn line_of(key: &Key<'_>) -> Option<String> {
    let ConstraintOrigin::Clause(..) = key.origin else {
        return None;
    };
    let columns = key.key.columns.join(", ");
    let parent = match key.key.parent_columns.as_ref() {
        [] => key.key.table.to_string(),
        columns => format!("{}({})", key.key.table, columns.join(", ")),
    };
    Some(format!("foreign key ({columns}) references {parent}"))
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
                    line: line.as_deref(),
                };
                if scene.first_address(key.address()) {
                    missing::report_column(cx, &user, parent, name, &missing);
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
fn referred<'a>(key: &'a ForeignKey, parent: &'a Table) -> Option<&'a [Text]> {
    match key.parent_columns.as_ref() {
        [] => parent.primary_key().map(|it| it.columns.as_ref()),
        columns => Some(columns),
    }
}

// What a foreign key refers to is a key, by the parent's primary key, `unique`, or unique index:
//
//     table author { id: i64 primary key, name: String }
//     table book { author: String references author(name) }
pub(super) fn check_foreign_key_to_key(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        for parent in key.parents(scene) {
            let table = parent.table;
            let columns = referred(key.key, table);
            let stands = columns.is_none_or(|it| it.iter().all(|it| table.column(it).is_some()));
            let width = columns.is_none_or(|it| it.len() == key.key.columns.len());
            let is_key = columns.is_some_and(|it| is_key(table, it));
            if !stands || !width || is_key || !scene.first_address(key.address()) {
                continue;
            }
            let name = &table.name;
            let message = match columns {
                None => format!(
                    "`{name}` has no primary key to refer to\n\
                     help: name a key of `{name}`, or give it a `primary key`"
                ),
                Some(columns) => not_a_key(&parent, columns, key.period.since.max(parent.since)),
            };
            cx.error_with(
                key.column_tokens(),
                message,
                &parent.origin.syntax.name,
                format_args!("`{name}` is declared here"),
            );
        }
    }
}

fn not_a_key(parent: &Period<'_>, columns: &[Text], version: i64) -> String {
    let table = &parent.table.name;
    let list = columns.join(", ");
    let later = parent.model.constraints.iter().any(|it| match &it.item {
        Constraint::PrimaryKey(key) => same_columns(key.columns.iter(), columns),
        Constraint::Unique(unique) => same_columns(unique.columns.iter(), columns),
        _ => false,
    });
    let when = if later {
        format!(" at version {version}")
    } else {
        String::new()
    };
    let help = match columns {
        [only] => format!("write `unique` behind `{only}` in `{table}`"),
        _ => format!("write `unique ({list})` in `{table}`"),
    };
    format!("`{list}` is no key of `{table}`{when}\nhelp: {help}, or refer to its primary key")
}

/// Whether SQLite takes the columns for a key of the table.
fn is_key(table: &Table, columns: &[Text]) -> bool {
    let primary = table.primary_key().into_iter();
    let mut primary = primary.map(|it| &it.columns);
    let mut uniques = table.uniques().map(|it| &it.columns);
    primary.any(|it| same_columns(it.iter(), columns))
        || uniques.any(|it| same_columns(it.iter(), columns))
        || table.indexes.iter().any(|it| {
            let index = &it.item;
            let terms: Option<Vec<&Text>> = index
                .columns
                .iter()
                .map(|it| match &it.term {
                    Term::Column(name) if is_columns_own(table, name, it.collate.as_ref()) => {
                        Some(name)
                    }
                    _ => None,
                })
                .collect();
            let whole = index.unique && index.filter.is_none();
            whole && terms.is_some_and(|it| same_columns(it.into_iter(), columns))
        })
}

/// Whether an index sorts a column as the column itself says.
fn is_columns_own(table: &Table, name: &str, collate: Option<&Text>) -> bool {
    let own = table.column(name).and_then(|it| it.item.collate.as_ref());
    let own = own.map_or("BINARY", AsRef::as_ref);
    collate.is_none_or(|it| it.eq_ignore_ascii_case(own))
}

fn same_columns<'a>(one: impl Iterator<Item = &'a Text>, other: &[Text]) -> bool {
    let mut count = 0;
    let all = one
        .inspect(|_| count += 1)
        .all(|it| other.iter().any(|other| other.eq_ignore_ascii_case(it)));
    all && count == other.len()
}

// What a foreign key does when its parent goes must be possible:
//
//     author_id: i64 references author(id) on delete set null,
pub(super) fn check_foreign_key_action(cx: &mut Ctxt, scene: &Scene<'_>) {
    for key in keys(scene) {
        let actions = [key.key.on_delete, key.key.on_update];
        let columns = key
            .key
            .columns
            .iter()
            .filter_map(|it| key.period.table.column(it));
        for column in columns.filter(|it| it.item.not_null) {
            let name = &column.item.name;
            let Some(origin) = key.period.column(column) else {
                continue;
            };
            let ty = crate::written::written(&origin.line.ty);
            let message = if actions.contains(&ReferentialAction::SetNull) {
                format!(
                    "`{name}` is never NULL, so `set null` would fail\nhelp: write `{name}: Option<{ty}>`, or another action"
                )
            } else if actions.contains(&ReferentialAction::SetDefault)
                && column.item.default.is_none()
            {
                format!(
                    "`{name}` has no default, so `set default` would fail\nhelp: give it a default, or write another action"
                )
            } else {
                continue;
            };
            if scene.first_address(key.address()) {
                cx.error_with(
                    key.origin,
                    message,
                    place::column(&origin),
                    "this is the column",
                );
            }
        }
    }
}
