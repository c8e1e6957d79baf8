//! The expansion passes where nearly every lint is denied.
#![deny(
    warnings,
    future_incompatible,
    nonstandard_style,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    closure_returning_async_block,
    deprecated_in_future,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    impl_trait_redundant_captures,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::cargo,
    clippy::nursery,
    clippy::pedantic,
    clippy::absolute_paths,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::impl_trait_in_params,
    clippy::indexing_slicing,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::multiple_inherent_impl,
    clippy::panic,
    clippy::question_mark_used,
    clippy::renamed_function_params,
    clippy::shadow_reuse,
    clippy::single_call_fn,
    clippy::std_instead_of_core,
    clippy::unwrap_used
)]
#![allow(
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    reason = "they are about the package and not about the expansion"
)]

/// A declaration that nobody uses, as a program has one while it is being written.
mod unused {
    rusqlite_schema::schema! {
        /// Everything that the expansion can have.
        schema unused in "unused.db" {
            /// The kinds.
            const KINDS: Kind = [plain, late since 2];

            history {
                /// The first.
                version 1 sealed "2:f4211084dbd4e8c8";
                /// Late things, among them `late`.
                version 2 sealed "2:4b449d33a6c8448c" {
                    rename item.titel => title;
                    sql "UPDATE item SET number = 1";
                    run title_items;
                }
                /// Notes.
                version 3 {
                    run count_notes;
                }
            }

            fragment stamps { created_at: i64 = 0, }

            /// An item.
            #[derive(Debug)]
            table item as Item strict {
                id: i64 primary key autoincrement,
                /// What it is called.
                title: String unique collate nocase,
                number: Option<i64> check "number > 0",
                "doubled-number" as doubled: Option<i64> generated "number * 2" stored,
                kind: Option<Kind> as TEXT,
                ..stamps,

                index item_title (title desc),
            }

            /// One item of a kind.
            #[derive(Debug)]
            table item_{kind} for kind in KINDS as KindItem {
                number: i64 references item(id),
                weight: f64 since 3,
            }

            table note {
                text: String,
                length: i64 since 3,
            }
        }
    }

    #[allow(
        clippy::missing_const_for_fn,
        clippy::single_call_fn,
        clippy::unnecessary_wraps,
        reason = "the user's own function, which is not the expansion"
    )]
    fn title_items(step: &mut unused::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
        step.change(|it: unused::v1::Item| unused::v2::Item::from(it))
    }

    #[allow(
        clippy::missing_const_for_fn,
        clippy::single_call_fn,
        clippy::unnecessary_wraps,
        reason = "the user's own function, which is not the expansion"
    )]
    fn count_notes(_: &mut unused::V2ToV3<'_>) -> rusqlite_schema::Result<()> {
        Ok(())
    }
}
