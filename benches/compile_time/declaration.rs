//! The history as a declaration.

use std::fmt::Write as _;

use super::changes::{Change, Kind, changes};

/// A schema of so many tables and versions, without seals.
pub(super) fn declaration(tables: usize, versions: usize) -> String {
    let mut text =
        String::from("//! Compiled to see what it costs.\n\nrusqlite_schema::schema! {\n");
    text.push_str("pub schema large in \"large.db\" {\nhistory {\n");
    for version in 1..=versions {
        writeln!(
            text,
            "/// Version number {version} of the history.\nversion {version};"
        )
        .unwrap();
    }
    text.push_str("}\n");
    for (at, changes) in changes(tables, versions).iter().enumerate() {
        table(&mut text, at, changes);
    }
    text.push_str("}\n}\n");
    text
}

fn table(text: &mut String, at: usize, changes: &[Change]) {
    writeln!(text, "/// Table {at}.\ntable table_{at} as Table{at} {{").unwrap();
    text.push_str("id: String primary key,\nname: String = \"\",\nstate: String = \"new\",\n");
    text.push_str("created_at: i64 = 0,\namount: f64 = 0.0,\nhidden: bool = false,\n");
    if let Some(parent) = at.checked_sub(1) {
        writeln!(
            text,
            "parent_id: Option<String> references table_{parent}(id) on delete cascade,"
        )
        .unwrap();
    }
    writeln!(text, "index index_{at}_name (name, created_at desc),").unwrap();
    for change in changes {
        writeln!(text, "{}", line(change)).unwrap();
    }
    text.push_str("}\n");
}

fn line(
    Change {
        version,
        name,
        kind,
    }: &Change,
) -> String {
    match kind {
        Kind::Required => format!("{name}: i64 = 0 since {version},"),
        Kind::Optional => format!("{name}: Option<String> since {version},"),
        Kind::Index => format!("index {name} (name, created_at desc) since {version},"),
        Kind::Altered => format!(
            "{name}: Option<i64> until {version},\n\
             {name}: i64 = 0 since {version} from \"coalesce({name}, 0)\","
        ),
    }
}
