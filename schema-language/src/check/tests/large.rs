//! A large schema with a long history is sound; what grows with the square would take minutes.

use std::fmt::Write as _;

use super::super::check;
use crate::{lower::lower, report::Ctxt, syntax::parse};

/// Tables that refer to each other, each of them changed by a few of the versions.
fn large(tables: usize, versions: usize) -> String {
    let mut source = "schema large in \"large.db\" { history {".to_owned();
    for version in 1..=versions {
        let rename = match version % 10 {
            0 => format!("{{ rename t{version}.old => new; }}"),
            _ => ";".to_owned(),
        };
        let _ = write!(
            source,
            "\n/// Version {version}.\nversion {version} {rename}"
        );
    }
    source += "}";
    for table in 0..tables {
        let parent = table.saturating_sub(1);
        let renamed = table % 10 == 0 && 0 < table && table <= versions;
        let name = if renamed { "new" } else { "old" };
        let _ = write!(
            source,
            "table t{table} {{ id: i64 primary key, {name}: String unique,
                parent: i64 references t{parent}(id),"
        );
        for column in 0..10 {
            let since = match column {
                0..7 => 1,
                _ => 2 + (table * 7 + column * 13) % (versions - 1),
            };
            let _ = write!(
                source,
                "c{column}: i64 = 0 since {since} check \"c{column} >= 0\",
                index i{table}_{column} (c{column}, {name}) since {since},"
            );
        }
        source += "}";
    }
    source + "}"
}

#[test]
fn five_hundred_tables_at_a_hundred_versions() {
    let mut cx = Ctxt::default();
    let syntax = parse(&mut cx, large(500, 100).parse().expect("tokens"));
    let lowered = lower(&mut cx, &syntax);
    check(&mut cx, &lowered);
    assert_eq!(cx.finish().to_string(), "");
}
