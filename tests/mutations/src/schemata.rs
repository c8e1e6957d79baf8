//! Every mutation of a table in one copy of the sources, each behind a switch that a program reads when
//! it runs: so the copy is built once, and a mutation costs a run.
//!
//! The body of a function that can be broken stands in the copy once for each way, and once as it is:
//!
//! ```text
//! fn length(&self) -> usize {
//!     if crate::mutated(7) { …broken… } else { …as it is… }
//! }
//! ```
//!
//! The sources are formatted, so where a function begins and ends is seen by how far it is indented.

use std::{collections::BTreeMap, fs, io, ops::Range, path::Path};

use crate::mutation::Mutation;

/// The variable with the number of the mutation that is to hold.
pub(crate) const CHOSEN: &str = "MUTATED";

/// What every package of the copy has: it reads the variable once.
const SWITCH: &str = r#"
pub(crate) fn mutated(number: usize) -> bool {
    static CHOSEN: std::sync::OnceLock<Option<usize>> = std::sync::OnceLock::new();
    let read = || std::env::var("MUTATED").ok()?.parse().ok();
    *CHOSEN.get_or_init(read) == Some(number)
}
"#;

/// Puts all mutations into a copy of the packages, by their numbers in the table.
///
/// # Errors
///
/// A text has no place, or a file can't be read or written.
pub(crate) fn plant(folder: &Path, packages: &[&str], mutations: &[Mutation]) -> io::Result<()> {
    for (name, ways) in by_file(mutations) {
        let file = folder.join(name);
        let source = fs::read_to_string(&file)?;
        fs::write(&file, switched(&source, &ways).map_err(io::Error::other)?)?;
    }
    for package in packages {
        let root = folder.join(package).join("src/lib.rs");
        let source = fs::read_to_string(&root)?;
        fs::write(&root, source + SWITCH)?;
    }
    Ok(())
}

/// A mutation with its number.
type Way<'a> = (usize, &'a Mutation);

fn by_file(mutations: &[Mutation]) -> BTreeMap<&'static str, Vec<Way<'_>>> {
    let mut files = BTreeMap::<_, Vec<Way<'_>>>::new();
    for (number, mutation) in mutations.iter().enumerate() {
        files
            .entry(mutation.file)
            .or_default()
            .push((number, mutation));
    }
    files
}

/// The source of a file with all its mutations in it.
fn switched(source: &str, ways: &[Way<'_>]) -> Result<String, String> {
    let mut bodies = BTreeMap::<_, Vec<_>>::new();
    for (number, mutation) in ways {
        let Range { start, end } = place(source, mutation)?;
        let body = source.get(start..end).unwrap_or_default();
        let broken = body.replace(mutation.text, mutation.replacement);
        let way = format!("if crate::mutated({number}) {{\n{broken}}} else ");
        bodies.entry((start, end)).or_default().push(way);
    }
    let mut switched = source.to_owned();
    // From the end, so that what comes before stays where it is.
    for ((start, end), ways) in bodies.into_iter().rev() {
        let sound = source.get(start..end).unwrap_or_default();
        let body = format!("{}{{\n{sound}}}\n", ways.concat());
        switched.replace_range(start..end, &body);
    }
    Ok(switched)
}

/// The body of the function that has the text of a mutation.
pub(crate) fn place(source: &str, mutation: &Mutation) -> Result<Range<usize>, String> {
    let Mutation { file, text, .. } = mutation;
    let mut places = source.match_indices(text);
    let (Some((at, _)), None) = (places.next(), places.next()) else {
        let found = source.matches(text).count();
        return Err(format!(
            "{file} has this text {found} times, not once:\n{text}"
        ));
    };
    let body = body_around(source, at).filter(|body| at + text.len() <= body.end);
    body.ok_or_else(|| format!("{file} has this text in no function's body:\n{text}"))
}

/// What stands between the braces of the innermost function around a place.
fn body_around(source: &str, at: usize) -> Option<Range<usize>> {
    let lines: Vec<Line<'_>> = lines(source).collect();
    let here = lines.iter().rposition(|it| it.start <= at)?;
    let depth = lines.get(here)?.indent();
    let before = lines.get(..here)?;
    let head = before
        .iter()
        .rposition(|it| it.indent() < depth && it.is_head())?;
    let depth = lines.get(head)?.indent();
    let mut own = lines.get(head..)?.iter().filter(|it| it.indent() == depth);
    let opening = own.find(|it| it.text.ends_with("{\n"))?;
    let closing = own.find(|it| it.text.trim() == "}")?;
    let body = opening.start + opening.text.len()..closing.start;
    body.contains(&at).then_some(body)
}

struct Line<'a> {
    start: usize,
    text: &'a str,
}

fn lines(source: &str) -> impl Iterator<Item = Line<'_>> {
    let lines = source.split_inclusive('\n');
    lines.scan(0, |end, text| {
        let start = *end;
        *end += text.len();
        Some(Line { start, text })
    })
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// Whether a function begins here.
    fn is_head(&self) -> bool {
        let text = self.text.trim_start();
        let heads = ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn "];
        heads.iter().any(|it| text.starts_with(it))
    }
}

#[cfg(test)]
mod tests {
    use super::switched;
    use crate::mutation::Mutation;

    const SOURCE: &str = "
const LENGTH: usize = 2;

impl Shelf {
    pub(crate) fn length(
        &self,
    ) -> usize {
        if self.is_empty {
            return 0;
        }
        self.books
    }
}
";

    const BROKEN: &str = "
const LENGTH: usize = 2;

impl Shelf {
    pub(crate) fn length(
        &self,
    ) -> usize {
if crate::mutated(3) {
        if self.is_empty {
            return 0;
        }
        0
} else {
        if self.is_empty {
            return 0;
        }
        self.books
}
    }
}
";

    fn broken(text: &'static str, replacement: &'static str) -> Result<String, String> {
        let mutation = Mutation {
            breaks: "the length",
            file: "shelf.rs",
            text,
            replacement,
        };
        switched(SOURCE, &[(3, &mutation)])
    }

    #[test]
    fn a_function_is_there_as_it_was_and_broken() {
        assert_eq!(broken("self.books", "0").as_deref(), Ok(BROKEN));
    }

    #[test]
    fn a_text_must_be_there_once_and_in_a_function() {
        assert!(broken("self.films", "0").is_err());
        assert!(broken("self.", "0").is_err());
        assert!(broken("usize = 2", "usize = 1").is_err());
        assert!(broken("        self.books\n    }\n", "").is_err());
    }
}
