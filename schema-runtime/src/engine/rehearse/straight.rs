//! Straight from a version to a later one, as a file goes that has missed some releases.
//!
//! A stage knows nothing of those before it. So every straight way, from whatever version, consists
//! of first stages: the one from where it starts, the one from where that ends, and so on. It is
//! enough to rehearse the first stage from each version, and only where it is more than the steps
//! of its versions in another order.
//!
//! What is not compared: rows that came on the way, which only the database that goes version by
//! version has, and columns that came with a value which is another one each time it is computed.

use std::collections::{HashMap, HashSet};

use schema_core::{
    model::{Column, Schema},
    plan::{self, Stage, Step},
    shape::{ColumnLine, Shape, Table, Timeline},
    sql::tokens,
};

use super::{
    bench::Bench,
    refused::{Refused, refused},
    rows::Rows,
    touched::is_touched,
};
use crate::engine::error::{RehearsalError, Rehearsed};

/// About so many times the steps of the history are run for straight ways at most, so that a rehearsal
/// grows with the history and not with its square.
pub(super) const MOST: usize = 4;

/// The same for a schema that is rehearsed in parts.
pub(super) const MOST_OF_A_PART: usize = 1;

/// So many times the steps that are run for straight ways are planned at most.
const PLANNED: usize = 4;

/// The straight ways of a history.
pub(super) struct Straight {
    /// The stages to be rehearsed, by the version that they start from.
    starts: HashMap<i64, Stage>,
    /// What came out, by the version that was reached.
    arrived: HashMap<i64, Vec<Arrived>>,
}

/// The rows with which a straight way has ended.
struct Arrived {
    from: i64,
    rows: Vec<(usize, Vec<usize>, Rows)>,
}

/// The way of a whole run from the first version to the newest, unless it is one of the straight ways.
pub(super) fn whole(schema: &Schema, timeline: &Timeline, ways: &[Vec<Stage>]) -> Vec<Stage> {
    let Some(first) = timeline.shapes().first() else {
        return Vec::new();
    };
    let whole = plan::plan_from(schema, timeline, first, schema.newest_version()).stages;
    match whole.as_slice() {
        [stage] if !is_same(stage, timeline, ways) => Vec::new(),
        _ => whole,
    }
}

/// Goes the whole way, from the first version.
pub(super) fn go(bench: &Bench<'_>, whole: &[Stage]) -> Result<(), Refused> {
    let Some(newest) = whole.last().map(|it| &it.after) else {
        return Ok(());
    };
    let gone = bench.take_back(whole, newest, |_| Ok(()));
    gone.map_err(refused(newest.version, whole))
}

impl Straight {
    pub(super) fn new(
        schema: &Schema,
        timeline: &Timeline,
        ways: &[Vec<Stage>],
        most: usize,
    ) -> Self {
        Self {
            starts: starts(schema, timeline, ways, most),
            arrived: HashMap::new(),
        }
    }

    /// Holds the ways that end here against the database that came version by version.
    pub(super) fn arrive(&mut self, bench: &Bench<'_>, shape: &Shape) -> Result<(), Refused> {
        let arrived = self.arrived.remove(&shape.version).unwrap_or_default();
        for way in arrived {
            way.compare(bench, shape)
                .map_err(refused(shape.version, &[]))?;
        }
        Ok(())
    }

    /// Goes the ways that start here.
    pub(super) fn depart(&mut self, bench: &Bench<'_>, shape: &Shape) -> Result<(), Refused> {
        let Some(stage) = self.starts.remove(&shape.version) else {
            return Ok(());
        };
        let stages = [stage];
        let [stage] = &stages;
        let reached = stage.after.version;
        let rows = bench
            .take_back(&stages, &stage.after, |_| read(bench, stage))
            .map_err(refused(reached, &stages))?;
        let from = shape.version;
        let arrived = self.arrived.entry(reached).or_default();
        arrived.push(Arrived { from, rows });
        Ok(())
    }
}

#[cfg(test)]
impl Straight {
    /// These ways only.
    pub(super) fn of(starts: Vec<Stage>) -> Self {
        Self {
            starts: starts
                .into_iter()
                .map(|it| (it.before.version, it))
                .collect(),
            arrived: HashMap::new(),
        }
    }

    /// The versions where straight ways start and end, the whole way aside.
    pub(super) fn ends(&self) -> Vec<(i64, i64)> {
        let stages = self.starts.values();
        stages
            .map(|it| (it.before.version, it.after.version))
            .collect()
    }

    pub(super) fn steps(&self) -> usize {
        self.starts.values().map(|it| it.steps.len()).sum()
    }
}

