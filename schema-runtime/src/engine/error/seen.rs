//! Which refusals a rehearsal can come upon, and the UI tests that show how they read.
//!
//! The tables are matches without a wildcard, so a new error or step doesn't compile without an entry.

use std::{collections::BTreeSet, fs, path::Path};

use super::{Error, RehearsalError};
use schema_core::plan::Step;

/// Where a refusal is seen.
enum Seen {
    /// In these files of `tests/ui/rehearsal`.
    In(&'static [&'static str]),
    /// Nowhere, and why.
    Never(&'static str),
}

use Seen::{In, Never};

/// A match over all variants, and what its arms say as a list.
macro_rules! table {
    ($list:ident, $function:ident($enum:ident): $($($variant:ident)|+ => $seen:expr,)*) => {
        #[allow(dead_code, reason = "that it compiles is the test")]
        fn $function(one: &$enum) -> &'static Seen {
            match one {
                $($($enum::$variant { .. })|+ => const { &$seen },)*
            }
        }

        const $list: &[Seen] = &[$($seen),*];
    };
}

const OWN_FILE: Seen = Never("the rehearsal's file is new, in memory, and its own");
const BUG: Seen = Never("only a fault of the planner or engine does this: see `tests/mutations`");

table! {
    ERRORS, of_error(Error):
    TooNew | ReadersOnly | TooOld | NotOurs | StampedEmpty | AnotherHistory | AnotherSeal | Drift | InTransaction | NeedsUpgrade | StatementOpen | TempObjects
        | NoRollback | Locked | ReadOnly | NeedsRecovery | NotADatabase | Open | OtherVersion | UnknownVersion | NotEmpty
        | Setting | Undeclared | Sqlite => OWN_FILE,
    SqliteTooOld | Statement => OWN_FILE,
    WhichVersion => Never("a rehearsal takes it for what a run should say, and goes on"),
    CannotAdopt => Never("the checks of `legacy` refuse what could not be adopted"),
    NotRegistered | UnsafeFunction => Never("the application's own code is stood in for"),
    NoDataStep | DataStep | Misuse | NotFilled => Never("only the program has the functions of `run`"),
    Cancelled | Backup | UnknownPath => OWN_FILE,
    OlderSqlite => Never("what rehearses is not older than itself"),
    // Those of steps are in the next table.
    Step => In(&["sql_step_with_a_typo", "sql_step_without_an_end"]),
    Mismatch => BUG,
    InTheWay => In(&["sql_step_that_makes_a_view_in_the_way"]),
    ForeignKeys => In(&["sql_step_that_breaks_a_reference", "foreign_key_that_rows_break", "indexed_parent_key_moves"]),
    Broken => In(&[
        "view_of_a_missing_column",
        "view_of_an_ambiguous_column",
        "view_of_an_older_name",
        "trigger_on_a_missing_column",
        "trigger_condition_of_a_missing_column",
        "sql_step_that_makes_a_broken_view",
    ]),
}

table! {
    OF_REHEARSALS, of_rehearsal(RehearsalError):
    Run => Never("the table above has them"),
    DataStep => Never("only the program has the functions of `run`"),
    NoFiles | Copied | Io | NotSown => Never("these are of a test's own rehearsal"),
    RowsLost | ValuesChanged | RowsDiffer => BUG,
    Damaged => In(&["view_of_chance"]),
    Unreadable => In(&["default_of_another_type", "element_forgotten", "generated_null", "from_out_of_range"]),
}

table! {
    STEPS, of_step(Step):
    DropTrigger | DropView => Never("what is not there is passed over"),
    RenameTable | RenameColumn | DropColumn => Never("what refuses these is `InTheWay`, or a bug"),
    KeepSequence | SetApplicationId => BUG,
    DropIndex | DropTable => Never("a check refuses to drop in `sql` what is declared"),
    Run => Never("only the program has the function"),
    CreateTable => In(&[
        "check_calls_nothing",
        "check_reads_nothing",
        "check_that_is_no_expression",
        "check_as_an_older_version_reads_it",
        "generated_column_that_is_no_expression",
        "default_calls_nothing",
    ]),
    AddColumn => In(&["added_column_calls_nothing"]),
    CopyRows => In(&[
        "from_of_a_missing_column",
        "from_of_another_type",
        "from_that_leaves_null",
        "sql_step_that_breaks_a_check",
    ]),
    HoldRows => In(&["virtual_table_from_a_missing_table"]),
    HandOnRows => In(&["virtual_table_from_too_few_values"]),
    Seed => In(&["seed_that_breaks_a_check"]),
    Sql => In(&[
        "sql_step_of_a_missing_table",
        "sql_step_of_an_older_name",
        "sql_step_with_too_few_values",
        "sql_step_with_two_statements",
    ]),
    CreateIndex => In(&[
        "partial_index_of_a_missing_column",
        "index_expression_calls_nothing",
        "sql_step_that_makes_rows_equal",
        "sql_step_that_makes_an_index_too_early",
    ]),
    CreateVirtualTable => In(&["tokenizer_unknown", "virtual_table_of_an_unknown_option"]),
    FillFullText => Never("a check looks for the columns"),
    CreateView => In(&["view_that_is_no_query"]),
    CreateTrigger => In(&["trigger_that_is_no_statement"]),
}

/// What is prepared beside the rehearsal, because no run of it comes there.
const PREPARED: &[&str] = &["version_from_typo"];

#[test]
fn every_refusal_has_its_ui_test() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui/rehearsal");
    let shown: BTreeSet<String> = fs::read_dir(directory)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "rs"))
        .map(|it| it.file_stem().unwrap().display().to_string())
        .collect();
    let mut listed: BTreeSet<String> = PREPARED.iter().map(ToString::to_string).collect();
    for seen in ERRORS.iter().chain(OF_REHEARSALS).chain(STEPS) {
        match seen {
            In(names) => listed.extend(names.iter().map(ToString::to_string)),
            Never(reason) => assert!(!reason.is_empty()),
        }
    }
    assert_eq!(listed, shown);
}
