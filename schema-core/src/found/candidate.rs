//! Which versions a file without a number may have, and whether it matters which of them it is.
//!
//! A version is a candidate if its file would have what is found, once what is missing has been added.
//! Of two candidates the one is likelier that lacks no more than the other and has no more of later
//! versions. Where a version stands as it is declared, only those with the same shape are as likely.

use std::sync::Arc;

use crate::{
    model::{Action, Schema},
    plan,
    shape::{ColumnLine, Shape, Table, Timeline},
    sql::SameWord,
};

use super::{
    Difference, Found, Kind, compare, missing_from,
    recognise::{fits, is_foreign, known_names, with_standing},
};

/// One version, held against a file.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The version, with what stands of later ones.
    pub shape: Shape,
    /// What of that stands.
    pub standing: Shape,
    /// What the file lacks of it.
    pub missing: Vec<Difference>,
    /// In what it differs otherwise, so that adding is not enough.
    pub differences: Vec<Difference>,
}

impl Candidate {
    /// The version as a file may have it.
    #[must_use]
    pub fn of(schema: &Schema, timeline: &Timeline, found: &Found, version: i64) -> Self {
        let shape = with_standing(schema, timeline, version, found);
        let missing = compare(&shape, found);
        let standing = missing_from(&shape, &missing);
        let mut differences = compare(&standing, found);
        differences.extend(unaddable(&standing, &shape));
        let mut missing = missing;
        missing.retain(|it| it.is_missing() && !differences.contains(it));
        Self {
            shape,
            standing,
            missing,
            differences,
        }
    }

    /// What adds what the file lacks. Seeds go into tables that are made now.
    #[must_use]
    pub fn completion(&self) -> plan::Stage {
        let mut standing = self.standing.clone();
        let tables = &self.standing.tables;
        Arc::make_mut(&mut standing.seeds).retain(|seed| {
            let mut names = tables.iter().map(|it| &it.name);
            names.any(|it| it.is_same_word(&seed.item.table))
        });
        plan::between(&standing, &self.shape)
    }

    /// What adds what an unstamped file lacks, with all seeds.
    #[must_use]
    pub fn adoption(&self) -> plan::Stage {
        let mut standing = self.standing.clone();
        standing.seeds = Arc::default();
        plan::between(&standing, &self.shape)
    }

    /// Whether a table stands as it is declared: a name and a key may be anybody's, and then nothing is
    /// to be made beside them. A schema without tables is known by its views.
    #[must_use]
    pub fn has_whole_table(&self) -> bool {
        self.has_table(&|table, it| it.missing_of(table) == 0)
    }

    /// Whether a table stands with half of its columns at least, and none of them otherwise: enough for
    /// a draft, to which columns are added all the time.
    #[must_use]
    pub fn has_half_a_table(&self) -> bool {
        self.has_table(&|table, it| it.missing_of(table) * 2 <= table.columns.len())
    }

    fn has_table(&self, is_enough: &dyn Fn(&Table, &Self) -> bool) -> bool {
        let tables = &self.shape.tables;
        let is_known = |table: &Table| {
            let stands = self.standing.declared_table(table.declared).is_some();
            let differs = self.differences.iter().any(|it| is_part_of(it, table));
            stands && !differs && is_enough(table, self)
        };
        tables.is_empty() || tables.iter().any(|it| is_known(it))
    }

    /// How many columns of a table are missing.
    fn missing_of(&self, table: &Table) -> usize {
        let missing = self.missing.iter();
        missing.filter(|it| is_part_of(it, table)).count()
    }
}

/// Whether a declared table or one of its columns differs.
fn is_part_of(difference: &Difference, table: &Table) -> bool {
    let is_part = matches!(
        difference.kind,
        Kind::Table | Kind::Column | Kind::Unreadable
    );
    is_part && difference.declared.is_some() && difference.object.is_same_word(&table.name)
}

/// The columns that can't be added to rows that stand.
fn unaddable(standing: &Shape, candidate: &Shape) -> Vec<Difference> {
    let mut differences = Vec::new();
    for new in &candidate.tables {
        let Some(old) = standing.declared_table(new.declared) else {
            continue;
        };
        let change = plan::TableChange { old, new };
        if plan::why_rebuild(&change).is_some() {
            differences.extend(
                change
                    .added()
                    .map(|line| Difference::missing_column(new, &line.item)),
            );
        }
    }
    differences
}

/// The versions that a file may have, the oldest first.
#[derive(Debug, Default)]
pub struct Candidates {
    all: Vec<Measured>,
}

/// A candidate's version, and by how much the file differs from it.
#[derive(Debug)]
struct Measured {
    version: i64,
    missing: Vec<Part>,
    early: Vec<Part>,
}

/// A part of a shape, by the table or the kind that it belongs to and its place in the declaration,
/// which no rename changes. Lists of them are in ascending order.
type Part = (usize, u8, usize);

impl Candidates {
    /// Holds all versions from `oldest` on against a file.
    #[must_use]
    pub fn of(schema: &Schema, timeline: &Timeline, found: &Found, oldest: i64) -> Self {
        let known = known_names(timeline);
        let shapes = timeline.shapes().iter();
        let shapes = shapes.filter(|it| it.version >= oldest);
        let all = shapes.filter_map(|own| {
            let it = Candidate::of(schema, timeline, found, own.version);
            let is_possible = it.differences.iter().all(|it| is_foreign(it, &known));
            is_possible.then(|| {
                let parts = parts(&it.shape);
                Measured {
                    version: own.version,
                    missing: less(&parts, &self::parts(&it.standing)),
                    early: less(&parts, &self::parts(own)),
                }
            })
        });
        Self { all: all.collect() }
    }