impl Arrived {
    fn compare(&self, bench: &Bench<'_>, shape: &Shape) -> Rehearsed<()> {
        for (declared, columns, rows) in &self.rows {
            let Some(table) = shape.declared_table(*declared) else {
                continue;
            };
            if !rows.are_among(&Rows::read(&bench.connection, table, columns)?) {
                return Err(RehearsalError::RowsDiffer {
                    from: self.from,
                    version: shape.version,
                    table: table.name.clone(),
                });
            }
        }
        Ok(())
    }
}

/// The rows of the tables that a stage has changed.
fn read(bench: &Bench<'_>, stage: &Stage) -> Rehearsed<Vec<(usize, Vec<usize>, Rows)>> {
    let mut all = Vec::new();
    for table in &stage.after.tables {
        let Some(before) = stage.before.declared_table(table.declared) else {
            continue;
        };
        if !is_touched(&stage.before, table) {
            continue;
        }
        let lines = table.columns.iter().filter(|it| is_settled(it, before));
        let columns: Vec<usize> = lines.map(|it| it.identity).collect();
        let rows = Rows::read(&bench.connection, table, &columns)?;
        all.push((table.declared, columns, rows));
    }
    Ok(all)
}

/// Whether a column has the same values whenever they are computed.
fn is_settled(line: &ColumnLine, before: &Table) -> bool {
    let is_old = before.columns.iter().any(|it| it.declared == line.declared);
    is_old || !varies(&line.item)
}

/// Whether a new column's values may depend on more than the rows that stood.
fn varies(column: &Column) -> bool {
    let computed = column.default.as_deref().into_iter();
    let mut computed = computed.chain(column.from.as_deref()).flat_map(tokens);
    column.generated.is_some() || computed.any(|it| VARYING.iter().any(|word| it.is_word(word)))
}

const VARYING: [&str; 12] = [
    "random",
    "randomblob",
    "current_date",
    "current_time",
    "current_timestamp",
    "date",
    "time",
    "datetime",
    "julianday",
    "unixepoch",
    "strftime",
    "timediff",
];

/// The first stages that are something else than the steps of their versions, by the version that
/// they start from: as many as have about `most` times the steps of the history together.
fn starts(
    schema: &Schema,
    timeline: &Timeline,
    ways: &[Vec<Stage>],
    most: usize,
) -> HashMap<i64, Stage> {
    let newest = schema.newest_version();
    let in_all: usize = ways.iter().map(|way| steps(way).count()).sum();
    let mut left = most * in_all;
    // To plan is cheaper than to run, but to plan every way would cost the square of the history.
    let mut left_to_plan = PLANNED * left;
    let mut starts = HashMap::new();
    for at in evenly(timeline.shapes().len()) {
        if left == 0 || left_to_plan == 0 {
            break;
        }
        let shape = timeline.shapes().get(at);
        let stage = shape.and_then(|it| plan::first_stage(schema, timeline, it, newest));
        let Some(stage) = stage else { continue };
        left_to_plan = left_to_plan.saturating_sub(stage.steps.len() + 1);
        if !is_same(&stage, timeline, ways) {
            left = left.saturating_sub(stage.steps.len());
            starts.insert(stage.before.version, stage);
        }
    }
    starts
}

/// The numbers below `count`, so that the first few of them are spread over all: 0, then the middle,
/// then the quarters, and so on.
fn evenly(count: usize) -> impl Iterator<Item = usize> {
    let bits = count.next_power_of_two().trailing_zeros();
    let reversed = move |at: usize| {
        let shift = usize::BITS - bits;
        at.reverse_bits().checked_shr(shift).unwrap_or_default()
    };
    (0..count.next_power_of_two())
        .map(reversed)
        .filter(move |at| *at < count)
}

fn steps(way: &[Stage]) -> impl Iterator<Item = &Step> {
    way.iter().flat_map(|stage| &stage.steps)
}

/// Whether a stage has the steps of its versions, in whatever order.
fn is_same(stage: &Stage, timeline: &Timeline, ways: &[Vec<Stage>]) -> bool {
    let (from, to) = (stage.before.version, stage.after.version);
    let versions = timeline.shapes().iter().zip(ways);
    let merged = versions.filter(|(shape, _)| from < shape.version && shape.version <= to);
    let single: Vec<&Step> = merged.flat_map(|(_, way)| steps(way)).collect();
    if stage.steps.len() != single.len() {
        return false;
    }
    let single: HashSet<String> = single.iter().map(ToString::to_string).collect();
    let mut own = stage.steps.iter();
    own.all(|it| single.contains(&it.to_string()))
}
