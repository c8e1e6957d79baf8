//! What a diagram shows, before it is known where.

use std::fmt::{self, Display, Formatter};

use crate::{Mermaid, Svg};

/// A diagram of one version, or of what came and went between two.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    pub(crate) tables: Vec<Table>,
    pub(crate) references: Vec<Reference>,
    /// The two versions, if there are two.
    pub(crate) versions: Option<(i64, i64)>,
}

impl Diagram {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> Svg<'_> {
        Svg::new(self)
    }

    /// The same in the language of Mermaid, which lays it out itself.
    #[must_use]
    pub fn mermaid(&self) -> Mermaid<'_> {
        Mermaid(self)
    }
}

/// What happened to something between two versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    #[default]
    Stays,
    Changed,
    Went,
    Came,
}

impl Fate {
    /// That of a pair, of which one is there at least.
    pub(crate) fn of<T: Copy>(pair: (Option<T>, Option<T>)) -> Self {
        match pair {
            (None, _) => Self::Came,
            (_, None) => Self::Went,
            _ => Self::Stays,
        }
    }

    /// The same, or changed if it stays and something about it is another.
    pub(crate) fn or_changed(self, is_changed: bool) -> Self {
        match self {
            Self::Stays if is_changed => Self::Changed,
            fate => fate,
        }
    }
}

/// A text, and what it was in the older version if that was another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) now: String,
    pub(crate) was: Option<String>,
}

impl Words {
    /// The words of a pair, of which one is there at least.
    pub(crate) fn of((before, after): (Option<&str>, Option<&str>)) -> Self {
        let now = after.or(before).unwrap_or_default();
        Self {
            now: now.to_owned(),
            was: before.filter(|it| *it != now).map(str::to_owned),
        }
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.was {
            Some(was) => write!(f, "{was} → {}", self.now),
            None => f.write_str(&self.now),
        }
    }
}

/// A box.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) name: Words,
    pub(crate) fate: Fate,
    pub(crate) rows: Vec<Row>,
}

/// A line in a box: a column.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) name: Words,
    /// With a `?` if it may be NULL.
    pub(crate) ty: Words,
    pub(crate) is_primary: bool,
    pub(crate) is_foreign: bool,
    /// Whether no two rows share a value of this column.
    pub(crate) is_unique: bool,
    pub(crate) fate: Fate,
}

impl Row {
    /// What stands in front of the name.
    pub(crate) fn marks(&self) -> impl Iterator<Item = &'static str> {
        let unique = self.is_unique && !self.is_primary;
        let marks = [
            (self.is_primary, "PK"),
            (self.is_foreign, "FK"),
            (unique, "UK"),
        ];
        marks
            .into_iter()
            .filter(|(is_set, _)| *is_set)
            .map(|(_, mark)| mark)
    }
}

/// An arrow: a foreign key. Tables and rows are indices.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) child: usize,
    pub(crate) rows: Vec<usize>,
    pub(crate) parent: usize,
    pub(crate) parent_rows: Vec<usize>,
    /// Such as `on delete cascade`; nothing if nothing happens.
    pub(crate) actions: Words,
    /// Whether a row may refer to nothing.
    pub(crate) is_optional: bool,
    /// Whether at most one row refers to each.
    pub(crate) is_single: bool,
    pub(crate) fate: Fate,
}

impl Reference {
    /// The row at which the arrow begins.
    pub(crate) fn row(&self) -> usize {
        self.rows.first().copied().unwrap_or_default()
    }

    /// The row at which it ends.
    pub(crate) fn parent_row(&self) -> usize {
        self.parent_rows.first().copied().unwrap_or_default()
    }
}
