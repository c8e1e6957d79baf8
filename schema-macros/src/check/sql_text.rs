//! SQL in strings, as far as it can be judged without SQLite.

use schema_runtime::sql::{Token, TokenKind, tokens};
use syn::LitStr;

use crate::{
    lower::Lowered,
    report::Ctxt,
    syntax::{ActionKind, ClauseKind, Column, ConstraintKind, Name},
};

/// What a piece of SQL is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Expression,
    Query,
    Statements,
    Module,
}

/// Those of `names` that an expression uses as columns, in the order of the expression.
pub(super) fn columns_in<'a>(
    sql: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Vec<String> {
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    let mut found: Vec<String> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1);
        let before = at.checked_sub(1).and_then(|it| tokens.get(it));
        let called = next.is_some_and(|it| it.is_symbol("(") || it.is_symbol("."));
        let named = before.is_some_and(|it| it.is_word("as") || it.is_word("collate"));
        // A rowid goes by these names too, unless a column has them.
        let rowid = ["rowid", "oid", "_rowid_"].iter().any(|it| token.names(it));
        if called || named || rowid {
            continue;
        }
        let mut names = names.clone();
        if let Some(name) = names.find(|it| token.names(it))
            && !found.iter().any(|it| it.eq_ignore_ascii_case(name))
        {
            found.push(name.to_owned());
        }
    }
    found
}

/// Every piece of SQL that is written somewhere.
fn texts<'a>(lowered: &Lowered<'a>) -> Vec<(&'a LitStr, Kind)> {
    let syntax = lowered.syntax;
    let mut all = Vec::new();
    let fragments = syntax.fragments.iter().flat_map(|it| &it.columns);
    fragments.for_each(|it| column_texts(it, &mut all));
    for table in &syntax.tables {
        table
            .columns
            .iter()
            .for_each(|it| column_texts(it, &mut all));
        for line in &table.constraints {
            if let ConstraintKind::Check(sql) = &line.kind {
                all.push((sql, Kind::Expression));
            }
        }
        for index in &table.indexes {
            all.extend(index.filter.iter().map(|it| (it, Kind::Expression)));
            all.extend(index.terms.iter().filter_map(|it| match &it.term {
                Name::Literal(sql) => Some((sql, Kind::Expression)),
                Name::Ident(_) => None,
            }));
        }
    }
    all.extend(syntax.views.iter().map(|it| (&it.query, Kind::Query)));
    let virtual_tables = syntax.virtual_tables.iter();
    all.extend(virtual_tables.map(|it| (&it.using, Kind::Module)));
    for trigger in &syntax.triggers {
        all.extend(trigger.when.iter().map(|it| (it, Kind::Expression)));
        all.push((&trigger.body, Kind::Statements));
    }
    all.extend(steps(lowered).map(|it| (it, Kind::Statements)));
    all
}

fn column_texts<'a>(column: &'a Column, all: &mut Vec<(&'a LitStr, Kind)>) {
    if let Some(syn::Expr::Call(call)) = &column.default
        && let Some(syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(sql),
            ..
        })) = call.args.first()
    {
        all.push((sql, Kind::Expression));
    }
    all.extend(column.clauses.iter().filter_map(|it| match &it.kind {
        ClauseKind::Check(sql)
        | ClauseKind::From(sql)
        | ClauseKind::Generated {
            expression: sql, ..
        } => Some((sql, Kind::Expression)),
        _ => None,
    }));
}

/// The texts of the versions' `sql`.
fn steps<'a>(lowered: &Lowered<'a>) -> impl Iterator<Item = &'a LitStr> {
    let versions = lowered.syntax.history.versions.iter();
    let actions = versions.flat_map(|it| &it.actions);
    actions.filter_map(|it| match &it.kind {
        ActionKind::Sql(sql) => Some(sql),
        _ => None,
    })
}

// SQL has something to say:
//
//     check "",
pub(super) fn check_sql_empty(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for (sql, kind) in texts(lowered) {
        let text = sql.value();
        if tokens(&text).all(|it| it.is_symbol(";")) {
            let what = match kind {
                Kind::Expression => "an SQL expression, such as `\"n > 0\"`",
                Kind::Query => "a query, such as `\"SELECT …\"`",
                Kind::Statements => "an SQL statement, such as `\"UPDATE …\"`",
                Kind::Module => "a module, such as `\"fts5(body)\"`",
            };
            cx.error(sql, format_args!("the string is empty\nhelp: write {what}"));
        }
    }
}

// Quotes and parentheses come in pairs, and nothing is left open:
//
//     check "length(title > 0",
pub(super) fn check_sql_balanced(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for (sql, _) in texts(lowered) {
        if let Some(message) = unbalanced(&sql.value()) {
            cx.error(sql, message);
        }
    }
}

