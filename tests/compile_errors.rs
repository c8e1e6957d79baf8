//! Writes `docs/compile_errors.md`, the index of what does not compile, from `tests/ui` and `tests/ui_right`.
//!
//! To accept new words: `INSTA_UPDATE=always cargo test -p rusqlite-schema --test compile_errors`.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/sources.rs"]
mod sources;

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use similar::{ChangeTag, TextDiff};

use self::sources::{checks, files};

const PAGE: &str = "docs/compile_errors.md";

const HEAD: &str = "# What does not compile

Every error of the compiler, by what it is about; to find yours, search for its words. Under the name of each check: a
declaration that is refused, in which words, and the declaration as it is right; then the same check's other errors,
with the lines that make them go. Where only a seal differs, nothing was wrong with that line: a version that another
one follows has one.

A test writes this page from the tests of the checks: the compiler refuses what is wrong in these words, and finds
nothing in what is right, which it has run on SQLite.
";

/// What is reported before the checks, and after them.
const BEFORE: [(&str, &str, &str); 2] = [
    (
        "parse",
        "Reading",
        "What stands here can't be read as a declaration.",
    ),
    (
        "lower",
        "Meaning",
        "What can be read has to mean something in SQLite.",
    ),
];
const AFTER: [(&str, &str, &str); 3] = [
    (
        "rehearsal",
        "The rehearsal",
        "A declaration that passes all checks is run on SQLite while the program compiles, from each version to the newest.",
    ),
    (
        "data_step",
        "Data steps in Rust",
        "What a `run` names is a function of the program, so these errors are rustc's.",
    ),
    (
        "mistakes",
        "Mistakes that people have shipped",
        "With other libraries these were found on the machines of users.",
    ),
];

/// A declaration that is refused, in which words, and as it is right.
struct Pair {
    wrong: String,
    said: String,
    right: String,
}

fn pairs(check: &str) -> Vec<Pair> {
    let tests = files(&Path::new("tests/ui").join(check), "rs");
    let pair = |wrong: PathBuf| {
        let right = Path::new("tests/ui_right").join(wrong.strip_prefix("tests/ui").unwrap());
        Pair {
            said: fs::read_to_string(wrong.with_extension("stderr")).unwrap(),
            wrong: before_main(&wrong),
            right: before_main(&right),
        }
    };
    tests.into_iter().map(pair).collect()
}

fn before_main(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let (text, _) = text.split_once("fn main()").unwrap();
    format!("{}\n", text.trim())
}

/// What stands in the braces of the macro, if that is all.
fn declaration(text: &str) -> String {
    let text = text.trim_end();
    let inner = text.strip_prefix("rusqlite_schema::schema! {\n");
    match inner.and_then(|it| it.strip_suffix("\n}")) {
        Some(inner) if !inner.contains("\n}") => without_indent(inner.lines()),
        _ => text.replace("rusqlite_schema::schema!", "schema!"),
    }
}

/// The lines without what all of them begin with.
fn without_indent<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> String {
    let indents = lines.clone().filter(|it| !it.is_empty());
    let indent = indents.map(|it| it.len() - it.trim_start().len()).min();
    let lines = lines.map(|it| it.get(indent.unwrap_or(0)..).unwrap_or(it));
    lines.collect::<Vec<_>>().join("\n")
}

/// The errors as the compiler prints them, without the names of our files and of what our macro is made of.
fn shown(said: &str) -> String {
    let of_ours = |it: &&str| !it.contains("--> ") && !it.contains("this error originates in");
    let lines: Vec<&str> = said.lines().filter(of_ours).collect();
    lines.join("\n").trim_end().to_owned()
}

/// What the first error says, without where.
fn message(said: &str) -> String {
    let lines = said.lines().take_while(|it| !it.contains("--> "));
    lines.collect::<Vec<_>>().join("\n")
}

/// The lines that differ, but for those that only got a seal; if nothing else differs, those.
fn difference(pair: &Pair) -> String {
    let changed = changed_lines(pair, without_seal);
    if changed.is_empty() {
        return changed_lines(pair, str::to_owned);
    }
    changed
}

/// The line as it was before somebody sealed the version in it.
fn without_seal(line: &str) -> String {
    match line.split_once(" sealed \"") {
        Some((before, seal)) => format!("{before}{}", seal.split_once('"').unwrap().1),
        None => line.to_owned(),
    }
}

