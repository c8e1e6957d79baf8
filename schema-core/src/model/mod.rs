//! What a schema means: its objects, each with the versions that have it, and its history.
//!
//! The same types serve the macro, which builds them from owned strings, and the expansion, which
//! writes them down as `static` data; hence the [`Cow`]s.

mod domain;
mod history;
mod module;
mod object;
mod shadow;
mod table;
mod tokenizer;

use std::borrow::Cow;

pub use self::{
    domain::{Domain, Storage},
    history::{Action, Compatibility, Entry, Legacy, LegacyAction, Release, Version},
    module::ModuleColumns,
    object::{Event, Extern, Seed, Timing, Trigger, View, VirtualTable},
    table::{
        Check, Column, Constraint, Deferrable, ForeignKey, Generated, Index, IndexColumn,
        OnConflict, PrimaryKey, ReferentialAction, Sorting, Table, TableOption, Term, Unique,
    },
};

/// A name or a piece of SQL: borrowed in an expansion, owned while a macro builds it.
pub type Text = Cow<'static, str>;

/// A sequence: borrowed in an expansion, owned while a macro builds it.
pub type List<T> = Cow<'static, [T]>;

/// One declaration: every object that any version has, and the versions themselves.
///
/// Names and SQL are those of the last version that has the object or clause; for older versions
/// the renames of the history are walked back.
///
/// A program reads it with the methods. The fields are for the library's own packages, and change as
/// the language does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The name of the schema and of the generated module.
    #[doc(hidden)]
    pub name: Text,
    /// The file name that the declaration suggests.
    #[doc(hidden)]
    pub file: Text,
    /// The mark that SQLite keeps in the file's header for the application, and the versions that have it.
    #[doc(hidden)]
    pub application_id: Option<Lived<i32>>,
    /// The table that records each version that the file has gone through.
    #[doc(hidden)]
    pub journal: Option<Text>,
    /// The program, as the journal names it.
    #[doc(hidden)]
    pub release: Option<Release>,
    /// What brings in files that were written before the history began.
    #[doc(hidden)]
    pub legacy: Legacy,
    /// The history, oldest version first. Never empty in a checked schema.
    #[doc(hidden)]
    pub versions: List<Version>,
    /// Tables, in the order of their declaration; templates are already written out.
    #[doc(hidden)]
    pub tables: List<Table>,
    /// Virtual tables, in the order of their declaration.
    #[doc(hidden)]
    pub virtual_tables: List<Lived<VirtualTable>>,
    /// Views, in the order of their declaration.
    #[doc(hidden)]
    pub views: List<Lived<View>>,
    /// Triggers, in the order of their declaration.
    #[doc(hidden)]
    pub triggers: List<Lived<Trigger>>,
    /// Rows that belong to the schema.
    #[doc(hidden)]
    pub seeds: List<Lived<Seed>>,
    /// What the application brings to SQLite itself.
    #[doc(hidden)]
    pub externs: List<Extern>,
    /// The SQLite that the history was rehearsed on, as SQLite writes its version number.
    #[doc(hidden)]
    pub rehearsed_on: Option<i32>,
    /// What SQLite keeps of files that are as the newest version declares.
    #[doc(hidden)]
    pub foreseen: Foreseen,
}

/// What SQLite may keep of the newest version's objects, however a file came to have them.
///
/// Without it, every object of a file is read and compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// How many objects there are.
    pub objects: usize,
    /// The [fingerprints](crate::foreseen::fingerprint) of their texts, in ascending order. An object
    /// has several texts where a file can have come by it in several ways.
    pub texts: List<u64>,
}

impl Schema {
    /// The name of the schema and of its module.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file name that the declaration suggests.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The mark that files of a version carry, of those that carry one.
    #[doc(hidden)]
    #[must_use]
    pub fn mark(&self, version: i64) -> Option<i32> {
        let mark = self.application_id.as_ref()?;
        mark.lifetime.contains(version).then_some(mark.item)
    }

    /// The versions, oldest first.
    #[must_use]
    pub fn history(&self) -> &[Version] {
        &self.versions
    }

    /// The oldest version of the history; 0 for a schema without one.
    #[must_use]
    pub fn first_version(&self) -> i64 {
        self.versions.first().map_or(0, |version| version.number)
    }

    /// The newest version, with which files are stamped; 0 for a schema without a history.
    #[must_use]
    pub fn newest_version(&self) -> i64 {
        self.versions.last().map_or(0, |version| version.number)
    }

    /// The version with this number, if the history lists it.
    #[must_use]
    pub fn version(&self, number: i64) -> Option<&Version> {
        self.versions
            .iter()
            .find(|version| version.number == number)
    }

    /// The tables in which something begins or ends, by version, as indices. The oldest
    /// version comes first.
    #[must_use]
    pub fn tables_by_version(&self) -> Vec<(i64, Vec<usize>)> {
        let mut by_version: Vec<(i64, Vec<usize>)> = Vec::new();
        for (declared, table) in self.tables.iter().enumerate() {
            for version in table.lifetimes().flat_map(Lifetime::ends) {
                let place = by_version.binary_search_by_key(&version, |(it, _)| *it);
                match place.map(|at| by_version.get_mut(at)) {
                    Ok(Some((_, tables))) if tables.last() == Some(&declared) => {}
                    Ok(Some((_, tables))) => tables.push(declared),
                    Ok(None) => {}
                    Err(at) => by_version.insert(at, (version, vec![declared])),
                }
            }
        }
        by_version
    }
}

/// The versions that have something: from `since` up to, and without, `until`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lifetime {
    /// The first version that has it.
    pub since: i64,
    /// The first version that has it no more.
    pub until: Option<i64>,
}

impl Lifetime {
    /// Whether `version` has it.
    #[must_use]
    pub fn contains(&self, version: i64) -> bool {
        self.since <= version && self.until.is_none_or(|until| version < until)
    }

    /// The versions at which it begins and ends.
    pub fn ends(self) -> impl Iterator<Item = i64> {
        [Some(self.since), self.until].into_iter().flatten()
    }
}

/// Something with a lifetime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lived<T> {
    /// The versions that have it.
    pub lifetime: Lifetime,
    /// What they have.
    pub item: T,
}
