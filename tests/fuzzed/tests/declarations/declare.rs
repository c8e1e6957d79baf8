//! A history as the text of a `schema!` block.

use std::fmt::Write;

use super::{
    values::STATES,
    world::{Action, Index, Key, Life, Line, Object, Table, World},
};

/// The block, as a program of version `newest` declares it.
pub fn declaration(world: &World, newest: i64) -> String {
    let mut text = "pub schema shop in \"shop.db\" {\n".to_owned();
    if world.lists {
        writeln!(
            text,
            "    pub const STATES: State = [{}];",
            STATES.join(", ")
        )
        .unwrap();
    }
    text += "    history {\n";
    for version in 1..=newest {
        writeln!(
            text,
            "        /// Version {version}.\n        version {version}{}",
            actions(world, version)
        )
        .unwrap();
    }
    text += "    }\n";
    let tables = world.tables.iter().enumerate();
    for (at, it) in tables.filter(|it| it.1.life.since <= newest) {
        table(&mut text, world, at, it, newest);
    }
    for thing in world.things.iter().filter(|it| it.life.since <= newest) {
        let at = thing.life.last(newest);
        let (name, life) = (thing.names.at(at), lifetime(thing.life, 1, newest));
        let sql = |sql: &str| format!("{:?}", world.text(sql, at, ""));
        let line = match &thing.object {
            Object::View(query) => format!("view {name} {}{life};", sql(query)),
            Object::Trigger(when, on, body) => {
                let when = world.text(when, at, "");
                let table = world.tables[*on].names.at(at);
                format!("trigger {name} {when} on {table} {}{life};", sql(body))
            }
            Object::Virtual(using, _) => {
                format!("virtual table {name} using {}{life};", sql(using))
            }
        };
        writeln!(text, "    {line}").unwrap();
    }
    for seed in world.seeds.iter().filter(|it| it.life.since <= newest) {
        let at = seed.life.last(newest);
        let table = &world.tables[seed.table];
        let since = lifetime(seed.life, 1, newest);
        let values = seed.row.iter().map(|(column, value)| {
            let column = &table.columns[*column];
            format!(
                "{}: {}",
                column.names.at(at),
                value.rust(column.at(at).unwrap().ty)
            )
        });
        let values: Vec<_> = values.collect();
        let mut alive = (1..=newest).filter(|it| seed.life.has(*it));
        let words = alive.find_map(|it| {
            let words = without_triggers(world, it, seed.table, "insert");
            (!words.is_empty()).then_some(words)
        });
        let words = words.unwrap_or_default();
        writeln!(
            text,
            "    seed {}{since}{words} {{ {} }}",
            table.names.at(at),
            values.join(", ")
        )
        .unwrap();
    }
    (2..=newest).fold(text + "}\n", say_if_nothing)
}

/// Has a version that changes nothing say so.
fn say_if_nothing(text: String, version: i64) -> String {
    let number = version.to_string();
    let words: Vec<&str> = text.split(|it: char| !it.is_alphanumeric()).collect();
    let mut pairs = words.windows(2);
    if pairs.any(|it| ["since", "until"].contains(&it[0]) && it[1] == number) {
        return text;
    }
    let head = format!("        version {version};");
    text.replacen(&head, &format!("        version {version} compatible;"), 1)
}

/// ` since 2 until 4`, where the versions are not those of what it stands in.
fn lifetime(life: Life, since: i64, newest: i64) -> String {
    let mut text = String::new();
    if life.since > since {
        write!(text, " since {}", life.since).unwrap();
    }
    if let Some(until) = life.until.filter(|it| *it <= newest) {
        write!(text, " until {until}").unwrap();
    }
    text
}

fn actions(world: &World, version: i64) -> String {
    let actions = world.actions.iter().filter(|it| it.0 == version);
    let lines: Vec<String> = actions.map(|(_, it)| action(world, version, it)).collect();
    if lines.is_empty() {
        return ";".to_owned();
    }
    format!(" {{ {} }}", lines.join(" "))
}

fn action(world: &World, version: i64, action: &Action) -> String {
    match action {
        Action::RenameTable(table) => {
            let names = &world.tables[*table].names;
            format!("rename {} => {};", names.at(version - 1), names.at(version))
        }
        Action::RenameVirtual(thing) => {
            let names = &world.things[*thing].names;
            format!("rename {} => {};", names.at(version - 1), names.at(version))
        }
        Action::RenameColumn((table, column)) => {
            let table = &world.tables[*table];
            let names = &table.columns[*column].names;
            let (from, to) = (names.at(version - 1), names.at(version));
            format!("rename {}.{from} => {to};", table.names.at(version))
        }
        other => {
            let (table, verb) = match other {
                Action::Update((table, _), _) => (*table, "update"),
                Action::Delete((table, _), _) => (*table, "delete"),
                _ => unreachable!(),
            };
            let words = without_triggers(world, version, table, verb);
            format!("sql {:?}{words};", data(world, version, other))
        }
    }
}

/// The words that say that no trigger fires, where one would.
fn without_triggers(world: &World, version: i64, table: usize, verb: &str) -> &'static str {
    let mut alive = world.things.iter().filter(|it| it.life.has(version));
    let fires = alive.any(|it| {
        matches!(&it.object, Object::Trigger(when, on, _) if *on == table && when.ends_with(verb))
    });
    if fires { " without triggers" } else { "" }
}