/// The lines that differ in what `same` leaves of them.
fn changed_lines(pair: &Pair, same: fn(&str) -> String) -> String {
    let diff = TextDiff::from_lines(&pair.wrong, &pair.right);
    let mut shown = Vec::new();
    for operations in diff.grouped_ops(0) {
        let changes = operations.iter().flat_map(|it| diff.iter_changes(it));
        let changes: Vec<_> = changes
            .map(|it| (it.tag(), it.value().trim_end()))
            .collect();
        let only_sealed = |tag: ChangeTag, line: &str| {
            let other = |it: &&(ChangeTag, &str)| it.0 != tag && same(it.1) == same(line);
            changes.iter().find(other).is_some()
        };
        shown.extend(
            changes
                .iter()
                .filter(|(tag, line)| !only_sealed(*tag, line)),
        );
    }
    let lines = without_indent(shown.iter().map(|(_, line)| *line));
    let signs = shown.iter().map(|(tag, _)| tag);
    let lines = signs
        .zip(lines.lines())
        .map(|(sign, line)| format!("{sign} {line}\n"));
    lines.collect()
}

/// The errors of one check: the first in full.
fn section(page: &mut String, check: &str) {
    let pairs = pairs(check);
    let (first, others) = pairs.split_first().unwrap();
    let Pair { wrong, said, right } = first;
    let (wrong, right) = (declaration(wrong), declaration(right));
    let said = shown(said);
    write!(
        page,
        "\n```rust\n{wrong}\n```\n\n```text\n{said}\n```\n\nRight is:\n\n```rust\n{right}\n```\n"
    )
    .unwrap();
    for other in others {
        let (said, changed) = (message(&other.said), difference(other));
        write!(page, "\n```diff\n{said}\n{changed}```\n").unwrap();
    }
}

/// The first paragraph above a check, as a sentence.
fn prose(comment: &str) -> String {
    let lines = comment
        .lines()
        .map(|it| it.strip_prefix("//").unwrap_or(it));
    let lines: Vec<&str> = lines
        .map(str::trim)
        .take_while(|it| !it.is_empty())
        .collect();
    let prose = lines.join(" ");
    assert!(!prose.is_empty(), "a check has no comment");
    format!("{}.", prose.trim_end_matches([':', '.']))
}

fn index() -> String {
    let mut page = HEAD.to_owned();
    let others = |page: &mut String, these: &[(&str, &str, &str)]| {
        for (directory, heading, meaning) in these {
            write!(page, "\n## {heading}\n\n{meaning}\n").unwrap();
            section(page, directory);
        }
    };
    others(&mut page, &BEFORE);
    let mut checks = checks();
    checks.sort_by(|a, b| (&a.file, &a.name).cmp(&(&b.file, &b.name)));
    let mut last = "";
    for check in &checks {
        if check.file != last {
            let heading = check.file.split(". See").next().unwrap();
            write!(page, "\n## {}\n", heading.trim_end_matches('.')).unwrap();
            last = &check.file;
        }
        write!(
            page,
            "\n### `{}`\n\n{}\n",
            check.name,
            prose(&check.comment)
        )
        .unwrap();
        section(&mut page, &check.name);
    }
    others(&mut page, &AFTER);
    page
}

#[test]
fn the_index_has_every_error_as_it_reads() {
    let index = index();
    if env::var_os("INSTA_UPDATE").is_some_and(|it| it == "always") {
        fs::write(PAGE, &index).unwrap();
    }
    let written = fs::read_to_string(PAGE).unwrap_or_default();
    let mut lines = written.lines().zip(index.lines());
    let differs = lines.find(|(was, is)| was != is);
    assert!(written == index, "{PAGE}: {differs:?}");
}

#[test]
fn nothing_is_left_out() {
    let page = index();
    for path in files(Path::new("tests/ui"), "stderr") {
        let said = fs::read_to_string(&path).unwrap();
        let first = said.lines().next().unwrap();
        assert!(page.contains(first), "{}: {first}", path.display());
    }
}

/// Where rustc speaks for us, the words are its own.
#[test]
fn every_error_of_ours_says_what_to_do() {
    for path in files(Path::new("tests/ui"), "stderr") {
        let said = message(&fs::read_to_string(&path).unwrap());
        let helps = ["\n       help: ", "\n       note: "];
        let ours = !said.starts_with("error[");
        let helped = helps.iter().any(|it| said.contains(it));
        assert!(helped || !ours, "{}: {said}", path.display());
    }
}
