//! What an unfinished stage has changed.

use std::collections::HashSet;

use crate::{
    model::{Column, Table},
    shape::mentions,
    sql::SameWord,
};

/// What the versions of an unfinished stage have changed.
#[derive(Debug, Default)]
pub(super) struct Open {
    /// By the index of the table in the model, in ascending order.
    tables: Vec<(usize, Touched)>,
    /// Names of tables that went.
    pub(super) gone: HashSet<String>,
    /// Versions of the stage, in ascending order.
    pub(super) versions: Vec<i64>,
}

/// What the stage has done to a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// The table came with the stage; without seeds it then has no rows to differ.
    Born,
    Seeded,
    /// A column got another name.
    Renamed,
    /// A column gets its values from a `from`.
    Computed,
    /// `strict` or `without rowid` came or went, and with it the rules by which values are kept.
    Option,
}

/// What the stage has changed in a table.
#[derive(Debug, Default)]
pub(super) struct Touched {
    pub(super) deeds: Vec<Deed>,
    /// Columns that came, changed or got another name.
    pub(super) columns: HashSet<String>,
    /// Columns that went.
    pub(super) gone: HashSet<String>,
    /// Constraints, unique indexes and strictness that came, as text that mentions their columns.
    pub(super) conditions: Vec<Condition>,
}

impl Touched {
    /// Whether a line's `from` reads what the stage has changed, or would have computed a seed's
    /// value. Where columns are renamed, names don't tell.
    pub(super) fn is_read_by(&self, line: &Column, renamed: bool) -> bool {
        let Some(from) = &line.from else { return false };
        let reads = |column: &String| renamed || mentions(from, column);
        self.changed_rows() || self.columns.iter().any(reads)
    }

    /// Whether a condition or a seed of the stage has seen the column as it was.
    pub(super) fn has_seen(&self, line: &Column, renamed: bool) -> bool {
        let seen = |it: &Condition| renamed || it.concerns(&line.name);
        self.changed_rows() || self.conditions.iter().any(seen)
    }

    /// Whether the stage has rows of its own, or keeps values by other rules.
    fn changed_rows(&self) -> bool {
        self.has(Deed::Seeded) || self.has(Deed::Option)
    }

    /// Whether another option now would have kept the stage's values in another way: `ANY` keeps
    /// a value as it is only in a strict table.
    pub(super) fn depends_on_options(&self, table: &Table) -> bool {
        let mut columns = table.columns.iter();
        let has_any = columns.any(|it| it.item.ty.is_same_word("ANY"));
        self.has(Deed::Option) || (has_any && !self.columns.is_empty())
    }

    pub(super) fn has(&self, deed: Deed) -> bool {
        self.deeds.contains(&deed)
    }
}

/// Something that came with the stage and that rows must meet.
#[derive(Debug)]
pub(super) enum Condition {
    /// On every column.
    Strict,
    On(Vec<String>),
}

impl Condition {
    fn concerns(&self, column: &str) -> bool {
        match self {
            Self::Strict => true,
            Self::On(texts) => texts.iter().any(|text| mentions(text, column)),
        }
    }
}

impl Open {
    /// Whether a version belongs to the stage.
    pub(super) fn has(&self, version: i64) -> bool {
        self.versions.binary_search(&version).is_ok()
    }

    /// What the stage has changed in the table that the model declares at this index.
    pub(super) fn touched(&self, declared: usize) -> Option<&Touched> {
        let (_, touched) = self.tables.get(self.place(declared).ok()?)?;
        Some(touched)
    }

    /// The same, to note a change.
    pub(super) fn touch(&mut self, declared: usize, note: &mut dyn FnMut(&mut Touched)) {
        let at = self.place(declared).unwrap_or_else(|at| {
            self.tables.insert(at, (declared, Touched::default()));
            at
        });
        if let Some((_, touched)) = self.tables.get_mut(at) {
            note(touched);
        }
    }

    pub(super) fn is_untouched(&self) -> bool {
        self.tables.is_empty()
    }

    fn place(&self, declared: usize) -> Result<usize, usize> {
        self.tables.binary_search_by_key(&declared, |(it, _)| *it)
    }
}
