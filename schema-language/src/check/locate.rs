//! What differs from the declaration that a seal was made for.
//!
//! Each way in which somebody may have edited a declaration is tried: what it would change in the
//! seal is compared with what has changed. Of 2^32 unlucky edits one is taken for another.

use std::collections::{BTreeMap, HashSet};

use schema_core::{
    model::Schema,
    seal::{
        self, Edition, Kind, Origin, Part, Path, Seal, Written, column_constraints, number, step,
    },
    shape::Timeline,
};

/// How a version differs from what it was sealed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// The seal is that of another version.
    OtherVersion(i64),
    /// The version had nothing of this.
    Added(Vec<Part>),
    /// The version had nothing of these two lines, such as a column and its index.
    AddedTwo(Vec<Part>, Vec<Part>),
    /// The version had something else there.
    Changed(Vec<Part>),
    /// The column had another name.
    Renamed(Part),
    /// The version had this, which neighbouring versions have.
    Removed(Vec<Part>),
    /// The version had something of this kind in this table. Its name isn't known.
    Lost(Path),
    /// More than one thing differs.
    Several,
}

/// Finds out how a version differs from what it was sealed with.
///
/// `line` tells the lines of a declaration apart: several parts come from one line of a template or
/// of a fragment. `None` if the history does not list the version.
pub(super) fn locate(
    (schema, timeline): (&Schema, &Timeline),
    version: i64,
    Written { edition, seal }: Written,
    line: &dyn Fn(Origin) -> usize,
) -> Option<Difference> {
    let parts = seal::parts(schema, timeline.at(version)?, edition);
    let search = Search {
        schema,
        timeline,
        version,
        edition,
        line,
        edit: share(&parts) - seal,
        parts,
    };
    let found = search.other_version(seal);
    let found = found.or_else(|| search.added());
    let found = found.or_else(|| search.added_constraint());
    let found = found.or_else(|| search.added_step());
    let found = found.or_else(|| search.changed());
    let found = found.or_else(|| search.removed());
    let found = found.or_else(|| search.lost());
    let found = found.or_else(|| search.added_two());
    let found = found.or_else(|| search.renamed());
    Some(found.unwrap_or(Difference::Several))
}

struct Search<'a> {
    schema: &'a Schema,
    timeline: &'a Timeline,
    version: i64,
    edition: Edition,
    line: &'a dyn Fn(Origin) -> usize,
    parts: Vec<Part>,
    /// What the edit has added to the seal.
    edit: Seal,
}

