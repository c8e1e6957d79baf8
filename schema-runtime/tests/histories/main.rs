//! Random histories: upgraded equals created, in one go or by way of any version in between, and
//! nothing is lost.
//!
//! `HISTORIES=10000 cargo test --test histories` runs more of them than the few hundred of a normal run.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::items_after_statements,
    clippy::manual_is_multiple_of,
    clippy::needless_for_each,
    clippy::explicit_iter_loop,
    clippy::semicolon_if_nothing_returned
)]

mod cut;
mod file;
mod names;
mod ops;
mod rows;
mod world;

use std::{fmt::Write, sync::Arc};

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{RngSeed, TestCaseError},
};
use rusqlite::Connection;
use schema_core::{
    ddl::script,
    found::compare,
    model::{Column, Schema},
    plan::{TableChange, plan},
    shape::{Shape, Table, Timeline, mentions},
};
use schema_runtime::engine::{self, introspect};

use self::{cut::cut, ops::Op, world::World};

fn world(versions: &[Vec<Op>], most_columns: usize) -> World {
    let mut world = World::new(most_columns);
    for ops in versions {
        world.begin();
        ops.iter().for_each(|op| world.apply(*op));
        if world.tables.is_empty() {
            world.apply((0, 0, 0, 0));
        }
        world.end();
    }
    world
}

/// A file at `version`, with rows.
fn file_at(
    world: &World,
    schema: &Schema,
    version: i64,
    numbers: &[u8],
) -> Result<Connection, String> {
    let connection = Connection::open_in_memory().unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF")
        .unwrap();
    engine::create_at(&connection, schema, version)
        .map_err(|it| format!("create {version}: {it}"))?;
    rows::insert(&connection, world, &schema.shape(version), numbers);
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .unwrap();
    let faults = file::faults(&connection);
    assert!(faults.is_empty(), "the test's own rows: {faults:?}");
    Ok(connection)
}

fn upgraded(connection: &Connection, schema: &Schema) -> Result<(), String> {
    let newest = schema.newest_version();
    let report = engine::migrate(connection, schema);
    report
        .map(drop)
        .map_err(|it| format!("to {newest}: {}", it.report()))
}

/// An error with its sources.
trait Explain {
    fn report(&self) -> String;
}

impl<E: std::error::Error> Explain for E {
    fn report(&self) -> String {
        let mut text = self.to_string();
        let mut source = self.source();
        while let Some(it) = source {
            write!(text, ": {it}").unwrap();
            source = it.source();
        }
        text
    }
}

/// Whether nothing between the shapes changes a column's values.
fn is_untouched(timeline: &Timeline, declared: usize, identity: usize, from: i64, to: i64) -> bool {
    let tables: Vec<&Arc<Table>> = timeline
        .shapes()
        .iter()
        .filter(|it| from <= it.version && it.version <= to)
        .filter_map(|it| it.declared_table(declared))
        .collect();
    // `ANY` keeps a value as it is only in a strict table.
    let anything = |it: &Arc<Table>| {
        it.column_by_identity(identity)
            .map(|line| line.item.ty == "ANY" && it.strict)
    };
    let affinity: Vec<_> = tables.iter().map(|it| anything(it)).collect();
    if affinity.windows(2).any(|pair| pair[0] != pair[1]) {
        return false;
    }
    let value = |it: &Column| (it.ty.clone(), it.generated.clone());
    let columns: Option<Vec<_>> = tables
        .iter()
        .map(|it| it.column_by_identity(identity))
        .collect();
    let Some(columns) = columns else { return false };
    columns.windows(2).all(|pair| {
        pair[0].declared == pair[1].declared
            || value(&pair[0].item) == value(&pair[1].item) && pair[1].item.from.is_none()
    }) && columns.iter().all(|it| it.item.generated.is_none())
}

/// What must survive from one shape to another, read from a file that has the one or the other.
fn survivors(
    connection: &Connection,
    here: &Shape,
    from: &Shape,
    to: &Shape,
    timeline: &Timeline,
) -> String {
    let mut all = String::new();
    for old in &from.tables {
        let (Some(_), Some(own)) = (
            to.declared_table(old.declared),
            here.declared_table(old.declared),
        ) else {
            continue;
        };
        let mut columns = file::columns(own);
        let rowids = timeline
            .shapes()
            .iter()
            .filter(|it| from.version <= it.version && it.version <= to.version);
        let keeps_rowid = rowids
            .filter_map(|it| it.declared_table(old.declared))
            .all(|it| !it.without_rowid);
        columns.retain(|identity, _| {
            if *identity == usize::MAX {
                return keeps_rowid;
            }
            is_untouched(timeline, old.declared, *identity, from.version, to.version)
        });
        let rows = file::rows(connection, &own.name, &columns.values().collect::<Vec<_>>());
        writeln!(
            all,
            "table {} {:?}\n  {}",
            old.declared,
            columns.keys(),
            rows.join("\n  ")
        )
        .unwrap();
    }
    all
}

