//! Names of SQL: what shares them, and which are taken.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::model::{Action, Lifetime};

use super::{
    lines::{overlap, spelling},
    place,
    relation::{Relation, Standing},
    scene::Scene,
};
use crate::{lower::Lowered, report::Ctxt, syntax};

/// Something with a name in the one namespace that tables, views and indexes share.
#[derive(Clone, Copy)]
enum Owner<'a> {
    Relation(Relation),
    Index(&'a syntax::Index),
}

/// A name with its owner at some consecutive versions.
struct Named<'a> {
    owner: Owner<'a>,
    name: &'a str,
    since: i64,
    last: i64,
}

// Tables, views and indexes share their names, at every version, whatever the case:
//
//     table book { title: String }
//     view Book "SELECT title FROM book";
pub(super) fn check_name_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    let mut names: BTreeMap<String, Vec<Named<'_>>> = BTreeMap::new();
    for standing in scene.relations.names().flatten() {
        let all = names.entry(standing.name.to_ascii_lowercase()).or_default();
        all.push(relation_name(standing));
    }
    for it in index_names(scene) {
        let all = names.entry(it.name.to_ascii_lowercase()).or_default();
        all.push(it);
    }
    let mut pairs = Vec::new();
    for all in names.values_mut() {
        all.sort_by_key(|it| it.since);
        pairs.extend(overlapping(all));
    }
    // What is declared twice is twice in older versions too, whatever they call it.
    let renamed = |(one, other): &(&Named<'_>, &Named<'_>)| {
        renamed_after(scene, other.name, one.last.min(other.last)).is_some()
    };
    pairs.sort_by_key(renamed);
    for (first, second) in pairs {
        report_twice(cx, scene, first, second);
    }
}

/// Each owner of a name with the one before it, if some version has both.
fn overlapping<'a, 'b>(all: &'b [Named<'a>]) -> Vec<(&'b Named<'a>, &'b Named<'a>)> {
    let mut pairs = Vec::new();
    let mut longest: Option<&Named<'a>> = None;
    for it in all {
        pairs.extend(
            longest
                .filter(|first| it.since <= first.last)
                .map(|first| (first, it)),
        );
        if longest.is_none_or(|first| first.last < it.last) {
            longest = Some(it);
        }
    }
    pairs
}

fn relation_name(standing: &Standing) -> Named<'_> {
    Named {
        owner: Owner::Relation(standing.relation),
        name: &standing.name,
        since: standing.since,
        last: standing.last,
    }
}

fn index_names<'a>(scene: &Scene<'a>) -> impl Iterator<Item = Named<'a>> {
    let newest = scene.model.newest_version();
    let last = move |it: Lifetime| it.until.map_or(newest, |until| until - 1);
    let tables = scene.model.tables.iter().zip(&scene.lowered.tables);
    let named = tables.flat_map(move |(table, origin)| {
        let indexes = table.indexes.iter().zip(&origin.indexes);
        indexes.map(move |(index, written)| Named {
            owner: Owner::Index(written),
            name: &index.item.name,
            since: index.lifetime.since.max(table.lifetime.since),
            last: last(index.lifetime).min(last(table.lifetime)),
        })
    });
    // In a template, what has an element may be gone before the index comes.
    named.filter(|it| it.since <= it.last)
}

impl Owner<'_> {
    fn kind(self) -> &'static str {
        match self {
            Self::Relation(Relation::Table(_)) => "table",
            Self::Relation(Relation::View(_)) => "view",
            Self::Relation(Relation::VirtualTable(_)) => "virtual table",
            Self::Index(_) => "index",
        }
    }

    /// Whether nothing was reported at it so far.
    fn is_first(self, scene: &Scene<'_>) -> bool {
        let lowered = scene.lowered;
        match self {
            Self::Relation(Relation::Table(at)) => lowered
                .tables
                .get(at)
                .is_some_and(|it| scene.first(it.syntax)),
            Self::Relation(Relation::View(at)) => {
                lowered.views.get(at).is_some_and(|it| scene.first(*it))
            }
            Self::Relation(Relation::VirtualTable(at)) => lowered
                .virtual_tables
                .get(at)
                .is_some_and(|it| scene.first(*it)),
            Self::Index(index) => scene.first(index),
        }
    }

    fn tokens(self, lowered: &Lowered<'_>) -> TokenStream {
        match self {
            Self::Relation(relation) => place::relation(lowered, relation).unwrap_or_default(),
            Self::Index(index) => index.name.to_token_stream(),
        }
    }
}

