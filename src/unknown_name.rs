//! The error of a declared list's `FromStr`.

use std::{
    error::Error,
    fmt::{self, Display, Formatter},
};

/// A name that no element of a declared list has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    name: String,
    allowed: Vec<&'static str>,
}

impl UnknownName {
    pub(crate) fn new(name: &str, allowed: impl Iterator<Item = &'static str>) -> Self {
        Self {
            name: name.to_owned(),
            allowed: allowed.collect(),
        }
    }

    /// The name that was looked for.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the list.
    #[must_use]
    pub fn allowed(&self) -> &[&'static str] {
        &self.allowed
    }
}

impl Display for UnknownName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "no element is called `{}`", self.name)?;
        for (position, name) in self.allowed.iter().enumerate() {
            let separator = if position == 0 {
                "\nhelp: one of "
            } else {
                ", "
            };
            write!(f, "{separator}`{name}`")?;
        }
        Ok(())
    }
}

impl Error for UnknownName {}
