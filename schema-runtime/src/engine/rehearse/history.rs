//! A history, version by version, on one database that comes all the way; and what can be seen on
//! another one meanwhile.

use std::{ops::RangeInclusive, sync::Arc};

use rusqlite::Connection;

use schema_core::{
    model::Schema,
    plan::{self, Stage},
    shape::{ColumnLine, Shape, Table, Timeline},
};

use super::{
    ahead::with_later_edges,
    bench::{Bench, NOTHING, Prepare},
    fresh::Fresh,
    read_back::{self, RowReader, Rows},
    readable,
    refused::{Refused, refused},
    sow::{self, Hints},
    straight::{self, Straight},
    threads,
    touched::{is_touched, moves_data},
    virtual_rows::{self, LastReads},
};
use crate::engine::{
    connection::in_main,
    data::Program,
    error::{RehearsalError, Rehearsed},
};

/// A history to be rehearsed.
pub(super) struct History<'a> {
    program: Program<'a>,
    rows: &'a [RowReader],
    timeline: &'a Timeline,
    ways: Vec<Vec<Stage>>,
    hints: Hints,
    last_reads: LastReads,
    /// So many times its steps are run for straight ways.
    most: usize,
}

/// What a rehearsal missed.
#[derive(Debug, Default)]
pub(super) struct Missed {
    /// The tables for which no row could be guessed.
    pub(super) unsown: Vec<String>,
    /// What ran without rows, each in a few words.
    pub(super) unread: Vec<String>,
}

impl Extend<Self> for Missed {
    fn extend<T: IntoIterator<Item = Self>>(&mut self, others: T) {
        for other in others {
            self.unsown.extend(other.unsown);
            self.unread.extend(other.unread);
        }
    }
}

/// What is done beside another half, or alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    All,
    /// All that needs a database which comes version by version.
    Steps,
    /// What needs no more than the first version.
    Rest,
}

impl<'a> History<'a> {
    pub(super) fn new(
        (program, rows): (Program<'a>, &'a [RowReader]),
        timeline: &'a Timeline,
        most: usize,
    ) -> Self {
        Self {
            program,
            rows,
            timeline,
            ways: ways(program.schema, timeline),
            hints: Hints::of(program.schema),
            last_reads: LastReads::of(program, timeline),
            most,
        }
    }

    /// Creates the first version and brings it to every later one, with its rows.
    pub(super) fn rehearse(&self, prepare: Prepare<'_>) -> Result<Missed, Refused> {
        self.share(Share::All, prepare)
    }

    /// Does the same on two threads.
    pub(super) fn rehearse_in_two(&self) -> Result<Missed, Refused> {
        if threads::cores() == 1 {
            return self.rehearse(NOTHING);
        }
        let shares = threads::map(&[Share::Steps, Share::Rest], |it| self.share(*it, NOTHING))?;
        let mut missed = Missed::default();
        missed.extend(shares);
        Ok(missed)
    }

    fn share(&self, share: Share, prepare: Prepare<'_>) -> Result<Missed, Refused> {
        let first = self.program.schema.first_version();
        let bench = Bench::new(self.program, prepare).map_err(refused(first, &[]))?;
        let beside = bench.beside(prepare).map_err(refused(first, &[]))?;
        let fresh = Fresh::new(beside);
        let unsown = match share {
            Share::All => self.step_by_step(&bench, Some((&fresh, &self.whole()))),
            Share::Steps => self.step_by_step(&bench, None),
            Share::Rest => self.rest(&bench, &fresh).map(|()| Vec::new()),
        }?;
        let unread = bench.unread();
        Ok(Missed { unsown, unread })
    }

    /// Whether the rows that a version has are as they would be in a file: no data step was left out,
    /// and no function was stood in for.
    fn fills_every_column(&self, bench: &Bench<'_>, version: i64) -> bool {
        let mut missing = self.program.missing_steps();
        !bench.makes_up() && missing.all(|(without, _)| version < without)
    }

    fn whole(&self) -> Vec<Stage> {
        straight::whole(self.program.schema, self.timeline, &self.ways)
    }

