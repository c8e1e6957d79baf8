//! The version that an unstamped file is said to have: by the caller, or by the query of `version from`.

use schema_core::{
    found::{Candidate, Found},
    shape::Timeline,
};

use super::run::Run;
use crate::engine::{
    connection::refused,
    error::{Error, Result},
};

impl Run<'_> {
    /// The version, if somebody says it. What has run on a file can't always be told by its shape.
    pub(crate) fn said_version(&self) -> Result<Option<i64>> {
        match self.options.adopt_at {
            Some(version) => self.known(version).map(Some),
            None => self.asked_version(),
        }
    }

    /// What the query says; nothing where a file has no table that it asks for, no row, or NULL, and
    /// nothing where it counts nothing: then no version's steps have been written down.
    fn asked_version(&self) -> Result<Option<i64>> {
        let Some(query) = self.schema.legacy.version_from.as_deref() else {
            return Ok(None);
        };
        let ask = || {
            let mut statement = self.connection.prepare(query)?;
            let mut rows = statement.query([])?;
            let row = rows.next()?;
            row.map_or(Ok(None), |row| row.get::<_, Option<i64>>(0))
        };
        let version = ask().or_else(|error| {
            let has_no_table = error.to_string().contains("no such table");
            if has_no_table { Ok(None) } else { Err(error) }
        });
        let version = version.map_err(refused(self.connection))?;
        version
            .filter(|it| *it != 0)
            .map(|it| self.known(it))
            .transpose()
    }

    fn known(&self, version: i64) -> Result<i64> {
        let (first, newest) = (self.schema.first_version(), self.schema.newest_version());
        let file = self.file();
        if self.schema.version(version).is_some() {
            Ok(version)
        } else if version > newest {
            Err(Error::TooNew {
                file,
                found: version,
                newest,
                needed: None,
            })
        } else {
            Err(Error::TooOld {
                file,
                found: version,
                first,
            })
        }
    }

    /// The file at the version that it is said to have, which must be the version of its shape, too.
    pub(crate) fn standing_at(
        &self,
        timeline: &Timeline,
        found: &Found,
        version: i64,
    ) -> Result<Candidate> {
        let candidate = Candidate::of(self.schema, timeline, found, version);
        let mut differences = candidate.differences.clone();
        differences.retain(|it| !it.is_extra());
        let missing = candidate.missing.iter();
        let missing = missing.filter(|it| !differences.contains(it)).cloned();
        let missing: Vec<_> = missing.collect();
        differences.extend(missing);
        if differences.is_empty() {
            return Ok(candidate);
        }
        Err(Error::CannotAdopt {
            file: self.file(),
            version,
            differences,
        })
    }
}
