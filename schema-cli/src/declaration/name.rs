//! Names of tables, columns and everything else, and the Rust names of structs and fields.

use std::collections::HashSet;

use super::text::quoted;

/// Words that Rust keeps for itself, and that can be names with `r#`.
const KEYWORDS: [&str; 46] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where",
];

/// More words, which stay out of place all the same.
const OTHER_KEYWORDS: [&str; 3] = ["while", "yield", "union"];

/// Words that can't be names at all.
const NO_NAMES: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Names that the generated module has itself, or that its own types have.
const TAKEN: [&str; 10] = [
    "At", "Option", "String", "Vec", "Result", "Ok", "Err", "Some", "None", "Box",
];

/// A name as the declaration writes it where any name may stand.
pub(super) fn name(name: &str) -> String {
    if is_identifier(name) && !NO_NAMES.contains(&name) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A collating sequence; SQLite's own are words in lower case, as SQL's words are in a declaration.
pub(super) fn collation(collate: &str) -> String {
    let lower = collate.to_ascii_lowercase();
    if ["binary", "nocase", "rtrim"].contains(&lower.as_str()) {
        lower
    } else {
        name(collate)
    }
}

/// Names in parentheses.
pub(super) fn names(all: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let all = all.into_iter().map(|it| name(it.as_ref()));
    format!("({})", all.collect::<Vec<_>>().join(", "))
}

/// Names of fields that were given in one table.
#[derive(Debug, Default)]
pub(super) struct Fields(HashSet<String>);

impl Fields {
    /// A column's name at the beginning of its line, where it is the name of a field as well.
    pub(super) fn column(&mut self, column: &str) -> String {
        let plain = is_identifier(column) && !NO_NAMES.contains(&column);
        if plain && is_snake(column) && self.0.insert(column.to_owned()) {
            return if is_keyword(column) {
                format!("r#{column}")
            } else {
                column.to_owned()
            };
        }
        let field = self.free(&snake(column));
        format!("{} as {field}", quoted(column))
    }

    fn free(&mut self, wanted: &str) -> String {
        let wanted = match wanted {
            "" => "column".to_owned(),
            it if it.starts_with(|it: char| it.is_ascii_digit()) => format!("column_{it}"),
            it if is_keyword(it) || NO_NAMES.contains(&it) => format!("{it}_"),
            it => it.to_owned(),
        };
        first_free(&wanted, &mut self.0)
    }
}

/// Names of row structs that were given in one schema.
#[derive(Debug, Default)]
pub(super) struct RowNames(HashSet<String>);

impl RowNames {
    /// The struct for the rows of a table.
    pub(super) fn row(&mut self, table: &str) -> String {
        let camel = camel(table);
        let wanted = match camel.as_str() {
            "" => "Row".to_owned(),
            it if it.starts_with(|it: char| it.is_ascii_digit()) => format!("Row{it}"),
            it if TAKEN.contains(&it) || NO_NAMES.contains(&it) => format!("{it}Row"),
            it => it.to_owned(),
        };
        first_free(&wanted, &mut self.0)
    }
}

/// The name, or the name with the first number that makes it another.
fn first_free(wanted: &str, taken: &mut HashSet<String>) -> String {
    let mut name = wanted.to_owned();
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{wanted}{number}");
    }
    name
}

/// Whether Rust reads it as one word. What it makes of letters beyond ASCII depends on the letter.
pub(super) fn is_identifier(name: &str) -> bool {
    let is_letter = |it: char| it == '_' || it.is_ascii_alphanumeric();
    let begins = name.starts_with(|it: char| it == '_' || it.is_ascii_alphabetic());
    begins && name.chars().all(is_letter)
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || OTHER_KEYWORDS.contains(&name)
}

/// Whether Rust keeps the word for itself.
pub(crate) fn is_word(name: &str) -> bool {
    is_keyword(name) || NO_NAMES.contains(&name)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
}

/// A name as that of a type: its words with capital letters, which words in capitals lose.
fn camel(name: &str) -> String {
    let word = |word: &str| {
        let shouts = !word.chars().any(|it| it.is_ascii_lowercase());
        let mut letters = word.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        let rest = letters.map(|it| if shouts { it.to_ascii_lowercase() } else { it });
        first.into_iter().chain(rest).collect::<String>()
    };
    words(name).map(word).collect()
}

/// Whether rustc takes it for the name of a field without a warning.
fn is_snake(name: &str) -> bool {
    !name.contains("__") && !name.contains(|it: char| it.is_ascii_uppercase())
}

/// A name as that of a field: its words in lower case, a capital letter behind a small one being the
/// beginning of a word.
fn snake(name: &str) -> String {
    let word = |word: &str| {
        let mut text = String::new();
        let mut was_small = false;
        for letter in word.chars() {
            if letter.is_ascii_uppercase() && was_small {
                text.push('_');
            }
            was_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
            text.push(letter.to_ascii_lowercase());
        }
        text
    };
    words(name).map(word).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_fields() {
        let mut fields = Fields::default();
        let names = [
            "id",
            "type",
            "self",
            "user name",
            "user_name",
            "2nd",
            "größe",
            "名前",
            "",
            "userName",
            "ID",
        ];
        let fields = names.map(|it| fields.column(it));
        assert_eq!(
            fields,
            [
                "id",
                "r#type",
                "\"self\" as self_",
                "\"user name\" as user_name",
                "\"user_name\" as user_name2",
                "\"2nd\" as column_2nd",
                "\"größe\" as gr_e",
                "\"名前\" as column",
                "\"\" as column2",
                "\"userName\" as user_name3",
                "\"ID\" as id2",
            ]
        );
    }

    #[test]
    fn tables_become_structs() {
        let mut rows = RowNames::default();
        let names = [
            "user_names",
            "user names",
            "USERS",
            "userNames",
            "2fa",
            "option",
            "書",
        ];
        let rows = names.map(|it| rows.row(it));
        let expected = [
            "UserNames",
            "UserNames2",
            "Users",
            "UserNames3",
            "Row2fa",
            "OptionRow",
            "Row",
        ];
        assert_eq!(rows, expected);
    }
}
