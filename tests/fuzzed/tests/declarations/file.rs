//! Files: made by plain SQL, and read by plain SQL.

use rusqlite::{Connection, types::ValueRef};

use super::{
    follow::Rows,
    plain,
    values::Value,
    world::{Kind, Object, World},
};

const WORDS: [&str; 3] = ["tea", "tea and milk", "emma"];

/// Makes a file of `version` with these rows.
pub fn make(connection: &Connection, world: &World, version: i64, rows: &Rows) {
    let mut sql = "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN;\n".to_owned();
    let mut add = |it: String| sql += &(it + ";\n");
    plain::tables(world, version).into_iter().for_each(&mut add);
    for (at, rows) in &rows.tables {
        for row in rows {
            let row: Vec<_> = row.iter().map(|(at, it)| (*at, it.clone())).collect();
            add(plain::insert(&world.tables[*at], &row, version));
        }
    }
    plain::objects(world, version)
        .into_iter()
        .for_each(&mut add);
    for (at, thing) in world
        .things
        .iter()
        .enumerate()
        .filter(|it| it.1.life.has(version))
    {
        let Object::Virtual(_, kind) = &thing.object else {
            continue;
        };
        let name = thing.names.at(version);
        if let Kind::External(_) = kind {
            add(format!(
                "INSERT INTO \"{name}\" (\"{name}\") VALUES ('rebuild')"
            ));
        }
        for (id, word) in rows.things.get(&at).into_iter().flatten() {
            add(match kind {
                Kind::Box => format!("INSERT INTO \"{name}\" VALUES ({id}, {word}, {word}.5)"),
                _ => format!(
                    "INSERT INTO \"{name}\" (rowid, body) VALUES ({id}, '{}')",
                    WORDS[*word as usize % 3]
                ),
            });
        }
    }
    plain::triggers(world, version)
        .into_iter()
        .for_each(&mut add);
    connection
        .execute_batch(&(sql.clone() + "COMMIT"))
        .unwrap_or_else(|it| panic!("{it}\n{sql}"));
    connection
        .pragma_update(None, "user_version", version)
        .unwrap();
    let faults = lines(connection, "PRAGMA foreign_key_check");
    assert!(
        faults.is_empty(),
        "the generator's own rows: {faults:?}\n{sql}"
    );
}

/// The rows of a query, each as one line, sorted; or its error.
pub fn lines(connection: &Connection, sql: &str) -> Vec<String> {
    let read = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare(sql)?;
        let count = statement.column_count();
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let values = (0..count).map(|at| row.get_ref(at).map(|it| value(it).sql()));
            let values: Result<Vec<_>, _> = values.collect();
            lines.push(values?.join(" | "));
        }
        lines.sort();
        Ok(lines)
    };
    read().unwrap_or_else(|it| vec![format!("{it} in {sql}")])
}

fn value(it: ValueRef<'_>) -> Value {
    match it {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Real(it) => Value::Real(it),
        ValueRef::Text(it) => Value::Text(String::from_utf8_lossy(it).into_owned()),
        ValueRef::Blob(it) => Value::Blob(it.to_vec()),
    }
}

/// All that a file of `version` holds.
pub fn contents(connection: &Connection, world: &World, version: i64) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |name: &str, sql: &str| {
        out.extend(
            lines(connection, sql)
                .into_iter()
                .map(|it| format!("{name}: {it}")),
        );
    };
    for (_, table) in world.alive(version) {
        let columns = table
            .alive(version)
            .map(|it| format!("\"{}\"", it.1.names.at(version)));
        let columns: Vec<_> = columns.collect();
        let name = table.names.at(version);
        add(
            &format!("{name}({})", columns.join(", ")),
            &format!("SELECT {} FROM \"{name}\"", columns.join(", ")),
        );
    }
    for thing in world.things.iter().filter(|it| it.life.has(version)) {
        let name = thing.names.at(version);
        let found =
            |word: &str| format!("SELECT rowid FROM \"{name}\" WHERE \"{name}\" MATCH '{word}'");
        match &thing.object {
            Object::View(_) => add(name, &format!("SELECT * FROM \"{name}\"")),
            Object::Virtual(_, Kind::Box) => add(name, &format!("SELECT * FROM \"{name}\"")),
            Object::Virtual(_, kind) => {
                add(name, &found("tea"));
                add(name, &found("emma"));
                if *kind == Kind::Own {
                    add(name, &format!("SELECT rowid, body FROM \"{name}\""));
                }
            }
            Object::Trigger(..) => {}
        }
    }
    out
}

