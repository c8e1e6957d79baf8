//! Rows for tables that are particular.

use rusqlite::Connection;

use super::{
    super::sow::{Hints, first_rows, sow},
    World, accepted,
    world::{Declare, column, sql, table},
};
use schema_core::{
    model::{Domain, Generated, Storage, Table},
    plan,
};

/// The rows that a table gets, as SQL writes their values.
fn rows(table: Table, columns: &str) -> Vec<String> {
    let name = table.name.to_string();
    let tables = vec![table];
    rows_of(tables, &format!("SELECT {columns} FROM {name}"))
}

fn rows_of(tables: Vec<Table>, query: &str) -> Vec<String> {
    let world = World {
        versions: 1,
        tables,
        ..World::default()
    };
    let schema = world.schema();
    let (shape, hints) = (schema.shape(1), Hints::of(&schema));
    let connection = Connection::open_in_memory().unwrap();
    for step in &plan::creation(&shape).steps {
        connection.execute_batch(&step.to_string()).unwrap();
    }
    sow(&connection, (&shape, &hints), |it| Ok(first_rows(it))).unwrap();
    let mut statement = connection.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn the_first_row_is_full_and_the_second_has_null() {
    let note = table(
        "note",
        1,
        &["id INTEGER", "body TEXT", "rank REAL not null"],
    )
    .key("id");
    let rows = rows(note, "id || ' ' || quote(body) || ' ' || rank");
    assert_eq!(rows, ["1 'text 1' 1.5", "2 NULL 2.5"]);
}

#[test]
fn conditions_are_met_by_guessing() {
    for check in [
        "a IN ('draft', 'sent')",
        "a = 'it''s'",
        "a LIKE 'usr\\_%' ESCAPE '\\' OR a LIKE 'grp-%'",
        "a LIKE 'grp-%' AND instr(a, '%') = 0",
        "a GLOB '[A-Z][0-9][^a-z]*'",
        "length(a) = 26",
        "length(a) BETWEEN 3 AND 3 AND a NOT LIKE '% %'",
        "json_valid(a) AND json_type(a) = 'array'",
        "date(a) IS NOT NULL AND length(a) = 10",
        "a LIKE '%@%.%'",
        "a = lower(a) AND a NOT GLOB '*[^a-z]*' AND a != ''",
        "typeof(a) = 'text' AND a = trim(a) AND instr(a, ' ') = 0",
    ] {
        let rows = rows(
            table("t", 1, &["a TEXT not null"]).check(1, check),
            "quote(a)",
        );
        assert_eq!(rows.len(), 2, "{check}");
    }
    for check in [
        "a > 1000",
        "a < -5",
        "a BETWEEN 40 AND 41",
        "a IN (0, 1)",
        "a % 7 = 0 AND a > 20 AND a < 29",
        "typeof(a) = 'real' AND a > 0.25 AND a < 1.0",
        "typeof(a) = 'blob' AND length(a) = 16",
    ] {
        let rows = rows(
            table("t", 1, &["a NUMERIC not null"]).check(1, check),
            "quote(a)",
        );
        assert_eq!(rows.len(), 2, "{check}");
    }
}

#[test]
fn conditions_on_several_columns_are_met_together() {
    let span = table(
        "span",
        1,
        &[
            "a INTEGER not null",
            "b INTEGER not null",
            "kind TEXT not null",
            "note TEXT",
        ],
    )
    .check(1, "a < b")
    .check(1, "kind IN ('open', 'shut')")
    .check(1, "(kind = 'shut') = (note IS NOT NULL)")
    .unique(1, &["kind"]);
    let rows = rows(span, "kind || (a < b) || (note IS NULL)");
    assert_eq!(rows.len(), 2, "{rows:?}");
}

#[test]
fn references_lead_to_rows_whichever_table_stands_first() {
    let child = table("child", 1, &["id INTEGER", "parent TEXT not null"])
        .key("id")
        .refers("parent", "parent");
    let parent = table("parent", 1, &["id TEXT not null"])
        .key("id")
        .check(1, "id IN ('left', 'right')");
    let rows = rows_of(
        vec![child, parent],
        "SELECT parent.id FROM child JOIN parent ON parent.id = child.parent ORDER BY 1",
    );
    assert_eq!(rows, ["left", "right"]);
}

#[test]
fn a_table_without_rows_is_named_unless_it_says_so() {
    let sealed =
        table("sealed", 1, &["a TEXT not null"]).check(1, "hex(a) = '70617373776f7264' AND 0");
    let mut world = World {
        versions: 1,
        tables: vec![sealed],
        ..World::default()
    };
    assert_eq!(accepted(&world).unsown, ["sealed"]);
    world.tables[0].unrehearsed = true;
    assert!(accepted(&world).unsown.is_empty());
}

#[test]
fn a_table_that_a_sql_empties_gets_rows_again() {
    // Only a row makes the new condition of version 3 fail.
    let note = table("note", 1, &["id INTEGER", "body TEXT"])
        .key("id")
        .check(3, "body IS NOT NULL AND body != 'text 1'");
    let world = World {
        versions: 3,
        tables: vec![note],
        actions: vec![sql(2, "DELETE FROM note")],
        ..World::default()
    };
    let refused = super::refused(&world);
    assert_eq!(refused.version, 3, "{}", refused.error);
}

#[test]
fn no_row_is_tried_that_its_struct_could_not_write() {
    let mut lit = column("lit INTEGER not null");
    lit.domain = Some(Domain::Bool);
    lit.storage = Some(Storage::Integer);
    let mut next = column("next INTEGER");
    next.generated = Some(Generated {
        expression: "lit + 1".into(),
        stored: false,
    });
    // Its text suggests a 2 for `lit`, which no `bool` is.
    let lamp = table("lamp", 1, &["id INTEGER"]).key("id");
    let lamp = lamp.add(1, None, lit).add(2, None, next);
    accepted(&World {
        versions: 2,
        tables: vec![lamp],
        ..World::default()
    });
}
