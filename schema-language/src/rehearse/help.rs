//! What was probably meant, and what to do.

use std::{collections::BTreeSet, sync::Arc};

use rusqlite::Connection;
use schema_core::{
    model::VirtualTable,
    plan::Step,
    shape::{Shape, Table, Timeline},
    sql::tokens,
};

use super::{
    away,
    fault::Fault,
    refusal::{Missing, reason},
};
use crate::{lower::Lowered, suggest};

/// The lines below what SQLite says.
pub(super) fn help(
    lowered: &Lowered<'_>,
    shape: &Shape,
    (fault, step): (Option<&Fault>, Option<&Step>),
    error: &rusqlite::Error,
) -> String {
    let reason = reason(error);
    let line = match Missing::of(&reason) {
        Some(Missing::Column { table, name }) => {
            let tables = in_scope(shape, fault, table.as_deref());
            column(lowered, shape, &tables, &name).or_else(|| through_view(shape, fault?, &name))
        }
        Some(Missing::Table(name)) => Some(relation(lowered, shape, &name, step)),
        Some(Missing::Function(name)) => Some(function(&name)),
        Some(Missing::Tokenizer(name)) => Some(tokenizer(&name)),
        Some(Missing::Keyword(_)) if fault.is_some_and(Fault::is_at_end) => {
            other("incomplete input")
        }
        Some(Missing::Keyword(word)) => keyword(&word)
            .or_else(|| fault.and_then(|it| companion(it).or_else(|| word_before(it)))),
        None => rows(shape, step, &reason),
    };
    line.map_or_else(String::new, |line| format!("\n{line}"))
}

/// The tables of which a column can be meant.
fn in_scope<'a>(
    shape: &'a Shape,
    fault: Option<&Fault>,
    qualifier: Option<&str>,
) -> Vec<&'a Arc<Table>> {
    if let Some(table) = qualifier.and_then(|it| shape.table(it)) {
        return vec![table];
    }
    let Some(fault) = fault else {
        return Vec::new();
    };
    let own = fault.table.as_deref().and_then(|it| shape.table(it));
    let is_row = qualifier.is_some_and(|it| ["new", "old"].contains(&it));
    let named = |table: &&Arc<Table>| tokens(&fault.sql).any(|it| it.names(&table.name));
    let read = shape.tables.iter().filter(|it| !is_row && named(it));
    let read = read.filter(|it| own.is_none_or(|own| own.declared != it.declared));
    own.into_iter().chain(read).collect()
}

