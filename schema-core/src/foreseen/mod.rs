//! The texts that SQLite may keep of the newest version's objects, whichever way a file came to have
//! them.
//!
//! SQLite keeps the statement that created an object, and edits it when something is changed in
//! place. Both can be known beforehand, so a file that is as declared is recognised by its texts. What
//! is not foreseen costs time and nothing else: the object is read and compared.
//!
//! ```text
//! past: the forms that a table has had ─► ways: the texts it can have come to
//!                                           text:    the statement in the pieces that SQLite edits
//!                                           renames: names that it replaces
//!                                       ─► fingerprint
//! ```

mod fingerprint;
mod past;
mod renames;
mod text;
mod ways;

use std::collections::BTreeSet;

use crate::{
    ddl::{CreateTrigger, CreateView, Head},
    model::{Action, Foreseen, Schema},
    shape::Timeline,
};

pub use self::fingerprint::fingerprint;
use self::past::Past;

/// Foresees the texts of a schema's newest version. `timeline` is that of all its versions.
#[must_use]
pub fn foresee(schema: &Schema, timeline: &Timeline) -> Foreseen {
    let Some(newest) = timeline.shapes().last() else {
        return Foreseen::default();
    };
    let is_rename = |it: &Action| !matches!(it, Action::Sql(_) | Action::Run(_));
    let mut actions = schema.versions.iter().flat_map(|it| it.actions.iter());
    let has_renames = actions.any(is_rename);
    let (mut objects, mut texts) = (0, Vec::new());
    for table in &newest.tables {
        let past = Past::of(timeline, table.declared, has_renames);
        texts.extend(ways::of_table(&past));
        texts.extend(ways::of_indexes(&past));
        objects += 1 + table.indexes.len();
    }
    let head = Head::Kept;
    objects += newest.virtual_tables.len();
    let virtual_tables = newest.virtual_tables.iter();
    texts.extend(virtual_tables.flat_map(|it| ways::of_virtual_table(timeline, it)));
    let views = newest.views.iter().map(|it| &it.item);
    let views = views.map(|view| CreateView { view, head }.to_string());
    let triggers = newest.triggers.iter().map(|it| &it.item);
    let triggers = triggers.map(|trigger| CreateTrigger { trigger, head }.to_string());
    // Whatever disturbs these has them made again, so they have one text each.
    let others: Vec<String> = views.chain(triggers).collect();
    objects += others.len();
    texts.extend(others);
    let fingerprints: BTreeSet<u64> = texts.iter().map(|it| fingerprint(it.as_bytes())).collect();
    Foreseen {
        objects,
        texts: fingerprints.into_iter().collect(),
    }
}
