//! Renames: whether there is something under the old name, and under the new one.

use super::{
    place,
    relation::Relation,
    renames::{Rename, renames},
    scene::Scene,
};
use crate::{lower::ColumnOrigin, report::Ctxt, suggest, syntax::Name};

// The new name is declared, and the old one no more:
//
//     version 2 { rename books => book; }
//     table books { title: String }
pub(super) fn check_rename_target(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in renames(scene) {
        let Some(target) = target(cx, scene, &it) else {
            continue;
        };
        let ((name, tokens), from, version) = (it.to, it.from.0, it.version);
        let kind = target.kind;
        it.doubt(scene);
        let message = if target
            .candidates
            .iter()
            .any(|it| it.eq_ignore_ascii_case(from))
        {
            format!(
                "the {kind} is still declared as `{from}` at version {version}\n\
                 help: declare it as `{name}`; older versions follow from the rename"
            )
        } else {
            let help = suggest::help(name, target.candidates);
            format!("no {kind} is called `{name}` at version {version}\n{help}")
        };
        cx.error(tokens, message);
    }
}

/// Where a new name should be, and isn't.
struct Target<'a> {
    kind: String,
    /// The names that are there.
    candidates: Vec<&'a str>,
}

/// Where the new name of a rename is looked for, if it isn't there.
fn target<'a>(cx: &mut Ctxt, scene: &'a Scene<'_>, it: &Rename<'_>) -> Option<Target<'a>> {
    let (name, version) = (it.to.0, it.version);
    let Some((owner, tokens)) = it.table else {
        let stands = scene.relations.at(name, version).is_some();
        return (!stands && !scene.lowered.incomplete).then(|| Target {
            kind: "table".to_owned(),
            candidates: scene.table_names(version),
        });
    };
    let Some(period) = scene.table_named(owner, version) else {
        if !scene.lowered.incomplete {
            it.doubt(scene);
            report_owner(cx, scene, version, owner, tokens);
        }
        return None;
    };
    let trusted = scene.trusts_table(period.table.declared);
    (trusted && period.table.column(name).is_none()).then(|| Target {
        kind: format!("column of `{owner}`"),
        candidates: period.columns(),
    })
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
        it.doubt(scene);
        if let Some(line) = older_line(scene, &it) {
            cx.error_with(
                place::column(&line),
                format_args!(
                    "before version {version}, this column is called `{from}`\n\
                     help: write `{from}` in this line"
                ),
                &it.action.tokens,
                "it is renamed here",
            );
            continue;
        }
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

/// The line that declares a column for older versions by the name that it has got since.
fn older_line<'a>(scene: &Scene<'a>, it: &Rename<'_>) -> Option<ColumnOrigin<'a>> {
    let (owner, _) = it.table?;
    let Some(Relation::Table(declared)) = scene.relations.at(owner, it.version) else {
        return None;
    };
    let before = scene.table_at(declared, it.version - 1)?;
    before.column(before.table.column(it.to.0)?)
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
        it.doubt(scene);
        cx.error_with(
            &it.action.tokens,
            format_args!(
                "`{owner}` has another column `{from}` before version {}\n\
                 help: remove that one, or write `since {}` behind it",
                it.version, it.version
            ),
            place::column(&place),
            format_args!("this is the other `{from}`"),
        );
    }
}
