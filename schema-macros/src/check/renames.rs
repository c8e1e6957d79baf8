//! Renames: from what was there to what is.

use schema_runtime::model::Action;

use super::{relation::Relation, scene::Scene};
use crate::{
    report::Ctxt,
    suggest,
    syntax::{self, ActionKind, Name},
};

/// A rename of a table or a column, in a version.
#[derive(Clone, Copy)]
struct Rename<'a> {
    version: i64,
    action: &'a syntax::Action,
    /// The table of a column, as the version names it.
    table: Option<(&'a str, &'a Name)>,
    from: (&'a str, &'a Name),
    to: (&'a str, &'a Name),
}

/// Every rename that was not reported yet, oldest version first.
fn renames<'a>(scene: &Scene<'a>) -> Vec<Rename<'a>> {
    let versions = scene.model.versions.iter().zip(&scene.lowered.versions);
    let actions = versions.flat_map(|(version, written)| {
        let actions = version.actions.iter().zip(&written.actions);
        actions.map(|(action, written)| (version.number, action, written))
    });
    actions
        .filter(|(_, _, written)| scene.trusts(*written))
        .filter_map(|(version, action, written)| rename(version, action, written))
        .collect()
}

fn rename<'a>(version: i64, action: &'a Action, written: &'a syntax::Action) -> Option<Rename<'a>> {
    let (table, from, to) = match (action, &written.kind) {
        (Action::RenameTable { from, to }, ActionKind::RenameTable { from: old, to: new }) => {
            (None, (from.as_ref(), old), (to.as_ref(), new))
        }
        (
            Action::RenameColumn { table, from, to },
            ActionKind::RenameColumn {
                table: owner,
                from: old,
                to: new,
            },
        ) => (
            Some((table.as_ref(), owner)),
            (from.as_ref(), old),
            (to.as_ref(), new),
        ),
        _ => return None,
    };
    Some(Rename {
        version,
        action: written,
        table,
        from,
        to,
    })
}

impl Rename<'_> {
    /// Whether both are about tables, or about columns of one table, in one version.
    fn is_beside(&self, other: &Rename<'_>) -> bool {
        let same_table = match (self.table, other.table) {
            (Some((one, _)), Some((other, _))) => one.eq_ignore_ascii_case(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.version == other.version && same_table
    }
}

fn same(one: (&str, &Name), other: (&str, &Name)) -> bool {
    one.0.eq_ignore_ascii_case(other.0)
}

// A rename gives another name:
//
//     version 2 { rename book => book; }
pub(super) fn check_rename_to_itself(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in renames(scene) {
        if it.from.0 == it.to.0 {
            scene.first(it.action);
            let name = it.from.0;
            let message = format!("`{name}` is called `{name}` already\nhelp: remove the rename");
            cx.error(&it.action.tokens, message);
        }
    }
}

// The first version has nothing to rename:
//
//     version 1 { rename books => book; }
pub(super) fn check_rename_in_first_version(cx: &mut Ctxt, scene: &Scene<'_>) {
    let first = scene.model.first_version();
    for it in renames(scene) {
        if it.version == first {
            scene.first(it.action);
            let help = match it.table {
                None => "write it in `legacy { … }`, for files from before the history",
                Some(_) => "remove it, or write it in a later version",
            };
            cx.error(
                &it.action.tokens,
                format_args!("nothing is older than version {first}, the first\nhelp: {help}"),
            );
        }
    }
}

// A version renames a thing once, and gives a name once:
//
//     version 2 { rename books => book; rename books => volume; }
pub(super) fn check_rename_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all = renames(scene);
    for (at, it) in all.iter().enumerate() {
        let mut earlier = all.iter().take(at).filter(|other| it.is_beside(other));
        let twin = earlier.find(|other| same(it.from, other.from) || same(it.to, other.to));
        let Some(first) = twin else { continue };
        scene.first(it.action);
        scene.first(first.action);
        let message = if same(it.from, first.from) {
            format!(
                "`{}` is renamed twice\nhelp: keep one of the renames",
                it.from.0
            )
        } else {
            format!(
                "`{}` and `{}` would both be called `{}`\nhelp: choose another name",
                first.from.0, it.from.0, it.to.0
            )
        };
        cx.error_with(
            &it.action.tokens,
            message,
            &first.action.tokens,
            "this is the first rename",
        );
    }
}

// The renames of a version happen at once, so that none of them follows from another:
//
//     version 2 { rename books => volumes; rename volumes => book; }
pub(super) fn check_rename_chain(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all = renames(scene);
    for it in &all {
        let mut others = all.iter().filter(|other| it.is_beside(other));
        let Some(next) =
            others.find(|other| same(it.to, other.from) && !std::ptr::eq(other.action, it.action))
        else {
            continue;
        };
        if !scene.trusts(it.action) {
            continue;
        }
        scene.first(it.action);
        scene.first(next.action);
        let (from, through, to) = (it.from.0, it.to.0, next.to.0);
        let prefix = it
            .table
            .map(|(table, _)| format!("{table}."))
            .unwrap_or_default();
        let message = if same(it.from, next.to) {
            format!(
                "`{from}` and `{through}` can't change names in one version\n\
                 help: rename one of them to a third name, and the rest in the next version"
            )
        } else {
            format!(
                "`{through}` gets another name and is another's name in one version\n\
                 help: write `rename {prefix}{from} => {to}`, or the second rename in the next version"
            )
        };
        cx.error_with(
            &next.action.tokens,
            message,
            &it.action.tokens,
            format_args!("`{through}` is also given here"),
        );
    }
}

