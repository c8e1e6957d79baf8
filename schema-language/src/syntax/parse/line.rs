//! The lines of a table: which kind comes next, and those that are neither columns nor indexes.

use syn::{Attribute, Token, parse::ParseStream};

use super::{
    ahead::{at_colon, has_shape},
    column,
    conflict::{constraint_name, on_conflict},
    index::{self, terms},
    lifetime::lifetimes,
    recover::{attributes, documentation_only, names},
    references::references,
    words::{
        at_name, between, choose, expect_word, first, identifier, next_word, string, take_word,
    },
};
use crate::{
    report::Ctxt,
    suggest,
    syntax::{Constraint, ConstraintKind, Spread, Table, TableOption},
};

/// The words that begin a line which is no column. A colon behind them makes them columns.
const WORDS: &[&str] = &[
    "primary key",
    "unique",
    "index",
    "foreign key",
    "check",
    "constraint",
    "strict",
    "without rowid",
];

/// Whether a column comes next, if only one without its colon.
fn at_column(input: ParseStream<'_>) -> bool {
    if !at_name(input) {
        return false;
    }
    if at_colon(input) || input.peek2(Token![as]) {
        return true;
    }
    let Some(word) = next_word(input).map(|word| word.to_string()) else {
        return true;
    };
    let known: Vec<&str> = WORDS.iter().map(|words| first(words)).collect();
    let meant = suggest::closest(&word, known.iter().copied());
    !known.contains(&word.as_str()) && !meant.is_some_and(|meant| has_shape(input, meant))
}

/// Refuses what is no column, where only columns may stand.
pub(super) fn column_only(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() || at_column(input) {
        return Ok(());
    }
    Err(input.error("a fragment holds columns only\nhelp: write this line in each table"))
}

/// Reads one line into the table.
pub(super) fn line(cx: &mut Ctxt, input: ParseStream<'_>, table: &mut Table) -> syn::Result<()> {
    let attributes = attributes(cx, input);
    if at_column(input) {
        let column = column::column(cx, input, attributes, &mut table.incomplete)?;
        table.columns.push(column);
        return Ok(());
    }
    if input.peek(Token![..]) {
        documentation_only(cx, &attributes, "a fragment's place of use");
        return spread(cx, input, table);
    }
    let begin = input.fork();
    let (word, _) = choose(cx, input, "line of a table", WORDS)?;
    let unique = word == "unique" && take_word(input, "index").is_some();
    if unique || word == "index" {
        let index = index::index(cx, input, (attributes, unique), &mut table.incomplete)?;
        table.indexes.push(index);
        return Ok(());
    }
    constraint_or_option(cx, input, table, (word, &begin, &attributes))
}

/// `..timestamps since 3`
fn spread(cx: &mut Ctxt, input: ParseStream<'_>, table: &mut Table) -> syn::Result<()> {
    let _: Token![..] = input.parse()?;
    let fragment = identifier(input, "a fragment, such as `..timestamps`")?;
    table.spreads.push(Spread {
        fragment,
        lifetime: lifetimes(cx, input)?,
        position: table.columns.len(),
    });
    Ok(())
}

fn constraint_or_option(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    table: &mut Table,
    (word, begin, attributes): (&str, ParseStream<'_>, &[Attribute]),
) -> syn::Result<()> {
    documentation_only(cx, attributes, "this line");
    if word == "strict" || word == "without" {
        if word == "without" {
            expect_word(input, "rowid")?;
        }
        table.options.push(TableOption {
            tokens: between(begin, input),
            strict: word == "strict",
            lifetime: lifetimes(cx, input)?,
        });
        return Ok(());
    }
    let (name, word) = if word == "constraint" {
        let name = constraint_name(input)?;
        let (word, _) = choose(cx, input, "constraint", CONSTRAINTS)?;
        (Some(name), word)
    } else {
        (None, word)
    };
    let kind = constraint(cx, input, word, &mut table.incomplete)?;
    let on_conflict = on_conflict(cx, input, word)?;
    table.constraints.push(Constraint {
        tokens: between(begin, input),
        name,
        on_conflict,
        kind,
        lifetime: lifetimes(cx, input)?,
    });
    Ok(())
}

/// What stands behind a key's column.
const TERM: &str = "clause of a key's column";

/// What can have a name of its own on a line.
const CONSTRAINTS: &[&str] = &["primary key", "unique", "foreign key", "check"];

fn constraint(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    word: &str,
    incomplete: &mut bool,
) -> syn::Result<ConstraintKind> {
    let mut columns = Vec::new();
    match word {
        "primary" => {
            expect_word(input, "key")?;
            let what = "the key's columns, such as `primary key (a, b)`";
            *incomplete |= !terms(cx, input, (what, TERM), &mut columns)?;
            Ok(ConstraintKind::PrimaryKey(columns))
        }
        "unique" => {
            let what = "the key's columns, such as `unique (a, b)`";
            *incomplete |= !terms(cx, input, (what, TERM), &mut columns)?;
            Ok(ConstraintKind::Unique(columns))
        }
        "foreign" => {
            expect_word(input, "key")?;
            let columns = names(
                cx,
                input,
                "the columns that refer, such as `foreign key (a) references t(b)`",
            )?;
            expect_word(input, "references")?;
            references(cx, input).map(|to| ConstraintKind::ForeignKey(columns, to))
        }
        _ => string(cx, input, "an SQL condition, such as `check \"n > 0\"`")
            .map(ConstraintKind::Check),
    }
}
