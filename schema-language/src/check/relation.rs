//! Which table, view or virtual table has a name at which versions.

use std::collections::BTreeMap;

use schema_core::shape::Timeline;

/// Something that can be selected from, by its index in the model's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    Table(usize),
    View(usize),
    VirtualTable(usize),
}

/// A name that something has in some consecutive versions.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) relation: Relation,
    pub(super) name: String,
    /// The first of the versions.
    pub(super) since: i64,
    /// The last of the versions.
    pub(super) last: i64,
}

/// Why a name doesn't stand where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Nothing ever has it.
    Unknown,
    /// It comes with this version.
    NotYet(i64),
    /// It goes with this version.
    Gone(i64),
    /// What has it at some other version is called like this.
    Renamed(String),
}

impl Missing {
    /// Whether the name stands at other versions.
    pub(super) fn is_a_matter_of_time(&self) -> bool {
        matches!(self, Self::NotYet(_) | Self::Gone(_))
    }
}

/// All names of tables, views and virtual tables.
#[derive(Default)]
pub(super) struct Relations {
    /// In lower case, each with its standings, oldest first.
    by_name: BTreeMap<String, Vec<Standing>>,
    by_relation: BTreeMap<Relation, Vec<Standing>>,
}

impl Relations {
    pub(super) fn of(timeline: &Timeline) -> Self {
        let mut relations = Self::default();
        for shape in timeline.shapes() {
            let tables = shape.tables.iter();
            let tables = tables.map(|it| (Relation::Table(it.declared), it.name.as_str()));
            let views = shape.views.iter();
            let views = views.map(|it| (Relation::View(it.declared), it.item.name.as_ref()));
            let virtual_tables = shape.virtual_tables.iter().map(|it| {
                let relation = Relation::VirtualTable(it.declared);
                (relation, it.item.name.as_ref())
            });
            for (relation, name) in tables.chain(views).chain(virtual_tables) {
                relations.note(relation, name, shape.version);
            }
        }
        for standing in relations.by_relation.values().flatten() {
            let name = standing.name.to_ascii_lowercase();
            let standings = relations.by_name.entry(name).or_default();
            standings.push(standing.clone());
        }
        let standings = relations.by_name.values_mut();
        standings.for_each(|it| it.sort_by_key(|it| (it.since, it.relation)));
        relations
    }

    fn note(&mut self, relation: Relation, name: &str, version: i64) {
        let standings = self.by_relation.entry(relation).or_default();
        match standings.last_mut() {
            Some(standing) if standing.name == name => standing.last = version,
            _ => standings.push(Standing {
                relation,
                name: name.to_owned(),
                since: version,
                last: version,
            }),
        }
    }

    /// Everything that has this name at some version, oldest first.
    pub(super) fn named(&self, name: &str) -> &[Standing] {
        let standings = self.by_name.get(&name.to_ascii_lowercase());
        standings.map_or(&[], Vec::as_slice)
    }

    /// What has this name at a version.
    pub(super) fn at(&self, name: &str, version: i64) -> Option<Relation> {
        let mut standings = self.named(name).iter();
        let standing = standings.find(|it| it.since <= version && version <= it.last)?;
        Some(standing.relation)
    }

    /// The name that something has at a version.
    pub(super) fn name_of(&self, relation: Relation, version: i64) -> Option<&str> {
        let mut standings = self.by_relation.get(&relation)?.iter();
        let standing = standings.find(|it| it.since <= version && version <= it.last)?;
        Some(&standing.name)
    }

    /// The names at a version.
    pub(super) fn names_at(&self, version: i64) -> impl Iterator<Item = &str> {
        let standings = self.by_name.values().flatten();
        let standing = standings.filter(move |it| it.since <= version && version <= it.last);
        standing.map(|it| it.name.as_str())
    }

    /// Every name with everything that has it.
    pub(super) fn names(&self) -> impl Iterator<Item = &[Standing]> {
        self.by_name.values().map(Vec::as_slice)
    }

    /// Why a name doesn't stand throughout these versions, if it doesn't.
    pub(super) fn missing(&self, name: &str, since: i64, last: i64) -> Option<Missing> {
        let standings = self.named(name);
        let mut covered = since;
        for standing in standings {
            if standing.since <= covered && covered <= standing.last {
                covered = standing.last + 1;
            }
        }
        if covered > last {
            return None;
        }
        if self.at(name, last).is_none() {
            let mut owners = standings.iter().rev().map(|it| it.relation);
            if let Some(other) = owners.find_map(|it| self.name_of(it, last)) {
                return Some(Missing::Renamed(other.to_owned()));
            }
        }
        let coming = standings.iter().find(|it| it.since > covered);
        let going = standings.iter().filter(|it| it.last < covered);
        Some(match (coming, going.map(|it| it.last + 1).max()) {
            (Some(standing), _) => Missing::NotYet(standing.since),
            (None, Some(version)) => Missing::Gone(version),
            (None, None) => Missing::Unknown,
        })
    }
}
