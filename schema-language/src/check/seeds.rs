//! Seeds: rows that fit their table at every version that has them.

use std::collections::BTreeMap;

use quote::ToTokens;
use schema_core::model::{self, Lived};

use super::{
    lines::overlap,
    literal::{Value, holds, nothing, value},
    missing::{self, User},
    nodes::Nodes,
    planted::{Key, Planted, keys, planted},
    relation::{Missing, Relation},
    scene::Scene,
    seed_changes,
};
use crate::{report::Ctxt, syntax, written::written};

// A seed stands in a table, for as long as the table stands:
//
//     table book since 2 { title: String }
//     seed book { title: "Emma" }
pub(super) fn check_seed_table(cx: &mut Ctxt, scene: &Scene<'_>) {
    let newest = scene.model.newest_version();
    for (seed, written) in scene.model.seeds.iter().zip(&scene.lowered.seeds) {
        if !scene.trusts(&written.lifetime) {
            continue;
        }
        let last = seed.lifetime.until.map_or(newest, |it| it - 1);
        report_seed_table(cx, scene, seed, written, last);
    }
}

fn report_seed_table(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    seed: &Lived<model::Seed>,
    written: &syntax::Seed,
    last: i64,
) {
    let name = &seed.item.table;
    let kind = match scene.relations.at(name, last) {
        Some(Relation::View(_)) => "a view",
        Some(Relation::VirtualTable(_)) => "a virtual table",
        Some(Relation::Table(declared)) => {
            // By its newest name the table is known; what matters is whether it stood all along.
            let first = scene.periods_of(declared).first().map(|it| it.since);
            let late = first.filter(|since| *since > seed.lifetime.since);
            if let Some(since) = late.filter(|_| scene.trusts_table(declared)) {
                report_missing(cx, scene, written, name, &Missing::NotYet(since), last);
            }
            return;
        }
        None => {
            let missing = scene.relations.missing(name, seed.lifetime.since, last);
            let missing = missing.unwrap_or(Missing::Unknown);
            if missing != Missing::Unknown || !scene.lowered.incomplete {
                report_missing(cx, scene, written, name, &missing, last);
            }
            return;
        }
    };
    cx.error(
        &written.table,
        format_args!("`{name}` is {kind}, and a seed is a row of a table\nhelp: name a table"),
    );
}

fn report_missing(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    written: &syntax::Seed,
    name: &str,
    missing: &Missing,
    last: i64,
) {
    let user = User {
        what: "the seed".to_owned(),
        tokens: written.table.to_token_stream(),
        line: None,
    };
    missing::report_table(cx, scene, &user, name, missing, last);
}

// A seed names columns that its table has at every version that has the seed:
//
//     seed book { titel: "Emma" }
pub(super) fn check_seed_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for seed in planted(scene) {
        for (name, _, written) in seed.values() {
            let Some(missing) = missing::column(scene, seed.period, name) else {
                continue;
            };
            let user = User {
                what: "the seed".to_owned(),
                tokens: written.column.to_token_stream(),
                line: None,
            };
            if scene.first(written) {
                missing::report_column(cx, scene, &user, seed.period, (name, &missing));
            }
        }
    }
}

// A seed has a value for whatever must have one:
//
//     table book { title: String, pages: i64 }
//     seed book { title: "Emma" }
pub(super) fn check_seed_complete(cx: &mut Ctxt, scene: &Scene<'_>) {
    for seed in planted(scene) {
        let table = seed.period.table;
        let columns = table.columns.iter().filter(|it| {
            let column = &it.item;
            column.not_null && column.default.is_none() && column.generated.is_none()
        });
        for line in columns {
            let name = &line.item.name;
            let given = seed.values().any(|(it, ..)| it.eq_ignore_ascii_case(name));
            let misspelled = seed.values().any(|(it, ..)| table.column(it).is_none());
            let Some(origin) = seed.period.column(line) else {
                continue;
            };
            if given || misspelled || !scene.first(seed.written) {
                continue;
            }
            let (example, _) = nothing(&origin, &line.item);
            let help = seed_changes::with_value(scene, &seed, line, &example);
            cx.error_with(
                seed.tokens(),
                format_args!("the seed has no value for `{name}`, which needs one\nhelp: {help}"),
                super::place::column(&origin),
                format_args!("`{name}` is declared here"),
            );
        }
    }
}

// The values of a seed are of their columns' types:
//
//     seed book { pages: "many" }
pub(super) fn check_seed_value(cx: &mut Ctxt, scene: &Scene<'_>) {
    for seed in planted(scene) {
        for (name, _, place) in seed.values() {
            let Some(line) = seed.period.table.column(name) else {
                continue;
            };
            let Some(origin) = seed.period.column(line) else {
                continue;
            };
            let given = value(&place.value);
            let key = seed.period.table.rowid_key();
            let is_rowid = key.is_some_and(|it| it.identity == line.identity);
            let message = if line.item.generated.is_some() {
                format!("`{name}` is computed, so a seed can't give it\nhelp: remove the value")
            } else if given == Value::Null && line.item.not_null && !is_rowid {
                let (example, _) = nothing(&origin, &line.item);
                format!("`{name}` is never NULL\nhelp: write a value, such as `{example}`")
            } else if let Some(refusal) =
                holds(&origin, &line.item.ty).refusal(given, &written(&place.value))
            {
                refusal
            } else {
                continue;
            };
            if scene.first(place) {
                cx.error(&place.value, message);
            }
        }
    }
}

// A seed gives each column once:
//
//     seed book { title: "Emma", title: "Persuasion" }
pub(super) fn check_seed_column_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    for seed in &scene.lowered.syntax.seeds {
        let mut names = BTreeMap::new();
        for it in &seed.values {
            let name = it.column.text();
            let first = *names.entry(name.to_ascii_lowercase()).or_insert(it);
            if !std::ptr::eq(first, it) {
                cx.error_with(
                    &it.column,
                    format_args!("`{name}` is given twice\nhelp: keep one of the values"),
                    &first.column,
                    format_args!("`{name}` is first given here"),
                );
            }
        }
    }
}

// Two seeds don't claim one key:
//
//     seed book { id: 1, title: "Emma" }
//     seed book { id: 1, title: "Persuasion" }
pub(super) fn check_seed_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    let mut newest = BTreeMap::new();
    for seed in planted(scene) {
        newest.entry(seed.declared).or_insert(seed);
    }
    let mut known: BTreeMap<(usize, Key<'_>), Vec<Planted<'_>>> = BTreeMap::new();
    let mut reported = Nodes::default();
    for seed in newest.into_values() {
        for key in keys(&seed) {
            let table = seed.period.table.declared;
            let others = known.entry((table, key)).or_default();
            let first = others.iter().find(|it| both_stand(scene, it, &seed));
            if let Some(first) = first.filter(|_| reported.insert(seed.written)) {
                cx.error_with(
                    seed.tokens(),
                    "another seed has the same key, so this row would never be planted\n\
                     help: choose another key",
                    first.tokens(),
                    "this is the other seed",
                );
            }
            others.push(seed);
        }
    }
}

fn both_stand(scene: &Scene<'_>, one: &Planted<'_>, other: &Planted<'_>) -> bool {
    let lifetime = |it: &Planted<'_>| scene.model.seeds.get(it.declared).map(|it| it.lifetime);
    matches!((lifetime(one), lifetime(other)), (Some(one), Some(other)) if overlap(one, other))
}