fn unbalanced(text: &str) -> Option<String> {
    let mut open: Vec<Token<'_>> = Vec::new();
    for token in tokens(text) {
        if token.kind == TokenKind::Illegal {
            return Some(illegal(text, &token));
        }
        if token.is_symbol("(") {
            open.push(token);
        } else if token.is_symbol(")") && open.pop().is_none() {
            let place = shown(text, token.start);
            return Some(format!(
                "a `)` closes nothing{place}\nhelp: remove it, or write its `(`"
            ));
        }
    }
    let last = open.last()?;
    let place = shown(text, last.start);
    Some(format!("a `(` is never closed{place}\nhelp: write its `)`"))
}

fn illegal(text: &str, token: &Token<'_>) -> String {
    let place = shown(text, token.start);
    let first = token.text.chars().next().unwrap_or_default();
    match first {
        '\0' => format!("SQLite reads SQL only up to `\\0`{place}\nhelp: remove it"),
        '\'' | '"' | '`' => {
            format!("a `{first}` is never closed{place}\nhelp: write the second `{first}`")
        }
        '[' => format!("a `[` is never closed{place}\nhelp: write its `]`"),
        'x' | 'X' => format!("a blob is never closed{place}\nhelp: write the second `'`"),
        _ => format!("SQL has no `{first}`{place}\nhelp: remove it"),
    }
}

/// The line of the SQL with a caret below the place.
fn shown(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let line = text.get(start..).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let indent: String = before
        .get(start..)
        .unwrap_or_default()
        .chars()
        .map(|it| if it == '\t' { '\t' } else { ' ' })
        .collect();
    format!("\n    {line}\n    {indent}^")
}

// One expression, or one query, stands alone:
//
//     view titles "SELECT title FROM book;";
pub(super) fn check_sql_semicolon(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for (sql, kind) in texts(lowered) {
        let text = sql.value();
        let semicolon = tokens(&text).find(|it| it.is_symbol(";"));
        let empty = tokens(&text).all(|it| it.is_symbol(";"));
        let Some(semicolon) = semicolon.filter(|_| kind != Kind::Statements && !empty) else {
            continue;
        };
        let what = match kind {
            Kind::Query => "a view has one query",
            Kind::Module => "a virtual table has one module",
            Kind::Expression | Kind::Statements => "this is one expression",
        };
        let place = shown(&text, semicolon.start);
        let last = tokens(&text)
            .last()
            .is_some_and(|it| it.start == semicolon.start);
        let help = if last {
            "remove the `;`"
        } else {
            "remove the `;` and what follows"
        };
        cx.error(sql, format_args!("{what}{place}\nhelp: {help}"));
    }
}

// Nobody binds values to the SQL of a schema:
//
//     check "n > ?1",
pub(super) fn check_sql_parameter(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for (sql, _) in texts(lowered) {
        let text = sql.value();
        if let Some(parameter) = tokens(&text).find(|it| it.kind == TokenKind::Parameter) {
            let (parameter, place) = (parameter.text, shown(&text, parameter.start));
            cx.error(
                sql,
                format_args!("nothing gives `{parameter}` a value{place}\nhelp: write the value"),
            );
        }
    }
}

// A step runs in the transaction of the whole run, which is not its to end:
//
//     version 2 { sql "DELETE FROM book; COMMIT"; }
pub(super) fn check_sql_step(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for sql in steps(lowered) {
        let text = sql.value();
        for first in statements(&text) {
            let word = first.text.to_ascii_uppercase();
            let (why, help) = match word.as_str() {
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
                    "move the data in a `run` step, or after the migration",
                ),
                "VACUUM" => (
                    "can't run in the transaction that all steps run in",
                    "run it after the migration",
                ),
                "ALTER" => (
                    "changes the schema behind its declaration",
                    "change the declaration; the statement follows from it",
                ),
                _ => continue,
            };
            let place = shown(&text, first.start);
            cx.error(sql, format_args!("`{word}` {why}{place}\nhelp: {help}"));
        }
    }
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
    }
}

// What a view shows is a query:
//
//     view titles "CREATE VIEW titles AS SELECT title FROM book";
pub(super) fn check_view_query(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    for view in &lowered.syntax.views {
        let text = view.query.value();
        let Some(first) = tokens(&text).next() else {
            continue;
        };
        let query = ["select", "with", "values"]
            .iter()
            .any(|it| first.is_word(it));
        if !query && first.kind != TokenKind::Illegal {
            let place = shown(&text, first.start);
            cx.error(
                &view.query,
                format_args!("a view shows a query{place}\nhelp: begin with `SELECT`"),
            );
        }
    }
}
