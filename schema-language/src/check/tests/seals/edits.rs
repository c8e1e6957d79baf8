//! What changes a seal, and how it is found.

use super::{SHOP, edited, seals};
use crate::check::tests::found_with_seals;

/// What an edit of sealed history is found to be: the declaration is sealed, edited, and checked.
fn caught(edits: &[(&str, &str)]) -> (String, String) {
    let digits = seals(SHOP);
    let mut source = edited(edits);
    for (number, seal) in (1..).zip(&digits).take(2) {
        let head = format!("version {number}");
        source = source.replacen(&head, &format!("{head} sealed \"{seal}\""), 1);
    }
    let reports = found_with_seals(source.parse().expect("tokens"));
    let mut reports = reports.into_iter();
    let (place, message) = reports
        .next()
        .unwrap_or_else(|| panic!("{edits:?} is not found"));
    let first = message.lines().next().expect("a line").to_owned();
    assert!(
        message.contains("\nhelp: ") && reports.len() <= 1,
        "{edits:?}: {message}"
    );
    (place, first)
}

/// An edit, and what is said of it.
fn told(edits: &[(&str, &str)]) -> String {
    let (place, message) = caught(edits);
    let edits = edits.iter().map(|(from, to)| format!("{from} -> {to}"));
    let edits: Vec<String> = edits.collect();
    format!("{}\n    at {place}: {message}\n", edits.join("; "))
}

#[test]
fn every_edit_is_found_where_it_was_made() {
    let edits: &[&[(&str, &str)]] = &[
        &[("0x53484f50", "0x53484f51")],
        &[("name: String unique", "name: String")],
        &[(
            "title: String = \"\" collate nocase",
            "title: String = \"\"",
        )],
        &[(
            "title: String = \"\" collate nocase",
            "title: Option<String> collate nocase",
        )],
        &[("on delete set null", "on delete cascade")],
        &[("pages: i64 = 1", "pages: i64 = 2")],
        &[("pages: i64 = 1", "pages: u32 = 1")],
        &[("amount: i64 = 0", "amount: i16 = 0")],
        &[("text: String primary", "text: Vec<u8> primary")],
        &[("\"pages > 0\"", "\"pages >= 0\"")],
        &[("\"pages * 2\" stored", "\"pages * 2\"")],
        &[("\"pages / 10\"", "\"pages / 11\"")],
        &[("unique (title, author)", "unique (author, title)")],
        &[("5000", "6000")],
        &[("(title desc,", "(title,")],
        &[("index book_title", "unique index book_title")],
        &[("primary key autoincrement", "primary key")],
        &[("as Book strict", "as Book")],
        &[("note without rowid", "note")],
        &[("amount: i64 = 0", "amount: i64 = 1")],
        &[("(amount)", "(amount desc)")],
        &[("created_at: i64 = 0", "created_at: i64 = 1")],
        &[("SELECT title FROM book", "SELECT title AS t FROM book")],
        &[("after update of title", "before update of title")],
        &[("fts5(title,", "fts5(title, prefix=2,")],
        &[("\"Austen\"", "\"Brontë\"")],
        &[("trim(title)\"", "rtrim(title)\"")],
    ];
    let more: &[&[(&str, &str)]] = &[
        // added
        &[(
            "unique (title, author),",
            "unique (title, author), isbn: Option<String>,",
        )],
        &[("amount: i64 = 0,", "amount: i64 = 0, room: i64 = 0,")],
        &[("as Author {", "as Author { born: i64 = 0,")],
        &[(
            "unique (title, author),",
            "unique (title, author), index book_pages (pages),",
        )],
        &[(
            "    view titles",
            "table shelf { id: i64 primary key, n: i64, index by_n (n) } view titles",
        )],
        &[("[paper, ink]", "[paper, ink, pen]")],
        &[("    seed", "seed author { id: 2, name: \"Eliot\" } seed")],
        &[(
            "sql \"DELETE FROM note",
            "sql \"DELETE FROM stock_ink\"; sql \"DELETE FROM note",
        )],
        &[(
            "unique (title, author),",
            "unique (title, author), isbn: Option<String>, index by_isbn (isbn),",
        )],
        &[(
            "price: Option<i64>",
            "sold: i64 since 2 from \"pages\", price: Option<i64>",
        )],
        // gone, or at other versions
        &[(
            "pages: i64 = 1 check",
            "pages: i64 = 1 until 2, pages: i64 = 1 since 2 check",
        )],
        &[("unique (title, author),", "")],
        &[(
            "index book_title (title desc, \"lower(title)\") where \"pages > 1\",",
            "",
        )],
        &[("view titles \"SELECT title FROM book\";", "")],
        &[
            (
                "table note without rowid {",
                "table note without rowid since 3 {",
            ),
            (
                "on book when \"NEW.title <> ''\" \"DELETE FROM note;\"",
                "on book when \"NEW.title <> ''\" \"SELECT 1;\"",
            ),
            ("sql \"DELETE FROM note WHERE text = ''\";", ""),
        ],
        &[
            ("amount: i64 = 0,", "amount: i64 = 0 since 3,"),
            ("(amount)", "(id)"),
        ],
        &[("view titles", "view titles since 3")],
        &[("sql \"DELETE FROM note WHERE text = ''\";", "")],
        &[("size: i64 generated", "double: i64 generated")],
    ];
    let told: Vec<String> = edits.iter().chain(more).map(|it| told(it)).collect();
    insta::assert_snapshot!(told.concat());
}