fn report_twice(cx: &mut Ctxt, scene: &Scene<'_>, first: &Named<'_>, second: &Named<'_>) {
    let name = second.name;
    if let (Owner::Index(one), Owner::Index(other)) = (first.owner, second.owner)
        && std::ptr::eq(one, other)
    {
        if scene.first(one) {
            report_template(cx, scene, one, name);
        }
        return;
    }
    if let Some((action, to)) = renamed_after(scene, name, first.last.min(second.last)) {
        report_rename(cx, scene, (action, to), (first, second));
        return;
    }
    if !second.owner.is_first(scene) {
        return;
    }
    scene.doubt_name(name);
    let note = match (first.owner.kind(), second.owner.kind()) {
        (one, other) if one == other => spelling(first.name, name),
        _ => "\nnote: tables, views and indexes share their names in SQLite".to_owned(),
    };
    cx.error_with(
        second.owner.tokens(scene.lowered),
        format_args!(
            "`{name}` is declared twice{note}\n\
             help: choose another name, or lifetimes that don't overlap"
        ),
        first.owner.tokens(scene.lowered),
        format_args!("`{}` is first declared here", first.name),
    );
}

fn report_rename(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    (action, to): (&syntax::Action, &str),
    (first, second): (&Named<'_>, &Named<'_>),
) {
    let version = first.last.min(second.last) + 1;
    if !scene.trusts_name(to) {
        return;
    }
    let other = if is_called(scene, second.owner, to, version) {
        first.owner
    } else {
        second.owner
    };
    if scene.first(action) {
        scene.doubt_name(second.name);
        let (kind, name) = (other.kind(), second.name);
        cx.error_with(
            &action.tokens,
            format_args!(
                "before version {version}, another {kind} is called `{name}`\n\
                 help: remove one of them, or write `since {version}` behind the other"
            ),
            other.tokens(scene.lowered),
            format_args!("this is the other `{name}`"),
        );
    }
}

/// The rename, in the version after, that this name was walked back by.
fn renamed_after<'a>(
    scene: &Scene<'a>,
    name: &str,
    version: i64,
) -> Option<(&'a syntax::Action, &'a str)> {
    let at = scene
        .model
        .versions
        .iter()
        .position(|it| it.number == version + 1)?;
    let model = scene.model.versions.get(at)?;
    let written = scene.lowered.versions.get(at)?;
    let mut actions = model.actions.iter().zip(&written.actions);
    actions.find_map(|(action, written)| match action {
        Action::RenameTable { from, to } if from.eq_ignore_ascii_case(name) => {
            Some((written, to.as_ref()))
        }
        _ => None,
    })
}

fn is_called(scene: &Scene<'_>, owner: Owner<'_>, name: &str, version: i64) -> bool {
    match owner {
        Owner::Relation(relation) => scene
            .relations
            .name_of(relation, version)
            .is_some_and(|it| it.eq_ignore_ascii_case(name)),
        Owner::Index(_) => false,
    }
}

fn report_template(cx: &mut Ctxt, scene: &Scene<'_>, index: &syntax::Index, name: &str) {
    let owner = scene.lowered.tables.iter().find(|it| {
        it.indexes.iter().any(|it| std::ptr::eq(*it, index)) && it.syntax.template.is_some()
    });
    let placeholder = owner.and_then(|it| it.syntax.template.as_ref());
    let placeholder = placeholder.map_or_else(String::new, |(it, _)| it.to_string());
    cx.error(
        &index.name,
        format_args!(
            "each table of the template would have an index `{name}`\n\
             help: write `{{{placeholder}}}` into the name, as in `{name}_{{{placeholder}}}`"
        ),
    );
}

// Triggers have names of their own:
//
//     trigger log after insert on book "…";
//     trigger log after delete on book "…";
pub(super) fn check_trigger_twice(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let triggers: Vec<_> = lowered
        .model
        .triggers
        .iter()
        .zip(&lowered.triggers)
        .collect();
    for (at, (trigger, written)) in triggers.iter().enumerate() {
        let twin = triggers.iter().take(at).find(|(it, _)| {
            it.item.name.eq_ignore_ascii_case(&trigger.item.name)
                && overlap(it.lifetime, trigger.lifetime)
        });
        if let Some((_, first)) = twin {
            let name = &trigger.item.name;
            cx.error_with(
                &written.name,
                format_args!(
                    "trigger `{name}` is declared twice\n\
                     help: choose another name, or lifetimes that don't overlap"
                ),
                &first.name,
                format_args!("`{name}` is first declared here"),
            );
        }
    }
}
