//! The rehearsal: the history is run on SQLite, and what SQLite refuses is shown where it was asked for.

use std::panic::{self, AssertUnwindSafe};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use schema_runtime::{
    engine::{self, Error, Refused, Rehearsal},
    found::Difference,
    plan::Step,
    sql::tokens,
};

use crate::{lower::Lowered, report::Ctxt, syntax::ActionKind};

/// Runs the history of a schema without errors, and reports what doesn't work; what it has seen.
pub(crate) fn rehearse(cx: &mut Ctxt, lowered: &Lowered<'_>) -> Option<Rehearsal> {
    // The one call that leaves our code: a panic in somebody's editor would be two bugs.
    match panic::catch_unwind(AssertUnwindSafe(|| engine::rehearse(&lowered.model))) {
        Ok(Ok(rehearsal)) => Some(rehearsal),
        Ok(Err(refused)) => {
            cx.error(blame(lowered, &refused), message(&refused));
            None
        }
        Err(_) => {
            cx.error(
                &lowered.syntax.name,
                "the rehearsal panicked; this is a bug in `rusqlite-schema`\n\
                 help: report it, and switch off the feature `rehearsal` meanwhile",
            );
            None
        }
    }
}

fn message(refused: &Refused) -> String {
    let version = refused.version;
    match refused.error.as_ref() {
        Error::Step { sql, source, .. } => {
            let shown = with_caret(sql, source);
            let reason = reason(source);
            format!("SQLite refuses version {version}: {reason}\nnote: while running\n{shown}")
        }
        Error::Mismatch { differences, .. } => format!(
            "version {version} does not come out as it is declared\n{}\n\
             note: this is what SQLite made of it; if the declaration is sound, this is a bug in `rusqlite-schema`",
            lines(differences),
        ),
        Error::Broken { name, source, .. } => {
            format!(
                "{name} does not work at version {version}: {}",
                reason(source)
            )
        }
        Error::ForeignKeys { violations, .. } => format!(
            "version {version} leaves rows without a parent\n{}\nhelp: mend them in the version, with `sql \"…\";`",
            lines(violations),
        ),
        error => format!("version {version} can't be reached: {error}"),
    }
}

fn lines<T: std::fmt::Display>(items: &[T]) -> String {
    items
        .iter()
        .map(|it| format!("note: {it}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What SQLite says, without the statement that rusqlite repeats.
fn reason(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. }
        | rusqlite::Error::SqliteFailure(_, Some(msg)) => msg.clone(),
        error => error.to_string(),
    }
}

/// The byte of the statement that SQLite objects to.
fn offset(error: &rusqlite::Error) -> Option<usize> {
    match error {
        rusqlite::Error::SqlInputError { offset, .. } => usize::try_from(*offset).ok(),
        _ => None,
    }
}

/// The statement, with a caret under the place that SQLite objects to.
fn with_caret(sql: &str, error: &rusqlite::Error) -> String {
    let Some((before, after)) = offset(error).and_then(|offset| sql.split_at_checked(offset))
    else {
        return sql.to_owned();
    };
    let column = before
        .lines()
        .last()
        .filter(|_| !before.ends_with('\n'))
        .unwrap_or_default();
    let (line, rest) = after.split_once('\n').unwrap_or((after, ""));
    let caret = " ".repeat(column.chars().count());
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("\n{rest}")
    };
    format!("{before}{line}\n{caret}^{rest}")
}

/// The tokens that asked for what was refused: the column, else the clause, else the table, else
/// the version.
fn blame(lowered: &Lowered<'_>, refused: &Refused) -> TokenStream {
    let step = refused.step.as_deref();
    let step = step
        .and_then(|step| column_at(lowered, refused, step).or_else(|| blame_step(lowered, step)));
    let difference = match refused.error.as_ref() {
        Error::Mismatch { differences, .. } => differences.first(),
        _ => None,
    };
    let named = match refused.error.as_ref() {
        Error::Broken { name, .. } => name
            .split('`')
            .nth(1)
            .and_then(|name| object(lowered, name)),
        Error::ForeignKeys { violations, .. } => {
            violations.first().and_then(|it| object(lowered, &it.table))
        }
        Error::RowsLost { table, .. } => object(lowered, table),
        _ => None,
    };
    step.or_else(|| difference.and_then(|it| blame_difference(lowered, it)))
        .or(named)
        .or_else(|| version(lowered, refused.version))
        .unwrap_or_else(|| lowered.syntax.name.to_token_stream())
}

