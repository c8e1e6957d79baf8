//! SQL statements: those of versions' steps, of triggers and of views.

use schema_core::{
    model::{Action, Constraint, OnConflict, Table},
    sql::{Token, TokenKind, tokens},
};

use super::sql_text::{shown, steps};
use crate::{
    lower::Lowered,
    report::Ctxt,
    syntax::{ActionKind, Trigger},
};

// A step runs in the transaction of the whole run, which is not its to end:
//
//     version 2 { sql "DELETE FROM book; COMMIT"; }
pub(super) fn check_sql_step(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for sql in steps(lowered) {
        let text = sql.value();
        for first in statements(&text) {
            let word = first.text.to_ascii_uppercase();
            if let Some(name) = dropped(&text, &first).filter(|it| is_declared(lowered, it)) {
                let place = shown(&text, first.start);
                cx.error(
                    sql,
                    format_args!(
                        "`DROP` takes away `{name}`, which is declared{place}\n\
                         help: end it where it is declared, with `until`; the statement follows from it"
                    ),
                );
                continue;
            }
            if let Some((why, help)) = out_of_place(&word) {
                let place = shown(&text, first.start);
                cx.error(sql, format_args!("`{word}` {why}{place}\nhelp: {help}"));
            }
        }
    }
}

/// Why a statement has no place in a step, and what to do instead.
fn out_of_place(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "BEGIN" | "COMMIT" | "END" | "ROLLBACK" | "SAVEPOINT" | "RELEASE" => (
            "would end or nest the transaction that all steps run in",
            "remove it",
        ),
        "PRAGMA" => (
            "would change the connection, or be forgotten with the transaction",
            "remove it, and set pragmas where the program opens the file",
        ),
        "ATTACH" | "DETACH" => (
            "needs another file, which a migration can't count on",
            "copy what is needed into this file after the migration",
        ),
        "VACUUM" => (
            "can't run in the transaction that all steps run in",
            "run it after the migration",
        ),
        "ALTER" => (
            "changes the schema behind its declaration",
            "change the declaration; the statement follows from it",
        ),
        _ => return None,
    })
}

/// What a statement drops: the last name before the next statement.
fn dropped(text: &str, first: &Token<'_>) -> Option<String> {
    let rest = text.get(first.start..).filter(|_| first.is_word("drop"))?;
    let statement = tokens(rest).take_while(|it| !it.is_symbol(";"));
    Some(statement.last()?.unquoted())
}

/// Whether any version has, or the one before a rename had, an object of this name.
fn is_declared(lowered: &Lowered<'_>, name: &str) -> bool {
    let model = &lowered.model;
    let tables = model.tables.iter().flat_map(|it| {
        let indexes = it.indexes.iter().map(|index| &index.item.name);
        indexes.chain([&it.name])
    });
    let actions = model.versions.iter().flat_map(|it| it.actions.iter());
    let renamed = actions.filter_map(|it| match it {
        Action::RenameTable { from, .. } => Some(from),
        _ => None,
    });
    let views = model.views.iter().map(|it| &it.item.name);
    let triggers = model.triggers.iter().map(|it| &it.item.name);
    let virtual_tables = model.virtual_tables.iter().map(|it| &it.item.name);
    let mut names = tables
        .chain(renamed)
        .chain(views)
        .chain(triggers)
        .chain(virtual_tables);
    names.any(|it| it.eq_ignore_ascii_case(name))
}

// A step drops no row that it doesn't speak of:
//
//     version 2 { sql "INSERT OR IGNORE INTO author SELECT name FROM book"; }
//
// Whoever means it says so: `sql "INSERT OR IGNORE …" ignoring conflicts;`
pub(super) fn check_sql_ignores(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let versions = lowered.syntax.history.versions.iter();
    for action in versions.flat_map(|it| &it.actions) {
        let ActionKind::Sql(sql) = &action.kind else {
            continue;
        };
        let text = sql.value();
        let ignored = ignored(&text);
        let silent = silent(lowered, &text);
        match &action.ignoring {
            None => {
                for (table, help) in silent {
                    cx.error(
                        sql,
                        format_args!(
                            "keys of `{table}` say `on conflict`, so this may pass over or delete rows silently\n\
                             help: write `{help}`; if every such row may go, write `ignoring conflicts` behind the text"
                        ),
                    );
                }
                for (at, help) in ignored {
                    let place = shown(&text, at);
                    cx.error(
                        sql,
                        format_args!(
                            "`OR IGNORE` passes over every row that breaks any rule, silently{place}\n\
                             help: {help}; if every such row may go, write `ignoring conflicts` behind the text"
                        ),
                    );
                }
            }
            Some(words) if ignored.is_empty() && silent.is_empty() => {
                cx.error(
                    words,
                    "nothing in this `sql` ignores conflicts\nhelp: remove `ignoring conflicts`",
                );
            }
            Some(_) => {}
        }
    }
}

/// The tables whose keys say that conflicts are silent and that the text writes to without saying what
/// becomes of them, and how each statement can say so.
fn silent(lowered: &Lowered<'_>, text: &str) -> Vec<(String, String)> {
    let all: Vec<Token<'_>> = tokens(text).collect();
    let verbs = all.iter().enumerate().filter_map(|(at, verb)| {
        let next = |ahead: usize| all.get(at + ahead);
        let (first, words) = if verb.is_word("update") {
            (1, "UPDATE OR ABORT")
        } else if verb.is_word("insert") && next(1).is_some_and(|it| it.is_word("into")) {
            (2, "INSERT OR ABORT INTO")
        } else {
            return None;
        };
        let is_qualified = next(first + 1).is_some_and(|it| it.is_symbol("."));
        let name = next(if is_qualified { first + 2 } else { first })?;
        let mut tables = lowered.model.tables.iter();
        let table = tables.find(|it| name.names(&it.name) && has_silent_key(it))?;
        Some((table.name.to_string(), format!("{words} {}", name.text)))
    });
    verbs.collect()
}

