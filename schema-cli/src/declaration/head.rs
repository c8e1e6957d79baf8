//! The schema's name, its file, and what SQLite keeps in the file's header.

use std::collections::HashSet;

use super::{
    gap::Gap,
    ledger::{Ledger, left, legacy},
    text::{indented, quoted},
};

/// The functions that SQLite makes, and lists, only when they are called first, as it does those of its
/// pragmas.
const LATE_FUNCTIONS: [&str; 4] = ["json_each", "json_tree", "jsonb_each", "jsonb_tree"];

/// What a file says beside its objects.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// The name of the schema.
    pub(crate) name: String,
    /// The name of the file.
    pub(crate) file: String,
    pub(crate) user_version: i64,
    pub(crate) application_id: i32,
    /// The functions that SQLite has without the application, in lower case; those that give a table, too.
    pub(crate) functions: HashSet<String>,
    /// The ledgers of other tools.
    pub(crate) ledgers: Vec<Ledger>,
    /// How many scripts have run, where a ledger knows.
    pub(crate) scripts: i64,
}

impl Head {
    /// What stands before the first brace of the schema.
    pub(super) fn opening(&self, nullable_keys: bool) -> String {
        let option = if nullable_keys { ", nullable keys" } else { "" };
        let file = quoted(&self.file);
        let doc = format!("/// The database `{}`.", self.file).replace(['\n', '\r'], " ");
        format!(
            "rusqlite_schema::schema! {{\n    {doc}\n    pub schema {} in {file}{option}",
            self.name
        )
    }

    /// The history begins with the number that files have, or with as many as there were scripts.
    pub(super) fn history(&self) -> String {
        let (version, sentence) = match (self.user_version, self.scripts) {
            (1.., _) => (
                self.user_version,
                "The files of this version, as one was found.",
            ),
            (_, 1..) => (
                self.scripts,
                "The files on which so many scripts have run, as one was found.",
            ),
            _ => (
                1,
                "The files that carry no version number, as one was found.",
            ),
        };
        let ledgers = if self.user_version > 0 {
            left(&self.ledgers)
        } else {
            legacy(&self.ledgers)
        };
        let version = format!("/// {sentence}\nversion {version};");
        let lines: Vec<String> = ledgers.into_iter().chain([version]).collect();
        format!("history {{\n{}\n}}", indented(&lines.join("\n"), 1))
    }

    /// The application's mark, if there is one.
    pub(super) fn mark(&self) -> Option<String> {
        let mark = self.application_id.cast_unsigned();
        (mark != 0).then(|| format!("application_id 0x{mark:08X};"))
    }

    /// Whether SQLite has a function without the application.
    pub(super) fn has_function(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        name.starts_with("pragma_")
            || LATE_FUNCTIONS.contains(&name.as_str())
            || self.functions.contains(&name)
    }

    pub(super) fn gaps(&self) -> Vec<Gap> {
        let gap = Gap {
            what: format!("`user_version` {}", self.user_version),
            why: "versions are counted from 1".to_owned(),
        };
        (self.user_version < 0).then_some(gap).into_iter().collect()
    }
}
