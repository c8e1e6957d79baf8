//! What a version declares, part by part.

use std::{
    fmt::{self, Display, Formatter},
    str::FromStr,
};

use super::{
    NotASeal, Seal,
    field::{Number, hash},
};

/// A part of what a version declares: that much of it as one line of a declaration says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the version.
    pub path: Path,
    /// What declares it in the model.
    pub origin: Origin,
    /// What it says, in a form in which formatting doesn't count.
    pub(super) text: String,
}

/// Where a part stands in its version. Names are in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// What it is.
    pub kind: Kind,
    /// The table that it belongs to; empty for what belongs to none.
    pub table: String,
    /// Its name in there.
    pub name: String,
}

/// What a part is. The numbers are in every seal, so they never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The version's own number.
    Version = 1,
    /// A table with its options.
    Table = 2,
    /// A column with what concerns it alone.
    Column = 3,
    /// A key, a foreign key or a check of several columns.
    Constraint = 4,
    /// An index.
    Index = 5,
    /// A row that belongs to the schema.
    Seed = 6,
    /// What a column of the version gives to the rows that stand.
    From = 7,
    /// A trigger.
    Trigger = 8,
    /// A view.
    View = 9,
    /// A virtual table.
    VirtualTable = 10,
    /// A rename or a data step, named by its position.
    Step = 11,
    /// The mark in the file's header.
    ApplicationId = 12,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Version,
        Self::Table,
        Self::Column,
        Self::Constraint,
        Self::Index,
        Self::Seed,
        Self::From,
        Self::Trigger,
        Self::View,
        Self::VirtualTable,
        Self::Step,
        Self::ApplicationId,
    ];
}

/// What declares a part: indices into the lists of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The version itself.
    Version,
    /// The head of the schema.
    Schema,
    /// A table.
    Table(usize),
    /// The list element for which a table is there, if for one.
    Element(usize),
    /// A table's column line.
    Column(usize, usize),
    /// A table's constraint.
    Constraint(usize, usize),
    /// A table's index.
    Index(usize, usize),
    /// A trigger.
    Trigger(usize),
    /// A view.
    View(usize),
    /// A virtual table.
    VirtualTable(usize),
    /// A seed.
    Seed(usize),
    /// An action of the version.
    Action(usize),
}

impl Origin {
    /// The table that it stands in.
    #[must_use]
    pub fn table(self) -> Option<usize> {
        match self {
            Self::Table(table)
            | Self::Element(table)
            | Self::Column(table, _)
            | Self::Constraint(table, _)
            | Self::Index(table, _) => Some(table),
            _ => None,
        }
    }
}

impl Part {
    /// What the part adds to the seal of its version.
    #[must_use]
    pub fn share(&self) -> Seal {
        self.path.share(Number::of_text(&self.text))
    }
}

impl Path {
    pub(super) fn new(kind: Kind, table: &str, name: &str) -> Self {
        Self {
            kind,
            table: table.to_ascii_lowercase(),
            name: name.to_ascii_lowercase(),
        }
    }

    /// What a change at this path is a multiple of.
    #[must_use]
    pub fn unit(&self) -> Seal {
        self.share(Number::of(1))
    }

    /// What a part at this path adds, when it says `text`.
    pub(super) fn share(&self, text: Number) -> Seal {
        let value = self.weight() * text;
        Seal {
            value,
            place: value * self.locator(),
        }
    }

    /// Tells one path from another. Not part of a text's number, so that one edit of a template's
    /// line is one difference, whatever the number of its tables.
    fn weight(&self) -> Number {
        let (kind, table, name) = (self.kind as u8, &self.table, &self.name);
        Number::of_text(&format!("{kind}\n{table}\n{name}"))
    }

    /// Twelve bits for the table, four for the kind, sixteen for the name: what is taken out of a
    /// declaration can't be found by its name any more, but by its kind and by its table.
    pub(super) fn locator(&self) -> Number {
        Number::of((self.neighbourhood() << 16) | (hash(&self.name) & 0xffff))
    }