fn has_silent_key(table: &Table) -> bool {
    let clauses = table.constraints.iter().filter_map(|it| match &it.item {
        Constraint::PrimaryKey(key) => Some(key.on_conflict),
        Constraint::Unique(unique) => Some(unique.on_conflict),
        Constraint::ForeignKey(_) | Constraint::Check(_) => None,
    });
    let columns = table.columns.iter().map(|it| it.item.on_null);
    let mut all = clauses.chain(columns);
    all.any(|it| matches!(it, OnConflict::Ignore | OnConflict::Replace))
}

/// Where a text says `OR IGNORE`, and what can be said instead.
fn ignored(text: &str) -> Vec<(usize, &'static str)> {
    let all: Vec<Token<'_>> = tokens(text).collect();
    let places = all.windows(3).filter_map(|three| {
        let [verb, or, ignore] = three else {
            return None;
        };
        if !or.is_word("or") || !ignore.is_word("ignore") {
            None
        } else if verb.is_word("insert") {
            Some((
                or.start,
                "name the key that may be taken: `INSERT INTO … VALUES … ON CONFLICT (…) DO NOTHING`, \
                 and after a `SELECT` end that with `WHERE true`",
            ))
        } else if verb.is_word("update") {
            Some((or.start, "say with `WHERE` which rows are to change"))
        } else {
            None
        }
    });
    places.collect()
}

/// The first token of each statement; those within a trigger's body not among them.
fn statements(text: &str) -> Vec<Token<'_>> {
    let mut firsts = Vec::new();
    let mut fresh = true;
    let mut body: Option<usize> = None;
    let mut creating = false;
    let mut trigger = false;
    for token in tokens(text) {
        if let Some(depth) = &mut body {
            *depth += usize::from(token.is_word("case"));
            if token.is_word("end") {
                *depth -= 1;
                body = body.filter(|it| *it > 0);
            }
            continue;
        }
        if token.is_symbol(";") {
            (fresh, creating, trigger) = (true, false, false);
            continue;
        }
        if fresh {
            creating = token.is_word("create");
            firsts.push(token);
            fresh = false;
        }
        trigger |= creating && token.is_word("trigger");
        if trigger && token.is_word("begin") {
            body = Some(1);
        }
    }
    firsts
}

// What a trigger does is `INSERT`, `UPDATE`, `DELETE` or `SELECT`:
//
//     trigger log after insert on book "BEGIN DELETE FROM log; END";
pub(super) fn check_trigger_body(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for trigger in &lowered.syntax.triggers {
        let text = trigger.body.value();
        for first in statements(&text) {
            let word = first.text.to_ascii_uppercase();
            let help = match word.as_str() {
                "INSERT" | "REPLACE" | "UPDATE" | "DELETE" | "SELECT" => continue,
                "BEGIN" | "END" => "write only what stands between `BEGIN` and `END`",
                "WITH" => "write the common table expression as a subquery in `FROM`",
                _ => "write `INSERT`, `UPDATE`, `DELETE` or `SELECT`",
            };
            let place = shown(&text, first.start);
            cx.error(
                &trigger.body,
                format_args!("a trigger's statement can't be `{word}`{place}\nhelp: {help}"),
            );
            break;
        }
        report_default_values(cx, trigger, &text);
    }
}

/// SQLite's grammar has it everywhere but in triggers.
fn report_default_values(cx: &mut Ctxt, trigger: &Trigger, text: &str) {
    let all: Vec<Token<'_>> = tokens(text).collect();
    for three in all.windows(3) {
        if let [table, default, values] = three
            && default.is_word("default")
            && values.is_word("values")
        {
            let (table, place) = (table.text, shown(text, default.start));
            cx.error(
                &trigger.body,
                format_args!(
                    "a trigger can't insert `DEFAULT VALUES`{place}\n\
                     help: name a column and its value, as in `INSERT INTO {table} (…) VALUES (…)`"
                ),
            );
        }
    }
}

/// Whether a statement that begins like a query changes rows in the end.
fn writes(text: &str) -> bool {
    let words: Vec<Token<'_>> = tokens(text).collect();
    let mut depth = 0;
    words.windows(2).any(|pair| {
        let [it, next] = pair else { return false };
        depth += i32::from(it.is_symbol("(")) - i32::from(it.is_symbol(")"));
        let is_change = it.is_word("insert")
            || it.is_word("update")
            || it.is_word("delete")
            || (it.is_word("replace") && next.is_word("into"));
        depth == 0 && is_change && !next.is_symbol("(")
    })
}

// What a view shows is a query, and so is what gives a legacy file's version:
//
//     view titles "CREATE VIEW titles AS SELECT title FROM book";
pub(super) fn check_query(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let syntax = lowered.syntax;
    let views = syntax.views.iter().map(|it| (&it.query, "a view shows"));
    let legacy = syntax.history.legacy.iter();
    let legacy = legacy.filter_map(|it| it.version_from.as_ref());
    let legacy = legacy.map(|it| (it, "`version from` asks"));
    for (query, what) in views.chain(legacy) {
        let text = query.value();
        let Some(first) = tokens(&text).next() else {
            continue;
        };
        let is_query = ["select", "with", "values"]
            .iter()
            .any(|it| first.is_word(it));
        if (!is_query || writes(&text)) && first.kind != TokenKind::Illegal {
            let place = shown(&text, first.start);
            cx.error(
                query,
                format_args!("{what} a query{place}\nhelp: begin with `SELECT`"),
            );
        }
    }
}
