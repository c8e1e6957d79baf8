//! The error of a declared list's `FromStr`.

use std::{
    error::Error,
    fmt::{self, Display, Formatter},
};

/// A name that no element of a declared list has.
///
/// ```
/// rusqlite_schema::schema! {
///     /// What a shop has.
///     pub schema shop in "shop.db" {
///         /// Sections, with a table for each.
///         pub const SECTIONS: Section = [novels, poetry];
///
///         history {
///             /// Two sections.
///             version 1;
///         }
///
///         table {section} for section in SECTIONS as Item { title: String }
///     }
/// }
/// assert_eq!("poetry".parse(), Ok(shop::Section::Poetry));
///
/// let error = "poems".parse::<shop::Section>().unwrap_err();
/// assert_eq!(error.to_string(), "no element is called `poems`\nhelp: one of `novels`, `poetry`");
/// ```
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
