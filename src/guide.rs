//! The manual, in short chapters. Each can be read by itself; every example is compiled and run.
//!
//! 1. [Start](start): a database, a column more, a mistake, an upgrade
//! 2. [Columns and types](columns)
//! 3. [Keys and indexes](keys)
//! 4. [Versions](versions)
//! 5. [Before a release](drafts): the file of a draft
//! 6. [Renames](renames)
//! 7. [Adopting files that exist](adopting)
//! 8. [Data steps](data_steps)
//! 9. [Rehearsal and seals](rehearsal)
//! 10. [Opening in production](production): pools, async, tests
//! 11. [Encrypted files and other SQLites](surroundings): the system's, SQLCipher, rusqlite's versions
//! 12. [Many files, and replicated ones](fleets)
//! 13. [The command line](command_line)
//! 14. [Pictures](diagrams): the tables and what refers to what
//! 15. [Views, triggers and virtual tables](objects)
//! 16. [Coming from other tools](coming_from): `rusqlite_migration`, refinery, sqlx, diesel, rust-query
//! 17. [What does not compile](compile_errors): every error of the compiler, with what is right
//!
//! The whole language on one page is at [`schema!`](crate::schema!), and the errors of a program that runs are at
//! [`errors`](crate::errors).

macro_rules! chapters {
    ($($chapter:ident)*) => {
        $(
            #[doc = include_str!(concat!("../docs/guide/", stringify!($chapter), ".md"))]
            pub mod $chapter {}
        )*
    };
}

chapters! {
    start
    columns
    keys
    versions
    drafts
    renames
    adopting
    data_steps
    rehearsal
    surroundings
    fleets
    command_line
    diagrams
    objects
    coming_from
}

// The examples need pools, so they are compiled in a package of their own, `examples/pools`.
#[cfg(not(doctest))]
#[doc = include_str!("../docs/guide/production.md")]
pub mod production {}

// What is wrong here is refused in `tests/ui.rs`, and what is right is compiled in `tests/ui_right`.
#[cfg(not(doctest))]
#[doc = include_str!("../docs/compile_errors.md")]
pub mod compile_errors {}