/// The column of one of the tables that was meant.
fn column(
    lowered: &Lowered<'_>,
    shape: &Shape,
    tables: &[&Arc<Table>],
    name: &str,
) -> Option<String> {
    let version = shape.version;
    let computed = tables.iter().find(|it| it.column(name).is_some());
    if let Some(table) = computed {
        return Some(format!(
            "note: `{name}` of `{}` is computed after the steps of version {version}\n\
             help: say at the column what it is to be, with `from`, or do this in version {}",
            table.name,
            version + 1
        ));
    }
    let timeline = Timeline::of(&lowered.model);
    let elsewhere = tables
        .iter()
        .find_map(|now| other_version(&timeline, now, shape, name));
    if elsewhere.is_some() {
        return elsewhere;
    }
    let names = |table: &Arc<Table>| -> Vec<String> {
        let lines = table.columns.iter();
        lines.map(|it| it.item.name.to_string()).collect()
    };
    let all: Vec<String> = tables.iter().flat_map(|it| names(it)).collect();
    if let Some(meant) = suggest::closest(name, all.iter().map(String::as_str)) {
        let owner = tables.iter().find(|it| it.column(meant).is_some())?;
        return Some(format!("help: `{}` has a column `{meant}`", owner.name));
    }
    let has = tables.iter().map(|table| {
        let columns = names(table).join("`, `");
        format!(
            "help: at version {version}, `{}` has `{columns}`",
            table.name
        )
    });
    let lines: Vec<String> = has.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether another version has the column, and what becomes of it.
fn other_version(timeline: &Timeline, now: &Table, shape: &Shape, name: &str) -> Option<String> {
    let version = shape.version;
    let table = &now.name;
    let having = timeline.shapes().iter().filter_map(|it| {
        let line = it.declared_table(now.declared)?.column(name)?;
        Some((it.version, line.identity))
    });
    let (mut first, mut last, mut identity) = (None, 0, 0);
    for (number, line) in having {
        first.get_or_insert(number);
        (last, identity) = (number, line);
    }
    let first = first?;
    if let Some(line) = now.column_by_identity(identity) {
        let is = &line.item.name;
        return Some(format!(
            "help: at version {version} this column of `{table}` is called `{is}`"
        ));
    }
    if first > version {
        return Some(format!(
            "note: `{table}` has this column from version {first} on\n\
             help: write what version {version} has, or do this in version {first}"
        ));
    }
    Some(format!(
        "note: `{table}` has this column up to version {last}\n\
         help: write what version {version} has, or do this before the column goes"
    ))
}

/// What to do about the column of a view that has another name at the version.
fn through_view(shape: &Shape, fault: &Fault, name: &str) -> Option<String> {
    let mut views = shape.views.iter().map(|it| &it.item.name);
    let view = views.find(|view| tokens(&fault.sql).any(|it| it.names(view)))?;
    Some(format!(
        "note: what view `{view}` shows is called as its query has it, which renames go through\n\
         help: give it one name for all versions in `{view}`, as in `SELECT … AS {name}`"
    ))
}

/// The table or view that was meant.
fn relation(lowered: &Lowered<'_>, shape: &Shape, name: &str, step: Option<&Step>) -> String {
    let version = shape.version;
    let timeline = Timeline::of(&lowered.model);
    let is_made = matches!(step, Some(Step::CreateView(_) | Step::CreateTrigger(_)));
    let before = timeline.at(version - 1);
    let shapes = [Some(shape), before].into_iter().flatten();
    let mut helps = shapes.filter_map(|it| away::help(it, name, version));
    if let Some(help) = helps.next().filter(|_| step.is_some() && !is_made) {
        return help;
    }
    let other = timeline.shapes().iter().find_map(|it| {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        let table = it.table(name).map(|table| table.declared);
        (table.is_some() || it.relation_names().any(is)).then_some((it.version, table))
    });
    let Some((first, declared)) = other else {
        return suggest::help(name, shape.relation_names());
    };
    match declared.and_then(|it| shape.declared_table(it)) {
        Some(table) => format!(
            "help: at version {version} this table is called `{}`",
            table.name
        ),
        None if first > version => format!(
            "note: `{name}` comes with version {first}\n\
             help: do this in version {first}, or read what version {version} has"
        ),
        None => format!(
            "note: version {version} does not have `{name}` any more\nhelp: do this before it goes"
        ),
    }
}

/// The function that was meant, or how to declare one of the application's own.
fn function(name: &str) -> String {
    let known = functions().unwrap_or_default();
    match suggest::closest(name, known.iter().map(String::as_str)) {
        Some(meant) => format!("help: did you mean `{meant}`?"),
        None => format!(
            "help: if the application brings it, declare it: `extern function {name}(1);`, with its number of arguments"
        ),
    }
}

/// The tokenizer that was meant, or how to declare one of the application's own.
fn tokenizer(name: &str) -> String {
    match suggest::closest(name, VirtualTable::TOKENIZERS) {
        Some(meant) => format!("help: did you mean `{meant}`?"),
        None => {
            format!("help: if the application brings it, declare it: `extern tokenizer {name};`")
        }
    }
}

/// The functions that SQLite has, but those with which extensions talk to themselves.
fn functions() -> rusqlite::Result<BTreeSet<String>> {
    let connection = Connection::open_in_memory()?;
    let sql = "SELECT name FROM pragma_function_list WHERE name GLOB '[a-z]*'";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([], |row| row.get(0))?;
    names.collect()
}

/// Words that join the parts of a statement.
const KEYWORDS: [&str; 36] = [
    "AND", "AS", "ASC", "BETWEEN", "BY", "CASE", "CAST", "COLLATE", "DELETE", "DESC", "DISTINCT",
    "ELSE", "END", "EXISTS", "FROM", "GROUP", "HAVING", "INSERT", "INTO", "JOIN", "LEFT", "LIKE",
    "LIMIT", "NOT", "NULL", "ORDER", "SELECT", "SET", "THEN", "UNION", "UPDATE", "USING", "VALUES",
    "WHEN", "WHERE", "WITH",
];

/// The word that was meant where the syntax ends.
fn keyword(word: &str) -> Option<String> {
    let is_other = |it: &&str| !it.eq_ignore_ascii_case(word);
    let meant = suggest::closest(word, KEYWORDS.into_iter().filter(is_other))?;
    Some(format!("help: did you mean `{meant}`?"))
}

/// Words that don't stand alone.
const COMPANIONS: [(&str, &str); 4] = [
    ("DELETE", "FROM"),
    ("GROUP", "BY"),
    ("INSERT", "INTO"),
    ("ORDER", "BY"),
];

/// The word that was left out behind another.
fn companion(fault: &Fault) -> Option<String> {
    let word = last_before(fault)?;
    let mut pairs = COMPANIONS.iter();
    let (first, second) = pairs.find(|(first, _)| first.eq_ignore_ascii_case(word))?;
    Some(format!("help: write `{second}` behind `{first}`"))
}

/// The last word before the place where the syntax ends.
fn last_before(fault: &Fault) -> Option<&str> {
    let at = fault.at?;
    let before = tokens(&fault.sql).take_while(|it| it.start < at);
    Some(before.last()?.text)
}

/// The word that was meant there: SQLite takes any word that is no keyword for a name.
fn word_before(fault: &Fault) -> Option<String> {
    let word = last_before(fault)?;
    let meant = suggest::closest_within(word, KEYWORDS, 1)?;
    let is_other = !meant.eq_ignore_ascii_case(word);
    is_other.then(|| format!("help: did you mean `{meant}` where `{word}` stands?"))
}

/// What to do about rows that break a rule.
fn rows(shape: &Shape, step: Option<&Step>, reason: &str) -> Option<String> {
    let Some((rule, place)) = reason.split_once(" constraint failed: ") else {
        return other(reason);
    };
    if matches!(step, Some(Step::Seed(_))) {
        return Some("help: give the seed values that the table takes".to_owned());
    }
    let place = place.split(", ").next().unwrap_or_default();
    let (table, column) = place.split_once('.').unwrap_or((place, "…"));
    let line = shape.table(table).and_then(|it| it.column(column));
    if let Some(from) = line.and_then(|it| it.item.from.as_ref()) {
        return Some(format!(
            "help: let `from` give every row a value that the table takes, as in `from \"coalesce({from}, …)\"`"
        ));
    }
    let step = match rule {
        "NOT NULL" => format!("UPDATE {table} SET {column} = … WHERE {column} IS NULL"),
        "UNIQUE" => format!("UPDATE {table} SET {column} = … WHERE …"),
        _ => "UPDATE … SET … WHERE …".to_owned(),
    };
    let version = shape.version;
    Some(format!(
        "note: rows like the two that the rehearsal puts into every table may stand in files\n\
         help: say in version {version} what becomes of them, as in `sql \"{step}\";`"
    ))
}

/// What FTS5 can be told.
const OPTIONS: [&str; 7] = [
    "columnsize",
    "content",
    "content_rowid",
    "contentless_delete",
    "detail",
    "prefix",
    "tokenize",
];

fn other(reason: &str) -> Option<String> {
    if let Some(option) = reason.strip_prefix("unrecognized option: ") {
        return Some(suggest::help(option.trim_matches('"'), OPTIONS));
    }
    let help = if let Some(name) = reason.strip_prefix("ambiguous column name: ") {
        format!("write its table before it, as in `book.{name}`")
    } else if reason.starts_with("cannot store ") {
        "convert the value, as in `CAST(… AS INTEGER)`".to_owned()
    } else if reason.contains(" values were supplied") || reason.contains(" values for ") {
        "name the columns, and give each a value".to_owned()
    } else if reason.ends_with(" already exists") {
        "remove what makes it before, such as a version's `sql`".to_owned()
    } else if reason.starts_with("ON CONFLICT clause does not match") {
        "indexes that a version brings to tables with rows are made after its steps: \
         write `INSERT … SELECT … WHERE NOT EXISTS (SELECT 1 …)`, or bring the index a version earlier"
            .to_owned()
    } else if reason == "incomplete input" {
        "the SQL ends too early: write the rest".to_owned()
    } else {
        return None;
    };
    Some(format!("help: {help}"))
}
