//! Versions that are done in one stage give the rows that they give one by one.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use rusqlite::Connection;
use schema_core::{
    model::{Action, Column, Generated, Lifetime, List, Lived, Schema, Seed, Table, Version},
    plan::{Plan, plan},
};
use schema_runtime::engine;

/// A column of type `TEXT` that lives from `since` until `until`, 0 for ever.
fn line(name: &'static str, since: i64, until: i64) -> Lived<Column> {
    let item = Column {
        name: name.into(),
        ty: "TEXT".into(),
        ..Column::default()
    };
    let until = Some(until).filter(|it| *it > 0);
    let lifetime = Lifetime { since, until };
    Lived { lifetime, item }
}

fn with_default(mut line: Lived<Column>, default: &'static str) -> Lived<Column> {
    line.item.default = Some(default.into());
    line
}

fn computed(mut line: Lived<Column>, from: &'static str) -> Lived<Column> {
    line.item.from = Some(from.into());
    line
}

/// Versions 1 to `newest`, with one rename of a column of `t`.
fn versions(newest: i64, rename: Option<(i64, &'static str, &'static str)>) -> List<Version> {
    let version = |number| {
        let renames = rename.filter(|(version, ..)| *version == number);
        let actions = renames.map(|(_, from, to)| Action::RenameColumn {
            table: "t".into(),
            from: from.into(),
            to: to.into(),
        });
        Version {
            number,
            actions: actions.into_iter().collect::<Vec<_>>().into(),
            ..Version::default()
        }
    };
    (1..=newest).map(version).collect::<Vec<_>>().into()
}

fn schema(versions: List<Version>, columns: Vec<Lived<Column>>) -> Schema {
    let table = Table {
        name: "t".into(),
        lifetime: Lifetime {
            since: 1,
            until: None,
        },
        columns: columns.into(),
        ..Table::default()
    };
    Schema {
        versions,
        tables: vec![table].into(),
        ..Schema::default()
    }
}

type Row = Vec<Option<String>>;

/// The row that `planted` becomes in the newest version: at once, and version by version.
fn at_once_and_by_versions(schema: &Schema, planted: &str) -> (Row, Row) {
    let newest = schema.newest_version();
    let upgraded = |versions: &[i64]| {
        let connection = Connection::open_in_memory().unwrap();
        engine::create_at(&connection, schema, 1).unwrap();
        connection.execute_batch(planted).unwrap();
        for pair in versions.windows(2) {
            for stage in plan(schema, pair[0], pair[1]).stages {
                for step in stage.steps {
                    connection.execute_batch(&step.to_string()).unwrap();
                }
            }
        }
        let shape = schema.newest_shape();
        let columns = &shape.table("t").unwrap().columns;
        let names: Vec<&str> = columns.iter().map(|it| it.item.name.as_ref()).collect();
        let sql = format!("SELECT {} FROM t", names.join(", "));
        let row = |row: &rusqlite::Row<'_>| (0..names.len()).map(|at| row.get(at)).collect();
        connection.query_row(&sql, [], row).unwrap()
    };
    let every: Vec<i64> = (1..=newest).collect();
    (upgraded(&[1, newest]), upgraded(&every))
}

fn row(values: &[&str]) -> Row {
    values.iter().map(|it| Some((*it).to_owned())).collect()
}

#[test]
fn a_new_column_keeps_the_default_that_it_came_with() {
    let columns = vec![
        line("a", 1, 0),
        with_default(line("b", 2, 3), "'first'"),
        with_default(line("b", 3, 4), "'first'"),
        with_default(line("b", 4, 0), "'later'"),
    ];
    let schema = schema(versions(4, None), columns);
    let (at_once, by_versions) = at_once_and_by_versions(&schema, "INSERT INTO t (a) VALUES ('a')");
    assert_eq!(at_once, row(&["a", "first"]));
    assert_eq!(at_once, by_versions);
}

