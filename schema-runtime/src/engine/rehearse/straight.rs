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

use crate::{
    model::{Column, Schema},
    plan::{self, Stage},
    shape::{ColumnLine, Shape, Table, Timeline},
    sql::tokens,
};

use super::{
    super::{Error, Result},
    Refused,
    bench::Bench,
    is_touched, refused,
    rows::Rows,
};

/// About so many times the steps of the history are run for straight ways at most, so that a rehearsal
/// grows with the history and not with its square.
const MOST: usize = 4;

/// The straight ways of a history.
pub(super) struct Straight<'a> {
    /// The way of a whole run from the first version to the newest.
    whole: Vec<Stage>,
    newest: Option<&'a Shape>,
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

impl<'a> Straight<'a> {
    pub(super) fn new(schema: &Schema, timeline: &'a Timeline, ways: &[Vec<Stage>]) -> Self {
        let (first, newest) = (timeline.shapes().first(), timeline.shapes().last());
        let whole = first
            .zip(newest)
            .map(|(first, newest)| plan::plan_from(schema, timeline, first, newest.version).stages);
        Self {
            whole: whole.unwrap_or_default(),
            newest,
            starts: starts(schema, timeline, ways),
            arrived: HashMap::new(),
        }
    }

    /// Holds the ways that end here against the database that came version by version.
    pub(super) fn arrive(
        &mut self,
        bench: &Bench<'_>,
        shape: &Shape,
    ) -> std::result::Result<(), Refused> {
        let arrived = self.arrived.remove(&shape.version).unwrap_or_default();
        for way in arrived {
            way.compare(bench, shape)
                .map_err(refused(shape.version, &[]))?;
        }
        Ok(())
    }

    /// Goes the ways that start here.
    pub(super) fn depart(
        &mut self,
        bench: &Bench<'_>,
        shape: &Shape,
    ) -> std::result::Result<(), Refused> {
        let whole = std::mem::take(&mut self.whole);
        if let Some(newest) = self.newest.filter(|_| !whole.is_empty()) {
            bench
                .take_back(&whole, newest, |_| Ok(()))
                .map_err(refused(newest.version, &whole))?;
        }
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
impl Straight<'_> {
    /// These ways only.
    pub(super) fn of(starts: Vec<Stage>) -> Self {
        Self {
            whole: Vec::new(),
            newest: None,
            starts: thinned(starts, usize::MAX),
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
    fn compare(&self, bench: &Bench<'_>, shape: &Shape) -> Result<()> {
        for (declared, columns, rows) in &self.rows {
            let Some(table) = shape.declared_table(*declared) else {
                continue;
            };
            if !rows.are_among(&Rows::read(&bench.connection, table, columns)?) {
                return Err(Error::RowsDiffer {
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
fn read(bench: &Bench<'_>, stage: &Stage) -> Result<Vec<(usize, Vec<usize>, Rows)>> {
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

/// The first stages that are something else than the steps of their versions.
fn starts(schema: &Schema, timeline: &Timeline, ways: &[Vec<Stage>]) -> HashMap<i64, Stage> {
    let newest = schema.newest_version();
    let steps: Vec<Vec<String>> = ways.iter().map(|way| texts(way)).collect();
    let mut starts: Vec<Stage> = Vec::new();
    for (at, shape) in timeline.shapes().iter().enumerate() {
        let Some(stage) = plan::first_stage(schema, timeline, shape, newest) else {
            continue;
        };
        let later = timeline.shapes().iter().zip(&steps).skip(at + 1);
        let merged = later.take_while(|(shape, _)| shape.version <= stage.after.version);
        let single: HashSet<&String> = merged.flat_map(|(_, steps)| steps).collect();
        let own = texts(std::slice::from_ref(&stage));
        if own.len() != single.len() || !own.iter().all(|it| single.contains(it)) {
            starts.push(stage);
        }
    }
    let most = MOST * steps.iter().map(Vec::len).sum::<usize>();
    thinned(starts, most)
}

fn texts(way: &[Stage]) -> Vec<String> {
    let steps = way.iter().flat_map(|stage| &stage.steps);
    steps.map(ToString::to_string).collect()
}

/// Of all starts, evenly, as many as have about so many steps together; the first is among them.
fn thinned(starts: Vec<Stage>, most: usize) -> HashMap<i64, Stage> {
    let all: usize = starts.iter().map(|it| it.steps.len()).sum();
    let every = all.div_ceil(most.max(1)).max(1);
    let kept = starts.into_iter().step_by(every);
    kept.map(|it| (it.before.version, it)).collect()
}
