//! The history, and objects other than tables.

use schema_core::model::{Action, Compatibility, Event, Extern, LegacyAction, Timing};

use super::{between, meant, refused, since};

#[test]
fn the_history_means_what_it_says() {
    let model = meant(
        "history {
            /// Older files,
            ///   of two kinds.
            legacy { rename a => b; drop index c; drop table \"d e\"; }
            /// First.
            version 3 sealed \"ab\";
            /// Second.
            version 5 compatible { rename a => b; rename b.c => d; sql \"x\"; run crate::f; }
        }",
    );
    assert_eq!(model.legacy.sentence, "Older files,\n  of two kinds.");
    assert_eq!(
        model.legacy.actions[2],
        LegacyAction::DropTable("d e".into())
    );
    assert_eq!((model.first_version(), model.newest_version()), (3, 5));
    assert_eq!(model.versions[0].seal.as_deref(), Some("ab"));
    let newest = &model.versions[1];
    assert_eq!(newest.sentence, "Second.");
    assert_eq!(newest.compatibility, Some(Compatibility::Compatible));
    assert_eq!(
        *newest.actions,
        [
            Action::RenameTable {
                from: "a".into(),
                to: "b".into()
            },
            Action::RenameColumn {
                table: "b".into(),
                from: "c".into(),
                to: "d".into()
            },
            Action::Sql("x".into()),
            Action::Run("crate::f".into()),
        ]
    );
}

#[test]
fn what_has_no_since_is_there_from_the_first_version() {
    let model = meant(
        "history { /// One.
 version 3; }
         view v \"SELECT 1\" until 5; virtual table f using \"fts5(a)\";",
    );
    assert_eq!(model.views[0].lifetime, between(3, 5));
    assert_eq!(model.virtual_tables[0].lifetime, since(3));
}

#[test]
fn triggers_mean_what_they_say() {
    let model = meant(
        "trigger a before insert on t \"x\";
         trigger b after update of c, d on t when \"e\" \"x\";
         trigger c instead of delete on t \"x\";",
    );
    let triggers: Vec<_> = model
        .triggers
        .iter()
        .map(|it| (it.item.timing, &it.item.event))
        .collect();
    let columns = vec!["c".into(), "d".into()].into();
    assert_eq!(triggers[0], (Timing::Before, &Event::Insert));
    assert_eq!(triggers[1], (Timing::After, &Event::Update(columns)));
    assert_eq!(triggers[2], (Timing::InsteadOf, &Event::Delete));
    assert_eq!(model.triggers[1].item.when.as_deref(), Some("e"));
}

#[test]
fn the_application_brings_its_own() {
    let model = meant("extern function slug(2); extern collation uca; extern module vec0;");
    let slug = Extern::Function {
        name: "slug".into(),
        arguments: 2,
    };
    assert_eq!(
        *model.externs,
        [
            slug,
            Extern::Collation("uca".into()),
            Extern::Module("vec0".into())
        ]
    );
    refused(
        "extern function slug(128);",
        "128",
        "a function of SQLite has at most 127 arguments",
    );
}

#[test]
fn an_application_has_a_mark_of_32_bits() {
    assert_eq!(
        meant("application_id 0x57415645;").mark(1),
        Some(1_463_899_717)
    );
    assert_eq!(meant("application_id 0xFFFFFFFF;").mark(1), Some(-1));
    let mark = "application_id 0x100000000;";
    assert_eq!(
        refused(mark, "0x100000000", "an application's mark has 32 bits").application_id,
        None
    );
}
