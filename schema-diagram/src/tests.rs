//! What is drawn, as text: read the difference before you accept it, and look at the picture.

use std::sync::Arc;

use schema_core::{
    model::{Constraint, Index, IndexColumn, ReferentialAction, Term},
    shape::{ColumnLine, Shape, Traced},
};

use crate::{Diagram, samples};

const BOOKS: &str = "
    author: id*, name!
    book: id*, author -> author, title, sequel_of? -> book
";

/// Without the style, which is the same for all.
fn picture(diagram: &Diagram) -> String {
    let svg = diagram.svg().to_string();
    let (before, rest) = svg.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>\n").unwrap();
    format!("{before}{after}")
}

/// One of everything that can happen between two versions.
fn versions() -> (Shape, Shape) {
    let before = samples::shape(
        "
        author: id*, name, born?, email
        book: id*, author -> author, title, shelf -> shelf
        shelf: id*, room
        loan: id*, book -> book
        ",
    );
    let mut after = before.clone();
    after.version = 2;
    let author = Arc::make_mut(&mut after.tables[0]);
    author.name = "writer".to_owned();
    author.columns[1].item.name = "full_name".into();
    author.columns[2].item.ty = "INTEGER".into();
    author.columns.remove(3);
    let book = Arc::make_mut(&mut after.tables[1]);
    book.columns.remove(3);
    book.constraints.retain(|it| match &it.item {
        Constraint::ForeignKey(key) => key.table != "shelf",
        _ => true,
    });
    for constraint in &mut book.constraints {
        if let Constraint::ForeignKey(key) = &mut constraint.item {
            key.table = "writer".into();
        }
    }
    let pages: ColumnLine = ColumnLine {
        declared: 9,
        identity: 9,
        ..book.columns[2].clone()
    };
    book.columns.push(pages);
    book.columns[3].item.name = "pages".into();
    after.tables.remove(2);
    let loan = Arc::make_mut(&mut after.tables[2]);
    for constraint in &mut loan.constraints {
        if let Constraint::ForeignKey(key) = &mut constraint.item {
            key.on_delete = ReferentialAction::Cascade;
        }
    }
    let mut review = samples::shape("review: id*, book -> book, text?")
        .tables
        .remove(0);
    Arc::make_mut(&mut review).declared = 4;
    after.tables.push(review);
    (before, after)
}

#[test]
fn a_small_picture() {
    insta::assert_snapshot!(picture(&Diagram::of(&samples::shape(BOOKS))));
}

#[test]
fn a_small_text() {
    insta::assert_snapshot!(Diagram::of(&samples::shape(BOOKS)).mermaid());
}

#[test]
fn a_unique_index_is_a_key() {
    let index = |terms: &[&str], filter: Option<&str>| Traced {
        declared: 0,
        item: Index {
            name: "of".into(),
            unique: true,
            columns: terms
                .iter()
                .map(|it| IndexColumn {
                    term: match it.strip_prefix("sql ") {
                        Some(sql) => Term::Expression(sql.to_owned().into()),
                        None => Term::Column((*it).to_owned().into()),
                    },
                    collate: None,
                    descending: false,
                })
                .collect::<Vec<_>>()
                .into(),
            filter: filter.map(|it| it.to_owned().into()),
        },
    };
    let ends = |index: Option<Traced<Index>>| {
        let mut shape = samples::shape(BOOKS);
        Arc::make_mut(&mut shape.tables[1]).indexes.extend(index);
        let text = Diagram::of(&shape).mermaid().to_string();
        let is_marked = text.contains("author FK, UK");
        (is_marked, text.contains("book |o--|| author"))
    };
    assert_eq!(ends(None), (false, false));
    assert_eq!(ends(Some(index(&["author"], None))), (true, true));
    let partial = index(&["author"], Some("title > ''"));
    let expression = index(&["author", "sql lower(title)"], None);
    let wider = index(&["author", "title"], None);
    for other in [partial, expression, wider] {
        assert_eq!(ends(Some(other)), (false, false));
    }
}

#[test]
fn a_picture_of_what_came_and_went() {
    let (before, after) = versions();
    insta::assert_snapshot!(picture(&Diagram::between(&before, &after)));
}

#[test]
fn a_text_of_what_came_and_went() {
    let (before, after) = versions();
    insta::assert_snapshot!(Diagram::between(&before, &after).mermaid());
}

#[test]
fn odd_names_stay_text() {
    let mut shape = samples::shape(
        "
        a<b>&\"c\": 1 x</text>*, größe!, 表\u{1}
        a_b___c_: id*, r -> a<b>&\"c\"
        title: id*
        ",
    );
    let column = &mut Arc::make_mut(&mut shape.tables[2]).columns[0];
    column.item.ty = "VARCHAR(4)\n\n%\\".into();
    let diagram = Diagram::of(&shape);
    insta::assert_snapshot!(picture(&diagram));
    insta::assert_snapshot!(diagram.mermaid());
}

#[test]
fn a_picture_inside_of_markdown_has_no_blank_line() {
    let inline = Diagram::of(&samples::shape(BOOKS))
        .svg()
        .inline()
        .to_string();
    assert!(inline.starts_with("<div"));
    assert!(inline.trim_end().ends_with("</div>"));
    assert!(inline.lines().all(|it| !it.trim().is_empty()));
    assert!(!inline.contains("xmlns"));
}
