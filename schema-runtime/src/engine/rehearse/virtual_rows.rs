//! Rows of virtual tables, which stay like those of tables, and full-text indexes, which agree with what
//! they index.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, ErrorCode};

use schema_core::{
    model::{Action, ModuleColumns, VirtualTable},
    plan::{Held, Stage, Step, predecessor},
    shape::{Shape, Timeline, Traced, mentions},
    sql::{Literal, Name, Names, SameWord, tokens},
};

use super::rows::Cell;
use crate::engine::{
    ask,
    connection::in_main,
    data::Program,
    error::{RehearsalError, Rehearsed},
};

/// What must hold after a stage.
#[derive(Default)]
pub(super) struct Before {
    kept: Vec<Kept>,
    /// The indexes that agree with nothing already, by the model's index: nobody has filled them.
    stale: HashSet<usize>,
}

/// The rows of a virtual table that stay.
struct Kept {
    /// The model's index of what has them after the stage.
    declared: usize,
    /// What they are selected by then.
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// What must survive a stage.
pub(super) fn before(connection: &Connection, stage: &Stage) -> Before {
    let mut before = Before::default();
    for old in stage.before.virtual_tables.iter() {
        if !agrees(connection, &old.item) {
            before.stale.insert(old.declared);
        }
        before.kept.extend(kept(connection, stage, old));
    }
    before
}

/// The rows that one virtual table hands on, unless a data step may change them.
fn kept(connection: &Connection, stage: &Stage, old: &Traced<VirtualTable>) -> Option<Kept> {
    let new = follower(stage, old)?;
    let names = [&old.item.name, &new.item.name];
    let is_moved = stage.steps.iter().any(|step| match step {
        Step::Sql(sql) => names.into_iter().any(|it| mentions(sql, it)),
        Step::Run(_) => true,
        _ => false,
    });
    if is_moved || !old.item.has_own_rows() {
        return None;
    }
    let (was, is) = (old.item.columns()?, new.item.columns()?);
    let (mut values, mut columns) = (vec![was.key], vec![is.key]);
    if !old.item.is_contentless() && !new.item.is_contentless() {
        for column in is.others {
            let had = was.others.iter().find(|it| it.is_same_word(&column));
            values.extend(had.cloned());
            columns.extend(had.map(|_| column));
        }
    }
    let rows = read(connection, &old.item, &values).ok()?;
    Some(Kept {
        declared: new.declared,
        columns,
        rows,
    })
}

/// What has the rows of a virtual table after a stage.
fn follower<'a>(stage: &'a Stage, old: &Traced<VirtualTable>) -> Option<&'a Traced<VirtualTable>> {
    let mut after = stage.after.virtual_tables.iter();
    after.find(|new| {
        let is_same = new.declared == old.declared || new.item == old.item;
        let hands_on = || {
            let its = predecessor(&stage.before, &stage.after, new);
            let held = its.and_then(|its| {
                let held = Held::between(&its.item, &new.item)?;
                (its.declared == old.declared).then_some(held)
            });
            held.is_some_and(|it| it.is_copy)
        };
        is_same || hands_on()
    })
}

fn read(
    connection: &Connection,
    table: &VirtualTable,
    columns: &[String],
) -> rusqlite::Result<Vec<Vec<Cell>>> {
    // Of two kinds of boxes, one has whole numbers.
    let selected: Vec<String> = columns
        .iter()
        .map(|it| {
            let name = Name(it);
            if table.is_full_text() {
                name.to_string()
            } else {
                format!("iif(typeof({name}) = 'integer', CAST({name} AS REAL), {name})")
            }
        })
        .collect();
    let sql = format!(
        "SELECT {} FROM {}",
        selected.join(", "),
        in_main(&table.name)
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| {
        let cells = (0..columns.len()).map(|at| row.get_ref(at).map(Cell::from));
        cells.collect()
    })?;
    rows.collect()
}

/// Refuses a stage that lost rows of virtual tables, or left an index behind.
pub(super) fn check(connection: &Connection, stage: &Stage, before: &Before) -> Rehearsed<()> {
    let version = stage.after.version;
    for table in stage.after.virtual_tables.iter() {
        let mut kept = before.kept.iter();
        if let Some(kept) = kept.find(|it| it.declared == table.declared) {
            let after = read(connection, &table.item, &kept.columns)?;
            if !kept.rows.iter().all(|it| after.contains(it)) {
                let table = table.item.name.to_string();
                return Err(RehearsalError::RowsLost { version, table });
            }
        }
        let name = &table.item.name;
        let is_filled =
            |it: &Step| matches!(it, Step::FillFullText(filled) if filled == name.as_ref());
        let agreed = !before.stale.contains(&table.declared) || stage.steps.iter().any(is_filled);
        if agreed && !agrees(connection, &table.item) {
            return Err(RehearsalError::Damaged {
                version,
                table: name.to_string(),
                problem: "the index does not agree with the texts".to_owned(),
            });
        }
    }
    Ok(())
}

