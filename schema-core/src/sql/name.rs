//! Names and literals as SQL writes them.

use std::fmt::{self, Display, Formatter};

use super::keyword::is_keyword;

/// A name, in double quotes where SQL needs them.
///
/// ```
/// use schema_core::sql::Name;
///
/// assert_eq!(Name("slug").to_string(), "slug");
/// assert_eq!(Name("order").to_string(), "\"order\"");
/// assert_eq!(Name("odd \"name\"").to_string(), "\"odd \"\"name\"\"\"");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Name<'a>(pub &'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) && !is_keyword(self.0) {
            f.write_str(self.0)
        } else {
            write!(f, "\"{}\"", self.0.replace('"', "\"\""))
        }
    }
}

/// Names, separated by commas.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a, T>(pub &'a [T]);

impl<T: AsRef<str>> Display for Names<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (position, name) in self.0.iter().enumerate() {
            let separator = if position == 0 { "" } else { ", " };
            write!(f, "{separator}{}", Name(name.as_ref()))?;
        }
        Ok(())
    }
}

/// A string as an SQL literal.
#[derive(Clone, Copy, Debug)]
pub struct Literal<'a>(pub &'a str);

impl Display for Literal<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "'{}'", self.0.replace('\'', "''"))
    }
}

/// Whether SQL reads `name` as one word. Bytes above ASCII count as letters in SQLite.
fn is_plain(name: &str) -> bool {
    for byte in name.as_bytes() {
        if !matches!(byte, b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') {
            return false;
        }
    }
    !matches!(name.as_bytes(), [] | [b'0'..=b'9', ..])
}
