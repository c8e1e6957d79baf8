//! Rows of every kind, in the shape of one version.

use rusqlite::{Connection, params_from_iter, types::Value};
use schema_core::{
    model::Column,
    shape::{Shape, Table},
    sql::{Name, Names},
};

use super::world::{Role, TableState, World};

pub(crate) const ROWS: usize = 5;

const TEXTS: [&str; 9] = [
    "",
    "dup",
    "dup",
    "ÄÖ 𝄞",
    "12",
    " 7 ",
    "1e5",
    "it's \"q\"",
    "0x10",
];
const INTEGERS: [i64; 6] = [0, 1, -1, i64::MAX, i64::MIN, (1 << 53) + 1];
const REALS: [f64; 7] = [0.0, -0.0, 1.5, f64::INFINITY, f64::NEG_INFINITY, 1e300, 3.0];
const BLOBS: [&[u8]; 4] = [b"", b"\0\xff", b"12", "ü".as_bytes()];

/// Inserts rows into every table; `numbers` decide which.
pub(crate) fn insert(connection: &Connection, world: &World, shape: &Shape, numbers: &[u8]) {
    let mut numbers = numbers.iter().copied().cycle();
    for table in &shape.tables {
        let state = &world.tables[table.declared];
        for row in 0..ROWS {
            let values = row_values(world, shape, table, row, &mut numbers);
            let (columns, values): (Vec<_>, Vec<Value>) = values.into_iter().unzip();
            let marks = vec!["?"; columns.len()].join(", ");
            let name = Name(&table.name);
            let sql = format!("INSERT INTO {name} ({}) VALUES ({marks})", Names(&columns));
            let inserted = connection.execute(&sql, params_from_iter(values.clone()));
            inserted.unwrap_or_else(|error| panic!("{error}: {sql} {values:?} {:?}", state.typed));
        }
        // So that an `AUTOINCREMENT` mark is not the largest key.
        if table.primary_key().is_some_and(|it| it.autoincrement) {
            let key = &table.primary_key().unwrap().columns[0];
            let sql = format!("DELETE FROM {} WHERE {} = ?", Name(&table.name), Name(key));
            connection
                .execute(&sql, [key_value(state, true, ROWS - 1)])
                .unwrap();
        }
    }
}

fn row_values(
    world: &World,
    shape: &Shape,
    table: &Table,
    row: usize,
    numbers: &mut impl Iterator<Item = u8>,
) -> Vec<(String, Value)> {
    let state = &world.tables[table.declared];
    let mut values = Vec::new();
    for line in table
        .columns
        .iter()
        .filter(|it| it.item.generated.is_none())
    {
        let column = state
            .columns
            .iter()
            .find(|it| it.lines.contains(&line.declared))
            .unwrap();
        let number = numbers.next().unwrap();
        let value = match column.role {
            Role::Key => key_value(state, line.item.ty == "INTEGER", row),
            Role::Distinct => distinct_value(state, &line.item, row, number),
            Role::Reference(parent) => {
                let parent = &world.tables[parent];
                // The last row of a table may have been deleted.
                let to = usize::from(number) % ROWS;
                let stands = shape
                    .tables
                    .iter()
                    .any(|it| world.tables[it.declared].id == parent.id);
                if to == ROWS - 1 || !stands {
                    Value::Null
                } else {
                    key_value(parent, line.item.ty == "INTEGER", to)
                }
            }
            Role::Plain | Role::Generated => plain_value(state, &line.item, number),
        };
        values.push((line.item.name.to_string(), value));
    }
    values
}

fn key_value(_: &TableState, integer: bool, row: usize) -> Value {
    const KEYS: [i64; ROWS] = [3, -5, (1 << 53) + 1, 10, 1 << 60];
    if integer {
        Value::Integer(KEYS[row])
    } else {
        Value::Text(format!("k{row}'é"))
    }
}

fn distinct_value(state: &TableState, column: &Column, row: usize, number: u8) -> Value {
    let integer = Value::Integer(i64::try_from(row).unwrap() * 10 + 100);
    let text = Value::Text(format!("u{row}ü"));
    if number % 4 == 0 && !column.not_null {
        return Value::Null;
    }
    match (state.typed, column.ty.as_ref()) {
        (true, "INTEGER") => integer,
        (true, "REAL") => Value::Real(f64::from(u32::try_from(row).unwrap()) + 0.5),
        (true, "BLOB") => Value::Blob(vec![0, u8::try_from(row).unwrap()]),
        (true, "TEXT") => text,
        _ => match number % 3 {
            0 => integer,
            1 => text,
            _ => Value::Blob(vec![0xff, u8::try_from(row).unwrap()]),
        },
    }
}

fn plain_value(state: &TableState, column: &Column, number: u8) -> Value {
    let which = usize::from(number / 5);
    let text = || Value::Text(TEXTS[which % TEXTS.len()].to_owned());
    let integer = || Value::Integer(INTEGERS[which % INTEGERS.len()]);
    let real = || Value::Real(REALS[which % REALS.len()]);
    let blob = || Value::Blob(BLOBS[which % BLOBS.len()].to_vec());
    if number % 5 == 0 && !column.not_null {
        return Value::Null;
    }
    match (state.typed, column.ty.as_ref()) {
        (true, "INTEGER") => integer(),
        (true, "REAL") => real(),
        (true, "BLOB") => blob(),
        (true, "TEXT") => text(),
        _ => match number % 5 {
            0 | 1 => text(),
            2 => integer(),
            3 => real(),
            _ => blob(),
        },
    }
}
