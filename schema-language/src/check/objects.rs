//! Triggers and views: what they are on is there as long as they are.

use quote::ToTokens;
use schema_core::{
    model::{Event, Timing, Trigger},
    shape::{Shape, Traced},
    sql::{self, Token},
};

use super::{
    missing::{self, User},
    relation::{Missing, Relation},
    scene::Scene,
};
use crate::{report::Ctxt, suggest, syntax};

/// Every trigger at every version, newest first, where it can be trusted.
fn triggers<'a>(
    scene: &Scene<'a>,
) -> impl Iterator<Item = (&'a Shape, &'a Traced<Trigger>, &'a syntax::Trigger)> {
    let lowered = scene.lowered;
    let shapes = scene.timeline.shapes().iter().rev();
    let all = shapes.flat_map(|shape| shape.triggers.iter().map(move |it| (shape, it)));
    all.filter_map(|(shape, it)| {
        let written = *lowered.triggers.get(it.declared)?;
        scene
            .trusts(&written.lifetime)
            .then_some((shape, it, written))
    })
}

// A trigger watches a table or a view that stands for as long as the trigger does:
//
//     trigger log after insert on books "…";
pub(super) fn check_trigger_table(cx: &mut Ctxt, scene: &Scene<'_>) {
    for (shape, trigger, written) in triggers(scene) {
        let name = &trigger.item.table;
        let version = shape.version;
        let Some(missing) = scene.relations.missing(name, version, version) else {
            continue;
        };
        let unread = scene.lowered.incomplete && missing == Missing::Unknown;
        if unread || !scene.first(written) {
            continue;
        }
        let user = User {
            what: format!("trigger `{}`", trigger.item.name),
            tokens: written.table.to_token_stream(),
            line: None,
        };
        missing::report_table(cx, scene, &user, name, &missing, version);
    }
}

// Rows of a table come before or after; a view has none, so what it does it does instead:
//
//     trigger log instead of insert on book "…";
pub(super) fn check_trigger_timing(cx: &mut Ctxt, scene: &Scene<'_>) {
    for (shape, trigger, written) in triggers(scene) {
        let name = &trigger.item.table;
        let Some(relation) = scene.relations.at(name, shape.version) else {
            continue;
        };
        let instead = trigger.item.timing == Timing::InsteadOf;
        let message = match relation {
            Relation::Table(_) if instead => {
                format!(
                    "`{name}` is a table, and `instead of` is for views\nhelp: write `before` or `after`"
                )
            }
            Relation::View(_) if !instead => {
                format!(
                    "`{name}` is a view, which has no rows of its own\nhelp: write `instead of`"
                )
            }
            Relation::VirtualTable(_) => {
                format!(
                    "`{name}` is a virtual table, which has no triggers\nhelp: watch the table that it indexes"
                )
            }
            Relation::Table(_) | Relation::View(_) => continue,
        };
        if scene.first(written) {
            let tokens = match relation {
                Relation::VirtualTable(_) => written.table.to_token_stream(),
                Relation::Table(_) | Relation::View(_) => written.timing.to_token_stream(),
            };
            cx.error(tokens, message);
        }
    }
}

// A trigger watches columns that the table has:
//
//     trigger log after update of titel on book "…";
pub(super) fn check_trigger_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for (shape, trigger, written) in triggers(scene) {
        let Event::Update(columns) = &trigger.item.event else {
            continue;
        };
        let Some(period) = scene.table_named(&trigger.item.table, shape.version) else {
            continue;
        };
        if !scene.trusts_table(period.table.declared) {
            continue;
        }
        for (name, place) in columns.iter().zip(&written.columns) {
            let Some(missing) = missing::column(scene, period, name) else {
                continue;
            };
            if scene.first(written) {
                let user = User {
                    what: format!("trigger `{}`", trigger.item.name),
                    tokens: place.to_token_stream(),
                    line: None,
                };
                missing::report_column(cx, scene, &user, period, (name, &missing));
            }
        }
    }
}

// A view reads tables that stand for as long as the view does:
//
//     view titles since 1 "SELECT title FROM book";
//     table book since 2 { title: String }
pub(super) fn check_view_tables(cx: &mut Ctxt, scene: &Scene<'_>) {
    for shape in scene.timeline.shapes().iter().rev() {
        for view in shape.views.iter() {
            let Some(written) = scene.lowered.views.get(view.declared) else {
                continue;
            };
            if !scene.trusts(&written.lifetime) {
                continue;
            }
            let version = shape.version;
            for name in names_in(&view.item.query) {
                let missing = scene.relations.missing(&name, version, version);
                // A name that nothing is close to may be a function's, or SQLite's own.
                let candidates = || scene.relations.names_at(version);
                let typo = |name: &str| suggest::closest(name, candidates()).is_some();
                let missing = missing.filter(|it| *it != Missing::Unknown || typo(&name));
                if let Some(missing) = missing.filter(|_| scene.first(*written)) {
                    let user = User {
                        what: format!("view `{}`", view.item.name),
                        tokens: written.query.to_token_stream(),
                        line: None,
                    };
                    missing::report_table(cx, scene, &user, &name, &missing, version);
                }
            }
        }
    }
}

/// The tables that a query names right behind `FROM` and `JOIN`.
fn names_in(query: &str) -> Vec<String> {
    let tokens: Vec<Token<'_>> = sql::tokens(query).collect();
    // A common table expression may have any name.
    if tokens.iter().any(|it| it.is_word("with")) {
        return Vec::new();
    }
    let brings_in = |it: &Token<'_>| it.is_word("from") || it.is_word("join");
    let pairs = tokens.iter().zip(tokens.iter().skip(1)).enumerate();
    let names = pairs.filter_map(|(at, (word, name))| {
        let next = tokens.get(at + 2);
        let goes_on = next.is_some_and(|it| it.is_symbol("(") || it.is_symbol("."));
        (brings_in(word) && name.is_name() && !goes_on).then_some(name)
    });
    names.map(Token::unquoted).collect()
}
