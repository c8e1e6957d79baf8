//! The same in the language of Mermaid: `erDiagram`.

use std::{
    collections::HashSet,
    fmt::{self, Display, Formatter},
};

use crate::content::{Diagram, Fate, Reference, Row, Table};

/// A diagram in the language of Mermaid, which GitHub and many editors show as a picture.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid<'a>(pub(crate) &'a Diagram);

impl Display for Mermaid<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "erDiagram")?;
        let names = names(&self.0.tables);
        for (table, name) in self.0.tables.iter().zip(&names) {
            write_table(f, table, name)?;
        }
        for reference in &self.0.references {
            let (child, parent) = (names.get(reference.child), names.get(reference.parent));
            if let (Some(child), Some(parent)) = (child, parent) {
                let label = quoted(&self.label(reference));
                let arrow = arrow(reference);
                writeln!(f, "    {child} {arrow} {parent} : {label}")?;
            }
        }
        write_classes(f, &self.0.tables, &names)
    }
}

impl Mermaid<'_> {
    /// The columns that refer, and whether they came or went.
    fn label(self, reference: &Reference) -> String {
        let rows = self.0.tables.get(reference.child);
        let rows = rows.map_or(&[][..], |it| &it.rows);
        let rows = reference.rows.iter().filter_map(|it| rows.get(*it));
        let rows: Vec<&str> = rows.map(|it| it.name.now.as_str()).collect();
        let rows = rows.join(", ");
        match word(reference.fate) {
            Some(fate) => format!("{rows} ({fate})"),
            None => rows,
        }
    }
}

fn word(fate: Fate) -> Option<&'static str> {
    match fate {
        Fate::Stays => None,
        Fate::Changed => Some("changed"),
        Fate::Went => Some("went"),
        Fate::Came => Some("came"),
    }
}

/// How many rows of the child there are to how many of the parent.
fn arrow(reference: &Reference) -> String {
    let child = if reference.is_single { "|o" } else { "}o" };
    let parent = if reference.is_optional { "o|" } else { "||" };
    format!("{child}--{parent}")
}

fn write_table(f: &mut Formatter<'_>, table: &Table, name: &str) -> fmt::Result {
    write!(f, "    {name}")?;
    let shown = table.name.to_string();
    if shown != name {
        write!(f, "[{}]", quoted(&shown))?;
    }
    if table.rows.is_empty() {
        return writeln!(f);
    }
    writeln!(f, " {{")?;
    for row in &table.rows {
        writeln!(f, "        {}", Attribute(row))?;
    }
    writeln!(f, "    }}")
}

/// The colours of tables, those of the picture.
fn write_classes(f: &mut Formatter<'_>, tables: &[Table], names: &[String]) -> fmt::Result {
    let colours = [
        (Fate::Came, "stroke:#1a7f37,stroke-width:3px"),
        (Fate::Changed, "stroke:#9a6700,stroke-width:3px"),
        (
            Fate::Went,
            "stroke:#cf222e,stroke-width:3px,stroke-dasharray:5 3",
        ),
    ];
    for (fate, colour) in colours {
        let is_such = |(table, _): &(&Table, &String)| table.fate == fate;
        let such: Vec<&str> = tables
            .iter()
            .zip(names)
            .filter(is_such)
            .map(|(_, name)| name.as_str())
            .collect();
        if let (false, Some(word)) = (such.is_empty(), word(fate)) {
            writeln!(f, "    classDef {word} {colour}")?;
            writeln!(f, "    class {} {word}", such.join(","))?;
        }
    }
    Ok(())
}

/// A row: type, name, keys and, where these don't say it, what it is in words.
struct Attribute<'a>(&'a Row);

impl Display for Attribute<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let row = self.0;
        let ty = row.ty.now.trim_end_matches('?');
        write!(f, "{} {}", word_of(ty), word_of(&row.name.now))?;
        let marks: Vec<&str> = row.marks().collect();
        if !marks.is_empty() {
            write!(f, " {}", marks.join(", "))?;
        }
        let mut comments = Vec::new();
        if row.name.was.is_some() || word_of(&row.name.now) != row.name.now {
            comments.push(row.name.to_string());
        }
        if row.ty.was.is_some() {
            comments.push(row.ty.to_string());
        } else if row.ty.now.ends_with('?') {
            comments.push("may be NULL".to_owned());
        }
        comments.extend(word(row.fate).map(str::to_owned));
        if !comments.is_empty() {
            write!(f, " {}", quoted(&comments.join(", ")))?;
        }
        Ok(())
    }
}

/// The names of the tables as Mermaid knows them: words, and no two the same.
fn names(tables: &[Table]) -> Vec<String> {
    let mut taken = HashSet::new();
    let unique = |table: &Table| {
        let mut name = word_of(&table.name.now);
        // Parentheses are for types only, and its own words can't be names.
        name = name.replace(['(', ')'], "_");
        if RESERVED.iter().any(|it| name.eq_ignore_ascii_case(it)) {
            name.push('_');
        }
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        name
    };
    tables.iter().map(unique).collect()
}

/// What can't be the name of an entity.
const RESERVED: [&str; 12] = [
    "erDiagram",
    "title",
    "accTitle",
    "accDescr",
    "direction",
    "classDef",
    "class",
    "style",
    "to",
    "one",
    "many",
    "only",
];

/// A text as one word of Mermaid's.
fn word_of(text: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '(' | ')');
    let plain = |it: char| if is_plain(it) { it } else { '_' };
    let word: String = text.chars().map(plain).collect();
    if word.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_') {
        word
    } else {
        format!("_{word}")
    }
}

/// A text between quotes, which Mermaid has no way to write inside of them.
fn quoted(text: &str) -> String {
    let plain = |it: char| match it {
        '"' => '\'',
        '\\' | '%' => '_',
        it if it.is_control() => ' ',
        it => it,
    };
    format!("\"{}\"", text.chars().map(plain).collect::<String>())
}
