//! What triggers keep up to date, and a run leaves as it was, because no trigger fires in it.

use schema_core::{
    model::{Action, Trigger},
    shape::{Shape, Traced},
    sql::{Name, SameWord},
};
use syn::LitStr;

use super::{
    planted::{Planted, planted},
    scene::Scene,
    writes::{Write, writes},
};
use crate::{
    report::Ctxt,
    syntax::{self, ActionKind},
    written::written,
};

/// A trigger that a statement would fire, and the other table that it writes to.
struct Left<'a> {
    trigger: &'a Traced<Trigger>,
    other: String,
}

/// What the triggers of a version would do to other tables if a text ran outside of a run. Full-text
/// indexes that every run fills again are not among them.
fn left<'a>(shape: &'a Shape, text: &str) -> Vec<Left<'a>> {
    let mut left = Vec::new();
    let mut fired: Vec<&Traced<Trigger>> = fired(shape, &writes(text)).collect();
    let mut at = 0;
    while let Some(trigger) = fired.get(at).copied() {
        at += 1;
        let (own, others): (Vec<_>, Vec<_>) = writes(&trigger.item.body)
            .into_iter()
            .partition(|it| it.table.names(&trigger.item.table));
        let others = others.iter().map(|it| it.table.unquoted());
        let stale = others.filter(|it| !is_filled_again(shape, it, &trigger.item.table));
        left.extend(stale.map(|other| Left { trigger, other }));
        // What it writes to its own table may fire another.
        for next in self::fired(shape, &own) {
            if !fired.iter().any(|it| it.declared == next.declared) {
                fired.push(next);
            }
        }
    }
    left
}

/// The triggers of a version that watch for one of these.
fn fired<'a>(shape: &'a Shape, writes: &[Write<'_>]) -> impl Iterator<Item = &'a Traced<Trigger>> {
    shape.triggers.iter().filter(|trigger| {
        let (table, event) = (&trigger.item.table, &trigger.item.event);
        let mut writes = writes.iter();
        writes.any(|it| it.table.names(table) && it.fires(event))
    })
}

/// Whether every run that moves rows of a table fills this index of it again.
fn is_filled_again(shape: &Shape, index: &str, table: &str) -> bool {
    let mut indexes = shape.virtual_tables.iter();
    let index = indexes.find(|it| it.item.name.is_same_word(index) && it.item.is_full_text());
    let content = index.and_then(|it| it.item.content());
    // A view may read any table.
    content.is_some_and(|it| it.is_same_word(table) || shape.table(&it).is_none())
}

// No trigger fires in a run, so what triggers keep up to date goes stale when a step moves rows:
//
//     version 2 { sql "UPDATE song SET title = trim(title)"; }
//     trigger song_came after update on song "UPDATE titles SET changed = changed + 1;";
//
// Whoever has seen to it says so: `sql "UPDATE song …" without triggers;`
pub(super) fn check_step_without_triggers(cx: &mut Ctxt, scene: &Scene<'_>) {
    let versions = scene.model.versions.iter().zip(&scene.lowered.versions);
    for (version, origin) in versions {
        let Some(after) = scene.timeline.at(version.number) else {
            continue;
        };
        let before = scene.timeline.at(version.number - 1);
        for (at, (action, line)) in version.actions.iter().zip(&origin.actions).enumerate() {
            let (Action::Sql(text), ActionKind::Sql(literal)) = (action, &line.kind) else {
                continue;
            };
            if let Some(words) = &line.without_triggers {
                if fired(after, &writes(text)).next().is_none() && is_known(scene, text) {
                    cx.error(
                        words,
                        "nothing in this `sql` would fire a trigger\nhelp: remove `without triggers`",
                    );
                }
                continue;
            }
            let step = Step {
                before,
                after,
                actions: &version.actions,
                at,
            };
            let found = left(after, text).into_iter().find(|it| step.leaves(it));
            let found = found.filter(|it| trusts(scene, it.trigger) && scene.first(line));
            if let Some(it) = found {
                report_step(cx, literal, &it, version.number);
            }
        }
    }
}

/// Whether nothing is in doubt about what a text writes to.
fn is_known(scene: &Scene<'_>, text: &str) -> bool {
    let doubtful = |it: &Write<'_>| !scene.trusts_name(&it.table.unquoted());
    !scene.lowered.incomplete && !writes(text).iter().any(doubtful)
}

fn trusts(scene: &Scene<'_>, trigger: &Traced<Trigger>) -> bool {
    let written = scene.lowered.triggers.get(trigger.declared);
    written.is_some_and(|it| scene.trusts(&it.lifetime) && scene.trusts(*it))
}

/// A `sql` of a version, with what the version declares.
struct Step<'a> {
    before: Option<&'a Shape>,
    after: &'a Shape,
    actions: &'a [Action],
    at: usize,
}

