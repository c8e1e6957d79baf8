//! What the UI tests show as wrong, as it is right: the help of each message has been followed, and rustc takes it.
//!
//! The tests of the macro see that the checks and the rehearsal have nothing to say about it.

#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "nobody uses the declarations"
)]
#![allow(
    clippy::all,
    clippy::pedantic,
    reason = "they are as the wrong ones, which are not linted"
)]
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, fs, path::Path};

/// A module for each file, in modules for the directories.
macro_rules! right {
    ($($directory:ident { $($file:ident)* })*) => {
        $(mod $directory { $(mod $file;)* })*

        const LISTED: &[&str] = &[$($(concat!(stringify!($directory), "/", stringify!($file))),*),*];
    };
}

right! {
    ambiguous_rename { ambiguous_rename_view }
    any_leaves_strict { strict_goes }
    application_id { application_id_zero }
    application_id_until { mark_goes }
    attribute_has_effect { attribute_has_effect_view }
    autoincrement { text turned_around without_rowid }
    beside {
        delete_from_table_built_beside insert_into_table_built_beside update_of_table_built_beside
    }
    check_over_old_rows { check_over_old_rows_line }
    checked_type { checked_string }
    collation { collation_typo collation_unknown key_collation }
    column_holds {
        bool_as_text bytes_as_text integer_as_real integer_as_text list_as_integer string_as_integer
    }
    column_listed_twice { column_listed_twice_index key }
    column_twice { column_twice_other_case column_twice_same_name in_fragment in_template no_until }
    compatibility_in_first_version { breaking_first_version }
    compatibility_without_journal { compatible_version }
    data_step {
        carried_field_in_changes change_across_tables changes_copied changes_inserted
        changes_of_another_table copy_from_newer_row field_of_other_type missing_field
        nothing_returned older_row_returned row_of_newest_module run_of_missing_function
        run_of_missing_function_in_module run_of_struct step_by_shared_reference step_by_value
        step_of_other_type step_of_other_version step_that_returns_nothing step_with_other_error
        step_with_two_arguments unknown_field unknown_row
    }
    default_in_domain { default_goes default_is_no_element }
    default_meets_check { default_meets_check_first_version default_meets_check_new_column }
    default_reads_row { default_reads_row_column }
    default_type {
        default_type_own_type float_for_integer integer_for_bool integer_for_string negative
        out_of_range string_for_blob string_for_integer
    }
    deleted_parents { deleted_parents_condition deleted_parents_of_itself }
    element_field { placeholder_of_a_column }
    element_twice { element_twice_other_case }
    expression_columns { column_check expression_columns_check expression_columns_generated filter }
    extern_twice { collation }
    field_name { field_name_impossible }
    field_twice { field_twice_two_spellings }
    file_name { file_name_empty }
    foreign_key_action { set_default set_null }
    foreign_key_columns { foreign_key_columns_typo }
    foreign_key_parent {
        foreign_key_parent_gone foreign_key_parent_not_yet foreign_key_parent_renamed
        foreign_key_parent_typo foreign_key_parent_view rename_forgotten gone_with_actions
    }
    foreign_key_to_key { key_comes_later key_of_another_collation no_primary_key partial_index plain_column }
    foreign_key_width { foreign_key_width_primary_key named }
    fragment_twice { fragment_twice_same_name }
    from_reads_new { itself other_column }
    from_reads_renamed { from_reads_renamed_column }
    from_without_rows { from_without_rows_first_version on_older_line }
    full_text_columns { full_text_index_of_a_later_column full_text_index_typo }
    generated_value { from generated_value_default generated_value_primary_key }
    given_key {
        key_that_comes_later key_that_may_be_none key_that_was_null seed_with_none_for_its_key
        seed_without_its_key
    }
    history_exists { empty_history no_history }
    index_columns { column_gone index_columns_renamed index_columns_typo older_index }
    index_terms { index_term_with_collation }
    journal_name { journal_name_declared journal_name_of_an_index }
    key_columns { key_columns_gone key_columns_not_yet key_columns_typo }
    key_over_nulls { key_over_nulls_index key_over_nulls_unique }
    key_over_old_rows { key_over_old_rows_index key_over_old_rows_unique }
    key_over_one_default { key_over_one_default_index key_over_one_default_unique }
    legacy_drop { declared_index declared_table }
    legacy_rename_and_drop { both }
    legacy_rename_source { legacy_rename_source_declared }
    legacy_rename_target { legacy_rename_target_typo }
    legacy_twice { drop rename }
    lifetime_empty { until_is_first until_is_since }
    lifetime_in_history { before_history far_version next_version until_next_version }
    lifetime_in_table { column_comes_late column_goes_early index_outlives older_column }
    list_twice { list_twice_same_name }
    lower {
        application_id_too_large default_is_char default_is_code default_is_none
        default_is_too_large fragment_with_lifetime nested_option own_type_without_as string_slice
        template_without_for template_without_placeholder unknown_declared_type unknown_fragment
        unknown_list unknown_placeholder unsigned_64 version_too_large
    }
    mistakes {
        index_before_its_column insert_or_ignore_drops_rows
        old_step_needs_a_newer_column parent_dropped_under_its_children released_step_edited
        rename_as_drop_and_add sql_that_never_ran two_branches_claim_one_number
    }
    module { module_typo module_unknown }
    module_name { constant row }
    name_text { name_text_empty name_text_with_nul }
    name_twice {
        index_in_template indexes name_twice_other_case old_name_still_declared table_and_index
        table_and_view tables template_and_table
    }
    narrowed_domain {
        element_goes element_of_a_checked_list integer_to_bool larger_integers negative_integers
        text_to_list
    }
    narrowed_type { real_to_text text_to_integer }
    new_column_has_value { integer new_column_has_value_own_type }
    new_columns_meet_check { new_columns_meet_check_two_columns }
    new_reference_has_parent { new_reference_has_parent_default }
    not_null { not_null not_null_option not_null_rowid }
    null_has_value { no_default with_default }
    one_primary_key { one_primary_key_two_columns }
    option_twice { header_and_body }
    parse {
        clause_twice default_as_word foreign_key_action_unknown garbage_between_items
        garbage_in_table missing_colon missing_comma missing_name missing_semicolon missing_type
        misspelled_action misspelled_clause misspelled_header misspelled_item misspelled_line
        on_conflict_misspelled on_conflict_of_a_check rename_without_arrow schema_without_file since_without_number two_histories
        unknown_clause unknown_option version_from_nothing version_from_twice version_is
        version_without_number word_of_rust
    }
    primary_key_nullable { composite composite_without_rowid primary_key_nullable_column }
    query { version_from_changes_rows version_from_column view_query_create }
    reference_over_old_rows { reference_over_old_rows_line }
    rehearsal {
        tokenizer_unknown
        added_column_calls_nothing check_as_an_older_version_reads_it check_calls_nothing
        check_reads_nothing check_that_is_no_expression default_calls_nothing
        default_of_another_type element_forgotten from_out_of_range generated_null
        foreign_key_that_rows_break from_of_a_missing_column from_of_another_type
        from_that_leaves_null generated_column_that_is_no_expression
        index_expression_calls_nothing indexed_parent_key_moves partial_index_of_a_missing_column
        seed_that_breaks_a_check
        sql_step_of_a_missing_table sql_step_of_an_older_name sql_step_that_breaks_a_check
        sql_step_that_breaks_a_reference sql_step_that_makes_a_broken_view
        sql_step_that_makes_a_view_in_the_way sql_step_that_makes_an_index_too_early
        sql_step_that_makes_rows_equal sql_step_with_a_typo sql_step_with_too_few_values
        sql_step_with_two_statements sql_step_without_an_end trigger_condition_of_a_missing_column
        trigger_on_a_missing_column trigger_that_is_no_statement version_from_typo
        view_of_a_missing_column
        view_of_chance
        view_of_an_ambiguous_column view_of_an_older_name view_that_is_no_query
        virtual_table_from_a_missing_table virtual_table_from_too_few_values
        virtual_table_of_an_unknown_option
    }
    rename_chain { chain swap }
    rename_collision { rename_collision_column }
    rename_in_first_version { table }
    rename_source { new_table older_line rename_source_new_column }
    rename_target { column_still_declared column_typo old_table rename_target_typo still_declared }
    rename_to_itself { rename_to_itself_column }
    rename_twice { source target }
    reserved_name { rebuild sqlite }
    row_name { row_name_impossible }
    rowid_order { rowid_order }
    run_in_first_version { run_in_first }
    run_twice { run_twice }
    seal {
        all_later_versions column_added column_changed column_removed column_renamed
        constraint_added domain_changed element_added index_changed seal_of_another_version several_edits step_changed virtual_table_changed
    }
    seal_digits { later_edition seal_digits_none seal_digits_too_few }
    seal_edition { first_edition }
    seed_changes { seed_known_by_renamed seed_known_by_unique seed_says_something_else }
    seed_column_twice { same }
    seed_columns { seed_columns_not_yet seed_columns_typo }
    seed_complete { missing }
    seed_in_domain { seed_is_no_element }
    seed_keeps { seed_takes_a_default_that_changes }
    seed_table { older seed_table_typo seed_table_view }
    seed_twice { seed_twice_primary_key seed_twice_unique }
    seed_without_triggers { seed_fires_nothing seed_not_counted seed_not_indexed }
    seed_value { null seed_value_generated r#type }
    shadow_table { fts5 }
    sql_balanced { closed open quote stray }
    sql_empty { sql_empty_check step }
    sql_ignores { ignores_nothing insert_or_ignore update_of_a_silent_key update_or_ignore }
    sql_parameter { sql_parameter_check }
    sql_semicolon { expression sql_semicolon_view }
    sql_step { alter attach commit drop_index drop_table pragma vacuum }
    step_without_triggers { stale_counter stale_index step_fires_nothing }
    strict_type { numeric }
    table_has_columns { at_a_version table_has_columns_generated table_has_columns_none }
    table_replaced {
        table_replaced_after_rename table_replaced_columns table_replaced_other_case
        table_replaced_template
    }
    trigger_body { begin default_values trigger_body_create }
    trigger_columns { trigger_columns_typo }
    trigger_table { trigger_table_not_yet trigger_table_typo }
    trigger_timing { after_on_view instead_of_on_table on_virtual_table }
    trigger_twice { trigger_twice_same_name }
    type_name_twice { list_and_table two_tables }
    variant_name { variant_name_impossible }
    variant_twice { variant_twice_two_spellings }
    version_changes_nothing { lifetime_left_behind nothing }
    version_missing { hole wide_hole }
    version_number { version_number_zero }
    version_order { oldest_last }
    version_sealed { first_of_two with_a_step }
    version_sentence { version_sentence_none }
    version_sentence_twice { copied }
    version_twice { one_is_sealed two_branches }
    version_two_sentences { no_full_stops two_branches_one_number two_paragraphs }
    view_tables { view_tables_gone view_tables_not_yet view_tables_typo }
    virtual_table_altered {
        contentless no_column_in_common table_becomes_virtual texts_become_another_tables
        virtual_becomes_table
    }
    virtual_table_content { virtual_table_content_typo }
    virtual_table_from { index_of_another_table nothing_to_fill }
    without_rowid { no_key }
}

#[test]
fn every_declaration_is_compiled() {
    let mut found = BTreeSet::new();
    for directory in fs::read_dir("tests/ui_right").unwrap() {
        let directory = directory.unwrap().path();
        if directory.is_dir() {
            let files = fs::read_dir(&directory).unwrap();
            found.extend(files.map(|it| name(&it.unwrap().path())));
        }
    }
    let listed = LISTED.iter().map(|it| it.replace("r#", ""));
    assert_eq!(found, listed.collect());
}

/// As it is listed: the directory's name and the file's.
fn name(path: &Path) -> String {
    let path = path.strip_prefix("tests/ui_right").unwrap();
    path.with_extension("").display().to_string()
}
