//! What the files are called, and what stands in them beside the statements.
//!
//! How each program reads a name was looked up in its source:
//!
//! - sqlx 0.8.6, `sqlx-core/src/migrate/source.rs`: what stands before the first `_` is a number, and
//!   what follows it ends in `.sql`, but not in `.up.sql` or `.down.sql`.
//! - refinery 0.9.2, `refinery-core/src/util.rs`: `^([U|V])(\d+(?:\.\d+)?)__(\w+)\.sql$`, where the
//!   number is an `i32` unless a feature makes it an `i64`.
//! - Atlas 0.7.2, `sql/migrate/dir.go` and `lex.go`: files in the order of their names, the version
//!   before the first `_`. It cuts a file at each `;`, triggers too, unless its first line names
//!   another delimiter.
//! - Wrangler 4.86.0, `src/d1/migrations/helpers.ts`: every `.sql`, in the order of the names, so that
//!   numbers must have one width.
//!
//! Each of them opens a transaction around a file, so there is none in it. sqlx, refinery with the
//! bundled SQLite, and D1 have foreign keys on while it runs.

use clap::ValueEnum;
use schema_core::{
    model::Schema,
    plan::Step,
    sql::{Token, tokens},
};

use super::script::Script;

/// Whose files they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[non_exhaustive]
pub enum Layout {
    /// `0001_name.sql`, for sqlx and whatever else runs files in their order
    #[default]
    Sqlx,
    /// `V1__name.sql`, for refinery
    Refinery,
    /// `0001_name.sql` and `atlas.sum`, for Atlas
    Atlas,
    /// `0001_name.sql` without a version number in the database, for Cloudflare D1 and other servers
    /// that don't let a script set it
    D1,
}

/// A file of one version.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) text: String,
}

/// How long a name may be, without its number.
const LONGEST_NAME: usize = 48;

/// The least number of digits where files are sorted by their names.
const DIGITS: usize = 4;

/// What ends a statement for Atlas. For everybody else it is a comment.
const ATLAS_DELIMITER: &str = "-- end";

impl Layout {
    pub(crate) fn files(self, schema: &Schema, scripts: &[Script<'_>]) -> Vec<File> {
        let digits = schema.newest_version().to_string().len().max(DIGITS);
        let file = |script: &Script<'_>| {
            let version = script.version.number;
            let name = name(&script.version.sentence);
            let name = match self {
                Self::Refinery => format!("V{version}__{name}.sql"),
                Self::Sqlx | Self::Atlas | Self::D1 => format!("{version:0digits$}_{name}.sql"),
            };
            let text = self.text(schema, script);
            File {
                version,
                name,
                text,
            }
        };
        scripts.iter().map(file).collect()
    }

    /// The version that a file's name says it is.
    pub(super) fn version(self, file: &str) -> Option<i64> {
        let number = file.strip_suffix(".sql")?.split('_').next()?;
        let number = match self {
            Self::Refinery => number.strip_prefix('V')?,
            Self::Sqlx | Self::Atlas | Self::D1 => number,
        };
        number.parse().ok()
    }

    /// Whether scripts may set what SQLite keeps in the file's header.
    fn stamps(self) -> bool {
        self != Self::D1
    }

    fn text(self, schema: &Schema, script: &Script<'_>) -> String {
        let sentence = script.version.sentence.lines();
        let sentence = sentence.map(|line| format!("-- {}\n", line.trim()));
        let (name, version) = (&schema.name, script.version.number);
        let origin =
            format!("--\n-- Version {version} of schema `{name}`, written from its declaration.\n");
        let heading: String = sentence.chain([origin]).collect();
        self.assembled(&heading, &self.statements(script))
    }

    fn assembled(self, heading: &str, statements: &[String]) -> String {
        let statements = statements.iter();
        if self != Self::Atlas {
            let statements = statements.map(|it| format!("\n{it};\n"));
            return heading.to_owned() + &statements.collect::<String>();
        }
        let delimiter = delimiter(heading, statements.as_slice());
        let statements = statements.map(|it| format!("\n{it};\n{delimiter}\n"));
        let directive = format!("-- atlas:delimiter {delimiter}\n\n{heading}");
        directive + &statements.collect::<String>()
    }

