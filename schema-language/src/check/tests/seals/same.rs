//! What leaves a seal as it is.

use super::{SHOP, edited, seals};

#[test]
fn what_does_not_count() {
    let sealed = seals(SHOP);
    let same: &[&[(&str, &str)]] = &[
        &[("/// What is read.", "/// Something else.\n// And more.")],
        &[("/// Prices.", "/// Other words.")],
        &[(
            "pub schema shop in \"shop.db\"",
            "schema store in \"store.db\"",
        )],
        &[(
            "legacy { rename books => book; }",
            "legacy { drop table junk; }",
        )],
        &[("    extern function slug(1);", "")],
        // Rust types, names and attributes
        &[
            ("as Book strict", "as Novel strict"),
            ("    #[derive(Debug)]\n", ""),
        ],
        &[(
            "title: String = \"\"",
            "title as headline: Title as TEXT = \"\"",
        )],
        &[(
            "created_at: i64 = 0, updated_at: i64 = 0",
            "created_at: Stamp as INTEGER = 0, updated_at: Time as INTEGER = 0",
        )],
        &[
            ("pub const KINDS: Kind", "const SORTS: Sort"),
            ("for kind in KINDS", "for kind in SORTS"),
        ],
        // formatting and order
        &[(
            "\"UPDATE book SET title = trim(title)\"",
            "\"update  [book]\\n SET Title=TRIM(title);\"",
        )],
        &[("\"pages > 0\"", "\"(PAGES>0)\"")],
        &[("id: 1, name: \"Austen\"", "name: \"Austen\", id: 1")],
        &[(
            "id: i64 primary key, amount: i64 = 0,",
            "amount: i64 = 0, id: i64 primary key,",
        )],
        &[
            (
                "table note without rowid { text: String primary key, ..stamps }",
                "",
            ),
            (
                "    view titles",
                "table note without rowid { ..stamps, text: String, primary key (text) } view titles",
            ),
        ],
        &[("[paper, ink]", "[ink, paper]")],
        &[(
            "pages: i64 = 1 check \"pages > 0\"",
            "pages: i64 = 1, check \"pages > 0\"",
        )],
        &[(
            "..stamps }\n    /// What",
            "created_at: i64 = 0, updated_at: i64 = 0 }\n    /// What",
        )],
        &[("version 1;", "version 1 sealed \"2:0000000000000000\";")],
    ];
    for edits in same {
        let source = edited(edits);
        assert_eq!(seals(&source), sealed, "{edits:?}");
    }
}

/// Everything that a later version can do, none of which older versions have to know.
#[test]
fn what_later_versions_declare_does_not_count() {
    let sealed = seals(SHOP);
    let later: &[&[(&str, &str)]] = &[
        &[
            ("version 3;", "version 3 { rename book => volume; }"),
            ("table book as", "table volume as"),
            ("FROM book\"", "FROM volume\""),
            ("on book when", "on volume when"),
            ("content='book'", "content='volume'"),
        ],
        &[
            (
                "version 3;",
                "version 3 { rename book.pages => sheets; sql \"DELETE FROM note\"; }",
            ),
            (
                "pages: i64 = 1 check \"pages > 0\"",
                "sheets: i64 = 1 check \"sheets > 0\"",
            ),
            ("\"pages * 2\"", "\"sheets * 2\""),
            ("\"pages / 10\"", "\"sheets / 10\""),
            ("\"pages < 5000", "\"sheets < 5000"),
            ("\"pages > 1\"", "\"sheets > 1\""),
        ],
        &[(
            "size: i64 generated \"pages * 2\" stored,",
            "size: i64 generated \"pages * 2\" stored until 3,",
        )],
        &[(
            "title: String = \"\" collate nocase,",
            "title: String = \"\" until 3 collate nocase, title: Option<String> since 3, isbn: Option<String> since 3,",
        )],
        &[(
            "where \"pages > 1\",",
            "where \"pages > 1\" until 3, index book_pages (pages) since 3,",
        )],
        &[("as Author {", "as Author { strict since 3,")],
        &[("unique (title, author),", "unique (title, author) until 3,")],
        &[
            ("view titles", "view titles until 3"),
            ("\"DELETE FROM note;\"", "\"DELETE FROM note;\" until 3"),
        ],
        &[
            ("seed author {", "seed author until 3 {"),
            (
                "virtual table search",
                "table new since 3 { n: i64 } virtual table search",
            ),
        ],
        &[("[paper, ink]", "[paper, ink, pen since 3]")],
        &[("version 3;", "version 3;\n/// More.\nversion 4;")],
    ];
    for edits in later {
        assert_eq!(seals(&edited(edits))[..2], sealed[..2], "{edits:?}");
    }
}
