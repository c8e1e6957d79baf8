//! Tables that go in the version in which another comes under their name.

use schema_core::shape::{ColumnLine, Table};
use syn::Ident;

use super::{
    lines::spelling,
    relation::{Relation, Standing},
    scene::{Period, Scene},
};
use crate::{report::Ctxt, syntax, written::written as as_written};

/// How many lines a help shows.
const SHOWN: usize = 3;

/// A table that goes, at its last version, and the one that comes with the version after.
struct Pair<'a> {
    version: i64,
    goes: Period<'a>,
    comes: Period<'a>,
}

// A table that changes is one declaration. Another one of its name has none of its rows, so the two
// don't follow each other:
//
//     table book as OldBook until 2 { title: String }
//     table book since 2 { title: String, pages: i64 = 0 }
pub(super) fn check_table_replaced(cx: &mut Ctxt, scene: &Scene<'_>) {
    for standings in scene.relations.names() {
        for comes in standings {
            let mut others = standings.iter();
            let Some(pair) = others.find_map(|it| pair(scene, it, comes)) else {
                continue;
            };
            // A template is written once for all of its tables.
            if scene.first(pair.comes.origin.syntax) {
                report(cx, scene, &pair);
            }
        }
    }
}

/// Both, if one goes for good when the other comes.
fn pair<'a>(scene: &Scene<'a>, goes: &Standing, comes: &Standing) -> Option<Pair<'a>> {
    let (Relation::Table(old), Relation::Table(new)) = (goes.relation, comes.relation) else {
        return None;
    };
    let version = comes.since;
    let lifetime = |at: usize| scene.model.tables.get(at).map(|it| it.lifetime);
    let ends = lifetime(old)?.until == Some(version) && goes.last == version - 1;
    let begins = lifetime(new)?.since == version;
    if !ends || !begins || !scene.trusts_table(old) || !scene.trusts_table(new) {
        return None;
    }
    Some(Pair {
        version,
        goes: scene.table_at(old, goes.last)?,
        comes: scene.table_at(new, version)?,
    })
}

fn report(cx: &mut Ctxt, scene: &Scene<'_>, pair: &Pair<'_>) {
    let Pair {
        version,
        goes,
        comes,
    } = pair;
    let (old, new) = (&goes.table.name, &comes.table.name);
    let next = version + 1;
    let history = if scene.model.version(next).is_some() {
        String::new()
    } else {
        format!(", with a `version {next};` in the history")
    };
    let note = spelling(old, new);
    cx.error_with(
        &comes.origin.syntax.name,
        format_args!(
            "version {version} drops the other `{old}` with all of its rows{note}\n\
             help: to keep them, {}\n\
             help: if they are to go, write `since {next}` here{history}, or give this table another name",
            one_table(scene, pair),
        ),
        &goes.origin.syntax.name,
        format_args!("this is what version {version} drops"),
    );
}

/// What to write instead: a declaration with the lines that differ, each with its lifetime.
fn one_table(scene: &Scene<'_>, pair: &Pair<'_>) -> String {
    let version = pair.version;
    if list(pair.goes.origin.syntax) != list(pair.comes.origin.syntax) {
        return format!(
            "let one declaration be there before and after version {version}, \
             with lifetimes on lines that differ"
        );
    }
    let head = head(scene, pair);
    let mut lines = differing(pair);
    let all = lines.len();
    lines.truncate(SHOWN);
    if lines.is_empty() {
        return format!(
            "write both as one, `{head} {{ … }}`, with `until {version}` and `since {version}` \
             on lines that differ"
        );
    }
    if all > SHOWN || pair.has_more(all) {
        lines.push("…".to_owned());
    }
    let lines = lines.join(", ");
    format!("write both as one, with lifetimes on lines that differ: `{head} {{ {lines} }}`")
}

/// What stands before the lines of a declaration that is both.
fn head(scene: &Scene<'_>, pair: &Pair<'_>) -> String {
    let (old, new) = (&pair.goes, &pair.comes);
    // The name in its old spelling, unless it is another one by now.
    let is_renamed = new.model.name != new.table.name;
    let named = if is_renamed { new } else { old }.origin.syntax;
    let template = named.template.as_ref();
    let row = new.origin.syntax.row.as_ref();
    let since = Some(old.model.lifetime.since);
    let parts = [
        template.map(|(placeholder, list)| format!("for {placeholder} in {list}")),
        row.map(|it| format!("as {it}")),
        since
            .filter(|it| *it > scene.model.first_version())
            .map(|it| format!("since {it}")),
        new.model.lifetime.until.map(|it| format!("until {it}")),
    ];
    let mut head = vec!["table".to_owned(), as_written(&named.name)];
    head.extend(parts.into_iter().flatten());
    head.join(" ")
}

/// The columns that only one of the tables has, or both in another way.
fn differing(pair: &Pair<'_>) -> Vec<String> {
    let (version, goes, comes) = (pair.version, pair.goes, pair.comes);
    let until = |line| shown(goes, line, &format!("until {version}"));
    let since = |line: &ColumnLine, value| shown(comes, line, &format!("since {version}{value}"));
    let mut lines = Vec::new();
    for old in &goes.table.columns {
        let new = comes.table.column(&old.item.name);
        if new.is_some_and(|it| says_the_same(old, it)) {
            continue;
        }
        lines.extend(until(old));
        lines.extend(new.and_then(|it| since(it, value(it, true))));
    }
    for new in &comes.table.columns {
        if goes.table.column(&new.item.name).is_none() {
            lines.extend(since(new, value(new, false)));
        }
    }
    // A fragment brings many columns with one line.
    lines.dedup();
    lines
}

impl Pair<'_> {
    /// Whether the tables have more than so many lines.
    fn has_more(&self, lines: usize) -> bool {
        let (goes, comes) = (self.goes.table, self.comes.table);
        let others = |it: &Table| it.strict || it.without_rowid || !it.indexes.is_empty();
        let columns = goes.columns.len() + comes.columns.len();
        columns > lines || others(goes) || others(comes)
    }
}

/// The list that a template is for.
fn list(table: &syntax::Table) -> Option<&Ident> {
    table.template.as_ref().map(|(_, list)| list)
}

fn says_the_same(one: &ColumnLine, other: &ColumnLine) -> bool {
    let (one, other) = (&one.item, &other.item);
    one.ty.eq_ignore_ascii_case(&other.ty)
        && one.not_null == other.not_null
        && one.default == other.default
        && one.collate == other.collate
        && one.generated == other.generated
}

/// Where the values for the rows that stand come from, if they must come from somewhere.
fn value(line: &ColumnLine, is_altered: bool) -> &'static str {
    let column = &line.item;
    let needs = is_altered || (column.not_null && column.default.is_none());
    if needs && column.generated.is_none() {
        " from \"…\""
    } else {
        ""
    }
}

/// A line with its lifetime, or that which brings its fragment.
fn shown(period: Period<'_>, line: &ColumnLine, clause: &str) -> Option<String> {
    let origin = period.column(line)?;
    if let Some(spread) = origin.spread {
        // A fragment's line has a lifetime and nothing else.
        let lifetime = clause.split(" from").next()?;
        return Some(format!("..{} {lifetime}", spread.fragment));
    }
    let line = origin.line;
    let is_all = line.sql_type.is_none() && line.default.is_none() && line.clauses.is_empty();
    let rest = if is_all { "" } else { " …" };
    let (name, ty) = (as_written(&line.name), as_written(&line.ty));
    Some(format!("{name}: {ty}{rest} {clause}"))
}
