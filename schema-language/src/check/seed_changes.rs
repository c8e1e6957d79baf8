//! Seeds and what becomes of their rows: a file that stands has the rows of a new one.

use schema_core::{
    shape::ColumnLine,
    sql::{Name, same},
};

use super::{
    again, missing, place,
    planted::{Key, Planted, keys, planted},
    scene::{Change, Scene},
};
use crate::{report::Ctxt, written::written};

/// A seed that follows another with the same key.
struct Successor<'a> {
    old: Planted<'a>,
    new: Planted<'a>,
    /// The columns of the key that both give, and its values.
    key: Key<'a>,
}

// A row that reads otherwise from a version on is another one in files that stand, too:
//
//     seed shelf until 2 { id: 1, name: "front" }
//     seed shelf since 2 { id: 1, name: "window" }
pub(super) fn check_seed_changes(cx: &mut Ctxt, scene: &Scene<'_>) {
    for pair in successors(scene) {
        let Successor { old, new, .. } = &pair;
        let (version, table) = (new.version, &new.period.table.name);
        let differing = pair.differing();
        let moves = scene.moves_data(version, table);
        if differing.is_empty() || moves || !scene.first(new.written) {
            continue;
        }
        let sets: Vec<String> = differing
            .iter()
            .map(|(name, _, new)| format!("{} = {new}", Name(name)))
            .collect();
        let stood = differing
            .iter()
            .filter_map(|(name, old, _)| Some(format!("{} IS {}", Name(name), old.as_ref()?)));
        let conditions: Vec<String> = pair.key_conditions().chain(stood).collect();
        let sql = format!(
            "UPDATE {} SET {} WHERE {}",
            Name(table),
            sets.join(", "),
            conditions.join(" AND ")
        );
        cx.error_with(
            new.tokens(),
            format_args!(
                "the row is another one from version {version} on, but stays as it was in files that stand\n\
                 help: write `sql {sql:?};` in version {version}"
            ),
            old.tokens(),
            "this is the row before",
        );
    }
}

/// The seeds that come when another with the same key goes.
fn successors<'a>(scene: &Scene<'a>) -> Vec<Successor<'a>> {
    let lifetime = |seed: &Planted<'_>| scene.model.seeds.get(seed.declared).map(|it| it.lifetime);
    let all: Vec<Planted<'a>> = planted(scene).collect();
    let firsts = all
        .iter()
        .filter(|it| lifetime(it).is_some_and(|own| own.since == it.version));
    let pairs = firsts.filter_map(|new| {
        let claimed = keys(new);
        all.iter().find_map(|old| {
            let ends = lifetime(old).is_some_and(|own| own.until == Some(new.version));
            let is_last = old.version == new.version - 1;
            let is_same = old.period.table.declared == new.period.table.declared;
            if !(ends && is_last && is_same) {
                return None;
            }
            let key = keys(old).into_iter().find(|it| claimed.contains(it))?;
            Some(Successor {
                old: *old,
                new: *new,
                key,
            })
        })
    });
    pairs.collect()
}

impl Successor<'_> {
    /// The columns that have another value, with the old one, if it is known, and the new one, in SQL. What
    /// is computed for rows that stand is not known.
    fn differing(&self) -> Vec<(String, Option<String>, String)> {
        let (before, after) = (self.old.period.table, self.new.period.table);
        let lines = after
            .columns
            .iter()
            .filter(|it| it.item.generated.is_none());
        let values = lines.filter_map(|line| {
            let new = value(&self.new, line)?;
            let old = match before.column_by_identity(line.identity) {
                Some(old) if old.declared == line.declared => value(&self.old, old)?,
                Some(_) => return None,
                None if line.item.from.is_some() => return None,
                None => line.item.default.as_deref().unwrap_or("NULL").to_owned(),
            };
            (!same(&old, &new)).then(|| (line.item.name.to_string(), Some(old), new))
        });
        values.collect()
    }

    /// The conditions that find the row, by the key that the two share and no other: a key that only one
    /// of them gives may be another row's.
    fn key_conditions(&self) -> impl Iterator<Item = String> {
        let lines = &self.new.period.table.columns;
        self.key.iter().filter_map(|(identity, value)| {
            let line = lines.iter().find(|it| it.identity == *identity)?;
            Some(format!("{} = {value}", Name(&line.item.name)))
        })
    }
}