    /// The upper bits of the locator.
    fn neighbourhood(&self) -> u64 {
        ((hash(&self.table) & 0xfff) << 4) | self.kind as u64
    }

    /// The kind, and of these tables the one, that a locator speaks of.
    pub(super) fn find<'a>(
        locator: Number,
        mut tables: impl Iterator<Item = &'a str>,
    ) -> Option<Self> {
        let neighbourhood = locator.value() >> 16;
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| *kind as u64 == neighbourhood & 0xf)?;
        let within = |table: &str| Self::new(kind, table, "");
        let table = tables.find(|it| within(it).neighbourhood() == neighbourhood)?;
        Some(within(table))
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { kind, table, name } = self;
        match kind {
            Kind::Version => f.write_str("the number of the version"),
            Kind::Table => write!(f, "table `{table}`"),
            Kind::Column if name.is_empty() => write!(f, "a column of table `{table}`"),
            Kind::Column => write!(f, "column `{table}.{name}`"),
            Kind::Constraint if name.is_empty() => write!(f, "a constraint of table `{table}`"),
            Kind::Constraint => write!(f, "a `{name}` of table `{table}`"),
            Kind::Index if name.is_empty() => write!(f, "an index of table `{table}`"),
            Kind::Index => write!(f, "index `{name}`"),
            Kind::Seed => write!(f, "a seed of table `{table}`"),
            Kind::From => write!(f, "the `from` of column `{table}.{name}`"),
            Kind::Trigger if name.is_empty() => write!(f, "a trigger on `{table}`"),
            Kind::Trigger => write!(f, "trigger `{name}`"),
            Kind::View if name.is_empty() => f.write_str("a view"),
            Kind::View => write!(f, "view `{name}`"),
            Kind::VirtualTable if name.is_empty() => f.write_str("a virtual table"),
            Kind::VirtualTable => write!(f, "virtual table `{name}`"),
            Kind::Step if name.is_empty() => f.write_str("a step"),
            Kind::Step => write!(f, "step {name}"),
            Kind::ApplicationId => f.write_str("the `application_id`"),
        }
    }
}

impl Display for Seal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}{:08x}", self.value.value(), self.place.value())
    }
}

impl FromStr for Seal {
    type Err = NotASeal;

    fn from_str(text: &str) -> Result<Self, NotASeal> {
        let number = |digits: &str| u64::from_str_radix(digits, 16).map(Number::of);
        let hexadecimal = text.len() == 16 && text.bytes().all(|it| it.is_ascii_hexdigit());
        match text.split_at_checked(8).filter(|_| hexadecimal) {
            Some((value, place)) => Ok(Self {
                value: number(value).map_err(|_| NotASeal::Form)?,
                place: number(place).map_err(|_| NotASeal::Form)?,
            }),
            None => Err(NotASeal::Form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_has_sixteen_hexadecimal_digits() {
        let seal: Seal = "00c0ffee0123abcd".parse().unwrap();
        assert_eq!(seal.to_string(), "00c0ffee0123abcd");
        assert_eq!("00C0FFEE0123ABCD".parse(), Ok(seal));
        for text in [
            "",
            "00c0ffee",
            "+0c0ffee0123abcd",
            "00c0ffee0123abcd0",
            "00c0ffee0123abcß",
        ] {
            assert_eq!(text.parse::<Seal>(), Err(NotASeal::Form), "{text}");
        }
    }

    #[test]
    fn a_locator_tells_kind_and_table() {
        let column = Path::new(Kind::Column, "Book", "Title");
        let found = Path::find(column.locator(), ["", "author", "book"].into_iter());
        assert_eq!(found, Some(Path::new(Kind::Column, "book", "")));
        assert_eq!(Path::find(column.locator(), ["author"].into_iter()), None);
    }
}
