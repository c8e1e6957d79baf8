//! The history as rust-query has it: version ranges on fields, and a closure for each table that a version
//! changes. Its versions begin with 0, an index can't come later, no column is called `id`,
//! and a type can't change under one name.

use std::fmt::Write as _;

use super::changes::{Change, Kind, changes};

/// A source of so many tables and versions.
pub(super) fn rust_query(tables: usize, versions: usize) -> String {
    let changes = changes(tables, versions);
    let newest = versions - 1;
    let mut text = format!(
        "//! Compiled to see what it costs.\n\n\
         use rust_query::{{Database, Lazy, migration::Config}};\n\n\
         #[rust_query::migration::schema(Large)]\n#[version(0..={newest})]\npub mod vN {{\n\
         use rust_query::TableRow;\n"
    );
    for (at, changes) in changes.iter().enumerate() {
        table(&mut text, at, changes);
    }
    writeln!(
        text,
        "}}\n\n/// Brings a database to the newest version.\n\
         pub fn newest(config: Config) -> Database<v{newest}::Large> {{\n\
         Database::migrator(config).unwrap()"
    )
    .unwrap();
    for version in 0..newest {
        migration(&mut text, version, &changes);
    }
    text + ".finish().unwrap()\n}\n"
}

fn table(text: &mut String, at: usize, changes: &[Change]) {
    writeln!(text, "#[index(name, created_at)]\npub struct Table{at} {{").unwrap();
    text.push_str("#[unique]\npub key: String,\npub name: String,\npub state: String,\n");
    text.push_str("pub created_at: i64,\npub amount: f64,\npub hidden: bool,\n");
    if let Some(parent) = at.checked_sub(1) {
        writeln!(text, "pub parent: Option<TableRow<Table{parent}>>,").unwrap();
    }
    for Change {
        version,
        name,
        kind,
    } in changes
    {
        let since = version - 1;
        let lines = match kind {
            Kind::Required => format!("#[version({since}..)]\npub {name}: i64,"),
            Kind::Optional => format!("#[version({since}..)]\npub {name}: Option<String>,"),
            Kind::Index => String::new(),
            Kind::Altered => format!(
                "#[version(..{since})]\npub {name}: Option<i64>,\n\
                 #[version({since}..)]\npub {name}_now: i64,"
            ),
        };
        writeln!(text, "{lines}").unwrap();
    }
    text.push_str("}\n");
}

/// What turns the rows of a version into those of the next.
fn migration(text: &mut String, version: usize, changes: &[Vec<Change>]) {
    let tables = changes.iter().enumerate().filter_map(|(at, changes)| {
        let fields = changes.iter().filter(|it| it.version == version + 2);
        let fields: Vec<String> = fields.filter_map(field).collect();
        let row = format!("v{version}::migrate::Table{at} {{ {} }}", fields.join(", "));
        (!fields.is_empty()).then(|| {
            format!(
                "table{at}: it.migrate(|old: Lazy<v{version}::Table{at}>| {{ \
                 let _ = &old; {row} }}).unwrap(),\n"
            )
        })
    });
    let tables: Vec<String> = tables.collect();
    let it = if tables.is_empty() { "_" } else { "it" };
    writeln!(text, ".migrate(|{it}| v{version}::migrate::Large {{").unwrap();
    writeln!(text, "{}}})", tables.concat()).unwrap();
}

fn field(Change { name, kind, .. }: &Change) -> Option<String> {
    match kind {
        Kind::Required => Some(format!("{name}: 0")),
        Kind::Optional => Some(format!("{name}: None")),
        Kind::Index => None,
        Kind::Altered => Some(format!("{name}_now: old.{name}.unwrap_or_default()")),
    }
}