/// The value that a seed gives a column, in SQL; what SQLite chooses is not known.
fn value(seed: &Planted<'_>, line: &ColumnLine) -> Option<String> {
    let mut values = seed.values();
    let given = values.find(|(it, ..)| it.eq_ignore_ascii_case(&line.item.name));
    let key = seed.period.table.rowid_key();
    let is_chosen = key.is_some_and(|it| it.identity == line.identity);
    match given {
        Some((_, value, _)) => Some(value.to_owned()),
        None if is_chosen => None,
        None => Some(line.item.default.as_deref().unwrap_or("NULL").to_owned()),
    }
}

// A seed that gives a column no value has that of its default, which is another one in new files where the
// default changes:
//
//     pages: i64 = 0 until 2, pages: i64 = 1 since 2,
//     seed book { title: "Emma" }
pub(super) fn check_seed_keeps(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all: Vec<Planted<'_>> = planted(scene).collect();
    for change in scene.changes() {
        let version = change.after.since;
        let own = all.iter().filter(|it| {
            it.version == version && it.period.table.declared == change.after.table.declared
        });
        for seed in own {
            let stood = all
                .iter()
                .any(|it| it.declared == seed.declared && it.version < version);
            let moves = scene.moves_data(version, &change.after.table.name);
            if stood && !moves {
                report_kept(cx, scene, seed, &change);
            }
        }
    }
}

fn report_kept(cx: &mut Ctxt, scene: &Scene<'_>, seed: &Planted<'_>, change: &Change<'_>) {
    for line in &change.after.table.columns {
        let name = &line.item.name;
        let given = seed.values().any(|(it, ..)| it.eq_ignore_ascii_case(name));
        let old = change.before.table.column_by_identity(line.identity);
        if given
            || line.item.generated.is_some()
            || old.is_some_and(|it| it.declared == line.declared)
        {
            continue;
        }
        let version = change.after.since;
        let default = |it: &ColumnLine| it.item.default.as_deref().unwrap_or("NULL").to_owned();
        let help = match old {
            Some(old) if line.item.from.is_none() && same(&default(old), &default(line)) => {
                continue;
            }
            // That is a question of its own.
            Some(old) if line.item.not_null && !old.item.not_null => continue,
            Some(old) if line.item.from.is_none() => {
                let origin = change.before.column(old);
                let value = origin
                    .and_then(|it| it.line.default.as_ref())
                    .map_or_else(|| "None".to_owned(), written);
                with_value(scene, seed, line, &value)
            }
            None if line.item.from.is_some() && !line.item.not_null => {
                if keys(seed).is_empty() {
                    format!(
                        "leave out `from`, and fill rows that stand in a `sql` of version {version}"
                    )
                } else {
                    twice(seed, version, &format!("{name}: …"))
                }
            }
            // What a value of the row becomes is not known here.
            Some(_) | None => continue,
        };
        let Some(origin) = change.after.column(line) else {
            continue;
        };
        if scene.first(seed.written) {
            cx.error_with(
                seed.tokens(),
                format_args!(
                    "the seed gives `{name}` no value, and version {version} gives it another one in files that stand than in new ones\n\
                     help: {help}"
                ),
                place::column(&origin),
                format_args!("`{name}` is declared here"),
            );
        }
    }
}

/// The help to give a seed a value of a column, which may be younger than the seed.
pub(super) fn with_value(
    scene: &Scene<'_>,
    seed: &Planted<'_>,
    line: &ColumnLine,
    value: &str,
) -> String {
    let name = &line.item.name;
    let since = missing::first_with(scene, seed.period, line);
    let own = scene.model.seeds.get(seed.declared).map(|it| it.lifetime);
    let is_younger = own.is_some_and(|it| it.since < since);
    if !is_younger {
        format!("write `{name}: {value}`")
    } else if keys(seed).is_empty() {
        // A second seed would be a second row.
        format!("write `= {value}` behind the type of `{name}`, so that the row needs none")
    } else {
        twice(seed, since, &format!("{name}: {value}"))
    }
}

/// The help to write a seed for the versions before and after a change, which has one more value then.
fn twice(seed: &Planted<'_>, version: i64, value: &str) -> String {
    let syntax = seed.written;
    let table = written(&syntax.table);
    let values = syntax
        .values
        .iter()
        .map(|it| format!("{}: {}", written(&it.column), written(&it.value)));
    let values: Vec<String> = values.chain([value.to_owned()]).collect();
    let lifetime = again::lifetime(&syntax.lifetime, ("since", version));
    let words = syntax.without_triggers.as_ref();
    let words = words.map(|it| format!(" {}", written(it)));
    format!(
        "end this seed with `until {version}`, and below it write `seed {table} {lifetime}{} {{ {} }}`",
        words.unwrap_or_default(),
        values.join(", ")
    )
}
