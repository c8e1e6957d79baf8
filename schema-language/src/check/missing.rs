//! What is said of a name that doesn't stand where it is used.

use proc_macro2::TokenStream;
use schema_core::shape::ColumnLine;

use super::{
    again, place,
    relation::Missing,
    scene::{Period, Scene},
};
use crate::{lower::ColumnOrigin, report::Ctxt, suggest, syntax::Lifetime};

/// Who uses a name.
pub(super) struct User<'a> {
    /// The user, for the message: ``index `slug_key` ``.
    pub(super) what: String,
    /// The tokens to point at.
    pub(super) tokens: TokenStream,
    /// What to write instead, with a lifetime, where that isn't what the tokens are of.
    pub(super) line: Option<(&'a str, &'a Lifetime)>,
}

impl User<'_> {
    /// The help to write a lifetime.
    pub(super) fn lifetime(&self, word: &str, version: i64) -> String {
        match self.line {
            None => format!("help: write `{word} {version}` behind it"),
            Some((line, own)) => {
                let lifetime = again::lifetime(own, (word, version));
                format!("help: write it on a line of its own, `{line} {lifetime}`")
            }
        }
    }
}

/// A column that a table doesn't have, and the line that declares it for other versions.
pub(super) struct MissingColumn<'a> {
    why: Missing,
    line: Option<ColumnOrigin<'a>>,
}

/// Why the table has no such column in this period, if it hasn't.
pub(super) fn column<'a>(
    scene: &Scene<'a>,
    period: Period<'a>,
    name: &str,
) -> Option<MissingColumn<'a>> {
    if period.table.column(name).is_some() {
        return None;
    }
    let periods = scene.periods_of(period.table.declared);
    let having = |it: &&Period<'a>| it.table.column(name).is_some();
    let mut earlier = periods.iter().rev().filter(|it| it.last < period.since);
    let mut later = periods.iter().filter(|it| it.since > period.last);
    let (other, why) = match (earlier.find(having), later.find(having)) {
        (Some(it), _) => (Some(it), Missing::Gone(it.last + 1)),
        (None, Some(it)) => (Some(it), Missing::NotYet(it.since)),
        (None, None) => (None, Missing::Unknown),
    };
    let found = other.and_then(|it| Some((it, it.table.column(name)?)));
    let now = found.and_then(|(_, line)| period.table.column_by_identity(line.identity));
    let why = now.map_or(why, |it| Missing::Renamed(it.item.name.to_string()));
    let line = found.and_then(|(it, line)| it.column(line));
    Some(MissingColumn { why, line })
}

/// The first version in which a table has the column.
pub(super) fn first_with(scene: &Scene<'_>, period: Period<'_>, line: &ColumnLine) -> i64 {
    let mut periods = scene.periods_of(period.table.declared).iter();
    let first = periods.find(|it| it.table.column_by_identity(line.identity).is_some());
    first.map_or(period.since, |it| it.since)
}

/// Reports a column that a table doesn't have.
pub(super) fn report_column(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    user: &User<'_>,
    period: Period<'_>,
    (name, missing): (&str, &MissingColumn<'_>),
) {
    let table = &period.table.name;
    let what = &user.what;
    if missing.why == Missing::Unknown && !scene.first_unknown(&format!("{table}.{name}")) {
        return;
    }
    let message = match &missing.why {
        Missing::Unknown => {
            let columns = period.table.columns.iter();
            let help = suggest::help(name, columns.map(|it| it.item.name.as_ref()));
            format!("no column `{name}` in table `{table}`\n{help}")
        }
        Missing::Renamed(now) => format!(
            "column `{name}` of table `{table}` is called `{now}` at version {}\nhelp: write `{now}`",
            period.last
        ),
        Missing::NotYet(version) => format!(
            "{what} needs column `{name}` of table `{table}`, which comes with version {version}\n{}",
            user.lifetime("since", *version)
        ),
        Missing::Gone(version) => format!(
            "{what} needs column `{name}` of table `{table}`, which goes with version {version}\n{}",
            user.lifetime("until", *version)
        ),
    };
    let line = missing.line.filter(|_| missing.why.is_a_matter_of_time());
    report(cx, user, message, line.map(|it| declared(name, &it)));
}

/// Reports a table that doesn't stand throughout the versions of its user.
pub(super) fn report_table(
    cx: &mut Ctxt,
    scene: &Scene<'_>,
    user: &User<'_>,
    name: &str,
    missing: &Missing,
    last: i64,
) {
    let again = *missing == Missing::Unknown && !scene.first_unknown(name);
    if again || !scene.trusts_name(name) {
        return;
    }
    let what = &user.what;
    let message = match missing {
        Missing::Unknown => {
            let help = suggest::help(name, scene.table_names(last));
            format!("no table `{name}`\n{help}")
        }
        Missing::Renamed(now) => {
            format!("table `{name}` is called `{now}` at version {last}\nhelp: write `{now}`")
        }
        Missing::NotYet(version) => format!(
            "{what} needs `{name}`, which comes with version {version}\n{}",
            user.lifetime("since", *version)
        ),
        Missing::Gone(version) => format!(
            "{what} needs `{name}`, which goes with version {version}\n{}",
            user.lifetime("until", *version)
        ),
    };
    let second = missing
        .is_a_matter_of_time()
        .then(|| scene.declaration(name))
        .flatten()
        .map(|tokens| (tokens, format!("`{name}` is declared here")));
    report(cx, user, message, second);
}

fn declared(name: &str, line: &ColumnOrigin<'_>) -> (TokenStream, String) {
    (place::column(line), format!("`{name}` is declared here"))
}

fn report(cx: &mut Ctxt, user: &User<'_>, message: String, second: Option<(TokenStream, String)>) {
    match second {
        Some((tokens, note)) => cx.error_with(&user.tokens, message, tokens, note),
        None => cx.error(&user.tokens, message),
    };
}
