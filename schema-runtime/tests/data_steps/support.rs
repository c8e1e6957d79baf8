//! Schemas in a few words, structs of rows, and what a database holds.

use std::fmt::Write;

use rusqlite::{Connection, types::Value};
use schema_core::model::{
    Action, Column, Constraint, Lifetime, Lived, PrimaryKey, Schema, Table, TableOption, Version,
};
use schema_runtime::engine::{self, DataFunction, Program, Report, Result, data::RawStep};

pub(crate) fn lived<T>(since: i64, until: Option<i64>, item: T) -> Lived<T> {
    let lifetime = Lifetime { since, until };
    Lived { lifetime, item }
}

pub(crate) fn always<T>(item: T) -> Lived<T> {
    lived(1, None, item)
}

/// A column from `id INTEGER`, `name TEXT NOT NULL` or `note TEXT DEFAULT 'x'`.
pub(crate) fn column(sql: &'static str) -> Column {
    let (sql, default) = sql
        .split_once(" DEFAULT ")
        .map_or((sql, None), |it| (it.0, Some(it.1)));
    let (sql, not_null) = sql
        .strip_suffix(" NOT NULL")
        .map_or((sql, false), |it| (it, true));
    let (name, ty) = sql.split_once(' ').unwrap();
    Column {
        name: name.into(),
        ty: ty.into(),
        not_null,
        default: default.map(Into::into),
        ..Column::default()
    }
}

pub(crate) fn key(columns: &[&'static str]) -> Lived<Constraint> {
    let columns = columns.iter().map(|it| (*it).into()).collect();
    always(Constraint::PrimaryKey(PrimaryKey {
        columns,
        autoincrement: false,
        ..PrimaryKey::default()
    }))
}

/// A table, whose parts live no longer than it does.
pub(crate) fn table(
    name: &'static str,
    (since, until): (i64, Option<i64>),
    columns: Vec<Lived<Column>>,
    keys: Vec<Lived<Constraint>>,
) -> Table {
    let clip = |it: Lifetime| Lifetime {
        since: it.since.max(since),
        until: it.until.or(until),
    };
    let columns = columns.into_iter().map(|it| Lived {
        lifetime: clip(it.lifetime),
        ..it
    });
    let keys = keys.into_iter().map(|it| Lived {
        lifetime: clip(it.lifetime),
        ..it
    });
    Table {
        name: name.into(),
        lifetime: Lifetime { since, until },
        columns: columns.collect(),
        constraints: keys.collect(),
        ..Table::default()
    }
}

pub(crate) fn without_rowid(mut table: Table) -> Table {
    table.options = vec![always(TableOption::WithoutRowid)].into();
    table
}

/// A schema whose versions do these things, from version 1 on.
pub(crate) fn schema(versions: Vec<Vec<Action>>, tables: Vec<Table>) -> Schema {
    let versions = versions
        .into_iter()
        .zip(1..)
        .map(|(actions, number)| Version {
            number,
            actions: actions.into(),
            ..Version::default()
        });
    Schema {
        name: "things".into(),
        versions: versions.collect(),
        tables: tables.into(),
        ..Schema::default()
    }
}

pub(crate) fn run(function: &'static str) -> Action {
    Action::Run(function.into())
}

pub(crate) fn rename_table(from: &'static str, to: &'static str) -> Action {
    Action::RenameTable {
        from: from.into(),
        to: to.into(),
    }
}

pub(crate) fn rename_column(table: &'static str, from: &'static str, to: &'static str) -> Action {
    Action::RenameColumn {
        table: table.into(),
        from: from.into(),
        to: to.into(),
    }
}

/// A database at a version of the schema, with what `sql` puts there.
pub(crate) fn database(schema: &Schema, version: i64, sql: &str) -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    engine::create_at(&connection, schema, version).unwrap();
    connection.execute_batch(sql).unwrap();
    connection
}