    /// The versions that are declared as the file is.
    #[must_use]
    pub fn exact(timeline: &Timeline, found: &Found, oldest: i64) -> Vec<i64> {
        let known = known_names(timeline);
        let shapes = timeline.shapes().iter();
        let exact = shapes.filter(|it| it.version >= oldest && fits(it, found, &known));
        exact.map(|it| it.version).collect()
    }

    /// The oldest candidate.
    #[must_use]
    pub fn oldest(&self) -> Option<i64> {
        self.all.first().map(|it| it.version)
    }

    /// The candidates than which none is likelier.
    #[must_use]
    pub fn likely(&self) -> Vec<i64> {
        let is_likely = |it: &&Measured| !self.all.iter().any(|other| other.is_likelier(it));
        let likely = self.all.iter().filter(is_likely);
        likely.map(|it| it.version).collect()
    }

    /// The newest version from which the file differs as it does from this one.
    #[must_use]
    pub fn newest_like(&self, version: i64) -> Option<i64> {
        let one = self.all.iter().find(|it| it.version == version)?;
        let is_like = |it: &&Measured| it.missing == one.missing && it.early == one.early;
        self.all.iter().rev().find(is_like).map(|it| it.version)
    }
}

impl Measured {
    fn is_likelier(&self, other: &Self) -> bool {
        let is_less = self.missing != other.missing || self.early != other.early;
        is_less
            && less(&self.missing, &other.missing).is_empty()
            && less(&self.early, &other.early).is_empty()
    }
}

/// What of `all` is not among `some`.
fn less(all: &[Part], some: &[Part]) -> Vec<Part> {
    let mut less = all.to_vec();
    less.retain(|it| some.binary_search(it).is_err());
    less
}

fn parts(shape: &Shape) -> Vec<Part> {
    // Those that are no part of a table come before the first table.
    let virtual_tables = shape.virtual_tables.iter().map(|it| (0, 0, it.declared));
    let views = shape.views.iter().map(|it| (0, 1, it.declared));
    let triggers = shape.triggers.iter().map(|it| (0, 2, it.declared));
    let mut parts = Vec::new();
    let mut add = |part: Part| {
        // Only the columns of one table can be out of order.
        if let Err(at) = parts.binary_search(&part) {
            parts.insert(at, part);
        }
    };
    virtual_tables
        .chain(views)
        .chain(triggers)
        .for_each(&mut add);
    for table in &shape.tables {
        let own = table.declared + 1;
        add((own, 0, 0));
        for line in &table.columns {
            add((own, 1, line.identity));
        }
        for index in &table.indexes {
            add((own, 2, index.declared));
        }
    }
    parts
}

/// Whether rows tell these versions apart, the oldest of which comes first: something moves them in
/// between, or what one name means has changed.
#[must_use]
pub fn differ_in_rows(schema: &Schema, timeline: &Timeline, versions: &[i64]) -> bool {
    let (Some(first), Some(last)) = (versions.first(), versions.last()) else {
        return false;
    };
    let shapes = timeline.shapes();
    let mut steps = shapes.windows(2).filter_map(|it| match it {
        [older, newer] => Some((older, newer)),
        _ => None,
    });
    let moves = steps.any(|(older, newer)| {
        *first < newer.version && newer.version <= *last && moves_rows(schema, older, newer)
    });
    let mut shapes = versions.iter().filter_map(|it| timeline.at(*it));
    moves
        || shapes
            .next()
            .is_some_and(|first| shapes.any(|it| has_other_meanings(first, it)))
}

/// Whether the newer version's step does something to rows that no shape shows: a data step, or a
/// `from` over a column that is there before.
fn moves_rows(schema: &Schema, older: &Shape, newer: &Shape) -> bool {
    let actions = schema.version(newer.version);
    let mut actions = actions.iter().flat_map(|it| it.actions.iter());
    let is_data = |it: &Action| matches!(it, Action::Sql(_) | Action::Run(_));
    actions.any(is_data)
        || newer.tables.iter().any(|table| {
            let before = older.declared_table(table.declared);
            let is_replaced = |line: &ColumnLine| {
                let before = before.and_then(|it| it.column_by_identity(line.identity));
                before.is_some_and(|it| it.declared != line.declared)
            };
            let mut lines = table.columns.iter();
            lines.any(|it| it.item.from.is_some() && is_replaced(it))
        })
}

/// Whether a table or column has another name in the other shape.
fn has_other_meanings(one: &Shape, other: &Shape) -> bool {
    let is = |one: &str, other: &str| one.is_same_word(other);
    one.tables.iter().any(|table| {
        let Some(later) = other.declared_table(table.declared) else {
            return false;
        };
        let mut columns = table.columns.iter();
        !is(&table.name, &later.name)
            || columns.any(|it| {
                let later = later.column_by_identity(it.identity);
                later.is_some_and(|later| !is(&it.item.name, &later.item.name))
            })
    })
}
