//! SQL in strings, as far as it can be judged without SQLite.

use schema_core::sql::{Token, TokenKind, tokens};
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
    let legacy = syntax.history.legacy.iter();
    all.extend(legacy.filter_map(|it| Some((it.version_from.as_ref()?, Kind::Query))));
    let virtual_tables = syntax.virtual_tables.iter();
    all.extend(virtual_tables.filter_map(|it| Some((it.from.as_ref()?, Kind::Query))));
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
pub(super) fn steps<'a>(lowered: &Lowered<'a>) -> impl Iterator<Item = &'a LitStr> {
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
pub(crate) fn shown(text: &str, at: usize) -> String {
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
    // What a module makes of its arguments is its own affair.
    let texts = texts(lowered).into_iter();
    for (sql, _) in texts.filter(|(_, kind)| *kind != Kind::Module) {
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
