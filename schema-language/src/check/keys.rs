//! Primary keys, and the options that depend on them.

use schema_core::model::Constraint;

use super::{literal::is_option, place, scene::Scene};
use crate::{lower::ConstraintOrigin, report::Ctxt};

// A table has one primary key:
//
//     table link { a: i64 primary key, b: i64 primary key }
pub(super) fn check_one_primary_key(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        let mut keys = period
            .constraints()
            .filter(|(it, _)| matches!(it, Constraint::PrimaryKey(_)));
        let Some((_, first)) = keys.next() else {
            continue;
        };
        let columns: Vec<&str> = period
            .table
            .constraints
            .iter()
            .filter_map(|it| match &it.item {
                Constraint::PrimaryKey(key) => Some(key.columns.iter().map(AsRef::as_ref)),
                _ => None,
            })
            .flatten()
            .collect();
        for (_, second) in keys {
            if scene.first_address(place::constraint_node(&second)) {
                cx.error_with(
                    second,
                    format_args!(
                        "table `{}` has a primary key already\n\
                         help: for a key of several columns write `primary key ({})` on a line of its own",
                        period.table.name,
                        columns.join(", "),
                    ),
                    first,
                    "this is the first one",
                );
            }
        }
    }
}

// A strict table and one without rowids keep NULL out of their keys:
//
//     table tag strict { slug: Option<String> primary key }
pub(super) fn check_primary_key_nullable(cx: &mut Ctxt, scene: &Scene<'_>) {
    let historic = scene.lowered.syntax.nullable_keys.is_some();
    for period in scene.periods() {
        let Some(key) = period.table.primary_key() else {
            continue;
        };
        let table = period.table;
        let is_guarded = table.strict || table.without_rowid;
        let may_be_null = !is_guarded || historic && key.columns.len() == 1;
        if table.rowid_key().is_some() || may_be_null {
            continue;
        }
        for line in key.columns.iter().filter_map(|it| table.column(it)) {
            let Some(origin) = period.column(line) else {
                continue;
            };
            let ty = &origin.line.ty;
            if is_option(ty) && scene.first(origin.line) {
                let inner = super::literal::option_of(ty).map(crate::written::written);
                cx.error(
                    ty,
                    format_args!(
                        "`{}` belongs to the primary key, which is never NULL\nhelp: write `{}`",
                        line.item.name,
                        inner.unwrap_or_default()
                    ),
                );
            }
        }
    }
}

// Without a rowid, rows are found by their primary key:
//
//     table kv without rowid { key: String, value: String }
pub(super) fn check_without_rowid(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods().filter(|it| it.table.without_rowid) {
        if period.table.primary_key().is_some() {
            continue;
        }
        let options = period.origin.options.iter();
        let option = options
            .zip(period.model.options.iter())
            .find(|(it, model)| !it.strict && model.lifetime.contains(period.since));
        let Some((option, _)) = option.filter(|(it, _)| scene.first(**it)) else {
            continue;
        };
        let first = period.table.columns.first();
        let first = first.map_or("id", |it| it.item.name.as_ref());
        cx.error(
            &option.tokens,
            format_args!(
                "table `{}` needs a primary key to be without a rowid\n\
                 help: write `primary key` behind a column, or `primary key ({first})` on a line of its own",
                period.table.name
            ),
        );
    }
}

// Only a rowid is handed out automatically, and the rowid is a single INTEGER:
//
//     id: String primary key autoincrement,
pub(super) fn check_autoincrement(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for (constraint, origin) in period.constraints() {
            let Constraint::PrimaryKey(key) = constraint else {
                continue;
            };
            let ConstraintOrigin::Clause(column, clause) = origin else {
                continue;
            };
            let name = column.line.name.text();
            let message = if !key.autoincrement || !scene.trusts(clause) {
                continue;
            } else if period.table.without_rowid {
                format!(
                    "a table without a rowid has none to hand out\n\
                     help: remove `autoincrement`, or `without rowid` from `{}`",
                    period.table.name
                )
            } else if period.table.rowid_key().is_none() {
                format!(
                    "`autoincrement` is for a key that is `INTEGER`\n\
                     help: write `{name}: i64 primary key autoincrement`"
                )
            } else {
                continue;
            };
            if scene.first(clause) {
                cx.error(&clause.tokens, message);
            }
        }
    }
}

// A list of columns names each of them once:
//
//     primary key (zone, zone),
pub(super) fn check_column_listed_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for (constraint, origin) in period.constraints() {
            let columns = match constraint {
                Constraint::PrimaryKey(key) => &key.columns,
                Constraint::Unique(unique) => &unique.columns,
                Constraint::ForeignKey(key) => &key.columns,
                Constraint::Check(_) => continue,
            };
            let twice = twice(columns.iter().map(AsRef::as_ref));
            if let Some(name) =
                twice.filter(|_| scene.first_address(place::constraint_node(&origin)))
            {
                cx.error(
                    origin,
                    format_args!("`{name}` stands twice in this key\nhelp: remove one"),
                );
            }
        }
        for (index, written) in period.indexes() {
            let columns = index.columns.iter().filter_map(|it| match &it.term {
                schema_core::model::Term::Column(name) => Some(name.as_ref()),
                schema_core::model::Term::Expression(_) => None,
            });
            if let Some(name) = twice(columns).filter(|_| scene.first(written)) {
                let message = format!("`{name}` stands twice in this index\nhelp: remove one");
                cx.error(&written.name, message);
            }
        }
    }
}

fn twice<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut before: Vec<&str> = Vec::new();
    for name in names {
        if before.iter().any(|it| it.eq_ignore_ascii_case(name)) {
            return Some(name);
        }
        before.push(name);
    }
    None
}

// A key names columns that the table has, for as long as the key stands:
//
//     table book { title: String, primary key (titel) }
pub(super) fn check_key_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        for (constraint, origin) in period.constraints() {
            let (what, columns) = match constraint {
                Constraint::PrimaryKey(key) => ("the primary key", &key.columns),
                Constraint::Unique(unique) => ("the unique key", &unique.columns),
                Constraint::ForeignKey(key) => ("the foreign key", &key.columns),
                Constraint::Check(_) => continue,
            };
            for (at, name) in columns.iter().enumerate() {
                let Some(missing) = super::missing::column(scene, period, name) else {
                    continue;
                };
                if !scene.first_address(place::constraint_node(&origin)) {
                    break;
                }
                let user = super::missing::User {
                    what: what.to_owned(),
                    tokens: place::listed_column(&origin, at),
                    line: None,
                };
                super::missing::report_column(cx, scene, &user, period, (name, &missing));
            }
        }
    }
}