impl Search<'_> {
    fn other_version(&self, written: Seal) -> Option<Difference> {
        let own = number(self.version, self.edition).share();
        let renumbered = |other: i64| own - number(other, self.edition).share() == self.edit;
        let seals = Seal::all(self.schema, self.timeline, self.edition);
        let others = self.timeline.shapes().iter().map(|it| it.version);
        let mut others = others.zip(seals);
        let found = others.find(|(other, seal)| {
            *other != self.version && (*seal == written || renumbered(*other))
        });
        found.map(|(other, _)| Difference::OtherVersion(other))
    }

    /// A line that was added, or a table, or all tables of a template.
    fn added(&self) -> Option<Difference> {
        let groups = self.groups(&self.parts);
        let found = groups.into_iter().find(|it| share(it) == self.edit);
        found.map(Difference::Added)
    }

    /// Two lines that were added, mostly a column and what uses it.
    fn added_two(&self) -> Option<Difference> {
        let groups = self.groups(&self.parts);
        let groups = groups.iter().map(|it| (share(it).numbers(), it));
        let groups: BTreeMap<_, _> = groups.collect();
        let found = groups.values().find_map(|one| {
            let rest = self.edit - share(one);
            groups.get(&rest.numbers()).map(|other| [*one, *other])
        });
        let mut found = found?;
        found.sort_by_key(|it| it.first().map(|it| it.path.kind as u8));
        let [one, other] = found;
        Some(Difference::AddedTwo(one.clone(), other.clone()))
    }

    /// A constraint that was added to the one column that it concerns.
    fn added_constraint(&self) -> Option<Difference> {
        let shape = self.timeline.at(self.version)?;
        let mut lines: BTreeMap<usize, (Seal, Vec<Part>)> = BTreeMap::new();
        for table in &shape.tables {
            for (share, part) in column_constraints(table, self.edition) {
                let line = lines.entry((self.line)(part.origin)).or_default();
                line.0 = line.0 + share;
                line.1.push(part);
            }
        }
        let mut lines = lines.into_values();
        let found = lines.find(|(share, _)| *share == self.edit);
        found.map(|(_, parts)| Difference::Added(parts))
    }

    /// A step that was added, which gives those behind it other positions.
    fn added_step(&self) -> Option<Difference> {
        let actions = &self.schema.version(self.version)?.actions;
        let steps: Vec<Part> = (0..)
            .zip(actions.iter())
            .map(|(at, it)| step(at, it))
            .collect();
        let found = steps.iter().enumerate().find(|(added, _)| {
            let others = actions.iter().enumerate().filter(|(at, _)| at != added);
            let before = others.enumerate().map(|(at, (_, it))| step(at, it));
            share(&steps) - before.map(|it| it.share()).sum() == self.edit
        });
        found.map(|(_, step)| Difference::Added(vec![step.clone()]))
    }

    /// A line that says something else.
    fn changed(&self) -> Option<Difference> {
        let lines = self.lines(&self.parts);
        let found = lines.into_iter().find(|it| self.is_at(it));
        found.map(Difference::Changed)
    }

    /// A line that the version has no more, or not yet, but others have.
    fn removed(&self) -> Option<Difference> {
        let others = self.elsewhere();
        let nothing = Seal::default();
        let whole = self.groups(&others).into_iter();
        let mut whole = whole.filter(|it| nothing - share(it) == self.edit);
        let lines = self.lines(&others).into_iter();
        let mut lines = lines.filter(|it| self.is_at(it));
        let found = whole.next().or_else(|| lines.next());
        found.map(Difference::Removed)
    }

    /// Something that is in no version: the quotient has its kind and its table.
    fn lost(&self) -> Option<Difference> {
        let path = self.path(self.edit)?;
        let known = self.parts.iter().any(|it| it.path == path);
        (!known).then_some(Difference::Lost(path))
    }

    /// A column that says the same under another name.
    fn renamed(&self) -> Option<Difference> {
        let mut columns = self.parts.iter().filter(|it| it.path.kind == Kind::Column);
        let found = columns.find(|column| {
            let before = self.path(column.share() - self.edit);
            before.is_some_and(|it| (it.kind, &it.table) == (Kind::Column, &column.path.table))
        });
        found.map(|column| Difference::Renamed(column.clone()))
    }

    /// The kind and the table of the one part that has this share of a seal.
    fn path(&self, share: Seal) -> Option<Path> {
        let tables = self.parts.iter().filter(|it| it.path.kind == Kind::Table);
        let tables = tables.map(|it| it.path.table.as_str());
        share.path(std::iter::once("").chain(tables))
    }

    /// Whether the edit is one and the same change of all these parts.
    fn is_at(&self, parts: &[Part]) -> bool {
        let unit: Seal = parts.iter().map(|it| it.path.unit()).sum();
        self.edit.is_multiple_of(unit)
    }

    /// What the versions around this one, and the newest, have at other paths.
    fn elsewhere(&self) -> Vec<Part> {
        let mut seen: HashSet<Path> = self.parts.iter().map(|it| it.path.clone()).collect();
        let newest = self.schema.newest_version();
        let versions = [self.version - 1, self.version + 1, newest].into_iter();
        let shapes = versions.filter_map(|it| self.timeline.at(it));
        let parts = shapes.flat_map(|it| seal::parts(self.schema, it, self.edition));
        let of_version = |part: &Part| matches!(part.path.kind, Kind::Version | Kind::Step);
        parts
            .filter(|it| !of_version(it) && seen.insert(it.path.clone()))
            .collect()
    }

    /// The parts of each line, apart by kind.
    fn lines(&self, parts: &[Part]) -> Vec<Vec<Part>> {
        grouped(parts, |it| {
            Some(((self.line)(it.origin), it.path.kind as usize))
        })
    }

    /// The parts of each line, of each table, of all tables of each template, and of all tables of
    /// each element of a list.
    fn groups(&self, parts: &[Part]) -> Vec<Vec<Part>> {
        let real = |it: &Part| it.path.kind != Kind::Version && it.path.kind != Kind::Step;
        let by = |origin: fn(&Part) -> Option<Origin>| {
            grouped(parts, |it| {
                let origin = origin(it).filter(|_| real(it))?;
                Some(((self.line)(origin), 0))
            })
        };
        let mut groups = by(|it| Some(it.origin));
        groups.extend(by(|it| it.origin.table().map(Origin::Table)));
        groups.extend(by(|it| it.origin.table().map(Origin::Element)));
        groups
    }
}

fn share(parts: &[Part]) -> Seal {
    parts.iter().map(Part::share).sum()
}

fn grouped(parts: &[Part], key: impl Fn(&Part) -> Option<(usize, usize)>) -> Vec<Vec<Part>> {
    let mut groups: BTreeMap<(usize, usize), Vec<Part>> = BTreeMap::new();
    for part in parts {
        if let Some(key) = key(part) {
            groups.entry(key).or_default().push(part.clone());
        }
    }
    groups.into_values().collect()
}