/// The statement of a data step.
pub fn data(world: &World, version: i64, action: &Action) -> String {
    match action {
        Action::Update((table, column), expr) => {
            let table = &world.tables[*table];
            let column = table.columns[*column].names.at(version);
            format!(
                "UPDATE {} SET {column} = {}",
                table.names.at(version),
                expr.sql(column)
            )
        }
        Action::Delete((table, column), over) => {
            let table = &world.tables[*table];
            let column = table.columns[*column].names.at(version);
            format!(
                "DELETE FROM {} WHERE {column} > {over}",
                table.names.at(version)
            )
        }
        _ => String::new(),
    }
}

fn table(text: &mut String, world: &World, at: usize, table: &Table, newest: i64) {
    let last = table.life.last(newest);
    let (name, since) = (table.names.at(last), table.life.since);
    let life = |it: Life| {
        let until = it.until.filter(|it| Some(*it) != table.life.until);
        lifetime(Life { until, ..it }, since, newest)
    };
    writeln!(
        text,
        "    table {name} as T{at}{} {{",
        lifetime(table.life, 1, newest)
    )
    .unwrap();
    let mut body = Vec::new();
    for (number, column) in table.columns.iter().enumerate() {
        for line in column.lines.iter().filter(|it| it.life.since <= newest) {
            let key = match &table.key {
                Key::Rowid(false) if number == 0 => " primary key",
                Key::Rowid(true) if number == 0 => " primary key autoincrement",
                Key::Columns(1) if number == 0 => " primary key",
                _ => "",
            };
            let name = column.names.at(line.life.last(newest));
            let clauses = clauses(world, at, line, newest);
            body.push(format!(
                "{name}: {}{key}{}{clauses}",
                written_type(line),
                life(line.life)
            ));
        }
    }
    for (word, lives) in [
        ("strict", &table.strict),
        ("without rowid", &table.without_rowid),
    ] {
        let lives = lives.iter().filter(|it| it.since <= newest);
        body.extend(lives.map(|it| format!("{word}{}", life(*it))));
    }
    let column = |it: &usize| table.columns[*it].names.at(last).to_owned();
    if let Key::Columns(count @ 2..) = table.key {
        let names: Vec<_> = (0..count).map(|it| column(&it)).collect();
        body.push(format!("primary key ({})", names.join(", ")));
    }
    for (it, sql, _) in table.checks.iter().filter(|it| it.0.since <= newest) {
        let sql = world.text(sql, it.last(newest), "");
        body.push(format!("check {sql:?}{}", life(*it)));
    }
    for (it, columns, parent) in table.foreign.iter().filter(|it| it.0.since <= newest) {
        let here: Vec<_> = columns.iter().map(column).collect();
        let parent = &world.tables[*parent];
        let there: Vec<_> = (0..columns.len())
            .map(|it| parent.columns[it].names.at(last))
            .collect();
        let (here, there, parent) = (here.join(", "), there.join(", "), parent.names.at(last));
        body.push(format!(
            "foreign key ({here}) references {parent}({there}) on delete cascade{}",
            life(*it)
        ));
    }
    for index in table.indexes.iter().filter(|it| it.life.since <= newest) {
        body.push(format!(
            "{}{}",
            index_line(world, table, index, newest),
            life(index.life)
        ));
    }
    for line in body {
        writeln!(text, "        {line},").unwrap();
    }
    *text += "    }\n";
}

fn written_type(line: &Line) -> String {
    let ty = line.ty.rust();
    let text = if line.nullable {
        format!("Option<{ty}>")
    } else {
        ty.to_owned()
    };
    let ty = if ty == "State" { " as TEXT" } else { "" };
    let default = line
        .default
        .as_ref()
        .map(|it| format!(" = {}", it.rust(line.ty)));
    format!("{text}{ty}{}", default.unwrap_or_default())
}

fn clauses(world: &World, table: usize, line: &Line, newest: i64) -> String {
    let mut text = String::new();
    let last = line.life.last(newest);
    if line.nocase {
        text += " collate nocase";
    }
    if line.unique {
        text += " unique";
    }
    if let Some(least) = line.least {
        let at = world.tables[table]
            .columns
            .iter()
            .find(|it| it.lines.iter().any(|it| std::ptr::eq(it, line)));
        write!(text, " check \"{} >= {least}\"", at.unwrap().names.at(last)).unwrap();
    }
    if let Some(it) = &line.references {
        let parent = &world.tables[it.to.0];
        let column = parent.columns[it.to.1].names.at(last);
        write!(
            text,
            " references {}({column}) {}",
            parent.names.at(last),
            it.action
        )
        .unwrap();
    }
    if let Some((sql, stored)) = &line.generated {
        let sql = world.text(sql, last, "");
        write!(
            text,
            " generated {sql:?} {}",
            if *stored { "stored" } else { "virtual" }
        )
        .unwrap();
    }
    if let Some(it) = &line.from {
        write!(text, " from {:?}", world.sql_of(table, it, last)).unwrap();
    }
    text
}

fn index_line(world: &World, table: &Table, index: &Index, newest: i64) -> String {
    let last = index.life.last(newest);
    let terms = index.terms.iter().map(|(sql, column, words)| match sql {
        Some(sql) => format!("{:?}{words}", world.text(sql, last, "")),
        None => format!("{}{words}", table.columns[*column].names.at(last)),
    });
    let terms: Vec<_> = terms.collect();
    let unique = if index.unique { "unique " } else { "" };
    let filter = index
        .filter
        .as_ref()
        .map(|it| format!(" where {:?}", world.text(it, last, "")));
    format!(
        "{unique}index {} ({}){}",
        index.name,
        terms.join(", "),
        filter.unwrap_or_default()
    )
}
