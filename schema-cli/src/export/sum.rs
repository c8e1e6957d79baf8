//! The file in which Atlas keeps the checksums of a directory.
//!
//! As in `sql/migrate/dir.go` of Atlas 0.7.2: one hash goes on through the names and contents of all
//! files, and what it is after each file is that file's; the first line is a hash over all of these.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The name of the file.
pub(super) const SUM: &str = "atlas.sum";

/// The checksums of files with their contents, in the order of their names.
pub(super) fn sum(files: &[(String, Vec<u8>)]) -> String {
    let mut through = Sha256::new();
    let mut over = Sha256::new();
    let mut lines = Vec::new();
    for (name, text) in files {
        through.update(name);
        through.update(text);
        let hash = STANDARD.encode(through.clone().finalize());
        lines.push(format!("{name} h1:{hash}\n"));
        over.update(name);
        over.update(hash);
    }
    format!(
        "h1:{}\n{}",
        STANDARD.encode(over.finalize()),
        lines.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::sum;

    /// `sql/migrate/testdata/migrate` of Atlas.
    #[test]
    fn sums_are_those_of_atlas() {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let files = [
            file("1_initial.down.sql", "DROP TABLE IF EXISTS t;"),
            file("1_initial.up.sql", "CREATE TABLE t(c int);"),
        ];
        assert_eq!(
            sum(&files),
            "h1:M74RrNK69S2pj6C541LR1ew5O32/i0WoyNgsJmyuiUk=\n\
             1_initial.down.sql h1:0zypK43rgPbgvVUgVJABGN25VgM1QSeU+LJDBb8cEQI=\n\
             1_initial.up.sql h1:hFhs5XhRml4KTWGF5td6h1s7xNqAFnaEBbC5Y/NF7i4=\n"
        );
    }
}
