//! Whether an SQL text speaks of a name.

use crate::sql::tokens;

/// Whether `sql` has a token that names `name`, whatever it stands for there.
#[must_use]
pub fn mentions(sql: &str, name: &str) -> bool {
    tokens(sql).any(|token| token.names(name))
}