fn same(what: &str, one: &str, other: &str) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    let lines = |text: &str, not: &str| -> Vec<String> {
        text.lines()
            .filter(|it| !not.lines().any(|other| other == *it))
            .map(str::to_owned)
            .collect()
    };
    let (one, other) = (lines(one, other), lines(other, one));
    Err(format!(
        "{what}:\n  {}\nagainst\n  {}",
        one.join("\n  "),
        other.join("\n  ")
    ))
}

struct History<'a> {
    world: &'a World,
    schema: Schema,
    cuts: Vec<Schema>,
    timeline: Timeline,
    created: Vec<Connection>,
    numbers: &'a [u8],
}

impl<'a> History<'a> {
    fn new(world: &'a World, numbers: &'a [u8]) -> Result<Self, String> {
        let schema = world.schema();
        let timeline = Timeline::of(&schema);
        let versions = 1..=schema.newest_version();
        let cuts: Vec<Schema> = versions.clone().map(|it| cut(&schema, it)).collect();
        let mut created = Vec::new();
        for version in versions {
            let connection = Connection::open_in_memory().unwrap();
            let made = engine::create_at(&connection, &schema, version);
            made.map_err(|it| format!("create {version}: {}", it.report()))?;
            created.push(connection);
            let shape = cuts[usize::try_from(version).unwrap() - 1].newest_shape();
            if script(&shape) != script(&schema.shape(version)) {
                return Err(format!("the test's own cut at {version}"));
            }
        }
        Ok(Self {
            world,
            schema,
            cuts,
            timeline,
            created,
            numbers,
        })
    }

    fn cut(&self, version: i64) -> &Schema {
        &self.cuts[usize::try_from(version).unwrap() - 1]
    }

    fn file_at(&self, version: i64) -> Result<Connection, String> {
        file_at(self.world, &self.schema, version, self.numbers)
    }

    /// Upgrades a file that is at `from`.
    fn upgrade(&self, connection: Connection, from: i64, to: i64) -> Result<Connection, String> {
        let at = |it: String| format!("{from} to {to}: {it}");
        upgraded(&connection, self.cut(to)).map_err(at)?;
        let shape = self.timeline.at(to).unwrap();
        let differences = compare(shape, &introspect(&connection).unwrap());
        if !differences.is_empty() {
            return Err(at(format!("{differences:#?}")));
        }
        let faults = file::faults(&connection);
        if !faults.is_empty() {
            return Err(at(format!("{faults:?}")));
        }
        let created = &self.created[usize::try_from(to).unwrap() - 1];
        same(
            "upgraded, created",
            &file::catalogue(&connection),
            &file::catalogue(created),
        )
        .map_err(at)?;
        Ok(connection)
    }

    fn check_survivors(
        &self,
        old: &Connection,
        new: &Connection,
        from: i64,
        to: i64,
    ) -> Result<(), String> {
        let (one, other) = (
            self.timeline.at(from).unwrap(),
            self.timeline.at(to).unwrap(),
        );
        let before = survivors(old, one, one, other, &self.timeline);
        let after = survivors(new, other, one, other, &self.timeline);
        same(
            &format!("{from} to {to}: rows before and after"),
            &before,
            &after,
        )
    }

    /// From every version to every later one, directly and by way of every version in between.
    fn check_from(&self, from: i64) -> Result<(), String> {
        let newest = self.schema.newest_version();
        let file = self.file_at(from)?;
        let mut by_steps = self.file_at(from)?;
        for to in from + 1..=newest {
            by_steps = self.upgrade(by_steps, to - 1, to)?;
            if !is_thorough() && to != newest && (to + i64::from(self.numbers[1])) % 4 != 0 {
                continue;
            }
            let direct = self.upgrade(self.file_at(from)?, from, to)?;
            self.check_survivors(&file, &direct, from, to)?;
            let shape = self.timeline.at(to).unwrap();
            let contents = file::contents(&direct, shape);
            same(
                &format!("{from} to {to}, directly and step by step"),
                &contents,
                &file::contents(&by_steps, shape),
            )?;
            // By way of one version in between, another one for each pair.
            let between = from + 1 + (from * 7 + to * 3).rem_euclid(to - from);
            if between < to {
                let half = self.upgrade(self.file_at(from)?, from, between)?;
                let whole = self.upgrade(half, between, to)?;
                same(
                    &format!("{from} to {to}, directly and by way of {between}"),
                    &contents,
                    &file::contents(&whole, shape),
                )?;
            }
        }
        Ok(())
    }

