//! Whether a schema can be released: a version that files get is sealed.

use std::{
    error::Error,
    fmt::{self, Debug, Display, Formatter},
};

use crate::model::Schema;

/// The newest version is not sealed, so it must not be released yet.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsealed {
    /// The name of the schema.
    pub schema: String,
    /// The version.
    pub version: i64,
    /// The seal that it gets, as things stand.
    pub seal: String,
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
    Err(Unsealed {
        schema: schema.name.to_string(),
        version: newest.number,
        seal: newest.entry.seal.to_string(),
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Version;

    fn schema(seals: [Option<&'static str>; 2]) -> Schema {
        let version = |(number, seal): (i64, Option<&'static str>)| Version {
            number,
            seal: seal.map(Into::into),
            ..Version::default()
        };
        Schema {
            name: "shop".into(),
            versions: (1..).zip(seals).map(version).collect::<Vec<_>>().into(),
            ..Schema::default()
        }
    }

    #[test]
    fn only_the_newest_version_is_asked_for_its_seal() {
        assert_eq!(check_sealed(&Schema::default()), Ok(()));
        assert_eq!(
            check_sealed(&schema([None, Some("0000000000000000")])),
            Ok(())
        );
        let mut unsealed = schema([Some("0000000000000000"), None]);
        unsealed.complete();
        let error = check_sealed(&unsealed).unwrap_err();
        assert_eq!(error.seal.len(), 18);
        assert_eq!(format!("{error:?}"), error.to_string());
        let line = format!("write `version 2 sealed \"{}\"`", error.seal);
        assert!(error.to_string().ends_with(&line), "{error}");
    }
}
