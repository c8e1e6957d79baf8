//! Seals: what counts and what doesn't, and that an edit is found again.

mod edits;
mod same;

use schema_core::{
    seal::{Edition, Seal, Written},
    shape::Timeline,
};

use super::found;
use crate::{lower::lower, report::Ctxt, syntax::parse};

/// One of each kind of thing that a version declares.
const SHOP: &str = r#"pub schema shop in "shop.db" {
    application_id 0x53484f50;
    pub const KINDS: Kind = [paper, ink];
    history {
        /// Files without a number.
        legacy { rename books => book; }
        /// Books.
        version 1;
        /// Prices.
        version 2 {
            rename author.called => name;
            sql "UPDATE book SET title = trim(title)" without triggers;
            sql "DELETE FROM note WHERE text = ''";
        }
        /// Nothing new.
        version 3;
    }
    extern function slug(1);
    fragment stamps { created_at: i64 = 0, updated_at: i64 = 0 }
    /// Who writes.
    table author as Author { id: i64 primary key, name: String unique, ..stamps }
    /// What is read.
    #[derive(Debug)]
    table book as Book strict {
        id: i64 primary key autoincrement,
        title: String = "" collate nocase,
        author: Option<i64> references author(id) on delete set null,
        pages: i64 = 1 check "pages > 0",
        size: i64 generated "pages * 2" stored,
        price: Option<i64> since 2 from "pages / 10",
        unique (title, author),
        check "pages < 5000 OR price > 1" since 2,
        index book_title (title desc, "lower(title)") where "pages > 1",
    }
    table note without rowid { text: String primary key, ..stamps }
    table stock_{kind} for kind in KINDS as Stock {
        id: i64 primary key, amount: i64 = 0,
        index stock_by_{kind} (amount),
    }
    view titles "SELECT title FROM book";
    trigger log after update of title on book when "NEW.title <> ''" "DELETE FROM note;";
    virtual table search using "fts5(title, content='book')";
    seed author { id: 1, name: "Austen" }
}"#;

/// The seals of a declaration without errors.
fn seals(source: &str) -> Vec<String> {
    seals_in(Edition::CURRENT, source)
}

fn seals_in(edition: Edition, source: &str) -> Vec<String> {
    let reports = found(source.parse().expect("tokens"));
    assert!(reports.is_empty(), "{reports:#?}\nin {source}");
    let mut cx = Ctxt::default();
    let syntax = parse(&mut cx, source.parse().expect("tokens"));
    let lowered = lower(&mut cx, &syntax);
    assert_eq!(cx.finish().to_string(), "");
    let timeline = Timeline::of(&lowered.model);
    let all = Seal::all(&lowered.model, &timeline, edition);
    let written = all.into_iter().map(|seal| Written { edition, seal });
    written.map(|it| it.to_string()).collect()
}

/// The shop with one text in the place of another.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut source = SHOP.to_owned();
    for (from, to) in edits {
        assert_eq!(source.matches(from).count(), 1, "{from} stands once");
        source = source.replace(from, to);
    }
    source
}

/// Seals stand in people's sources: these hold for good. If one has changed, there has to
/// be another edition.
#[test]
fn the_algorithm_does_not_change() {
    let of = |edition, items: &str| {
        let history = "/// One.\nversion 1;\n/// Two.\nversion 2";
        let (history, items) = match items.split_once("---") {
            Some((actions, items)) => (format!("{history} {{ {actions} }}"), items),
            None => (format!("{history};"), items),
        };
        let source = format!("schema s in \"s.db\" {{ history {{ {history} }} {items} }}");
        seals_in(edition, &source)
            .last()
            .expect("two versions")
            .clone()
    };
    let pinned = [
        (
            "table a { x: String }",
            "ca2475a7232e51d7",
            "2:deca93b4d69cbdc3",
        ),
        (
            "table a strict, without rowid { x: String primary key }",
            "58553a7483e61f26",
            "2:6cfb588137548b17",
        ),
        (
            "table a { x: Option<i64> = -1 collate nocase check \"x <> 1\" }",
            "f4c79be0f70cd143",
            "2:096db9f2aa7b3d34",
        ),
        (
            "table a { x: i64 primary key autoincrement, y: i64 unique references a(x) on delete cascade }",
            "901f87b1ebe7e7d9",
            "2:a4c5a5be9f5653ca",
        ),
        (
            "table a { x: i64, y: i64 generated \"x + 1\" stored, unique (x, y), check \"x < y\" }",
            "4a26cf04a784b2c7",
            "2:5ecced115af31eb8",
        ),
        (
            "table a { x: i64, index i (x desc, \"x + 1\") where \"x > 0\" }",
            "05441ad5b9838f97",
            "2:19ea38e26cf1fb88",
        ),
        (
            "table a { x: i64, y: i64 since 2 from \"x\" }",
            "d09c490190ecf550",
            "2:e542670e445b6141",
        ),
        (
            "table a { x: i64 primary key } seed a { x: 1 }",
            "b6fb92e3adab1838",
            "2:cba1b0f061198429",
        ),
        (
            "table a { x: i64 } view v \"SELECT x FROM a\";",
            "55c61a16b400e63a",
            "2:6a6c3823676f522b",
        ),
        (
            "table a { x: i64 } trigger t after update of x on a when \"1\" \"DELETE FROM a\";",
            "43acbb975083caaa",
            "2:5852d9a403f2369b",
        ),
        (
            "table a { x: i64 } virtual table f using \"fts5(x)\";",
            "43cbd6b6b3ef1b30",
            "2:5871f4c3675d8721",
        ),
        (
            "application_id 7; table a { x: i64 }",
            "5306b35ad0691464",
            "2:67acd16783d78055",
        ),
        (
            "rename b => a; rename a.y => x; sql \"DELETE FROM a\"; --- table a { x: i64 }",
            "afbf3ff316ace52f",
            "2:c4655e00ca1b511b",
        ),
    ];
    let domains = [
        ("table a { x: bool }", "2:39f2250b295aba4b"),
        ("table a { x: u8 }", "2:e5c02318629a08fc"),
        (
            "pub const SIZES: Size = [small, large since 2]; table a { x: Size as TEXT }",
            "2:75308f0cd9d7c8dd",
        ),
    ];
    for (items, first, second) in pinned {
        assert_eq!(of(Edition::First, items), first, "{items}");
        assert_eq!(of(Edition::Second, items), second, "{items}");
    }
    for (items, second) in domains {
        assert_eq!(of(Edition::Second, items), second, "{items}");
    }
}