/// A `from` names columns as the last version of its line does, whoever had the name before.
#[test]
fn a_value_is_computed_from_the_column_that_is_meant() {
    for (until, expected) in [(0, "new!"), (4, "old!")] {
        let mut columns = vec![
            line("a", 1, 3),
            line("a", 1, 0),
            computed(line("c", 2, until), "a || '!'"),
        ];
        columns.extend((until > 0).then(|| line("c", until, 0)));
        let schema = schema(versions(4, Some((4, "b", "a"))), columns);
        let (at_once, by_versions) =
            at_once_and_by_versions(&schema, "INSERT INTO t (a, b) VALUES ('old', 'new')");
        assert_eq!(at_once, row(&["new", expected]));
        assert_eq!(at_once, by_versions);
    }
}

fn generated(mut line: Lived<Column>, expression: &'static str) -> Lived<Column> {
    line.item.generated = Some(Generated {
        expression: expression.into(),
        stored: false,
    });
    line
}

/// A `from` may read a column that is computed, also by way of another, from one that changes.
#[test]
fn a_value_is_computed_from_what_the_version_before_has() {
    let columns = vec![
        line("a", 1, 2),
        computed(line("a", 2, 0), "a || 'a'"),
        generated(line("b", 1, 0), "a || 'b'"),
        generated(line("c", 1, 0), "b || 'c'"),
        computed(line("d", 3, 0), "c || 'd'"),
    ];
    let schema = schema(versions(3, None), columns);
    let (at_once, by_versions) = at_once_and_by_versions(&schema, "INSERT INTO t (a) VALUES ('-')");
    assert_eq!(at_once, row(&["-a", "-ab", "-abc", "-abcd"]));
    assert_eq!(at_once, by_versions);
}

/// How many stages lead from version 1 to the newest.
fn stages(columns: Vec<Lived<Column>>) -> usize {
    let schema = schema(versions(4, None), columns);
    plan(&schema, 1, 4).stages.len()
}

/// What versions do to columns of their own is done at once, and what one of them touches again is not.
#[test]
fn versions_that_share_no_column_are_one_stage() {
    let narrowed = |name: &'static str, from: &'static str, since: i64| {
        [line(name, 1, since), computed(line(name, since, 0), from)]
    };
    let apart = [
        narrowed("a", "coalesce(a, '')", 2),
        narrowed("b", "coalesce(b, '')", 3),
        narrowed("c", "coalesce(c, '')", 4),
    ];
    assert_eq!(stages(apart.concat()), 1);
    let reading = [
        narrowed("a", "coalesce(a, '')", 2),
        narrowed("b", "coalesce(b, A)", 3),
        narrowed("c", "coalesce(c, '')", 4),
    ];
    assert_eq!(stages(reading.concat()), 2);
    let asking = [
        narrowed("a", "coalesce(a, '')", 2),
        narrowed("b", "(SELECT count(*) FROM t)", 3),
        narrowed("c", "coalesce(c, '')", 4),
    ];
    assert_eq!(stages(asking.concat()), 3);
}

/// A seed is a row that the versions after its own change, whatever the table is called later.
#[test]
fn a_seed_is_there_before_its_columns_change() {
    let columns = vec![line("a", 1, 3), computed(line("a", 3, 0), "a || '!'")];
    let mut schema = schema(versions(4, None), columns);
    let renamed = Action::RenameTable {
        from: "t".into(),
        to: "u".into(),
    };
    schema.versions.to_mut()[3].actions = vec![renamed].into();
    schema.tables.to_mut()[0].name = "u".into();
    let seed = Seed {
        table: "u".into(),
        values: vec![("a".into(), "'seeded'".into())].into(),
    };
    let lifetime = Lifetime {
        since: 2,
        until: None,
    };
    let item = seed;
    schema.seeds = vec![Lived { lifetime, item }].into();
    let ends = |plan: Plan| -> Vec<i64> { plan.stages.iter().map(|it| it.after.version).collect() };
    assert_eq!(ends(plan(&schema, 1, 4)), [2, 3, 4]);
}
