//! Stand-ins for what an application brings to SQLite itself, where it has not brought it.

use std::borrow::Cow;

use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
    types::{Value, ValueRef},
};

use schema_core::{
    model::{Action, Extern, Schema, VirtualTable},
    shape::mentions,
    sql::tokens,
};

use crate::engine::{data::Program, error::Result, guard::externs::is_registered};

/// Registers functions and collations that are missing; whether a function is among them.
pub(super) fn register(connection: &Connection, schema: &Schema) -> Result<bool> {
    let mut makes_up = false;
    for needed in schema.externs.iter() {
        if is_registered(connection, needed)? {
            continue;
        }
        match needed {
            Extern::Function { name, arguments } => {
                makes_up = true;
                let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
                let arguments = i32::from(*arguments);
                connection
                    .create_scalar_function(name.as_ref(), arguments, flags, |it| made_up(it))?;
            }
            Extern::Collation(name) => {
                connection
                    .create_collation(name.as_ref(), |one: &str, other: &str| one.cmp(other))?;
            }
            Extern::Module(_) | Extern::Tokenizer(_) => {}
        }
    }
    Ok(makes_up)
}

/// A value that is true, is not NULL, and differs where the first argument does.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the signature of a scalar function"
)]
fn made_up(context: &Context<'_>) -> rusqlite::Result<Value> {
    if context.is_empty() {
        return Ok(Value::Integer(1));
    }
    Ok(match context.get_raw(0) {
        ValueRef::Integer(number) if number != 0 => Value::Integer(number),
        ValueRef::Real(number) if number != 0.0 => Value::Real(number),
        ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => Value::Integer(1),
        ValueRef::Text(text) => Value::Text(format!("1{}", String::from_utf8_lossy(text))),
        ValueRef::Blob(bytes) => Value::Blob([b"1", bytes].concat()),
    })
}

/// What can be rehearsed of a schema, and what can't.
pub(super) struct Part<'a> {
    pub(super) schema: Cow<'a, Schema>,
    /// What is left out or stood in for, each in a few words.
    pub(super) unseen: Vec<String>,
}

/// Leaves out virtual tables of modules and tokenizers that are missing, and all that reads them.
pub(super) fn part<'a>(connection: &Connection, program: Program<'a>) -> Result<Part<'a>> {
    let schema = program.schema;
    let mut missing: Vec<&Extern> = Vec::new();
    for needed in schema.externs.iter() {
        if !is_registered(connection, needed)? {
            missing.push(needed);
        }
    }
    let mut unseen: Vec<String> = missing.iter().filter_map(|it| stood_in(it)).collect();
    missing.retain(|it| matches!(it, Extern::Module(_) | Extern::Tokenizer(_)));
    let mut part = Cow::Borrowed(schema);
    if !missing.is_empty() {
        leave_out(part.to_mut(), &missing, &mut unseen);
    }
    let steps = program.missing_steps();
    unseen.extend(steps.map(|(version, name)| format!("`run {name}` of version {version}")));
    Ok(Part {
        schema: part,
        unseen,
    })
}

fn stood_in(missing: &Extern) -> Option<String> {
    match missing {
        Extern::Function { name, .. } => Some(format!("what the function `{name}` computes")),
        Extern::Collation(name) => Some(format!("how the collation `{name}` sorts")),
        Extern::Module(_) | Extern::Tokenizer(_) => None,
    }
}

fn leave_out(schema: &mut Schema, missing: &[&Extern], unseen: &mut Vec<String>) {
    let mut gone: Vec<String> = Vec::new();
    schema.virtual_tables.to_mut().retain(|it| {
        let stays = !missing.iter().any(|missing| needs(&it.item, missing));
        if !stays {
            gone.push(it.item.name.to_string());
            unseen.push(format!("the virtual table `{}`", it.item.name));
        }
        stays
    });
    schema.externs.to_mut().retain(|it| !missing.contains(&it));
    leave_readers_out(schema, &mut gone, unseen);
}

/// Whether SQLite can't have the virtual table without this.
fn needs(table: &VirtualTable, missing: &Extern) -> bool {
    match missing {
        Extern::Module(name) => tokens(&table.using).next().is_some_and(|it| it.names(name)),
        Extern::Tokenizer(name) => table.is_cut_by(name),
        Extern::Function { .. } | Extern::Collation(_) => false,
    }
}

/// Leaves out what reads one of the names, views of views included.
fn leave_readers_out(schema: &mut Schema, gone: &mut Vec<String>, unseen: &mut Vec<String>) {
    loop {
        let known = gone.len();
        schema.views.to_mut().retain(|it| {
            let stays = !reads(&it.item.query, gone);
            if !stays {
                gone.push(it.item.name.to_string());
                unseen.push(format!("the view `{}`", it.item.name));
            }
            stays
        });
        if gone.len() == known {
            break;
        }
    }
    schema.triggers.to_mut().retain(|it| {
        let when = it.item.when.as_deref().unwrap_or_default();
        let on = gone
            .iter()
            .any(|name| name.eq_ignore_ascii_case(&it.item.table));
        let stays = !on && !reads(&it.item.body, gone) && !reads(when, gone);
        if !stays {
            unseen.push(format!("the trigger `{}`", it.item.name));
        }
        stays
    });
    for version in schema.versions.to_mut() {
        let number = version.number;
        version.actions.to_mut().retain(|action| {
            let stays = !matches!(action, Action::Sql(sql) if reads(sql, gone));
            if !stays {
                unseen.push(format!("a `sql` of version {number}"));
            }
            stays
        });
    }
}

fn reads(sql: &str, names: &[String]) -> bool {
    names.iter().any(|it| mentions(sql, it))
}