/// `f` at version 2.
pub(crate) fn second(call: fn(&mut RawStep<'_>) -> Result<()>) -> [DataFunction; 1] {
    [DataFunction {
        version: 2,
        name: "f",
        call,
    }]
}

pub(crate) fn migrate(
    connection: &Connection,
    schema: &Schema,
    call: fn(&mut RawStep<'_>) -> Result<()>,
) -> Result<Report> {
    let steps = &second(call);
    engine::migrate(connection, Program { schema, steps })
}

/// The rows of a query, values separated by commas, rows by spaces.
pub(crate) fn rows(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(sql).unwrap();
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let values = (0..columns).map(|at| match row.get(at).unwrap() {
            Value::Null => "NULL".to_owned(),
            Value::Integer(it) => it.to_string(),
            Value::Real(it) => it.to_string(),
            Value::Text(it) => it,
            Value::Blob(it) => format!("{it:?}"),
        });
        Ok(values.collect::<Vec<_>>().join(","))
    };
    let rows: rusqlite::Result<Vec<String>> = statement.query_map([], row).unwrap().collect();
    rows.unwrap().join(" ")
}

/// All that a database holds, and the settings of its connection.
pub(crate) fn dump(connection: &Connection) -> String {
    let mut dump = String::new();
    for pragma in [
        "user_version",
        "schema_version",
        "foreign_keys",
        "recursive_triggers",
    ] {
        write!(
            dump,
            "{pragma} {}; ",
            rows(connection, &format!("PRAGMA {pragma}"))
        )
        .unwrap();
    }
    let schema = "SELECT name, sql FROM sqlite_schema ORDER BY name";
    dump.push_str(&rows(connection, schema));
    for table in rows(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table'",
    )
    .split(' ')
    {
        if !table.is_empty() {
            write!(
                dump,
                "; {table} {}",
                rows(connection, &format!("SELECT * FROM {table:?}"))
            )
            .unwrap();
        }
    }
    dump
}

/// A struct of an older version's rows.
macro_rules! old_row {
    ($tag:ty, $name:ident { $($field:ident: $type:ty),* } = [$(($table:expr, $element:expr)),*] $columns:expr $(, $template:ident)?) => {
        #[allow(dead_code)]
        #[derive(Debug)]
        struct $name { $($field: $type,)* $($template: &'static str)? }

        impl schema_runtime::engine::data::OldRow<$tag> for $name {
            const TABLES: &'static [(usize, &'static str)] = &[$(($table, $element)),*];
            const COLUMNS: &'static [usize] = &$columns;

            fn read(row: &rusqlite::Row<'_>, element: &'static str) -> rusqlite::Result<Self> {
                let mut at = 0..;
                let _ = element;
                Ok(Self { $($field: row.get(at.next().unwrap())?,)* $($template: element)? })
            }
        }
    };
}

/// A struct of a newer version's rows.
macro_rules! new_row {
    ($tag:ty, $name:ident { $($field:ident: $type:ty),* } = [$(($table:expr, $element:expr)),*] $columns:expr, $whole:expr $(, $template:ident)?) => {
        struct $name { $($field: $type,)* $($template: &'static str)? }

        impl schema_runtime::engine::data::NewRow<$tag> for $name {
            const TABLES: &'static [(usize, &'static str)] = &[$(($table, $element)),*];
            const COLUMNS: &'static [usize] = &$columns;
            const WHOLE: bool = $whole;

            fn element(&self) -> &'static str {
                let element = "";
                $(let _ = element; let element = self.$template;)?
                element
            }

            fn bind(&self, statement: &mut rusqlite::Statement<'_>) -> rusqlite::Result<()> {
                let mut at = 1..;
                $(statement.raw_bind_parameter(at.next().unwrap(), &self.$field)?;)*
                Ok(())
            }
        }

        // What the macro says of each struct is said of all: misuse is tried out here.
        impl schema_runtime::engine::data::WholeRow<$tag> for $name {}
        impl<Old> schema_runtime::engine::data::ChangeOf<Old> for $name {}

        impl schema_runtime::engine::data::IntoMoved<$tag> for $name {
            type Row = Self;

            fn into_moved(self) -> schema_runtime::engine::StepResult<schema_runtime::engine::Moved<Self>> {
                Ok(schema_runtime::engine::Moved::Row(self))
            }
        }
    };
}
