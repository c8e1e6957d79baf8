//! What only the application has.

use super::{
    World, accepted, refused,
    world::{Declare, column, run, sql, table},
};
use schema_core::model::{Action, Extern};

fn function() -> Vec<Extern> {
    vec![Extern::Function {
        name: "slug".into(),
        arguments: 1,
    }]
}

#[test]
fn a_function_is_stood_in_for() {
    let mut slug = column("slug TEXT not null");
    slug.from = Some("slug(title)".into());
    let note = table("note", 1, &["title TEXT not null"])
        .check(1, "slug(title)")
        .add(2, None, slug)
        .unique(2, &["slug"]);
    let world = World {
        versions: 2,
        tables: vec![note],
        externs: function(),
        ..World::default()
    };
    assert_eq!(
        accepted(&world).unseen,
        ["what the function `slug` computes"]
    );
}

#[test]
fn what_a_stand_in_makes_up_refuses_nothing() {
    let mut slug = column("slug TEXT not null");
    slug.from = Some("slug(title)".into());
    let note = table("note", 1, &["title TEXT not null"])
        .add(2, None, slug)
        .check(2, "length(slug) = 40");
    let world = World {
        versions: 2,
        tables: vec![note],
        externs: function(),
        ..World::default()
    };
    accepted(&world);
}

#[test]
fn around_a_function_the_rest_is_rehearsed() {
    let world = World {
        versions: 2,
        tables: vec![table("note", 1, &["title TEXT"])],
        externs: function(),
        actions: vec![sql(2, "UPDATE note SET titel = slug(title)")],
        ..World::default()
    };
    assert_eq!(refused(&world).version, 2);
}

#[test]
fn a_collation_is_stood_in_for() {
    let mut word = column("word TEXT not null");
    word.collate = Some("by_length".into());
    let world = World {
        versions: 2,
        tables: vec![
            table("note", 1, &["id INTEGER"])
                .key("id")
                .add(1, None, word)
                .check(2, "id > 0"),
        ],
        externs: vec![Extern::Collation("by_length".into())],
        ..World::default()
    };
    assert_eq!(
        accepted(&world).unseen,
        ["how the collation `by_length` sorts"]
    );
}

#[test]
fn what_a_module_keeps_is_left_out_with_all_that_reads_it() {
    let world = World {
        versions: 2,
        tables: vec![table("note", 1, &["title TEXT"])],
        externs: vec![Extern::Module("vec0".into())],
        virtual_tables: vec![("vector", "vec0(embedding float[3])")],
        views: vec![
            ("near", "SELECT * FROM nearest"),
            ("nearest", "SELECT * FROM vector"),
        ],
        actions: vec![sql(2, "DELETE FROM vector")],
        ..World::default()
    };
    assert_eq!(
        accepted(&world).unseen,
        [
            "the virtual table `vector`",
            "the view `nearest`",
            "the view `near`",
            "a `sql` of version 2"
        ]
    );
}

#[test]
fn what_a_tokenizer_cuts_is_left_out_with_all_that_reads_it() {
    let world = World {
        versions: 2,
        tables: vec![table("note", 1, &["title TEXT"])],
        externs: vec![
            Extern::Tokenizer("stemmed".into()),
            Extern::Tokenizer("porter".into()),
        ],
        virtual_tables: vec![
            ("search", "fts5(title, tokenize = 'porter STEMMED')"),
            ("other", "fts5(title, tokenize = porter)"),
        ],
        actions: vec![sql(2, "DELETE FROM search"), sql(2, "DELETE FROM other")],
        ..World::default()
    };
    assert_eq!(
        accepted(&world).unseen,
        ["the virtual table `search`", "a `sql` of version 2"]
    );
}

#[test]
fn around_a_data_step_in_rust_the_rest_is_rehearsed() {
    let note = table("note", 1, &["title TEXT"]).add(2, None, column("n INTEGER = 0"));
    let mut world = World {
        versions: 3,
        tables: vec![note],
        actions: vec![run(2, "fill"), sql(3, "UPDATE note SET n = 1")],
        ..World::default()
    };
    assert_eq!(accepted(&world).unseen, ["`run fill` of version 2"]);
    world.actions[1].1 = Action::Sql("UPDATE note SET m = 1".into());
    assert_eq!(refused(&world).version, 3);
}

#[test]
fn what_only_a_data_step_could_fill_refuses_nothing() {
    let note = table("note", 1, &["id INTEGER"])
        .key("id")
        .add(1, Some(2), column("n INTEGER"))
        .add(2, None, column("n INTEGER not null"));
    let world = World {
        versions: 3,
        tables: vec![note.check(3, "n < 100")],
        actions: vec![run(2, "fill")],
        ..World::default()
    };
    accepted(&world);
}