impl Step<'_> {
    /// Whether the other table agrees with the rows before the step and not after the version. A trigger
    /// that comes with the version has kept nothing yet: then it depends on who fills the other table.
    fn leaves(&self, left: &Left<'_>) -> bool {
        let own = &left.trigger.item;
        let stood = self.before.is_some_and(|it| {
            let mut triggers = it.triggers.iter();
            triggers.any(|it| {
                it.declared == left.trigger.declared || it.item.name.is_same_word(&own.name)
            })
        });
        if stood {
            return true;
        }
        let table = self.after.table(&own.table).map(|it| it.declared);
        let had = |it: &Shape| table.is_some_and(|table| it.declared_table(table).is_some());
        let fills = |it: &Action| match it {
            Action::Sql(text) => writes(text).iter().any(|it| it.table.names(&left.other)),
            _ => false,
        };
        let (earlier, later) = self.actions.split_at_checked(self.at).unwrap_or_default();
        let is_filled = later.iter().skip(1).any(fills);
        !is_filled && (earlier.iter().any(fills) || !self.before.is_some_and(had))
    }
}

fn report_step(cx: &mut Ctxt, literal: &LitStr, left: &Left<'_>, version: i64) {
    let Left { trigger, other } = left;
    let Trigger { name, table, .. } = &trigger.item;
    cx.error(
        literal,
        format_args!(
            "no trigger fires in a run, so `{other}`, which trigger `{name}` keeps, would not follow what this does to `{table}`\n\
             help: write a `sql` behind this one that brings `{other}` up to date in version {version}, if it is to follow; \
             then say that this one goes without triggers: `sql \"…\" without triggers;`"
        ),
    );
}

// No trigger fires for a seed, in new files as in those that stand:
//
//     trigger song_came after insert on song "INSERT INTO by_word (rowid, title) VALUES (new.id, new.title);";
//     seed song { id: 1, title: "Welcome" }
pub(super) fn check_seed_without_triggers(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all: Vec<Planted<'_>> = planted(scene).collect();
    let mut fires = vec![false; scene.lowered.seeds.len()];
    for seed in &all {
        let Some(shape) = scene.timeline.at(seed.version) else {
            continue;
        };
        let table = &seed.period.table.name;
        let text = format!("INSERT INTO {}", Name(table));
        if let Some(fires) = fires.get_mut(seed.declared) {
            *fires |= fired(shape, &writes(&text)).next().is_some();
        }
        if seed.written.without_triggers.is_some() {
            continue;
        }
        let is_seeded = |it: &Left<'_>| {
            let mut seeds = shape.seeds.iter();
            seeds.any(|seed| seed.item.table.is_same_word(&it.other))
        };
        let found = left(shape, &text).into_iter().find(|it| !is_seeded(it));
        let found = found.filter(|it| trusts(scene, it.trigger) && scene.first(seed.written));
        if let Some(it) = found {
            report_seed(cx, shape, seed, &it);
        }
    }
    for (written, fires) in scene.lowered.seeds.iter().zip(fires) {
        let words = written.without_triggers.as_ref().filter(|_| !fires);
        let is_trusted = all.iter().any(|it| std::ptr::eq(it.written, *written));
        if let Some(words) = words.filter(|_| is_trusted && scene.first(*written)) {
            cx.error(
                words,
                "this seed would fire no trigger\nhelp: remove `without triggers`",
            );
        }
    }
}

fn report_seed(cx: &mut Ctxt, shape: &Shape, seed: &Planted<'_>, left: &Left<'_>) {
    let Left { trigger, other } = left;
    let table = &seed.period.table.name;
    let mut indexes = shape.virtual_tables.iter();
    let help = match indexes.find(|it| it.item.name.is_same_word(other)) {
        Some(it) if it.item.is_full_text() => {
            let key = seed.period.table.rowid_key();
            let key = key.map_or("rowid", |it| it.item.name.as_ref());
            format!(
                "let the index read the table itself, with `content={}, content_rowid={}` in it and the triggers \
                 that SQLite's documentation has for that: every run fills it then",
                Name(table),
                Name(key)
            )
        }
        Some(_) => format!("let the program fill `{other}` when it has opened the file"),
        None => format!("write what it has then as a seed of `{other}`"),
    };
    let syntax::Seed {
        table: name,
        lifetime,
        ..
    } = seed.written;
    let lifetime: String = [("since", &lifetime.since), ("until", &lifetime.until)]
        .into_iter()
        .filter_map(|(word, bound)| Some(format!("{word} {} ", bound.as_ref()?)))
        .collect();
    let name = written(name);
    cx.error(
        seed.tokens(),
        format_args!(
            "no trigger fires for a seed, so `{other}`, which trigger `{}` keeps, would not know of this row\n\
             help: {help}; if it need not know, write `seed {name} {lifetime}without triggers {{ … }}`",
            trigger.item.name
        ),
    );
}
