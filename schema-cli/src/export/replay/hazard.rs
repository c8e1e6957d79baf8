//! What would come out differently, or not at all, where foreign keys are on.

use std::collections::BTreeSet;

use schema_core::{
    model::{ForeignKey, ReferentialAction, Text},
    plan::{Stage, Step},
    shape::{Shape, Table, mentions},
    sql::ROWID_NAMES,
};

use super::{
    deed::{Deed, deeds},
    kin::Tied,
};

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
            let shapes = [&stage.before, &stage.after];
            let mut children = shapes
                .into_iter()
                .filter_map(|it| acting(stage, it, (deed, &table), sql));
            if let Some(child) = children.next() {
                hazards.push(carried_on(sql, deed, &live(stage, child).name, &table));
            }
        }
    }
    hazards
}

fn carried_on(sql: &str, deed: Deed, child: &str, parent: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    let event = match deed {
        Deed::Delete => "on delete",
        Deed::Update => "on update",
    };
    format!(
        "`{}`: with foreign keys on, it also changes `{child}`, which refers to `{parent}` with an action {event}",
        words.join(" "),
    )
}

/// A table with a foreign key on which SQLite would act.
fn acting<'a>(
    stage: &Stage,
    shape: &'a Shape,
    (deed, table): (Deed, &str),
    sql: &str,
) -> Option<&'a Table> {
    // A version's `sql` uses the names that the version has; only what goes keeps its old one.
    let parent = match stage.after.table(table) {
        Some(table) => shape.declared_table(table.declared),
        None => shape.table(table),
    }?;
    let acts = |key: &ForeignKey| {
        let action = match deed {
            Deed::Delete => key.on_delete,
            Deed::Update => key.on_update,
        };
        let is_passive = matches!(
            action,
            ReferentialAction::NoAction | ReferentialAction::Restrict
        );
        let changes_key = || {
            let mut names = key_names(stage, parent, key).into_iter();
            names.any(|it| mentions(sql, it))
        };
        !is_passive
            && key.table.eq_ignore_ascii_case(&parent.name)
            && (deed == Deed::Delete || changes_key())
    };
    let mut children = shape.tables.iter().map(AsRef::as_ref);
    children.find(|it: &&Table| it.foreign_keys().any(acts))
}

/// A table as it is when the `sql` of the version runs: everything is renamed by then.
fn live<'a>(stage: &'a Stage, table: &'a Table) -> &'a Table {
    let after = stage.after.declared_table(table.declared);
    after.map_or(table, AsRef::as_ref)
}

/// What an `UPDATE` may call the columns that a foreign key refers to.
fn key_names<'a>(stage: &'a Stage, parent: &'a Table, key: &'a ForeignKey) -> Vec<&'a str> {
    let now = live(stage, parent);
    let columns = referred(parent, key);
    let name = |column: &'a Text| {
        let line = parent.column(column);
        let line = line.and_then(|it| now.column_by_identity(it.identity));
        line.map_or(column.as_ref(), |it| it.item.name.as_ref())
    };
    let is_rowid = parent
        .rowid_key()
        .is_some_and(|it| matches!(columns, [only] if only.eq_ignore_ascii_case(&it.item.name)));
    let aliases = ROWID_NAMES
        .into_iter()
        .filter(|it| is_rowid && now.column(it).is_none());
    columns.iter().map(name).chain(aliases).collect()
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

/// What stands in the way of rebuilding tables at once.
pub(super) fn of_rebuilds(tied: &Tied<'_>) -> Vec<String> {
    let kin = tied.kin();
    if kin.is_empty() {
        return Vec::new();
    }
    let mut hazards = absent_keys(tied, &kin);
    hazards.extend(early_reads(tied, &kin));
    hazards
}

/// References to keys that are there only when the rows have been copied.
fn absent_keys(tied: &Tied<'_>, kin: &BTreeSet<usize>) -> Vec<String> {
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
    hazards
}

/// Copies that would find old rows where the engine's find new ones.
fn early_reads(tied: &Tied<'_>, kin: &BTreeSet<usize>) -> Vec<String> {
    let copies = tied.steps.iter().filter_map(|step| match step {
        Step::CopyRows(copy) => Some(copy),
        _ => None,
    });
    let mut hazards = Vec::new();
    for copy in copies {
        let reads = |other: &Table, value: &str| {
            !other.name.eq_ignore_ascii_case(&copy.from)
                && mentions(value, "select")
                && mentions(value, &other.name)
        };
        // All rebuilds of the stage go through their phases at once, not only those of the kin.
        let moves = |it: &Table| kin.contains(&it.declared) || tied.is_rebuilt(it);
        let others = tied.after.tables.iter().filter(|it| moves(it));
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
