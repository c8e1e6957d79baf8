//! A `schema!` block for a database that exists, from what was found in it.
//!
//! ```text
//! declaration ─► head      the schema, its options and its history
//!                  ledger    what other tools have noted
//!                table     the header and what stands in it
//!                  column    ─► ty, kept, default
//!                  key       keys, foreign keys and checks
//!                  index
//!                object    views, triggers and virtual tables
//!                externs   what only the application knows
//! name, text ─► names and strings as Rust writes them
//! line, gap  ─► a line of a table, and what the language has no words for
//! ```
//!
//! Nothing is dropped in silence: what can't be said stands in a comment where it would have stood, and
//! is listed.

mod column;
mod default;
mod externs;
mod gap;
mod head;
mod index;
mod kept;
mod key;
mod ledger;
mod line;
mod name;
mod object;
mod table;
mod text;
mod ty;

use schema_core::found::Found;

use self::{
    gap::{Gap, comments},
    name::RowNames,
    text::indented,
};
pub(crate) use self::{
    head::Head,
    ledger::{take_ledgers, version_query},
    name::is_word,
};

/// A block that is ready to paste, and what it could not say.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) text: String,
    pub(crate) gaps: Vec<String>,
}

/// Some lines of the block.
#[derive(Debug, Default)]
struct Part {
    text: String,
    gaps: Vec<Gap>,
}

/// Writes the declaration of what was found.
pub(crate) fn declaration(head: &Head, found: &Found) -> Declaration {
    let nullable_keys = key::are_nullable(found);
    let mut rows = RowNames::default();
    let unreadable = found.unreadable.iter().map(|name| {
        Part::missing(Gap {
            what: format!("`{name}`"),
            why: "its text could not be read".to_owned(),
        })
    });
    let mut parts: Vec<Part> = unreadable.collect();
    parts.extend(
        found
            .tables
            .iter()
            .map(|it| table::table(found, it, nullable_keys, &mut rows)),
    );
    parts.extend(group(
        found.virtual_tables.iter().map(object::virtual_table),
    ));
    parts.extend(group(found.views.iter().map(object::view)));
    let triggers = found.triggers.iter();
    parts.extend(group(triggers.map(|it| object::trigger(found, it))));
    let mut body = vec![head.history()];
    body.extend(head.mark());
    body.extend(externs::externs(head, found));
    let gaps = parts.iter().flat_map(|it| &it.gaps);
    let gaps = gaps.chain(&head.gaps()).map(ToString::to_string).collect();
    body.extend(parts.into_iter().map(|it| it.text));
    let body = indented(body.join("\n\n").trim_end(), 2);
    let text = format!("{} {{\n{body}\n    }}\n}}\n", head.opening(nullable_keys));
    Declaration { text, gaps }
}

/// Items of one line each, without empty lines between them.
fn group(parts: impl Iterator<Item = Part>) -> Option<Part> {
    let mut whole = Part::default();
    for part in parts {
        whole.text.push_str(part.text.trim_end());
        whole.text.push('\n');
        whole.gaps.extend(part.gaps);
    }
    let text = whole.text.trim_end().to_owned();
    (!text.is_empty()).then_some(Part { text, ..whole })
}

impl Part {
    /// What could not be said at all.
    fn missing(gap: Gap) -> Self {
        Self {
            text: comments([&gap]),
            gaps: vec![gap],
        }
    }
}
