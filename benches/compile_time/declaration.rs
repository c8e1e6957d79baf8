//! Schemas of any size, after what applications have: each version changes a tenth of the tables.

use std::fmt::Write as _;

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
    let changes = changes(tables, versions);
    for (at, changes) in changes.iter().enumerate() {
        table(&mut text, at, changes);
    }
    text.push_str("}\n}\n");
    text
}

fn table(text: &mut String, at: usize, changes: &[String]) {
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
        writeln!(text, "{change}").unwrap();
    }
    text.push_str("}\n");
}

/// What happens to each table: columns, indexes, and columns that lose their NULLs, in turns.
fn changes(tables: usize, versions: usize) -> Vec<Vec<String>> {
    let mut changes = vec![Vec::new(); tables];
    for version in 2..=versions {
        for at in 0..(tables / 10).max(1) {
            let table = (version * 7 + at * 10) % tables;
            let name = format!("{version}_{at}");
            changes[table].push(match (version + at) % 4 {
                0 => format!("added_{name}: i64 = 0 since {version},"),
                1 => format!("added_{name}: Option<String> since {version},"),
                2 => format!("index index_{table}_{name} (name, created_at desc) since {version},"),
                _ => format!(
                    "altered_{name}: Option<i64> until {version},\naltered_{name}: i64 = 0 \
                     since {version} from \"coalesce(altered_{name}, 0)\","
                ),
            });
        }
    }
    changes
}