/// Whether a full-text index has what its texts say.
fn agrees(connection: &Connection, index: &VirtualTable) -> bool {
    if !index.is_full_text() || index.is_contentless() {
        return true;
    }
    let is_fts5 = tokens(&index.using)
        .next()
        .is_some_and(|it| it.names("fts5"));
    // Without the rank, FTS5 looks at no texts that are in another table.
    let (column, value) = if is_fts5 { (", rank", ", 1") } else { ("", "") };
    let outcome = command(connection, index, "integrity-check", (column, value));
    let code = outcome.err().and_then(|it| it.sqlite_error_code());
    code != Some(ErrorCode::DatabaseCorrupt)
}

fn command(
    connection: &Connection,
    index: &VirtualTable,
    command: &str,
    (column, value): (&str, &str),
) -> rusqlite::Result<()> {
    let (table, name) = (in_main(&index.name), Name(&index.name));
    let sql = format!(
        "INSERT INTO {table} ({name}{column}) VALUES ({}{value})",
        Literal(command)
    );
    connection.execute_batch(&sql)
}

/// The numbers of the rows that are made up. Those of tables are smaller, so that the triggers which index
/// them find their places free.
const NUMBERS: [i64; 2] = [1_000_001, 1_000_101];

/// The last version whose steps may read the rows of a virtual table, by the model's index: a step may want
/// of them what nothing declares.
pub(super) struct LastReads(HashMap<usize, i64>);

impl LastReads {
    pub(super) fn of(program: Program<'_>, timeline: &Timeline) -> Self {
        let mut last = HashMap::new();
        for pair in timeline.shapes().windows(2) {
            let [before, after] = pair else { continue };
            let texts = texts(program, after);
            for table in before
                .virtual_tables
                .iter()
                .chain(after.virtual_tables.iter())
            {
                let is_read = match &texts {
                    Some(texts) => texts.iter().any(|it| mentions(it, &table.item.name)),
                    None => true,
                };
                if is_read {
                    last.insert(table.declared, after.version);
                }
            }
        }
        Self(last)
    }

    fn includes(&self, table: &Traced<VirtualTable>, version: i64) -> bool {
        self.0.get(&table.declared).is_some_and(|it| *it > version)
    }
}

/// What the steps of a version say; `None` where a function runs, which may read anything.
fn texts<'a>(program: Program<'a>, shape: &'a Shape) -> Option<Vec<&'a str>> {
    if shape.virtual_tables.is_empty() {
        return Some(Vec::new());
    }
    let columns = shape.tables.iter().flat_map(|it| &it.columns);
    let mut texts: Vec<&str> = columns.filter_map(|it| it.item.from.as_deref()).collect();
    let version = program.schema.version(shape.version);
    for action in version.into_iter().flat_map(|it| it.actions.iter()) {
        match action {
            Action::Sql(text) => texts.push(text),
            Action::Run(name) if program.function(shape.version, name).is_some() => return None,
            _ => {}
        }
    }
    Some(texts)
}

/// Puts rows into the virtual tables that have none, and fills the indexes of tables that got some.
pub(super) fn sow(connection: &Connection, shape: &Shape, last_reads: &LastReads) {
    for table in shape.virtual_tables.iter() {
        let outcome = match table.item.columns() {
            _ if table.item.is_full_text() && table.item.content().is_some() => {
                command(connection, &table.item, "rebuild", ("", ""))
            }
            Some(columns)
                if table.item.has_own_rows() && !last_reads.includes(table, shape.version) =>
            {
                fill(connection, &table.item, &columns)
            }
            _ => Ok(()),
        };
        if let Err(error) = outcome {
            tracing::debug!(table = %table.item.name, %error, "not sown");
        }
    }
}

fn fill(
    connection: &Connection,
    table: &VirtualTable,
    columns: &ModuleColumns,
) -> rusqlite::Result<()> {
    let name = in_main(&table.name);
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {name})");
    if ask::is_so(connection, &sql, &[])? {
        return Ok(());
    }
    let names: Vec<&str> = std::iter::once(&columns.key)
        .chain(&columns.others)
        .map(String::as_str)
        .collect();
    for number in NUMBERS {
        // A number is a text as well, and the upper bound of a box is not below the lower one.
        let values = (number..).take(names.len()).zip(&names);
        let values = values.map(|(value, name)| match *name {
            "_shape" => "'[[0,0],[1,0],[0,1],[0,0]]'".to_owned(),
            _ => format!("'{value}'"),
        });
        let values: Vec<String> = values.collect();
        let (names, values) = (Names(&names), values.join(", "));
        connection.execute_batch(&format!("INSERT INTO {name} ({names}) VALUES ({values})"))?;
    }
    Ok(())
}