    fn step_by_step(
        &self,
        bench: &Bench<'_>,
        rest: Option<(&Fresh<'_>, &[Stage])>,
    ) -> Result<Vec<String>, Refused> {
        let schema = self.program.schema;
        let mut straight = Straight::new(schema, self.timeline, &self.ways, self.most);
        let mut unsown = Vec::new();
        let mut failed = None;
        for (at, (shape, way)) in self.timeline.shapes().iter().zip(&self.ways).enumerate() {
            let blame = refused(shape.version, way);
            bench.keep(way, shape).map_err(&blame)?;
            examine(&bench.connection, way).map_err(&blame)?;
            if let Some((fresh, _)) = rest {
                fresh.create(self.timeline, at).map_err(&blame)?;
            }
            straight.arrive(bench, shape)?;
            let is_filled = self.fills_every_column(bench, shape.version);
            if is_filled {
                each_touched(way, |shape, table| {
                    readable::check_table(&bench.connection, shape.version, table)
                })
                .map_err(&blame)?;
            }
            let missed = self.sow(bench, shape, way).map_err(&blame)?;
            if is_filled {
                each_touched(way, |shape, table| {
                    let look = || readable::check_table(&bench.connection, shape.version, table);
                    look()?;
                    sow::probe(&bench.connection, (shape, table), &self.hints, &look)
                })
                .map_err(&blame)?;
            }
            let wanted = missed.iter().filter_map(|it| schema.tables.get(*it));
            let wanted = wanted.filter(|it| !it.unrehearsed);
            unsown.extend(wanted.map(|it| it.name.to_string()));
            // A step of one version alone is the better one to blame.
            let gone = match rest {
                Some((_, whole)) if at == 0 => straight::go(bench, whole),
                _ => Ok(()),
            };
            let departed = gone.and_then(|()| straight.depart(bench, shape));
            failed = failed.or(departed.err());
        }
        if failed.is_none() {
            self.read_back(bench)?;
        }
        failed.map_or(Ok(unsown), Err)
    }

    /// Rows for what a way has made; the tables for which none could be guessed.
    fn sow(&self, bench: &Bench<'_>, shape: &Shape, way: &[Stage]) -> Rehearsed<Vec<usize>> {
        let missed = sow(&bench.connection, self.timeline, way, &self.hints)?;
        virtual_rows::sow(&bench.connection, shape, &self.last_reads);
        Ok(missed)
    }

    /// Has the rows of the newest version read by the program's structs.
    fn read_back(&self, bench: &Bench<'_>) -> Result<(), Refused> {
        let Some(newest) = self.timeline.shapes().last().filter(|_| !bench.makes_up()) else {
            return Ok(());
        };
        let readers = (self.program.schema, self.rows);
        let has_reader = |it: &&Arc<Table>| self.rows.iter().any(|row| row.table == it.name);
        for table in newest.tables.iter().filter(has_reader) {
            let connection = &bench.connection;
            let look = || read_back::check(connection, readers, table, Rows::Given);
            look()
                .and_then(|()| sow::probe(connection, (newest, table), &self.hints, &look))
                .map_err(refused(newest.version, &[]))?;
        }
        Ok(())
    }

    /// Creates each version anew, and goes the whole way at once.
    fn rest(&self, bench: &Bench<'_>, fresh: &Fresh<'_>) -> Result<(), Refused> {
        let whole = self.whole();
        for (at, (shape, way)) in self.timeline.shapes().iter().zip(&self.ways).enumerate() {
            let blame = refused(shape.version, way);
            fresh.create(self.timeline, at).map_err(&blame)?;
            if at == 0 && !whole.is_empty() {
                bench.keep(way, shape).map_err(&blame)?;
                self.sow(bench, shape, way).map_err(&blame)?;
                straight::go(bench, &whole)?;
            }
        }
        Ok(())
    }
}

/// The stages to each version from the one before.
pub(super) fn ways(schema: &Schema, timeline: &Timeline) -> Vec<Vec<Stage>> {
    let shapes = timeline.shapes();
    let creation = shapes.first().map(|it| vec![plan::creation(it)]);
    let steps = shapes.windows(2).filter_map(|pair| match pair {
        [before, after] => Some(plan::plan_from(schema, timeline, before, after.version).stages),
        _ => None,
    });
    creation.into_iter().chain(steps).collect()
}

/// Has SQLite look through the tables that a way has touched.
fn examine(connection: &Connection, way: &[Stage]) -> Rehearsed<()> {
    each_touched(way, |shape, table| {
        check_integrity(connection, shape.version, &table.name)
    })
}

fn each_touched(
    way: &[Stage],
    mut look: impl FnMut(&Shape, &Table) -> Rehearsed<()>,
) -> Rehearsed<()> {
    for stage in way {
        let moves_data = moves_data(stage);
        for table in &stage.after.tables {
            if moves_data || is_touched(&stage.before, table) {
                look(&stage.after, table)?;
            }
        }
    }
    Ok(())
}

/// Refuses a table whose rows break its own conditions, or whose indexes don't fit them.
pub(super) fn check_integrity(connection: &Connection, version: i64, table: &str) -> Rehearsed<()> {
    let sql = "SELECT * FROM pragma_integrity_check(?1) LIMIT 1";
    let problem: String = connection.query_row(sql, [table], |row| row.get(0))?;
    if problem == "ok" {
        return Ok(());
    }
    let table = table.to_owned();
    Err(RehearsalError::Damaged {
        version,
        table,
        problem,
    })
}

/// No table gets more rows than this.
const MOST_ROWS: usize = 4;

#[expect(clippy::reversed_empty_ranges, reason = "the numbers of no rows")]
const NO_ROWS: RangeInclusive<usize> = 1..=0;

/// Puts rows into the tables that are new, that have new columns, or from which a data step took
/// them; the tables for which none could be guessed.
pub(super) fn sow(
    connection: &Connection,
    timeline: &Timeline,
    way: &[Stage],
    hints: &Hints,
) -> Rehearsed<Vec<usize>> {
    let mut unsown = Vec::new();
    for stage in way {
        let moves_data = moves_data(stage);
        let wanted = |new: &Table| {
            let Some(old) = stage.before.declared_table(new.declared) else {
                return Ok(sow::first_rows(new));
            };
            let came = |it: &ColumnLine| old.column_by_identity(it.identity).is_none();
            let gains = new.columns.iter().any(came);
            let rows = if moves_data || gains {
                count(connection, new)?
            } else {
                MOST_ROWS
            };
            Ok(match rows {
                0 if moves_data => sow::first_rows(new),
                // A row that has values in the new columns.
                1.. if gains && rows < MOST_ROWS.max(*sow::first_rows(new).end() + 1) => {
                    rows + 1..=rows + 1
                }
                _ => NO_ROWS,
            })
        };
        let shape = with_later_edges(timeline, &stage.after);
        unsown.extend(sow::sow(connection, (&shape, hints), wanted)?);
    }
    Ok(unsown)
}

fn count(connection: &Connection, table: &Table) -> Rehearsed<usize> {
    let sql = format!("SELECT count(*) FROM {}", in_main(&table.name));
    let rows: u32 = connection.query_row(&sql, [], |row| row.get(0))?;
    Ok(usize::try_from(rows).unwrap_or(usize::MAX))
}
