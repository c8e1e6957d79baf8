//! Columns, with what SQLite does without being told.

use crate::{
    ddl::AddedColumn,
    model::{Column, Text},
    shape::Table,
    sql::{Affinity, SameWord, same},
};

use super::{Difference, Kind, collation, difference, same_option};

pub(super) fn compare(declared: &Table, found: &Table, all: &mut Vec<Difference>) {
    let text = |table: &Table, column: &Column| AddedColumn { table, column }.to_string();
    for line in &declared.columns {
        let name = &line.item.name;
        let standing = found.column(name).map(|it| &it.item);
        if standing.is_some_and(|it| same_column(declared, &line.item, found, it)) {
            continue;
        }
        let affinity = |it: &Column| Affinity::of(&it.ty);
        let blocks = standing.is_none_or(|it| affinity(it) != affinity(&line.item));
        let standing = standing.map(|it| text(found, it));
        let declared_text = Some(text(declared, &line.item));
        all.push(Difference {
            blocks,
            ..difference(
                Kind::Column,
                &declared.name,
                Some(name),
                declared_text,
                standing,
            )
        });
    }
    for line in found
        .columns
        .iter()
        .filter(|it| declared.column(&it.item.name).is_none())
    {
        let standing = Some(text(found, &line.item));
        let name = Some(line.item.name.as_ref());
        let own = difference(Kind::Column, &declared.name, name, None, standing);
        all.push(Difference {
            blocks: needs_value(found, &line.item),
            ..own
        });
    }
}

fn same_column(declared: &Table, one: &Column, found: &Table, other: &Column) -> bool {
    same_default(one.default.as_ref(), other.default.as_ref())
        && same(&one.ty, &other.ty)
        && refuses_null(declared, one) == refuses_null(found, other)
        && (one.on_null == other.on_null || !(one.not_null && other.not_null))
        && collation(one.collate.as_ref()) == collation(other.collate.as_ref())
        && match (&one.generated, &other.generated) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                one.stored == other.stored && same(&one.expression, &other.expression)
            }
            _ => false,
        }
}

/// Whether a row must give the column a value.
pub(in crate::found) fn needs_value(table: &Table, column: &Column) -> bool {
    let chosen = table
        .rowid_key()
        .is_some_and(|it| it.item.name == column.name);
    let is_given = column.default.is_some() || column.generated.is_some() || chosen;
    refuses_null(table, column) && !is_given
}

/// Whether NULL is refused, also where SQLite does so without being told.
fn refuses_null(table: &Table, column: &Column) -> bool {
    let guards_key = table.without_rowid || table.strict;
    let key = table.primary_key().filter(|_| guards_key);
    let is_key = key.is_some_and(|key| key.columns.iter().any(|it| it.is_same_word(&column.name)));
    let is_rowid = table
        .rowid_key()
        .is_some_and(|it| it.item.name == column.name);
    column.not_null || is_key || is_rowid
}

/// Compares defaults: true and false are numbers, also in parentheses, and a plus sign means nothing.
fn same_default(one: Option<&Text>, other: Option<&Text>) -> bool {
    let is_around = |it: char| matches!(it, '(' | ')') || it.is_ascii_whitespace();
    let number = |default: &Text| {
        let word = default.trim_matches(is_around);
        if word.eq_ignore_ascii_case("true") {
            "1".into()
        } else if word.eq_ignore_ascii_case("false") {
            "0".into()
        } else {
            default
                .strip_prefix('+')
                .unwrap_or(default)
                .to_owned()
                .into()
        }
    };
    same_option(one.map(number).as_ref(), other.map(number).as_ref())
}
