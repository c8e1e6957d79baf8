//! What comes out for each shape of declaration, and what is left of a broken one.

#![allow(clippy::unwrap_used)]

mod right;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::schema;

/// The expansion, once it has proved to be a Rust file.
fn expand(declaration: &TokenStream) -> String {
    let output = schema(quote!((::rusqlite_schema) #declaration));
    let mut file = syn::parse2(output.clone()).unwrap_or_else(|error| panic!("{error}: {output}"));
    without_pictures(&mut file);
    without_library(&prettyplease::unparse(&file))
}

/// The expansion as it is without the feature `diagrams`.
fn without_pictures(file: &mut syn::File) {
    let modules = file.items.iter_mut().filter_map(|it| match it {
        syn::Item::Mod(module) => Some(&mut module.attrs),
        _ => None,
    });
    for attributes in modules {
        attributes.retain(|it| !it.to_token_stream().to_string().contains("schema-diagram"));
    }
}

/// The expansion as it is without a rehearsal, whichever SQLite it ran on.
fn without_library(expansion: &str) -> String {
    let field = "rehearsed_on: ";
    match expansion.split_once(field) {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|it| it != ',');
            format!("{before}{field}None{rest}")
        }
        None => expansion.to_owned(),
    }
}

/// The lines between the one that holds `from` and the next that holds `until`.
fn excerpt(expansion: &str, from: &str, until: &str) -> String {
    let lines = expansion.lines().skip_while(|line| !line.contains(from));
    lines
        .take_while(|line| !line.contains(until))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The expansion without the constants, the functions and the data, which are the same for all.
fn own_items(declaration: &TokenStream) -> String {
    let expansion = expand(declaration);
    let lists_and_rows = expansion.split_once("DEAD_TABLE_DROPS").unwrap().1;
    let items = excerpt(lists_and_rows, "", "Opens the file");
    items.split_once('\n').unwrap().1.to_owned()
}

/// The errors, and what the lists and rows offer, without how.
fn outline(declaration: &TokenStream) -> String {
    let expansion = expand(declaration);
    let (errors, _) = expansion.split_once("mod ").unwrap();
    let errors = errors
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with('"'));
    let items = own_items(declaration);
    let offered = items
        .lines()
        .filter(|line| line.trim_start().starts_with("pub"));
    errors.chain(offered).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_whole_module() {
    insta::assert_snapshot!(expand(&quote! {
        /// A bookshop.
        pub schema shop in "shop.db" {
            history {
                /// Files of the first release.
                legacy {
                    rename books => book;
                    drop index books_title;
                    drop table scratch;
                }
                /// Books.
                version 1 sealed "2:e1e587ef59449b9e";
                /// Books | pages.
                version 2 {
                    rename book.titel => title;
                    sql "UPDATE book SET pages = 1";
                }
            }

            /// A book on a shelf.
            #[derive(Debug)]
            table book as Book {
                id: i64 primary key,
                title: String = "",
                /// How long it is.
                pages: Option<i64> since 2,
            }
        }
    }));
}

#[test]
fn the_data_of_everything() {
    let expansion = expand(&quote! {
        schema all in "all.db" {
            application_id 0xFFFF_FFFF;
            extern function slug(1);
            extern collation uca;
            extern module vec0;

            history {
                /// The first.
                version 1 sealed "d52032da3fb54c87";
                /// The second.
                version 3 {
                    rename b => c;
                }
            }

            table a strict, without rowid {
                x: String primary key collate uca,
                y: i64 = -1 check "y < 0",
                z: Option<f64> since 3,
                sum: Option<i64> generated "y + 1" stored,

                unique (x, y),
                index a_y (y desc, "slug(x)") where "y < -1",
            }
            table c {
                id: i64 primary key autoincrement,
                a_x: Option<String> references a(x) on delete set null on update cascade deferrable initially deferred,
            }
            view v "SELECT x FROM a";
            trigger t after update of y on a when "new.y < old.y" "DELETE FROM c;";
            virtual table f using "fts5(x)";
            seed a { x: "one", y: -1 }
        }
    });
    insta::assert_snapshot!(excerpt(&expansion, "pub static SCHEMA", "\u{0}"));
}

#[test]
fn a_template_and_its_list() {
    insta::assert_snapshot!(own_items(&quote! {
        pub schema objects in "objects.db" {
            /// Object types.
            #[derive(Debug, Default)]
            pub const OTYPES: Otype = [#[default] client, "odd name", at, temp as Temporary since 2, gone until 2];
            const PLAIN: Plain = [one];
            history {
                /// The first.
                version 1 sealed "2:7b81873fd458af88";
                /// The second.
                version 2;
            }
            table db_{otype} for otype in OTYPES as WaveObject { oid: String primary key }
        }
    }));
}

#[test]
fn names_that_are_no_identifiers() {
    insta::assert_snapshot!(outline(&quote! {
        schema odd in "odd.db" {
            history { /// The first.
                version 1; }
            table "odd table" {
                "user-name": String,
                "2fa" as two_factor: String,
                r#type: String,
                order: String,
            }
        }
    }));
}

#[test]
fn own_types_and_attributes() {
    insta::assert_snapshot!(own_items(&quote! {
        schema own in "own.db" {
            history { /// The first.
                version 1; }
            #[derive(Debug, serde::Serialize)]
            #[serde(with = "crate::hex", bound(serialize = self::Bound))]
            table item {
                state: State as TEXT,
                maybe: Option<uuid::Uuid> as BLOB,
                above: super::Json<self::Inner, crate::Other> as TEXT,
                #[serde(skip)]
                bytes: Vec<u8>,
            }
        }
    }));
}

#[test]
fn what_an_insert_leaves_out() {
    insta::assert_snapshot!(outline(&quote! {
        schema inserts in "inserts.db" {
            history { /// The first.
                version 1; }
            table a { id: i64 primary key, n: i64, twice: Option<i64> generated "n * 2" stored }
            table only_a_key { id: i64 primary key }
            table without without rowid { id: i64 primary key, n: i64 }
            table of_another { id: i64 primary key references a(id), n: i64 }
        }
    }));
}

#[test]
fn fragments_and_lines_of_one_column() {
    insta::assert_snapshot!(outline(&quote! {
        schema lines in "lines.db" {
            history {
                /// The first.
                version 1 sealed "2:2a4ac714b7d082bd";
                /// The second.
                version 2;
            }
            fragment stamps { created_at: i64 = 0, updated_at: i64 = 0 }
            table a {
                id: i64 primary key,
                ..stamps since 2,
                n: Option<i64> until 2,
                n: i64 = 0 since 2 from "coalesce(n, 0)",
                gone: i64 until 2,
            }
            table dropped until 2 { n: i64 }
        }
    }));
}

#[test]
fn a_broken_column_keeps_its_neighbours() {
    insta::assert_snapshot!(outline(&quote! {
        schema broken in "broken.db" {
            history { /// The first.
                version 1; }
            table book { title: String, pages Option<i64>, price: f64 }
        }
    }));
}

#[test]
fn types_that_no_column_has_stay_as_written() {
    insta::assert_snapshot!(own_items(&quote! {
        schema refused in "refused.db" {
            history { /// The first.
                version 1; }
            table book { title: &str, pages: u64, price: Missing, other: Option<usize> }
        }
    }));
}

#[test]
fn of_two_with_one_name_the_first() {
    insta::assert_snapshot!(outline(&quote! {
        schema twice in "twice.db" {
            pub const NAMES: Name = [a, a];
            pub const NAMES: Other = [b];
            history { /// The first.
                version 1; }
            table book { title: String, title: i64 }
            table book { other: String }
            table schema as At { n: i64 }
            table name { n: i64 }
        }
    }));
}

#[test]
fn a_schema_without_a_name_gives_only_its_errors() {
    insta::assert_snapshot!(expand(&quote! { schema { table book { title: String } } }));
}

#[test]
fn without_the_facade_its_path_is_the_packages() {
    let expansion = schema(quote! { schema a in "a.db" { } }).to_string();
    assert!(
        expansion.contains(":: rusqlite_schema :: Schema"),
        "{expansion}"
    );
}

#[cfg(feature = "diagrams")]
#[test]
fn the_module_has_a_picture_that_only_rustdoc_sees() {
    let shop = quote! {
        pub schema shop in "shop.db" {
            history {
                /// Books.
                version 1;
            }
            table author { id: i64 primary key }
            table book { author: i64 references author(id) }
        }
    };
    let text = schema(shop).to_string();
    let picture = text.find("# [cfg_attr (doc , doc =").unwrap();
    let module = text.find("mod shop").unwrap();
    assert!(picture < module);
    assert!(text.contains("book (author) references author (id)"));

    let broken = quote! {
        pub schema shop in "shop.db" {
            history {
                /// Books.
                version 1;
            }
            table author { id: i64 primary key, name Strin }
        }
    };
    assert!(!schema(broken).to_string().contains("cfg_attr (doc"));
}
