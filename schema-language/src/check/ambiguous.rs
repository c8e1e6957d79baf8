//! Names in SQL that a rename can't be walked back in.

use schema_core::{
    model::Action,
    shape::{Ambiguous, Place, mentions},
};
use syn::LitStr;

use super::scene::Scene;
use crate::{
    lower::{ConstraintOrigin, TableOrigin},
    report::Ctxt,
    syntax::{ClauseKind, ConstraintKind, Name},
};

// In older versions a renamed name is written back by token, where it can only be that name:
//
//     version 2 { rename book.name => title; }
//     view titles "SELECT title FROM book JOIN film USING (title)";
pub(super) fn check_ambiguous_rename(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in scene.timeline.ambiguous() {
        let trusted = match it.place {
            Place::View(at) => scene
                .lowered
                .views
                .get(at)
                .is_some_and(|it| scene.trusts(*it)),
            _ => true,
        };
        let Some(sql) = text(scene, it).filter(|it| trusted && scene.first(*it)) else {
            continue;
        };
        let Ambiguous { version, name, .. } = it;
        let what = match it.place {
            Place::View(_) => "the view",
            Place::Trigger(_) => "the trigger",
            Place::VirtualTable(_) => "the virtual table",
            Place::Index(..) => "the index",
            Place::Column(..) | Place::Constraint(..) => "the line",
        };
        let twice = format!(
            "write {what} twice, as it was with `until {version}` and as it is with `since {version}`"
        );
        let message = match renamed(scene, it, &sql.value()) {
            Some((old, _)) if mentions(&sql.value(), old) => format!(
                "before version {version}, `{name}` was called `{old}`, which stands here for another\n\
                 help: {twice}"
            ),
            Some((old, table)) => format!(
                "before version {version}, `{name}` of `{table}` was called `{old}`, and this may be another\n\
                 help: write whose it is, as in `{table}.{name}`, or {twice}"
            ),
            None => format!(
                "version {version} renames a `{name}`, and this may be another\nhelp: {twice}"
            ),
        };
        cx.error(sql, message);
    }
}

/// The old name of a column, and its table.
fn renamed<'a>(scene: &Scene<'a>, it: &Ambiguous, sql: &str) -> Option<(&'a str, &'a str)> {
    let version = scene.model.version(it.version)?;
    let mut renames = version.actions.iter().filter_map(|action| match action {
        Action::RenameColumn { table, from, to } if to.eq_ignore_ascii_case(&it.name) => {
            Some((from.as_ref(), table.as_ref()))
        }
        _ => None,
    });
    renames.find(|(_, table)| mentions(sql, table))
}

/// The string in which the name stands.
fn text<'a>(scene: &Scene<'a>, it: &Ambiguous) -> Option<&'a LitStr> {
    let lowered = scene.lowered;
    let table = |declared: usize| lowered.tables.get(declared);
    match it.place {
        Place::Column(declared, line) => column_text(table(declared)?, line, &it.name),
        Place::Constraint(declared, at) => match table(declared)?.constraints.get(at)? {
            ConstraintOrigin::Clause(_, clause) => match &clause.kind {
                ClauseKind::Check(sql) => Some(sql),
                _ => None,
            },
            ConstraintOrigin::Line(line) => match &line.kind {
                ConstraintKind::Check(sql) => Some(sql),
                _ => None,
            },
        },
        Place::Index(declared, at) => {
            let index = *table(declared)?.indexes.get(at)?;
            let terms = index.terms.iter().filter_map(|it| match &it.term {
                Name::Literal(sql) => Some(sql),
                Name::Ident(_) => None,
            });
            let mut texts = terms.chain(&index.filter);
            texts.find(|sql| mentions(&sql.value(), &it.name))
        }
        Place::View(at) => Some(&lowered.views.get(at)?.query),
        Place::Trigger(at) => {
            let trigger = *lowered.triggers.get(at)?;
            let in_when = |sql: &&LitStr| mentions(&sql.value(), &it.name);
            trigger
                .when
                .as_ref()
                .filter(in_when)
                .or(Some(&trigger.body))
        }
        Place::VirtualTable(at) => {
            let table = *lowered.virtual_tables.get(at)?;
            let in_from = |sql: &&LitStr| mentions(&sql.value(), &it.name);
            table.from.as_ref().filter(in_from).or(Some(&table.using))
        }
    }
}

fn column_text<'a>(table: &TableOrigin<'a>, line: usize, name: &str) -> Option<&'a LitStr> {
    let column = table.columns.get(line)?.line;
    let texts = column.clauses.iter().filter_map(|it| match &it.kind {
        ClauseKind::Generated {
            expression: sql, ..
        }
        | ClauseKind::From(sql) => Some(sql),
        _ => None,
    });
    texts.into_iter().find(|sql| mentions(&sql.value(), name))
}
