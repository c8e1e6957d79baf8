//! What can be found out about a schema without SQLite.
//!
//! Each check is a function with an example of what it refuses, and has a directory of its own
//! under `tests/ui`. One mistake gives one error: what a mistake confuses is put in doubt, and
//! later checks leave it alone.

mod affinity;
mod again;
mod ambiguous;
mod branches;
mod compatibility;
mod data_steps;
mod distinct;
mod domains;
mod edit;
mod evaluate;
mod foreign_keys;
mod from;
mod full_text;
mod given_keys;
mod history;
mod implied;
mod indexes;
mod key_rules;
mod keys;
mod legacy;
mod lifetime;
mod lines;
mod literal;
mod locate;
mod missing;
mod names;
mod nodes;
mod objects;
mod old_rows;
mod options;
mod orphans;
mod parent_keys;
mod place;
mod planted;
mod reads;
mod references;
mod relation;
mod remedy;
mod rename_ends;
mod renames;
mod rust_names;
mod scene;
mod seals;
mod seed_changes;
mod seeds;
mod sql_statements;
mod sql_text;
mod stale;
mod successors;
mod taken;
mod types;
mod unique;
mod values;
mod virtual_tables;
mod writes;

#[cfg(test)]
mod tests;

use schema_core::shape::Timeline;

#[cfg(feature = "rehearsal")]
pub(crate) use self::sql_text::shown;
pub(crate) use self::{
    branches::check_changes,
    seals::{check_seals, check_unsealed},
};
use self::{nodes::Nodes, scene::Scene};
use crate::{lower::Lowered, report::Ctxt};

/// Reports every mistake that can be found without SQLite.
pub(crate) fn check(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    let mut doubts = Nodes::default();

    versions(cx, lowered);
    names(cx, lowered);
    texts(cx, lowered);
    types::check_default_type(cx, lowered);
    types::check_default_reads_row(cx, lowered);
    types::check_generated_value(cx, lowered);

    if !history::is_sound(lowered) {
        return;
    }

    // AFTER THIS POINT: versions are numbered without holes, and lifetimes mean something.
    lifetime::check_lifetime_in_history(cx, lowered, &mut doubts);
    lifetime::check_lifetime_empty(cx, lowered, &mut doubts);
    lifetime::check_lifetime_in_table(cx, lowered, &mut doubts);
    lines::check_column_twice(cx, lowered, &mut doubts);
    lines::check_option_twice(cx, lowered, &doubts);
    rust_names::check_type_name_twice(cx, lowered);
    rust_names::check_variant_twice(cx, lowered);
    rust_names::check_field_twice(cx, lowered, &doubts);
    names::check_trigger_twice(cx, lowered);

    // AFTER THIS POINT: of every table that isn't in doubt, each version is known.
    let timeline = Timeline::of(&lowered.model);
    let scene = Scene::new(lowered, &timeline, doubts);
    renames(cx, &scene);
    tables(cx, &scene);
    foreign_keys(cx, &scene);
    objects(cx, &scene);
    seeds(cx, &scene);
    legacy(cx, &scene);
    data_at_stake(cx, &scene);
}

fn versions(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    options::check_file_name(cx, lowered);
    options::check_application_id(cx, lowered);
    options::check_application_id_until(cx, lowered);
    options::check_attribute_has_effect(cx, lowered);
    history::check_history_exists(cx, lowered);
    history::check_version_number(cx, lowered);
    history::check_version_twice(cx, lowered);
    history::check_version_order(cx, lowered);
    history::check_version_missing(cx, lowered);
    history::check_version_sentence(cx, lowered);
    history::check_version_sentence_twice(cx, lowered);
    branches::check_version_two_sentences(cx, lowered);
    compatibility::check_compatibility_in_first_version(cx, lowered);
    compatibility::check_compatibility_without_journal(cx, lowered);
    data_steps::check_run_in_first_version(cx, lowered);
    data_steps::check_run_twice(cx, lowered);
}

fn names(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    taken::check_reserved_name(cx, lowered);
    taken::check_name_text(cx, lowered);
    taken::check_element_twice(cx, lowered);
    taken::check_fragment_twice(cx, lowered);
    taken::check_extern_twice(cx, lowered);
    rust_names::check_row_name(cx, lowered);
    rust_names::check_module_name(cx, lowered);
    rust_names::check_list_twice(cx, lowered);
    rust_names::check_variant_name(cx, lowered);
    rust_names::check_field_name(cx, lowered);
    data_steps::check_element_field(cx, lowered);
}

fn texts(cx: &mut Ctxt, lowered: &Lowered<'_>) {
    sql_text::check_sql_empty(cx, lowered);
    sql_text::check_sql_balanced(cx, lowered);
    sql_text::check_sql_semicolon(cx, lowered);
    sql_text::check_sql_parameter(cx, lowered);
    sql_statements::check_sql_step(cx, lowered);
    sql_statements::check_sql_ignores(cx, lowered);
    sql_statements::check_trigger_body(cx, lowered);
    sql_statements::check_query(cx, lowered);
}

