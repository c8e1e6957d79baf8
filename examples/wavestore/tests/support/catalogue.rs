//! The catalogue, read from its Markdown.

use super::shape::{Column, ForeignKey, Index, Table};

const OBJECTS: &str = include_str!("../catalogue/objects.md");
const LEGACY: &str = include_str!("../catalogue/legacy.md");
const OTHERS: &str = include_str!("../catalogue/other-stores.md");

/// `objects.db` as a version has it.
pub fn objects(version: i64) -> Vec<Table> {
    let mut tables: Vec<_> = tables(OBJECTS).into_iter().flat_map(written_out).collect();
    tables.retain(|table| table.since <= version);
    for table in &mut tables {
        table.columns.retain(|column| column.since <= version);
    }
    tables
}

/// `filestore.db` or `sagas.db`.
pub fn other(file: &str) -> Vec<Table> {
    tables(
        OTHERS
            .split("\n## ")
            .find(|section| section.starts_with(file))
            .unwrap(),
    )
}

/// `objects.db` as the last release before version numbers left it.
pub fn legacy() -> Vec<Table> {
    let own = tables(LEGACY);
    let renames = legacy_renames();
    let replaced = |name: &str| {
        own.iter().any(|table| {
            table.name == name || renames.contains(&(table.name.clone(), name.to_owned()))
        })
    };
    let kept = objects(1)
        .into_iter()
        .filter(|table| !replaced(&table.name));
    kept.chain(own.iter().cloned()).collect()
}

/// A still older file, whose bundles have their old names too.
pub fn older_still() -> Vec<Table> {
    let mut tables = legacy();
    rename(&mut tables, "db_identity_bundles", "db_identities");
    rename(&mut tables, "db_memory_bundles", "db_memories");
    tables
}

/// One table of a still older file, by its legacy name.
pub fn legacy_table(name: &str) -> Table {
    older_still()
        .into_iter()
        .find(|table| table.name == name)
        .unwrap()
}

/// The legacy names and what they become, in the catalogue's order.
pub fn legacy_renames() -> Vec<(String, String)> {
    let rows = LEGACY
        .lines()
        .filter(|line| line.starts_with("| `db_"))
        .map(cells);
    rows.filter(|cells| cells.len() == 2)
        .map(|cells| (code(&cells[0]), code(&cells[1])))
        .collect()
}

/// What a table is called once the file is adopted.
pub fn becomes(table: &str) -> String {
    let renamed = legacy_renames().into_iter().find(|(old, _)| old == table);
    renamed.map_or_else(|| table.to_owned(), |(_, new)| new)
}

/// Those tables whose rows are kept.
pub fn living(tables: &[Table]) -> Vec<Table> {
    let dead = dead_tables();
    tables
        .iter()
        .filter(|table| !dead.contains(&table.name))
        .cloned()
        .collect()
}

/// The indexes that the adoption drops, in the catalogue's order.
pub fn legacy_indexes() -> Vec<String> {
    codes(paragraph("Indexes to drop"))
}

/// The tables that the adoption drops, in the catalogue's order.
pub fn dead_tables() -> Vec<String> {
    let names = codes(paragraph("Dead tables to drop"));
    names
        .into_iter()
        .filter(|name| !name.ends_with('*'))
        .collect()
}

fn paragraph(start: &str) -> &'static str {
    LEGACY
        .split("\n\n")
        .find(|paragraph| paragraph.starts_with(start))
        .unwrap()
}

/// Gives a table an older name, and its index and its children with it.
fn rename(tables: &mut [Table], new: &str, old: &str) {
    let stem = |table: &str| table.trim_start_matches("db_").to_owned();
    for table in tables {
        for key in table.foreign_keys.iter_mut().filter(|key| key.table == new) {
            old.clone_into(&mut key.table);
        }
        if table.name == new {
            old.clone_into(&mut table.name);
            for index in &mut table.indexes {
                index.name = index.name.replace(&stem(new), &stem(old));
            }
        }
    }
}

/// A template as one table for each object type.
fn written_out(table: Table) -> Vec<Table> {
    if table.name != "db_<otype>" {
        return vec![table];
    }
    let named = |otype: String| Table {
        name: format!("db_{otype}"),
        ..table.clone()
    };
    otypes().into_iter().map(named).collect()
}

/// The object types, in order.
pub fn otypes() -> Vec<String> {
    let line = OBJECTS
        .lines()
        .find_map(|line| line.strip_prefix("Object types, in order: "));
    let list = line.unwrap().split(';').next().unwrap();
    list.split(", ").map(str::to_owned).collect()
}

fn tables(markdown: &str) -> Vec<Table> {
    markdown.split("\n### ").skip(1).map(table).collect()
}

fn table(section: &str) -> Table {
    let title = section.lines().next().unwrap();
    let since = title
        .split_once("since ")
        .map_or(1, |(_, since)| since.parse().unwrap());
    let mut table = Table {
        name: code(title),
        since,
        autoincrement: title.ends_with("AUTOINCREMENT"),
        columns: Vec::new(),
        foreign_keys: Vec::new(),
        uniques: Vec::new(),
        indexes: Vec::new(),
    };
    // A section ends where the next heading of a higher level starts.
    for line in section
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
    {
        if line.starts_with("| `") {
            table.columns.push(column(&cells(line), since));
        } else if let Some(item) = line.strip_prefix("- ") {
            extend(&mut table, item);
        }
    }
    table
}

fn column(cells: &[String], table_since: i64) -> Column {
    Column {
        name: code(&cells[0]),
        ty: cells[1].clone(),
        nullable: cells[2] == "null",
        default: (!cells[3].is_empty()).then(|| code(&cells[3])),
        key: cells[4].parse().unwrap_or(0),
        since: cells
            .get(5)
            .and_then(|since| since.parse().ok())
            .unwrap_or(table_since),
    }
}

/// Reads a line such as "- index `idx_x` (a, b desc) where `…`" into its table.
fn extend(table: &mut Table, item: &str) {
    let codes = codes(item);
    if item.starts_with("foreign key") {
        table.foreign_keys.push(foreign_key(item, &codes));
    } else if item.starts_with("unique (") {
        table.uniques.push(terms(item));
    } else {
        table.indexes.push(Index {
            name: codes[0].clone(),
            unique: item.starts_with("unique index"),
            terms: terms(item),
            filter: codes.get(1).cloned(),
        });
    }
}

fn foreign_key(item: &str, codes: &[String]) -> ForeignKey {
    let (table, parent) = codes[1].trim_end_matches(')').split_once('(').unwrap();
    let on_delete = item
        .split_once(", on delete ")
        .map_or("no action", |(_, action)| action);
    ForeignKey {
        column: codes[0].clone(),
        table: table.to_owned(),
        parent: parent.to_owned(),
        on_delete: on_delete.to_owned(),
    }
}

/// What stands between the first parentheses, at its commas.
fn terms(item: &str) -> Vec<String> {
    let (_, rest) = item.split_once('(').unwrap();
    rest.split(')')
        .next()
        .unwrap()
        .split(", ")
        .map(str::to_owned)
        .collect()
}

fn cells(line: &str) -> Vec<String> {
    let inner = line
        .trim_start_matches('|')
        .trim_end()
        .trim_end_matches('|');
    inner
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// The first piece in backticks.
fn code(text: &str) -> String {
    codes(text).swap_remove(0)
}

/// All pieces in backticks.
fn codes(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}
