//! `table db_{otype} for otype in WSTORE_OTYPES as WaveObject since 2, strict { … }`

use syn::{Attribute, parse::ParseStream, token};

use super::{
    ahead::{at_item, at_line},
    lifetime::{bound, twice},
    line,
    recover::{comma_separated, skip_until},
    template::name_before_body,
    words::{at_one_of, at_punct, between, braces, choose, expect_word, identifier, take_punct},
};
use crate::{
    report::Ctxt,
    syntax::{Lifetime, Table, TableOption},
};

const HEADER: &[&str] = &[
    "as",
    "for",
    "since",
    "until",
    "strict",
    "without rowid",
    "unrehearsed",
];

/// Reads what follows the word `table`.
pub(super) fn table(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    attributes: Vec<Attribute>,
) -> syn::Result<Table> {
    let mut table = Table {
        attributes,
        name: name_before_body(cx, input, "the table's name, such as `table name { … }`")?,
        template: None,
        row: None,
        lifetime: Lifetime::default(),
        unrehearsed: None,
        options: Vec::new(),
        columns: Vec::new(),
        spreads: Vec::new(),
        constraints: Vec::new(),
        indexes: Vec::new(),
        incomplete: false,
    };
    while !header_ends(input) {
        let start = input.cursor();
        if take_punct(input, ',') {
            continue;
        }
        if let Err(error) = header_word(cx, input, &mut table) {
            cx.push(error);
            skip_until(input, start, header_ends, |input| at_one_of(input, HEADER));
        }
    }
    let content = braces(
        input,
        "the table's columns, such as `{ id: i64 primary key }`",
    )?;
    let complete = comma_separated(cx, &content, at_line, |cx, input| {
        line::line(cx, input, &mut table)
    });
    table.incomplete |= !complete;
    Ok(table)
}

fn header_ends(input: ParseStream<'_>) -> bool {
    let closed = input.peek(token::Brace) || at_punct(input, ';');
    closed || input.is_empty() || at_item(input)
}

fn header_word(cx: &mut Ctxt, input: ParseStream<'_>, table: &mut Table) -> syn::Result<()> {
    let begin = input.fork();
    let (word, written) = choose(cx, input, "word in the header of a table", HEADER)?;
    match word {
        "as" => {
            let row = identifier(input, "the row struct's name, such as `as Row`")?;
            match &table.row {
                Some(first) => twice(cx, &row, word, first),
                None => table.row = Some(row),
            }
        }
        "for" => {
            let placeholder =
                identifier(input, "the placeholder's name, such as `for name in NAMES`")?;
            expect_word(input, "in")?;
            let list = identifier(input, "a declared list, such as `for name in NAMES`")?;
            match &table.template {
                Some((first, _)) => twice(cx, &placeholder, word, first),
                None => table.template = Some((placeholder, list)),
            }
        }
        "unrehearsed" => match &table.unrehearsed {
            Some(first) => twice(cx, &written, word, first),
            None => table.unrehearsed = Some(written),
        },
        "since" | "until" => bound(cx, input, (word, &written), &mut table.lifetime)?,
        _ => option(cx, input, word, &begin, table)?,
    }
    Ok(())
}

fn option(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    word: &str,
    begin: ParseStream<'_>,
    table: &mut Table,
) -> syn::Result<()> {
    if word == "without" {
        expect_word(input, "rowid")?;
    }
    let option = TableOption {
        tokens: between(begin, input),
        strict: word == "strict",
        lifetime: Lifetime::default(),
    };
    match table.options.iter().find(|it| it.strict == option.strict) {
        Some(first) => twice(cx, &option.tokens, word, &first.tokens),
        None => table.options.push(option),
    }
    Ok(())
}