    /// The history, for someone to read.
    fn describe(&self) -> String {
        let mut text = String::new();
        let mut last = String::new();
        for shape in self.timeline.shapes() {
            let version = self.schema.version(shape.version).unwrap();
            let now = script(shape);
            if now == last && version.actions.is_empty() {
                continue;
            }
            last = now;
            write!(
                text,
                "-- version {} {:?}\n{}",
                shape.version, version.actions, last
            )
            .unwrap();
            for table in &shape.tables {
                for line in table.columns.iter() {
                    let model = &self.schema.tables[table.declared].columns[line.declared];
                    if let Some(from) = line
                        .item
                        .from
                        .as_ref()
                        .filter(|_| model.lifetime.since == shape.version)
                    {
                        writeln!(text, "-- {}.{} from {from}", table.name, line.item.name).unwrap();
                    }
                }
            }
        }
        text
    }
}

/// Whether every pair of versions is tried, and not only some of them.
fn is_thorough() -> bool {
    std::env::var_os("HISTORIES").is_some()
}

/// Whether a `from` reads a column that comes with its own version, which does not compile.
fn reads_new(timeline: &Timeline) -> bool {
    timeline.shapes().windows(2).any(|pair| {
        pair[0].tables.iter().any(|old| {
            let Some(new) = pair[1].declared_table(old.declared) else {
                return false;
            };
            let stood = |declared: usize| old.columns.iter().any(|it| it.declared == declared);
            let lines = new.columns.iter().filter(|it| !stood(it.declared));
            let froms = lines.filter_map(|it| it.item.from.as_ref());
            let added = || TableChange { old, new }.added();
            froms
                .flat_map(|from| added().map(move |it| mentions(from, &it.item.name)))
                .any(|it| it)
        })
    })
}

fn check(world: &World, numbers: &[u8]) -> Result<(), TestCaseError> {
    let timeline = Timeline::of(&world.schema());
    if !timeline.ambiguous().is_empty() {
        return Err(TestCaseError::reject(
            "a text that a rename makes ambiguous",
        ));
    }
    if reads_new(&timeline) {
        return Err(TestCaseError::reject(
            "a `from` that reads, by a name that was given again, what is new",
        ));
    }
    let history = match History::new(world, numbers) {
        Ok(history) => history,
        Err(error) => {
            return Err(TestCaseError::fail(format!(
                "{error}\n{:#?}",
                world.schema()
            )));
        }
    };
    let newest = history.schema.newest_version();
    let some = i64::from(numbers[0]) % (newest - 1) + 1;
    let froms = (1..newest).filter(|it| is_thorough() || *it == some);
    for from in froms {
        if let Err(error) = history.check_from(from) {
            let steps = plan(&history.schema, from, newest);
            let steps = steps.stages.iter().map(|it| {
                let lines = it.steps.iter().map(|step| format!("  {step};\n"));
                format!(
                    "stage to {}\n{}",
                    it.after.version,
                    lines.collect::<String>()
                )
            });
            let steps: String = steps.collect();
            return Err(TestCaseError::fail(format!(
                "{error}\n\n{}\n-- plan from {from}\n{steps}",
                history.describe()
            )));
        }
    }
    Ok(())
}

fn ops() -> impl Strategy<Value = Vec<Vec<Op>>> {
    let op = (0_u8..22, 0_u8..24, 0_u8..72, 0_u8..120);
    vec(vec(op, 0..7), 8..=10)
}

/// A strict table, or one that is not, and mostly columns that are added to it, so that there are
/// shortcuts.
fn additions() -> impl Strategy<Value = Vec<Vec<Op>>> {
    let table = (
        Just(0),
        0_u8..2,
        prop_oneof![4 => Just(0_u8), 1 => 0_u8..24],
        0_u8..120,
    );
    let column = (Just(3), Just(0), 0_u8..10, 0_u8..120);
    let any = (0_u8..22, 0_u8..24, 0_u8..72, 0_u8..120);
    let op = prop_oneof![15 => column, 1 => any];
    let versions = vec(vec(op, 1..7), 4..=6);
    (table, versions).prop_map(|(table, versions)| [vec![vec![table]], versions].concat())
}

fn config() -> ProptestConfig {
    let cases = std::env::var("HISTORIES")
        .ok()
        .and_then(|it| it.parse().ok());
    // A normal run tries the same histories every time; a longer one looks for new ones.
    let rng_seed = if is_thorough() {
        RngSeed::Random
    } else {
        RngSeed::Fixed(1)
    };
    ProptestConfig {
        rng_seed,
        cases: cases.unwrap_or(250),
        max_shrink_iters: 1500,
        max_global_rejects: 100_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn upgraded_equals_created_by_every_way(versions in ops(), numbers in vec(any::<u8>(), 64)) {
        check(&world(&versions, 7), &numbers)?;
    }

    #[test]
    fn upgraded_equals_created_by_shortcuts(versions in additions(), numbers in vec(any::<u8>(), 64)) {
        let world = world(&versions, 24);
        let schema = world.schema();
        let stages = plan(&schema, 1, schema.newest_version()).stages;
        prop_assume!(stages.iter().any(|it| !it.shortcuts.is_empty()));
        check(&world, &numbers)?;
    }
}
