//! What would come out differently, or not at all, where foreign keys are on.

use crate::{
    model::{ForeignKey, ReferentialAction, Text},
    plan::{Stage, Step},
    shape::{Shape, Table, mentions},
    sql::{Token, tokens},
};

use super::kin::Tied;

/// What a statement does to the rows of a table that others may refer to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Delete,
    Update,
}

/// The `sql` of a version whose deletes and updates foreign keys would carry on to other tables. In
/// the engine they don't, so the version says itself what becomes of those rows.
pub(super) fn of_sql(stage: &Stage) -> Vec<String> {
    let statements = stage.steps.iter().filter_map(|step| match step {
        Step::Sql(sql) => Some(sql),
        _ => None,
    });
    let mut hazards = Vec::new();
    for sql in statements {
        for (deed, table) in deeds(sql) {
            let keys = [&stage.before, &stage.after].map(|it| acting(it, (deed, &table), sql));
            if let Some((child, key)) = keys.into_iter().flatten().next() {
                hazards.push(carried_on(sql, deed, child, key));
            }
        }
    }
    hazards
}

fn carried_on(sql: &str, deed: Deed, child: &Table, key: &ForeignKey) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let event = match deed {
        Deed::Delete => "on delete",
        Deed::Update => "on update",
    };
    format!(
        "`{}`: with foreign keys on, it also changes `{}`, which refers to `{}` with an action {event}",
        words.join(" "),
        child.name,
        key.table,
    )
}

/// A foreign key that SQLite would act on.
fn acting<'a>(
    shape: &'a Shape,
    (deed, table): (Deed, &str),
    sql: &str,
) -> Option<(&'a Table, &'a ForeignKey)> {
    let parent = shape.table(table)?;
    let children = shape.tables.iter();
    let mut keys = children.flat_map(|it| it.foreign_keys().map(move |key| (it.as_ref(), key)));
    keys.find(|(_, key)| {
        let action = match deed {
            Deed::Delete => key.on_delete,
            Deed::Update => key.on_update,
        };
        let acts = !matches!(
            action,
            ReferentialAction::NoAction | ReferentialAction::Restrict
        );
        let changes_key = || referred(parent, key).iter().any(|it| mentions(sql, it));
        key.table.eq_ignore_ascii_case(table) && acts && (deed == Deed::Delete || changes_key())
    })
}

/// The columns that a foreign key refers to.
fn referred<'a>(parent: &'a Table, key: &'a ForeignKey) -> &'a [Text] {
    let primary = || parent.primary_key().map_or(&[][..], |it| &it.columns);
    if key.parent_columns.is_empty() {
        primary()
    } else {
        &key.parent_columns
    }
}

/// The tables from which statements delete, and whose rows they change.
fn deeds(sql: &str) -> Vec<(Deed, String)> {
    let all: Vec<Token<'_>> = tokens(sql).collect();
    let is_word = |at: usize, word: &str| all.get(at).is_some_and(|it| it.is_word(word));
    let is_symbol = |at: usize, symbol: &str| all.get(at).is_some_and(|it| it.is_symbol(symbol));
    // A table, behind the name of its database where one is written.
    let table = |at: usize| {
        let at = if is_symbol(at + 1, ".") { at + 2 } else { at };
        all.get(at).map(Token::unquoted)
    };
    let mut found = Vec::new();
    let mut into = None;
    for at in 0..all.len() {
        if is_word(at, "into") {
            into = table(at + 1);
        }
        let deed = if is_word(at, "delete") && is_word(at + 1, "from") {
            table(at + 2).map(|it| (Deed::Delete, it))
        } else if is_word(at, "replace") && is_word(at + 1, "into") {
            table(at + 2).map(|it| (Deed::Delete, it))
        } else if is_word(at, "update") && is_word(at + 1, "or") {
            table(at + 3).map(|it| (Deed::Update, it))
        } else if is_word(at, "update") && at > 0 && is_word(at - 1, "do") {
            into.clone().map(|it| (Deed::Update, it))
        } else if is_word(at, "update") {
            table(at + 1).map(|it| (Deed::Update, it))
        } else {
            None
        };
        found.extend(deed);
    }
    found
}

/// What stands in the way of rebuilding tables at once.
pub(super) fn of_rebuilds(tied: &Tied<'_>) -> Vec<String> {
    let kin = tied.kin();
    let is_kin = |table: &Table| kin.contains(&table.declared);
    let mut hazards = Vec::new();
    for table in tied.after.tables.iter().filter(|it| is_kin(it)) {
        for key in table.foreign_keys() {
            let parent = tied.after.table(&key.table).filter(|it| is_kin(it));
            if parent.is_some_and(|parent| !parent.declares_key(referred(parent, key))) {
                hazards.push(format!(
                    "`{}` refers to a unique index of `{}`, which is not there while both are rebuilt \
                     with foreign keys on",
                    table.name, key.table
                ));
            }
        }
    }
    let copies = tied.steps.iter().filter_map(|step| match step {
        Step::CopyRows(copy) => Some(copy),
        _ => None,
    });
    for copy in copies {
        let reads = |other: &Table, value: &str| {
            !other.name.eq_ignore_ascii_case(&copy.from)
                && mentions(value, "select")
                && mentions(value, &other.name)
        };
        let others = tied.after.tables.iter().filter(|it| is_kin(it));
        let read = others
            .filter(|other| copy.columns.iter().any(|(_, value)| reads(other, value)))
            .map(|other| {
                format!(
                    "a `from` of `{}` reads `{}`, which is rebuilt at the same time with foreign keys on",
                    copy.from, other.name
                )
            });
        hazards.extend(read);
    }
    hazards
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sql: &str) -> Vec<String> {
        let words = deeds(sql).into_iter().map(|(deed, table)| match deed {
            Deed::Delete => format!("delete {table}"),
            Deed::Update => format!("update {table}"),
        });
        words.collect()
    }

    #[test]
    fn deletes_and_updates_are_found() {
        assert_eq!(said("DELETE FROM main.\"a b\" WHERE 1"), ["delete a b"]);
        assert_eq!(said("update or rollback t set x = 1"), ["update t"]);
        assert_eq!(said("REPLACE INTO t VALUES (1)"), ["delete t"]);
        assert_eq!(
            said("INSERT OR REPLACE INTO t SELECT 1; UPDATE u SET x = 'delete from v'"),
            ["delete t", "update u"]
        );
        assert_eq!(
            said("INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET x = 1"),
            ["update t"]
        );
        assert!(said("SELECT updated FROM t").is_empty());
    }
}