fn renames(cx: &mut Ctxt, scene: &Scene<'_>) {
    renames::check_rename_in_first_version(cx, scene);
    renames::check_rename_to_itself(cx, scene);
    renames::check_rename_twice(cx, scene);
    renames::check_rename_chain(cx, scene);
    rename_ends::check_rename_target(cx, scene);
    rename_ends::check_rename_source(cx, scene);
    rename_ends::check_rename_collision(cx, scene);
    names::check_name_twice(cx, scene);
    successors::check_table_replaced(cx, scene);
    ambiguous::check_ambiguous_rename(cx, scene);
}

fn tables(cx: &mut Ctxt, scene: &Scene<'_>) {
    taken::check_journal_name(cx, scene);
    taken::check_shadow_table(cx, scene);
    lines::check_table_has_columns(cx, scene);
    types::check_strict_type(cx, scene);
    types::check_column_holds(cx, scene);
    domains::check_checked_type(cx, scene);
    domains::check_default_in_domain(cx, scene);
    keys::check_one_primary_key(cx, scene);
    keys::check_key_columns(cx, scene);
    keys::check_column_listed_twice(cx, scene);
    keys::check_primary_key_nullable(cx, scene);
    keys::check_without_rowid(cx, scene);
    keys::check_autoincrement(cx, scene);
    key_rules::check_rowid_order(cx, scene);
    key_rules::check_not_null(cx, scene);
    indexes::check_index_terms(cx, scene);
    indexes::check_index_columns(cx, scene);
    indexes::check_expression_columns(cx, scene);
    indexes::check_collation(cx, scene);
}

fn foreign_keys(cx: &mut Ctxt, scene: &Scene<'_>) {
    foreign_keys::check_foreign_key_parent(cx, scene);
    foreign_keys::check_foreign_key_columns(cx, scene);
    foreign_keys::check_foreign_key_width(cx, scene);
    parent_keys::check_foreign_key_to_key(cx, scene);
    parent_keys::check_foreign_key_action(cx, scene);
}

fn objects(cx: &mut Ctxt, scene: &Scene<'_>) {
    objects::check_trigger_table(cx, scene);
    objects::check_trigger_timing(cx, scene);
    objects::check_trigger_columns(cx, scene);
    objects::check_view_tables(cx, scene);
    virtual_tables::check_module(cx, scene);
    virtual_tables::check_virtual_table_content(cx, scene);
    virtual_tables::check_virtual_table_from(cx, scene);
    virtual_tables::check_virtual_table_altered(cx, scene);
    full_text::check_full_text_columns(cx, scene);
}

fn seeds(cx: &mut Ctxt, scene: &Scene<'_>) {
    seeds::check_seed_table(cx, scene);
    seeds::check_seed_columns(cx, scene);
    seeds::check_seed_column_twice(cx, scene);
    seeds::check_seed_complete(cx, scene);
    seeds::check_seed_value(cx, scene);
    domains::check_seed_in_domain(cx, scene);
    seeds::check_seed_twice(cx, scene);
    seed_changes::check_seed_changes(cx, scene);
    seed_changes::check_seed_keeps(cx, scene);
    stale::check_seed_without_triggers(cx, scene);
}

fn legacy(cx: &mut Ctxt, scene: &Scene<'_>) {
    legacy::check_legacy_rename_target(cx, scene);
    legacy::check_legacy_rename_source(cx, scene);
    legacy::check_legacy_rename_and_drop(cx, scene);
    legacy::check_legacy_drop(cx, scene);
    legacy::check_legacy_twice(cx, scene);
}

fn data_at_stake(cx: &mut Ctxt, scene: &Scene<'_>) {
    data_steps::check_beside(cx, scene);
    stale::check_step_without_triggers(cx, scene);
    orphans::check_deleted_parents(cx, scene);
    values::check_new_column_has_value(cx, scene);
    values::check_null_has_value(cx, scene);
    values::check_narrowed_type(cx, scene);
    domains::check_narrowed_domain(cx, scene);
    values::check_any_leaves_strict(cx, scene);
    values::check_default_meets_check(cx, scene);
    given_keys::check_given_key(cx, scene);
    references::check_new_reference_has_parent(cx, scene);
    from::check_from_without_rows(cx, scene);
    from::check_from_reads_new(cx, scene);
    from::check_from_reads_renamed(cx, scene);
    unique::check_key_over_one_default(cx, scene);
    unique::check_key_over_old_rows(cx, scene);
    unique::check_key_over_nulls(cx, scene);
    old_rows::check_check_over_old_rows(cx, scene);
    old_rows::check_new_columns_meet_check(cx, scene);
    references::check_reference_over_old_rows(cx, scene);
}