    fn statements(self, script: &Script<'_>) -> Vec<String> {
        let defer = script.defers && !script.steps.is_empty();
        let defer = defer.then(|| "PRAGMA defer_foreign_keys = ON".to_owned());
        let is_wanted = |it: &&Step| self.stamps() || !matches!(it, Step::SetApplicationId(_));
        let steps = script.steps.iter().filter(is_wanted);
        let steps = steps.map(|it| without_end(&it.to_string()).to_owned());
        let stamp = format!("PRAGMA user_version = {}", script.version.number);
        let stamp = self.stamps().then_some(stamp);
        defer.into_iter().chain(steps).chain(stamp).collect()
    }
}

/// The delimiter for Atlas, which looks for it everywhere: made longer until the file says it nowhere
/// else.
fn delimiter(heading: &str, statements: &[String]) -> String {
    let mut delimiter = ATLAS_DELIMITER.to_owned();
    while heading.contains(&delimiter) || statements.iter().any(|it| it.contains(&delimiter)) {
        delimiter.push_str(" of it");
    }
    delimiter
}

/// A statement without the semicolons and comments that follow it.
fn without_end(sql: &str) -> &str {
    let last = tokens(sql).filter(|it| !it.is_symbol(";")).last();
    last.as_ref()
        .map(Token::end)
        .and_then(|end| sql.get(..end))
        .unwrap_or_default()
}

/// A sentence as part of a file's name.
fn name(sentence: &str) -> String {
    let words = sentence.split(|it: char| !it.is_ascii_alphanumeric());
    let mut name = String::new();
    for word in words.filter(|it| !it.is_empty()) {
        let longer = name.len() + 1 + word.len();
        if longer > LONGEST_NAME && !name.is_empty() {
            break;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.extend(
            word.chars()
                .take(LONGEST_NAME)
                .map(|it| it.to_ascii_lowercase()),
        );
    }
    if name.is_empty() {
        "version".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_become_names() {
        assert_eq!(name("Books, and their authors."), "books_and_their_authors");
        assert_eq!(name("Bücher."), "b_cher");
        assert_eq!(name("書籍。"), "version");
        let long = name(&"history ".repeat(20));
        assert!(long.len() <= LONGEST_NAME && long.ends_with("history"));
    }

    #[test]
    fn names_say_their_version() {
        assert_eq!(Layout::Sqlx.version("0012_books.sql"), Some(12));
        assert_eq!(Layout::Refinery.version("V12__books.sql"), Some(12));
        assert_eq!(Layout::Refinery.version("0012_books.sql"), None);
        assert_eq!(Layout::D1.version("notes.txt"), None);
    }

    #[test]
    fn the_delimiter_is_said_nowhere_else() {
        let file = |heading: &str, statement: &str| {
            Layout::Atlas.assembled(heading, &[statement.to_owned()])
        };
        assert_eq!(
            file("-- Books.\n", "SELECT 1"),
            "-- atlas:delimiter -- end\n\n-- Books.\n\nSELECT 1;\n-- end\n"
        );
        let longer = "-- end of it";
        let (comment, literal) = ("-- end of an era.\n", "SELECT '\n-- end'");
        for text in [file(comment, "SELECT 1"), file("-- Books.\n", literal)] {
            assert!(text.starts_with(&format!("-- atlas:delimiter {longer}\n")));
            assert!(text.ends_with(&format!(";\n{longer}\n")));
            assert_eq!(text.matches(longer).count(), 2, "{text}");
        }
        assert_eq!(delimiter("-- end of it", &[]), "-- end of it of it");
    }

    #[test]
    fn statements_end_where_their_last_word_does() {
        assert_eq!(without_end("SELECT ';' -- done"), "SELECT ';'");
        assert_eq!(without_end("SELECT 1; SELECT 2; ; "), "SELECT 1; SELECT 2");
    }
}
