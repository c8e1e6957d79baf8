//! A table: its header, columns, constraints and indexes.

use schema_core::{
    found::{Found, FoundTable},
    model::Constraint,
};

use super::{
    Part,
    column::{column, same_check},
    gap::reserved,
    index::index,
    key::{Within, key_columns, named, on_conflict, references},
    line::{Line, written},
    name::{Fields, RowNames, name, names},
    text::{indented, quoted_sql},
};

pub(super) fn table(
    found: &Found,
    table: &FoundTable,
    nullable_keys: bool,
    rows: &mut RowNames,
) -> Part {
    let title = &table.table.name;
    if let Some(gap) = reserved("table", title) {
        return Part::missing(gap);
    }
    let within = Within {
        found,
        table,
        nullable_keys,
    };
    let (columns, lines) = lines(&within);
    let mut body: Vec<String> = columns.iter().map(written).collect();
    if !lines.is_empty() {
        body.push(String::new());
        body.extend(lines.iter().map(written));
    }
    let doc = format!("/// A row of `{title}`.").replace('\n', " ");
    let row = rows.row(title);
    let header = format!("table {} as {row}{} {{", name(title), options(table));
    let body = indented(&body.join("\n"), 1);
    let parts = [doc, header, body, "}".to_owned()];
    let parts = parts.into_iter().filter(|it| !it.is_empty());
    let text = parts.collect::<Vec<_>>().join("\n");
    let gaps = columns.into_iter().chain(lines).flat_map(|it| it.gaps);
    let gaps = gaps.collect();
    Part { text, gaps }
}

/// What stands in a table: its columns, and what follows them.
fn lines(within: &Within<'_>) -> (Vec<Line>, Vec<Line>) {
    let table = &within.table.table;
    let mut taken = Vec::new();
    let mut fields = Fields::default();
    let columns = table.columns.iter();
    let columns = columns.map(|it| column(within, &it.item, &mut fields, &mut taken));
    let columns = columns.collect();
    let mut lines = constraints(within, &taken);
    lines.extend(table.indexes.iter().map(|it| index(&it.item)));
    (columns, lines)
}

fn options(table: &FoundTable) -> &'static str {
    match (table.table.strict, table.table.without_rowid) {
        (false, false) => "",
        (true, false) => " strict",
        (false, true) => " without rowid",
        (true, true) => " strict, without rowid",
    }
}

/// The constraints that stand at no column.
fn constraints(within: &Within<'_>, taken: &[usize]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut checks: Vec<&str> = Vec::new();
    for (at, it) in within.table.table.constraints.iter().enumerate() {
        if taken.contains(&at) {
            continue;
        }
        let words = match &it.item {
            Constraint::PrimaryKey(key) => {
                let columns = key_columns(&key.columns, &key.sorting);
                let conflict = on_conflict(key.on_conflict);
                Ok(format!("primary key {columns}{conflict}"))
            }
            Constraint::Unique(unique) => {
                let columns = key_columns(&unique.columns, &unique.sorting);
                let conflict = on_conflict(unique.on_conflict);
                Ok(format!("unique {columns}{conflict}"))
            }
            Constraint::ForeignKey(key) => references(within, key)
                .map(|words| format!("foreign key {} {words}", names(&*key.columns))),
            Constraint::Check(check) => {
                if checks.iter().any(|it| same_check(it, &check.expression)) {
                    continue;
                }
                checks.push(&check.expression);
                Ok(format!("check {}", quoted_sql(&check.expression)))
            }
        };
        let line = match words {
            Ok(words) => Line {
                text: format!("{}{words},", named(it.item.name())),
                gaps: Vec::new(),
            },
            Err(gap) => Line {
                text: String::new(),
                gaps: vec![gap],
            },
        };
        if line.text.is_empty() || lines.iter().all(|it| it.text != line.text) {
            lines.push(line);
        }
    }
    lines
}
