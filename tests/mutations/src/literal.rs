//! A schema as the Rust expression that makes it, read off what `{:?}` shows.
//!
//! A crate that is built against a changed runtime has types of its own, so a schema can only get
//! there as text. `{:?}` shows all of it but two things: that text and lists stand in a `Cow`, and
//! of which enum a variant is, which the field's name tells.

use std::{iter::Peekable, str::CharIndices};

use rusqlite_schema::Schema;

/// The expression; `B` must be `Cow::Borrowed`, and the names of the model in scope.
#[must_use]
pub fn literal(schema: &Schema) -> String {
    let shown = format!("{schema:?}");
    let mut writer = Writer {
        shown: &shown,
        rest: shown.char_indices().peekable(),
        field: "",
        around: Vec::new(),
        out: String::new(),
    };
    writer.all();
    writer.out
}

struct Writer<'a> {
    shown: &'a str,
    rest: Peekable<CharIndices<'a>>,
    /// The field whose value is being written.
    field: &'a str,
    /// The fields in whose values this one stands.
    around: Vec<&'a str>,
    out: String,
}

impl Writer<'_> {
    fn all(&mut self) {
        while let Some((at, char)) = self.rest.next() {
            match char {
                '"' => self.text(),
                '[' => self.open("B(&["),
                ']' => self.close("])"),
                '{' => self.open("{"),
                '}' => self.close("}"),
                '(' => self.payload(),
                ')' => self.close(")"),
                char if char.is_ascii_alphabetic() => self.word(at),
                char => self.out.push(char),
            }
        }
    }

    fn open(&mut self, bracket: &str) {
        self.around.push(self.field);
        self.out.push_str(bracket);
    }

    /// What a variant holds is of no enum itself, but for `Some`.
    fn payload(&mut self) {
        let is_option = self.out.ends_with("Some");
        self.open("(");
        if !is_option {
            self.field = "";
        }
    }

    fn close(&mut self, bracket: &str) {
        self.field = self.around.pop().unwrap_or_default();
        self.out.push_str(bracket);
    }

    /// A string, whose escapes are those of a literal.
    fn text(&mut self) {
        self.out.push_str("B(\"");
        while let Some((_, char)) = self.rest.next() {
            self.out.push(char);
            match char {
                '\\' => self
                    .out
                    .extend(self.rest.next().map(|(_, escaped)| escaped)),
                '"' => break,
                _ => {}
            }
        }
        self.out.push(')');
    }

    fn word(&mut self, from: usize) {
        let is_part = |char: &(usize, char)| char.1.is_ascii_alphanumeric() || char.1 == '_';
        while self.rest.next_if(is_part).is_some() {}
        let next = self.rest.peek().copied();
        let to = next.map_or(self.shown.len(), |(at, _)| at);
        let word = self.shown.get(from..to).unwrap_or_default();
        if next.is_some_and(|(_, char)| char == ':') {
            self.field = word;
        } else if let Some(owner) = self.enumeration().filter(|_| is_variant(word)) {
            self.out.push_str(owner);
            self.out.push_str("::");
        }
        self.out.push_str(word);
    }

    /// The enum of which the field's value is.
    fn enumeration(&self) -> Option<&'static str> {
        let is_in = |field: &str| self.around.contains(&field);
        Some(match self.field {
            "actions" if is_in("legacy") => "LegacyAction",
            "actions" => "Action",
            "compatibility" => "Compatibility",
            "item" if is_in("constraints") => "Constraint",
            "item" if is_in("options") => "TableOption",
            "on_conflict" | "on_null" => "OnConflict",
            "on_delete" | "on_update" => "ReferentialAction",
            "deferrable" => "Deferrable",
            "term" => "Term",
            "storage" => "Storage",
            "domain" => "Domain",
            "timing" => "Timing",
            "event" => "Event",
            "externs" => "Extern",
            _ => return None,
        })
    }
}

fn is_variant(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase()) && !["Some", "None"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::awkward::library;

    #[test]
    fn text_lists_and_variants_are_written_out() {
        let text = literal(&library::SCHEMA);
        for part in [
            r#"RenameTable { from: B("books"), to: B("book") }"#,
            "B(&[LegacyAction::RenameTable {",
            r#"Action::RenameColumn { table: B("loan"), from: B("due"), to: B("swapped") }"#,
            r#"item: Constraint::Unique(Unique { name: None, columns: B(&[B("title"), B("author_id")]), sorting: B(&[]), on_conflict: OnConflict::Abort })"#,
            "item: TableOption::WithoutRowid",
            "deferrable: Deferrable::InitiallyDeferred",
            r#"event: Event::Update(B(&[B("returned")]))"#,
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