/// The column on whose line of a `CREATE TABLE` SQLite stopped.
fn column_at(lowered: &Lowered<'_>, refused: &Refused, step: &Step) -> Option<TokenStream> {
    let (Step::CreateTable { table, .. }, Error::Step { sql, source, .. }) =
        (step, refused.error.as_ref())
    else {
        return None;
    };
    let (before, _) = sql.split_at_checked(offset(source)?)?;
    let first = before.lines().last().and_then(|line| tokens(line).next())?;
    let line = table.column(&first.unquoted())?.declared;
    Some(
        lowered
            .tables
            .get(table.declared)?
            .columns
            .get(line)?
            .line
            .name
            .to_token_stream(),
    )
}

fn blame_step(lowered: &Lowered<'_>, step: &Step) -> Option<TokenStream> {
    match step {
        Step::AddColumn { table, column } => {
            let line = table.column(&column.name)?.declared;
            let origin = lowered.tables.get(table.declared)?.columns.get(line)?;
            Some(origin.line.name.to_token_stream())
        }
        Step::CreateTable { table, .. } => table_name(lowered, table.declared),
        Step::CreateIndex { index, .. } => object(lowered, &index.name),
        Step::CopyRows(copy) => object(lowered, &copy.from),
        Step::CreateView(view) => object(lowered, &view.name),
        Step::CreateTrigger(trigger) => object(lowered, &trigger.name),
        Step::CreateVirtualTable(table) => object(lowered, &table.name),
        Step::FillFullText(name) | Step::DropTable(name) | Step::DropIndex(name) => {
            object(lowered, name)
        }
        Step::DropColumn { table, .. } => object(lowered, table),
        Step::Seed(seed) => {
            let position = lowered
                .model
                .seeds
                .iter()
                .position(|it| it.item.values == seed.values)?;
            Some(lowered.seeds.get(position)?.table.to_token_stream())
        }
        Step::Sql(sql) => {
            let mut actions = lowered.versions.iter().flat_map(|it| &it.actions);
            let action =
                actions.find(|it| matches!(&it.kind, ActionKind::Sql(own) if own.value() == *sql));
            action.map(|it| it.tokens.clone())
        }
        _ => None,
    }
}

fn blame_difference(lowered: &Lowered<'_>, difference: &Difference) -> Option<TokenStream> {
    let part = difference.part.as_deref();
    let table = lowered
        .model
        .tables
        .iter()
        .position(|it| it.name == difference.object.as_str());
    let line = table.zip(part).and_then(|(table, part)| {
        let columns = &lowered.model.tables.get(table)?.columns;
        let line = columns.iter().position(|it| it.item.name == part)?;
        Some(
            lowered
                .tables
                .get(table)?
                .columns
                .get(line)?
                .line
                .name
                .to_token_stream(),
        )
    });
    line.or_else(|| object(lowered, part?))
        .or_else(|| object(lowered, &difference.object))
}

/// The name of the object that is called so in the last version that has it.
fn object(lowered: &Lowered<'_>, name: &str) -> Option<TokenStream> {
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    let model = &lowered.model;
    if let Some(table) = model.tables.iter().position(|it| is(&it.name)) {
        return table_name(lowered, table);
    }
    for (table, origin) in model.tables.iter().zip(&lowered.tables) {
        if let Some(index) = table.indexes.iter().position(|it| is(&it.item.name)) {
            return origin
                .indexes
                .get(index)
                .map(|it| it.name.to_token_stream());
        }
    }
    let view = model.views.iter().position(|it| is(&it.item.name));
    let view = view
        .and_then(|at| lowered.views.get(at))
        .map(|it| it.query.to_token_stream());
    let trigger = model.triggers.iter().position(|it| is(&it.item.name));
    let trigger = trigger
        .and_then(|at| lowered.triggers.get(at))
        .map(|it| it.body.to_token_stream());
    let virtual_table = model.virtual_tables.iter().position(|it| is(&it.item.name));
    let virtual_table = virtual_table.and_then(|at| lowered.virtual_tables.get(at));
    view.or(trigger)
        .or_else(|| virtual_table.map(|it| it.using.to_token_stream()))
}

fn table_name(lowered: &Lowered<'_>, table: usize) -> Option<TokenStream> {
    Some(lowered.tables.get(table)?.syntax.name.to_token_stream())
}

/// The words `version 3`, or `legacy` for version 0.
fn version(lowered: &Lowered<'_>, number: i64) -> Option<TokenStream> {
    if number == 0 {
        return lowered
            .syntax
            .history
            .legacy
            .as_ref()
            .map(|it| it.keyword.to_token_stream());
    }
    let position = lowered
        .model
        .versions
        .iter()
        .position(|it| it.number == number)?;
    let syntax = lowered.versions.get(position)?;
    let (keyword, number) = (&syntax.keyword, &syntax.number);
    Some(quote!(#keyword #number))
}
