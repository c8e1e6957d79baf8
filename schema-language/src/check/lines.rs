//! The lines of a table, as far as they concern each other.

use std::cmp::Ordering;

use schema_core::model::Lifetime;

use super::{nodes::Nodes, place, scene::Scene};
use crate::{
    lower::{ColumnOrigin, Lowered},
    report::Ctxt,
};

/// Whether some version has both.
pub(super) fn overlap(one: Lifetime, other: Lifetime) -> bool {
    let ends_before =
        |one: Lifetime, other: Lifetime| one.until.is_some_and(|it| it <= other.since);
    !ends_before(one, other) && !ends_before(other, one)
}

// At each version a table has at most one column of a name. Two lines need adjoining lifetimes:
//
//     pages: Option<i64>,
//     pages: i64 = 0 since 7 from "coalesce(pages, 0)",
pub(super) fn check_column_twice(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &mut Nodes) {
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        if !doubts.contains(origin.syntax) {
            let lines: Vec<_> = table.columns.iter().zip(&origin.columns).collect();
            for (at, (line, place)) in lines.iter().enumerate() {
                let mut earlier = lines.iter().take(at);
                let twin = earlier.find(|(it, _)| {
                    it.item.name.eq_ignore_ascii_case(&line.item.name)
                        && overlap(it.lifetime, line.lifetime)
                });
                if let Some((first, first_place)) = twin {
                    doubts.insert(origin.syntax);
                    let lifetimes = (first.lifetime, line.lifetime);
                    let names = (first.item.name.as_ref(), line.item.name.as_ref());
                    report_twice(cx, names, (first_place, place), lifetimes);
                }
            }
        }
    }
}

fn report_twice(
    cx: &mut Ctxt,
    (first_name, name): (&str, &str),
    (first, second): (&ColumnOrigin<'_>, &ColumnOrigin<'_>),
    (older, newer): (Lifetime, Lifetime),
) {
    let help = match older.since.cmp(&newer.since) {
        Ordering::Equal => {
            "help: remove one of them, or write `until N` behind the older and `since N` behind the newer"
                .to_owned()
        }
        Ordering::Less => format!("help: write `until {}` behind the older line", newer.since),
        Ordering::Greater => format!("help: write `until {}` behind this line", older.since),
    };
    let note = spelling(first_name, name);
    cx.error_with(
        place::column(second),
        format_args!("column `{name}` is declared twice{note}\n{help}"),
        place::column(first),
        format_args!("`{first_name}` is first declared here"),
    );
}

/// What is to be said where two names differ only for a reader.
pub(super) fn spelling(one: &str, other: &str) -> String {
    if one == other {
        return String::new();
    }
    format!("\nnote: SQLite takes `{one}` and `{other}` for one name")
}

// An option is given once for each version:
//
//     table kv strict { key: String, strict since 3 }
pub(super) fn check_option_twice(cx: &mut Ctxt, lowered: &Lowered<'_>, doubts: &Nodes) {
    let mut seen = Nodes::default();
    for (table, origin) in lowered.model.tables.iter().zip(&lowered.tables) {
        if doubts.contains(origin.syntax) || !seen.insert(origin.syntax) {
            continue;
        }
        let options: Vec<_> = table.options.iter().zip(&origin.options).collect();
        for (at, (option, written)) in options.iter().enumerate() {
            let twin = options
                .iter()
                .take(at)
                .find(|(it, _)| it.item == option.item && overlap(it.lifetime, option.lifetime));
            if let Some((_, first)) = twin {
                cx.error_with(
                    &written.tokens,
                    "this option is given twice\nhelp: keep one of them",
                    &first.tokens,
                    "it is first given here",
                );
            }
        }
    }
}

// A table has columns, at every version, and not only generated ones:
//
//     table book {}
pub(super) fn check_table_has_columns(cx: &mut Ctxt, scene: &Scene<'_>) {
    for period in scene.periods() {
        let mut columns = period.table.columns.iter();
        if columns.any(|it| it.item.generated.is_none()) || !scene.first(period.origin.syntax) {
            continue;
        }
        let name = &period.table.name;
        let when = match period.model.columns.as_ref() {
            [] => String::new(),
            _ => format!(" at version {}", period.since),
        };
        let message = if period.table.columns.is_empty() {
            format!(
                "table `{name}` has no columns{when}\nhelp: write one, such as `id: i64 primary key`"
            )
        } else {
            format!(
                "table `{name}` has only generated columns{when}\n\
                 help: write one that holds a value, such as `id: i64 primary key`"
            )
        };
        cx.error(&period.origin.syntax.name, message);
    }
}
