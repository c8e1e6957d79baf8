//! Whether a schema can be released: a version that files get is sealed.

use std::{
    error::Error,
    fmt::{self, Debug, Display, Formatter},
};

use super::Seal;
use crate::{model::Schema, shape::Timeline};

/// The newest version is not sealed, so it must not be released yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsealed {
    /// The name of the schema.
    pub schema: String,
    /// The version.
    pub version: i64,
    /// The seal that it gets, as things stand.
    pub seal: Seal,
}

/// Whether the newest version is sealed; the compiler has seen to the others, and that the seals
/// are right.
///
/// # Errors
///
/// The newest version has no seal; the error shows the line to paste.
pub fn check_sealed(schema: &Schema) -> Result<(), Unsealed> {
    let Some(newest) = schema.versions.last().filter(|it| it.seal.is_none()) else {
        return Ok(());
    };
    let version = newest.number;
    let timeline = Timeline::since(schema, version);
    match Seal::of(schema, &timeline, version) {
        Some(seal) => Err(Unsealed {
            schema: schema.name.to_string(),
            version,
            seal,
        }),
        None => Ok(()),
    }
}

impl Display for Unsealed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            schema,
            version,
            seal,
        } = self;
        write!(
            f,
            "version {version} of schema `{schema}` is not sealed\n\
             help: before it is released, write `version {version} sealed \"{seal}\"`"
        )
    }
}

/// As a person reads it: a test shows an error in this form.
impl Debug for Unsealed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Error for Unsealed {}