// The new name is declared, and the old one no more:
//
//     version 2 { rename books => book; }
//     table books { title: String }
pub(super) fn check_rename_target(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in renames(scene) {
        let (name, tokens) = it.to;
        let version = it.version;
        let (kind, old_stands, candidates): (_, _, Vec<&str>) = match it.table {
            None => {
                if scene.relations.at(name, version).is_some() || scene.lowered.incomplete {
                    continue;
                }
                let old = scene.relations.at(it.from.0, version).is_some();
                ("table".to_owned(), old, scene.table_names(version))
            }
            Some((owner, owner_tokens)) => {
                let Some(period) = scene.table_named(owner, version) else {
                    if !scene.lowered.incomplete {
                        scene.first(it.action);
                        report_owner(cx, scene, version, owner, owner_tokens);
                    }
                    continue;
                };
                let distrusted = !scene.trusts_table(period.table.declared);
                if distrusted || period.table.column(name).is_some() {
                    continue;
                }
                let columns = period.table.columns.iter();
                let columns = columns.map(|it| it.item.name.as_ref()).collect();
                let old = period.table.column(it.from.0).is_some();
                (format!("column of `{owner}`"), old, columns)
            }
        };
        scene.first(it.action);
        let from = it.from.0;
        let message = if old_stands {
            format!(
                "the {kind} is still declared as `{from}` at version {version}\n\
                 help: declare it as `{name}`, its newest name; older versions follow from the rename"
            )
        } else {
            let help = suggest::help(name, candidates);
            format!("no {kind} is called `{name}` at version {version}\n{help}")
        };
        cx.error(tokens, message);
    }
}

/// Reports a table that a version doesn't have, by the name that it should have then.
fn report_owner(cx: &mut Ctxt, scene: &Scene<'_>, version: i64, owner: &str, tokens: &Name) {
    let before = scene.relations.at(owner, version - 1);
    let now = before.and_then(|it| scene.relations.name_of(it, version));
    let help = match now {
        Some(now) => format!("help: write `{now}`, its name in version {version}"),
        None => suggest::help(owner, scene.table_names(version)),
    };
    cx.error(
        tokens,
        format_args!("no table is called `{owner}` at version {version}\n{help}"),
    );
}

// What is renamed is older than the rename:
//
//     version 2 { rename book.name => title; }
//     title: String = "" since 2,
pub(super) fn check_rename_source(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in renames(scene) {
        let (version, name, from) = (it.version, it.to.0, it.from.0);
        let stood = match it.table {
            None => scene
                .relations
                .at(name, version)
                .is_none_or(|it| scene.relations.name_of(it, version - 1).is_some()),
            Some((owner, _)) => column_stood(scene, owner, name, version),
        };
        if stood {
            continue;
        }
        scene.first(it.action);
        let what = if it.table.is_some() {
            "column"
        } else {
            "table"
        };
        cx.error(
            it.from.1,
            format_args!(
                "`{name}` comes with version {version}, so there is no `{from}` to rename\n\
                 help: declare the {what} once, as `{name}` and without `since {version}`"
            ),
        );
    }
}

fn column_stood(scene: &Scene<'_>, owner: &str, name: &str, version: i64) -> bool {
    let Some(Relation::Table(declared)) = scene.relations.at(owner, version) else {
        return true;
    };
    let after = scene.table_at(declared, version);
    let column = after.and_then(|it| it.table.column(name));
    let Some(column) = column.filter(|_| scene.trusts_table(declared)) else {
        return true;
    };
    let before = scene.table_at(declared, version - 1);
    before.is_some_and(|it| it.table.column_by_identity(column.identity).is_some())
}

// The old name was nobody else's:
//
//     version 2 { rename book.name => title; }
//     title: String,
//     name: String,
pub(super) fn check_rename_collision(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in renames(scene) {
        let Some((owner, _)) = it.table else { continue };
        let Some(Relation::Table(declared)) = scene.relations.at(owner, it.version) else {
            continue;
        };
        let before = scene.table_at(declared, it.version - 1);
        let Some(before) = before.filter(|_| scene.trusts_table(declared)) else {
            continue;
        };
        let after = scene.table_at(declared, it.version);
        let renamed = after.and_then(|after| after.table.column(it.to.0));
        let from = it.from.0;
        let other = before.table.columns.iter().find(|line| {
            line.item.name.eq_ignore_ascii_case(from)
                && renamed.is_none_or(|renamed| renamed.identity != line.identity)
        });
        let Some(place) = other.and_then(|line| before.column(line)) else {
            continue;
        };
        scene.first(it.action);
        cx.error_with(
            &it.action.tokens,
            format_args!(
                "`{owner}` has another column `{from}` before version {}\n\
                 help: remove that one, or write `since {}` behind it",
                it.version, it.version
            ),
            super::place::column(&place),
            format_args!("this is the other `{from}`"),
        );
    }
}
