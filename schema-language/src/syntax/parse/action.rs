//! What a version does, and what the adoption of an unstamped file does.

use proc_macro2::TokenStream;
use syn::{LitStr, Path, Token, parse::ParseStream};

use super::{
    lifetime::twice,
    recover::{attributes, documentation_only, semicolon_terminated},
    words::{
        at_one_of, at_word, between, braces, choose, expect_word, expected, name, string,
        take_punct, without_triggers, words,
    },
};
use crate::{
    report::Ctxt,
    syntax::{Action, ActionKind, Legacy, LegacyAction, Name},
};

/// `{ rename a => b; sql "…"; run function; }`. Returns whether all of it was read.
pub(super) fn actions(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    actions: &mut Vec<Action>,
) -> syn::Result<bool> {
    let content = braces(input, "what the version does, such as `{ sql \"…\"; }`")?;
    Ok(semicolon_terminated(
        cx,
        &content,
        starts_here,
        |cx, input| {
            let attributes = attributes(cx, input);
            documentation_only(cx, &attributes, "a step");
            let begin = input.fork();
            let kind = action(cx, input)?;
            let (ignoring, without_triggers) = match kind {
                ActionKind::Sql(_) => insisted(input)?,
                _ => (None, None),
            };
            let tokens = between(&begin, input);
            actions.push(Action {
                tokens,
                kind,
                ignoring,
                without_triggers,
            });
            Ok(())
        },
    ))
}

fn starts_here(input: ParseStream<'_>) -> bool {
    at_one_of(input, &["rename", "sql", "run"])
}

fn action(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<ActionKind> {
    let (word, _) = choose(cx, input, "step of a version", &["rename", "sql", "run"])?;
    match word {
        "sql" => {
            let what = "an SQL statement, such as `sql \"UPDATE …\";`";
            string(cx, input, what).map(ActionKind::Sql)
        }
        "run" => {
            let begin = input.fork();
            let path = input.call(Path::parse_mod_style);
            match path {
                Ok(path) if !is_module(&path) => Ok(ActionKind::Run(path)),
                _ => Err(expected(&begin, "a function, such as `run my_function;`")),
            }
        }
        _ => rename(input),
    }
}

/// `ignoring conflicts` and `without triggers`, in either order, behind a `sql`.
fn insisted(input: ParseStream<'_>) -> syn::Result<(Option<TokenStream>, Option<TokenStream>)> {
    let first = without_triggers(input)?;
    let ignoring = words(input, "ignoring", "conflicts")?;
    let without_triggers = match first {
        Some(it) => Some(it),
        None => without_triggers(input)?,
    };
    Ok((ignoring, without_triggers))
}

/// Whether a path ends with a word that no function is called by.
fn is_module(path: &Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|it| {
        ["crate", "self", "super", "Self"]
            .iter()
            .any(|word| it.ident == word)
    })
}

/// `from => to`, `table.from => to`
fn rename(input: ParseStream<'_>) -> syn::Result<ActionKind> {
    let first = name(input, "a name, such as `rename old => new;`")?;
    let column = if take_punct(input, '.') {
        Some(name(input, "a column, such as `rename table.old => new;`")?)
    } else {
        None
    };
    let to = new_name(input)?;
    Ok(match column {
        Some(from) => ActionKind::RenameColumn {
            table: first,
            from,
            to,
        },
        None => ActionKind::RenameTable { from: first, to },
    })
}

fn new_name(input: ParseStream<'_>) -> syn::Result<Name> {
    if !input.peek(Token![=>]) {
        return Err(expected(
            input,
            "`=>` and the new name, such as `rename old => new;`",
        ));
    }
    let _: Token![=>] = input.parse()?;
    name(input, "the new name, such as `rename old => new;`")
}

/// `{ version from "SELECT …"; rename a => b; drop index c; drop table d; }`. Returns whether all of it was read.
pub(super) fn legacy_actions(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    legacy: &mut Legacy,
) -> syn::Result<bool> {
    let content = braces(
        input,
        "what the adoption does, such as `{ rename old => new; }`",
    )?;
    let next = |input: ParseStream<'_>| at_one_of(input, &["version", "rename", "drop"]);
    Ok(semicolon_terminated(cx, &content, next, |cx, input| {
        let attributes = attributes(cx, input);
        documentation_only(cx, &attributes, "a step");
        if at_word(input, "version") {
            return version_from(cx, input, &mut legacy.version_from);
        }
        legacy.actions.push(legacy_action(cx, input)?);
        Ok(())
    }))
}

/// `version from "SELECT …"`
fn version_from(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    given: &mut Option<LitStr>,
) -> syn::Result<()> {
    let keyword = expect_word(input, "version")?;
    if !at_word(input, "from") {
        let what = "`from` and a query, such as `version from \"SELECT count(*) FROM ledger\";`";
        return Err(expected(input, what));
    }
    expect_word(input, "from")?;
    let query = string(
        cx,
        input,
        "a query, such as `\"SELECT count(*) FROM ledger\"`",
    )?;
    if let Some(first) = given {
        twice(cx, &keyword, "version from", first);
        return Ok(());
    }
    *given = Some(query);
    Ok(())
}

fn legacy_action(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<LegacyAction> {
    let allowed = &["version from", "rename", "drop index", "drop table"];
    if let ("rename", _) = choose(cx, input, "step of `legacy`", allowed)? {
        let from = name(
            input,
            "the name that a file may have, such as `rename old => new;`",
        )?;
        if input.peek(Token![.]) {
            let message = "`legacy` renames whole tables\n\
                           help: rename the column in the version that renames it";
            return Err(input.error(message));
        }
        let to = new_name(input)?;
        return Ok(LegacyAction::RenameTable { from, to });
    }
    match choose(cx, input, "thing to drop", &["index", "table"])? {
        ("index", _) => {
            name(input, "an index, such as `drop index name;`").map(LegacyAction::DropIndex)
        }
        _ => name(input, "a table, such as `drop table name;`").map(LegacyAction::DropTable),
    }
}