/// The catalogue by names, columns and conditions; the order of columns doesn't count.
pub fn catalogue(connection: &Connection) -> Vec<String> {
    let mut out = lines(
        connection,
        "SELECT type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
    );
    let each = |pragma: &str, columns: &str| {
        format!(
            "SELECT s.name, {columns} FROM sqlite_schema AS s, {pragma} AS p
             WHERE s.type = 'table' AND s.sql NOT LIKE 'CREATE VIRTUAL%' AND s.name <> 'sqlite_sequence'"
        )
    };
    out.extend(lines(
        connection,
        &each(
            "pragma_table_xinfo(s.name)",
            "'column', p.name, p.type, p.\"notnull\", p.dflt_value, p.pk, p.hidden",
        ),
    ));
    out.extend(lines(
        connection,
        &each(
            "pragma_foreign_key_list(s.name)",
            "'foreign key', p.seq, p.\"table\", p.\"from\", p.\"to\", p.on_update, p.on_delete",
        ),
    ));
    out.extend(lines(connection, &each(
        "pragma_index_list(s.name)",
        "'index', p.\"unique\", p.origin, p.partial, (SELECT group_concat(coalesce(x.name, '') || x.desc || upper(x.coll))
         FROM pragma_index_xinfo(p.name) AS x WHERE x.key)",
    )));
    out.extend(lines(
        connection,
        "SELECT 'table', name, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name <> 'sqlite_sequence'",
    ));
    for line in lines(
        connection,
        "SELECT name || ' ' || sql FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'",
    ) {
        let plain: String = line
            .chars()
            .filter(|it| !it.is_whitespace() && *it != '"')
            .collect::<String>()
            .to_uppercase();
        let name = line.split(' ').next().unwrap_or_default();
        let mut clauses: Vec<_> = plain
            .match_indices("CHECK(")
            .map(|(at, _)| balanced(&plain[at..]))
            .collect();
        clauses.extend(
            plain
                .match_indices("ALWAYSAS(")
                .map(|(at, _)| balanced(&plain[at..])),
        );
        clauses.extend(plain.match_indices("COLLATENOCASE").map(|it| it.1));
        clauses.extend(plain.match_indices("AUTOINCREMENT").map(|it| it.1));
        clauses.sort_unstable();
        out.push(format!("clauses of {name}: {clauses:?}"));
    }
    out
}

/// The text up to the bracket that closes the first one.
fn balanced(text: &str) -> &str {
    let mut depth = 0;
    let end = text.find(|it| {
        depth += i32::from(it == '(') - i32::from(it == ')');
        it == ')' && depth == 0
    });
    &text[..=end.unwrap_or(text.len() - 1)]
}

/// What is wrong with a file of `version` in SQLite's eyes, or can't be read as its declared types.
pub fn faults(connection: &Connection, world: &World, version: i64) -> Vec<String> {
    let mut out = lines(connection, "PRAGMA foreign_key_check");
    let whole = lines(connection, "PRAGMA integrity_check");
    out.extend(whole.into_iter().filter(|it| it != "'ok'"));
    for thing in world.things.iter().filter(|it| it.life.has(version)) {
        let name = thing.names.at(version);
        let check = match &thing.object {
            Object::Virtual(_, Kind::External(_)) => {
                format!("(\"{name}\", rank) VALUES ('integrity-check', 1)")
            }
            Object::Virtual(_, Kind::Own | Kind::Contentless) => {
                format!("(\"{name}\") VALUES ('integrity-check')")
            }
            _ => continue,
        };
        let done = connection.execute(&format!("INSERT INTO \"{name}\" {check}"), []);
        out.extend(done.err().map(|it| format!("{name}: {it}")));
    }
    for (_, table) in world.alive(version) {
        for (_, column, line) in table.alive(version) {
            let (name, column) = (table.names.at(version), column.names.at(version));
            let mut statement = connection
                .prepare(&format!("SELECT \"{column}\" FROM \"{name}\""))
                .unwrap();
            let values = statement
                .query_map([], |row| row.get_ref(0).map(value))
                .unwrap();
            for value in values.map(Result::unwrap) {
                if !(line.ty.decodes(&value) || line.nullable && value == Value::Null) {
                    out.push(format!(
                        "{name}.{column} is {value:?}, which is no {}",
                        line.ty.rust()
                    ));
                }
            }
        }
    }
    out
}
