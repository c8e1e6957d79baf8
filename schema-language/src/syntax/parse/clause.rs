//! What follows a column's type.

use std::mem::discriminant;

use syn::{parse::ParseStream, token};

use super::{
    ahead::at_line_end,
    conflict::{constraint_name, on_conflict},
    lifetime::{bound, twice},
    recover::skip_until,
    references::references,
    value::value,
    words::{
        at_punct, at_word, between, choose, expect_word, first, name, next_word, string,
        take_punct, take_word,
    },
};
use crate::{
    report::Ctxt,
    syntax::{Clause, ClauseKind, Column, Name, TypeOverride},
};

const CLAUSES: &[&str] = &[
    "primary key",
    "unique",
    "references",
    "check",
    "checked",
    "constraint",
    "not null",
    "collate",
    "generated",
    "from",
    "since",
    "until",
];

/// Reads the declared type, the default and the clauses. Returns whether all of it was read.
pub(super) fn clauses(cx: &mut Ctxt, input: ParseStream<'_>, column: &mut Column) -> bool {
    let mut complete = true;
    while !at_line_end(input) {
        let start = input.cursor();
        if let Err(error) = part(cx, input, column) {
            cx.push(error);
            complete = false;
            skip_until(input, start, at_line_end, starts_here);
        }
    }
    complete
}

/// Whether a clause begins here.
fn starts_here(input: ParseStream<'_>) -> bool {
    CLAUSES.iter().any(|words| at_word(input, first(words)))
}

fn part(cx: &mut Ctxt, input: ParseStream<'_>, column: &mut Column) -> syn::Result<()> {
    if at_punct(input, '=') {
        return default(cx, input, column);
    }
    if at_word(input, "as") {
        return declared_type(cx, input, column);
    }
    if let Some(help) = foreign_word(input) {
        return Err(input.error(help));
    }
    let begin = input.fork();
    let (word, written) = choose(cx, input, "clause", CLAUSES)?;
    if word == "since" || word == "until" {
        return bound(cx, input, (word, &written), &mut column.lifetime);
    }
    let (name, word) = if word == "constraint" {
        let name = constraint_name(input)?;
        let (word, _) = choose(cx, input, "constraint", NAMED)?;
        (Some(name), word)
    } else {
        (None, word)
    };
    let mut kind = clause(cx, input, word)?;
    let on_conflict = on_conflict(cx, input, word)?;
    if let ClauseKind::PrimaryKey { autoincrement, .. } = &mut kind {
        *autoincrement = take_word(input, "autoincrement").is_some();
    }
    let tokens = between(&begin, input);
    let same = |it: &&Clause| discriminant(&it.kind) == discriminant(&kind);
    match column.clauses.iter().find(same) {
        Some(first) => twice(cx, tokens, whole(word), &first.tokens),
        None => column.clauses.push(Clause {
            tokens,
            name,
            on_conflict,
            kind,
        }),
    }
    Ok(())
}

/// What can have a name of its own at a column.
const NAMED: &[&str] = &["primary key", "unique", "references", "check", "not null"];

/// All words of a clause, by the first.
fn whole(word: &str) -> &str {
    let found = CLAUSES.iter().find(|words| first(words) == word);
    found.copied().unwrap_or(word)
}

/// `= 0`, `= sql("unixepoch()")`
fn default(cx: &mut Ctxt, input: ParseStream<'_>, column: &mut Column) -> syn::Result<()> {
    let begin = input.fork();
    take_punct(input, '=');
    let value = value(input, |input| at_line_end(input) || starts_here(input))?;
    let tokens = between(&begin, input);
    if has_clauses(column) {
        cx.error(
            &tokens,
            "a default stands before the clauses\nhelp: move it behind the type",
        );
    }
    match &column.default {
        Some(first) => twice(cx, tokens, "=", first),
        None => column.default = Some(value),
    }
    Ok(())
}

/// `as TEXT`, `as "VARCHAR(40)"`
fn declared_type(cx: &mut Ctxt, input: ParseStream<'_>, column: &mut Column) -> syn::Result<()> {
    let begin = input.fork();
    take_word(input, "as");
    let read = match name(
        input,
        "a declared type, such as `TEXT` or `\"VARCHAR(40)\"`",
    )? {
        Name::Ident(word) => TypeOverride::Word(word),
        Name::Literal(text) => TypeOverride::Literal(text),
    };
    if input.peek(token::Paren) {
        let message = "a declared type is one word or a string\nhelp: write it in quotes";
        return Err(input.error(message));
    }
    let tokens = between(&begin, input);
    if column.default.is_some() || has_clauses(column) {
        cx.error(
            &tokens,
            "a declared type stands before the default and the clauses\n\
             help: move it behind the type",
        );
    }
    match &column.sql_type {
        Some(_) => {
            cx.error(tokens, "`as` is given twice\nhelp: keep one of them");
        }
        None => column.sql_type = Some(read),
    }
    Ok(())
}

fn has_clauses(column: &Column) -> bool {
    let lifetime = &column.lifetime;
    !column.clauses.is_empty() || lifetime.since.is_some() || lifetime.until.is_some()
}

/// What to say where SQL has a word for what Rust's type or `=` says here.
fn foreign_word(input: ParseStream<'_>) -> Option<&'static str> {
    Some(
        match next_word(input)?.to_string().to_lowercase().as_str() {
            "null" => {
                "the type says whether a column is nullable\n\
             help: write `Option<…>` for what may be NULL"
            }
            "default" => "a default is written with `=`\nhelp: write `= value` behind the type",
            "autoincrement" => {
                "`autoincrement` belongs to a key\nhelp: write `primary key autoincrement`"
            }
            _ => return None,
        },
    )
}

fn clause(cx: &mut Ctxt, input: ParseStream<'_>, word: &str) -> syn::Result<ClauseKind> {
    Ok(match word {
        "primary" => {
            expect_word(input, "key")?;
            take_word(input, "asc");
            ClauseKind::PrimaryKey {
                descending: take_word(input, "desc").is_some(),
                autoincrement: false,
            }
        }
        "not" => {
            expect_word(input, "null")?;
            ClauseKind::NotNull
        }
        "unique" => ClauseKind::Unique,
        "references" => ClauseKind::References(references(cx, input)?),
        "collate" => ClauseKind::Collate(name(input, "a collating sequence, such as `nocase`")?),
        "check" => {
            let what = "an SQL condition, such as `check \"n > 0\"`";
            ClauseKind::Check(string(cx, input, what)?)
        }
        "checked" => ClauseKind::Checked,
        "from" => {
            let what = "an SQL expression, such as `from \"coalesce(n, 0)\"`";
            ClauseKind::From(string(cx, input, what)?)
        }
        _ => {
            let what = "an SQL expression, such as `generated \"a + b\" stored`";
            let expression = string(cx, input, what)?;
            let stored = take_word(input, "stored").is_some();
            if !stored {
                take_word(input, "virtual");
            }
            ClauseKind::Generated { expression, stored }
        }
    })
}
