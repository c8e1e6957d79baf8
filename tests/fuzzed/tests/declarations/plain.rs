//! A version as plain SQL, written without the project.

use super::{
    values::Value,
    world::{Key, Line, Object, Table, World},
};

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// Tables and their indexes.
pub fn tables(world: &World, version: i64) -> Vec<String> {
    let mut out = Vec::new();
    for (_, it) in world.alive(version) {
        out.push(table(world, it, version));
        for index in it.indexes.iter().filter(|it| it.life.has(version)) {
            let terms = index.terms.iter().map(|(sql, column, words)| match sql {
                Some(sql) => world.text(sql, version, "\"") + words,
                None => quoted(it.columns[*column].names.at(version)) + words,
            });
            let terms: Vec<_> = terms.collect();
            let unique = if index.unique { "UNIQUE " } else { "" };
            let (name, on) = (&index.name, it.names.at(version));
            let filter = index
                .filter
                .as_ref()
                .map(|it| format!(" WHERE {}", world.text(it, version, "\"")));
            let (terms, filter) = (terms.join(", "), filter.unwrap_or_default());
            out.push(format!(
                "CREATE {unique}INDEX \"{name}\" ON \"{on}\" ({terms}){filter}"
            ));
        }
    }
    out
}

fn table(world: &World, table: &Table, version: i64) -> String {
    let mut lines = Vec::new();
    for (at, column, line) in table.alive(version) {
        let name = column.names.at(version);
        lines.push(format!(
            "\"{name}\" {}{}",
            line.ty.sql(),
            clauses(world, table, at, name, line, version)
        ));
    }
    let column = |it: usize| quoted(table.columns[it].names.at(version));
    if let Key::Columns(count @ 2..) = table.key {
        let names: Vec<_> = (0..count).map(column).collect();
        lines.push(format!("PRIMARY KEY ({})", names.join(", ")));
    }
    for (_, sql, _) in table.checks.iter().filter(|it| it.0.has(version)) {
        lines.push(format!("CHECK ({})", world.text(sql, version, "\"")));
    }
    for (_, columns, parent) in table.foreign.iter().filter(|it| it.0.has(version)) {
        let here: Vec<_> = columns.iter().map(|it| column(*it)).collect();
        let parent = &world.tables[*parent];
        let there: Vec<_> = (0..columns.len())
            .map(|it| quoted(parent.columns[it].names.at(version)))
            .collect();
        let (here, there, parent) = (here.join(", "), there.join(", "), parent.names.at(version));
        lines.push(format!(
            "FOREIGN KEY ({here}) REFERENCES \"{parent}\" ({there}) ON DELETE CASCADE"
        ));
    }
    let mut options = Vec::new();
    if table.strict.iter().any(|it| it.has(version)) {
        options.push("STRICT");
    }
    if table.without_rowid.iter().any(|it| it.has(version)) {
        options.push("WITHOUT ROWID");
    }
    let (name, lines, options) = (
        table.names.at(version),
        lines.join(", "),
        options.join(", "),
    );
    format!("CREATE TABLE \"{name}\" ({lines}) {options}")
}

fn clauses(
    world: &World,
    table: &Table,
    at: usize,
    name: &str,
    line: &Line,
    version: i64,
) -> String {
    let mut text = String::new();
    match table.key {
        Key::Rowid(false) if at == 0 => return " PRIMARY KEY".to_owned(),
        Key::Rowid(true) if at == 0 => return " PRIMARY KEY AUTOINCREMENT".to_owned(),
        Key::Columns(1) if at == 0 => text += " PRIMARY KEY",
        _ => {}
    }
    if !line.nullable {
        text += " NOT NULL";
    }
    if let Some(it) = &line.default {
        text += &format!(" DEFAULT {}", it.sql());
    }
    if line.nocase {
        text += " COLLATE NOCASE";
    }
    if line.unique {
        text += " UNIQUE";
    }
    if let Some(least) = line.least {
        text += &format!(" CHECK (\"{name}\" >= {least})");
    }
    if let Some(it) = &line.references {
        let parent = &world.tables[it.to.0];
        let column = parent.columns[it.to.1].names.at(version);
        text += &format!(
            " REFERENCES \"{}\" (\"{column}\") {}",
            parent.names.at(version),
            it.action
        );
    }
    if let Some((sql, stored)) = &line.generated {
        let word = if *stored { "STORED" } else { "VIRTUAL" };
        text += &format!(
            " GENERATED ALWAYS AS ({}) {word}",
            world.text(sql, version, "\"")
        );
    }
    text
}

/// Views and virtual tables.
pub fn objects(world: &World, version: i64) -> Vec<String> {
    let things = world.things.iter().filter(|it| it.life.has(version));
    let texts = things.filter_map(|it| {
        let name = it.names.at(version);
        match &it.object {
            Object::View(sql) => Some(format!(
                "CREATE VIEW \"{name}\" AS {}",
                world.text(sql, version, "\"")
            )),
            Object::Virtual(sql, _) => Some(format!(
                "CREATE VIRTUAL TABLE \"{name}\" USING {}",
                world.text(sql, version, "\"")
            )),
            Object::Trigger(..) => None,
        }
    });
    texts.collect()
}

pub fn triggers(world: &World, version: i64) -> Vec<String> {
    let things = world.things.iter().filter(|it| it.life.has(version));
    let texts = things.filter_map(|it| match &it.object {
        Object::Trigger(when, on, body) => {
            let (name, on) = (it.names.at(version), world.tables[*on].names.at(version));
            let (when, body) = (
                world.text(when, version, "\""),
                world.text(body, version, "\""),
            );
            Some(format!(
                "CREATE TRIGGER \"{name}\" {when} ON \"{on}\" BEGIN {body}; END"
            ))
        }
        _ => None,
    });
    texts.collect()
}

/// The statement that makes a row.
pub fn insert(table: &Table, row: &[(usize, Value)], version: i64) -> String {
    let names: Vec<_> = row
        .iter()
        .map(|(at, _)| quoted(table.columns[*at].names.at(version)))
        .collect();
    let values: Vec<_> = row.iter().map(|(_, it)| it.sql()).collect();
    let name = table.names.at(version);
    format!(
        "INSERT INTO \"{name}\" ({}) VALUES ({})",
        names.join(", "),
        values.join(", ")
    )
}
