//! `constraint name`, and `on conflict ignore`

use schema_core::model::OnConflict;
use syn::parse::ParseStream;

use super::words::{choose, expect_word, name, take_word};
use crate::{report::Ctxt, syntax::Name};

/// Reads what follows the word `constraint`.
pub(super) fn constraint_name(input: ParseStream<'_>) -> syn::Result<Name> {
    name(
        input,
        "the constraint's name, such as `constraint name unique`",
    )
}

/// Reads `on conflict ignore` behind a rule, if it comes next. The rule is known by its first word.
pub(super) fn on_conflict(
    cx: &mut Ctxt,
    input: ParseStream<'_>,
    rule: &str,
) -> syn::Result<OnConflict> {
    let begin = input.fork();
    if take_word(input, "on").is_none() {
        return Ok(OnConflict::Abort);
    }
    let help = match rule {
        "check" => "SQLite reads `on conflict` behind a check, and does nothing with it",
        "foreign" | "references" => "a foreign key has no `on conflict`",
        "primary" | "unique" | "not" => return action(cx, input),
        _ => "`on conflict` stands behind `primary key`, `unique` or `not null`",
    };
    Err(begin.error(format_args!("{help}\nhelp: remove it")))
}

fn action(cx: &mut Ctxt, input: ParseStream<'_>) -> syn::Result<OnConflict> {
    expect_word(input, "conflict")?;
    let allowed = &["abort", "rollback", "fail", "ignore", "replace"];
    Ok(match choose(cx, input, "action", allowed)? {
        ("rollback", _) => OnConflict::Rollback,
        ("fail", _) => OnConflict::Fail,
        ("ignore", _) => OnConflict::Ignore,
        ("replace", _) => OnConflict::Replace,
        _ => OnConflict::Abort,
    })
}
