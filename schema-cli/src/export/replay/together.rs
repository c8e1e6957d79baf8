//! Tables that refer to each other are rebuilt at once.
//!
//! All new tables are created first, referring to each other by the names that they have meanwhile;
//! then rows are copied, all old tables dropped, and the new ones renamed, which SQLite follows in the
//! references. So no row of a new table ever refers to one that is dropped.

use std::{collections::BTreeSet, sync::Arc};

use schema_core::{
    model::Constraint,
    plan::{BESIDE_PREFIX, Step, TableChange, begin_rebuild, finish_rebuild},
    shape::{Shape, Table},
};

use super::{
    kin::{Tied, is_reference_of},
    standing::Standing,
};

pub(super) fn together(tied: &Tied<'_>, standing: &Standing<'_>) -> Vec<Step> {
    let kin = tied.kin();
    if kin.is_empty() {
        return tied.steps.to_vec();
    }
    let (head, tail) = tied.steps.split_at(tied.first_rebuild());
    let forced = forced(tied, &kin);
    let is_forced = |name: &str| forced.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let mut blocks = blocks(&forced);
    let mut rest = Vec::new();
    for step in tail {
        match step {
            Step::DropColumn { table, .. } if is_forced(table) => {}
            _ if phase(step).is_some() => blocks.push(step.clone()),
            _ => rest.push(step.clone()),
        }
    }
    let meanwhile = |step: &Step| match step {
        Step::CreateTable { table, name } if name.starts_with(BESIDE_PREFIX) => Step::CreateTable {
            table: Arc::new(apart(table, tied.after, &kin)),
            name: name.clone(),
        },
        other => other.clone(),
    };
    let mut steps: Vec<Step> = head.iter().map(without_reference(tied)).collect();
    steps.extend(standing.away());
    for now in [Phase::Create, Phase::Copy, Phase::Drop, Phase::Rename] {
        let those = blocks.iter().filter(|it| phase(it) == Some(now));
        steps.extend(those.map(meanwhile));
    }
    steps.extend(forced.iter().flat_map(|it| standing_indexes(it, tied)));
    // The planner's own are created after these, on which they may stand.
    steps.extend(standing.again());
    steps.extend(rest);
    steps
}

/// The rebuilds of tables that are the same before and after.
fn blocks(forced: &[&Arc<Table>]) -> Vec<Step> {
    let mut blocks = Vec::new();
    for table in forced {
        let change = TableChange {
            old: table,
            new: table,
        };
        begin_rebuild(&change, &mut blocks);
        finish_rebuild(&change, false, &mut blocks);
    }
    blocks
}

/// The order of a rebuild.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Create,
    Copy,
    Drop,
    Rename,
}

fn phase(step: &Step) -> Option<Phase> {
    match step {
        Step::CreateTable { name, .. } if name.starts_with(BESIDE_PREFIX) => Some(Phase::Create),
        Step::KeepSequence { .. } => Some(Phase::Create),
        Step::CopyRows(_) => Some(Phase::Copy),
        Step::DropTable(_) => Some(Phase::Drop),
        Step::RenameTable { from, .. } if from.starts_with(BESIDE_PREFIX) => Some(Phase::Rename),
        _ => None,
    }
}

/// The tables that the planner would have left in their places.
fn forced<'a>(tied: &Tied<'a>, kin: &BTreeSet<usize>) -> Vec<&'a Arc<Table>> {
    let stays = |it: &&Arc<Table>| {
        let is_new = tied.before.declared_table(it.declared).is_none();
        kin.contains(&it.declared) && !tied.is_rebuilt(it) && (!is_new || tied.is_written())
    };
    tied.after.tables.iter().filter(stays).collect()
}

/// The indexes that the planner does not create, because it leaves the table in its place.
fn standing_indexes(table: &Table, tied: &Tied<'_>) -> Vec<Step> {
    let is_created = |name: &str| {
        let mut steps = tied.steps.iter();
        steps.any(|it| matches!(it, Step::CreateIndex { index, .. } if index.name == *name))
    };
    let standing = table.indexes.iter().filter(|it| !is_created(&it.item.name));
    let again = standing.map(|it| Step::CreateIndex {
        table: table.name.clone(),
        index: it.item.clone(),
    });
    again.collect()
}

/// A table whose references to others that are rebuilt name them as they are called meanwhile.
fn apart(table: &Table, after: &Shape, kin: &BTreeSet<usize>) -> Table {
    let mut table = table.clone();
    for constraint in &mut table.constraints {
        if let Constraint::ForeignKey(key) = &mut constraint.item
            && let Some(parent) = after.table(&key.table)
            && kin.contains(&parent.declared)
        {
            key.table = format!("{BESIDE_PREFIX}{}", parent.name).into();
        }
    }
    table
}

/// A column that can't be added with its reference is added without: the rebuild brings it.
fn without_reference<'a>(tied: &Tied<'a>) -> impl Fn(&Step) -> Step + use<'a> {
    let added: Vec<String> = tied.added().map(|(_, table)| table.name.clone()).collect();
    move |step| match step {
        Step::AddColumn { table, column } if added.contains(&table.name) => {
            let mut without = Table::clone(table);
            without
                .constraints
                .retain(|it| !is_reference_of(&it.item, &column.name));
            Step::AddColumn {
                table: Arc::new(without),
                column: column.clone(),
            }
        }
        other => other.clone(),
    }
}
