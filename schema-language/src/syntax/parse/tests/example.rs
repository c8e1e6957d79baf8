//! A schema with one of everything, and the design's own example.

use super::{clean, text};
use crate::syntax::{ActionKind, ClauseKind, ConstraintKind, LegacyAction, Part};

/// The design's example, with its gaps filled.
pub(crate) const EXAMPLE: &str = r#"
/// WaveStore's object database.
pub schema objects in "objects.db", nullable keys {
    /// Object type names; each has a table `db_<otype>`.
    pub const WSTORE_OTYPES: Otype = [client, window, workspace, tab, layout, block, temp];

    history {
        /// Files written before the schema carried a version number.
        legacy {
            rename db_forge_agents => db_agent_definitions;
            drop index idx_forge_agents_slug;
            drop table db_workflow_definitions;
        }
        /// Flat schema baseline.
        version 1 sealed "beadbb54";
        /// Agent definitions remember when they were last changed.
        version 2 sealed "e311d9ed";
        /// Templates can be hidden from the picker.
        version 3 sealed "824d9c7b";
        /// Templates and agents share one table.
        version 4 {
            rename db_identity_accounts.secret => secret_ref;
            sql "UPDATE db_agent_definitions SET icon = '✦' WHERE icon = ''";
            run consolidate_agents;
        }
    }

    table db_{otype} for otype in WSTORE_OTYPES as WaveObject {
        oid: String primary key,
        version: i64 = 1,
        data: String,
    }

    /// Templates, and the agents cloned from them.
    table db_agent_definitions as AgentDefinition {
        id: String primary key,
        slug: String = "",
        icon: String = "✦",
        auto_start: bool = false,
        updated_at: i64 = 0 since 2,
        user_hidden: bool = false since 3,

        unique index idx_agent_definitions_slug (slug),
    }

    table db_agent_content as AgentContent {
        agent_id: String references db_agent_definitions(id) on delete cascade,
        content_type: String,
        content: String = "",

        primary key (agent_id, content_type),
    }

    table db_identity_accounts as IdentityAccount {
        id: String primary key,
        secret_ref: String,
    }

    table db_identity_bundles as IdentityBundle {
        id: String primary key,
        name: String unique,
        is_blank: bool = false,
    }

    table db_agent_instances as AgentInstance {
        id: String primary key,
        instance_name: String = "",
        started_at: i64 = 0,
        display_hidden: bool = false,
        index idx_agent_instances_name_recent (instance_name, started_at desc)
            where "display_hidden = 0 AND instance_name != ''",
    }

    table db_agents as Agent since 4 { id: String primary key, name: String, }

    seed db_identity_bundles { id: "blank", name: "__blank__", is_blank: true }
}
"#;

/// One of everything that the table of the language lists.
pub(crate) const EVERYTHING: &str = r#"
pub(crate) schema everything in "everything.db" {
    application_id 0x57415645;
    journal schema_history;
    extern function slug(1);
    extern collation uca;
    extern module vec0;

    const KINDS: Kind = [note, "odd name" as Odd since 2, old until 3];

    history {
        /// One.
        version 1 sealed "00" breaking;
        /// Two.
        version 2 compatible;
        /// Three.
        version 3 sealed "11" compatible {
            rename notes => jottings;
            rename jottings.text => body;
            rename "odd table"."odd column" => plain;
            sql "UPDATE jottings SET body = ''";
            run crate::steps::run;
        }
    }

    fragment timestamps {
        created_at: i64 = sql("unixepoch()"),
        /// Changed last.
        updated_at: i64,
    }

    table jottings as Jotting since 1 until 9 strict, without rowid, unrehearsed {
        #[serde(rename = "identifier")]
        id: i64 primary key autoincrement,
        r#type: String,
        index: i64 = -1,
        check: bool check "check IN (0, 1)",
        primary: i64 unique,
        since: i64 since 2 until 3,
        "user-name" as user_name: Option<String> as "VARCHAR(40)" = "x" collate nocase,
        state: crate::State as TEXT = "a",
        total: i64 generated "a + b" stored,
        twice: i64 generated "a * 2" virtual since 2,
        n: Option<i64> until 7,
        n: i64 = 0 since 7 from "coalesce(n, 0)",
        owner: i64 references people(id) on delete set null on update restrict
            deferrable initially deferred,
        ..timestamps since 3,
        last: Vec<u8> = b"x",

        strict since 5,
        without rowid until 6,
        primary key (id, "user-name"),
        unique (a, b) since 2,
        foreign key (a, b) references t(x, y) on delete no action not deferrable until 4,
        check "a < b" since 3,
        unique index idx_a (a collate nocase desc, "lower(b)") where "a > 0" since 3 until 8,
        /// For the picker.
        index "idx b" (b asc),
    }

    table things_{kind}_all for kind in KINDS since 2 {
        id: i64,
        parent: i64 references things_{kind}_all(id) on delete cascade,
        index idx_{kind}_x (id),
    }

    trigger touched after update of a, b on jottings when "new.a > 1" "SELECT 1;" since 2;
    trigger gone since 2 until 3 instead of delete on v "SELECT 1;";
    /// A view.
    view v "SELECT 1" until 3;
    view v since 3 "SELECT 2";
    virtual table notes_fts since 2 using "fts5(body, content=notes)";
    seed jottings since 2 until 4 { id: -1, name: None, "user-name": sql("lower('A')"), f: 1.5 }
}
"#;

#[test]
fn the_design_is_read() {
    let schema = clean(EXAMPLE);
    assert_eq!(schema.name.unwrap(), "objects");
    assert_eq!(schema.file.unwrap().value(), "objects.db");
    assert!(schema.nullable_keys.is_some());
    assert_eq!(schema.attributes.len(), 1);
    assert_eq!(schema.lists[0].elements.len(), 7);
    assert_eq!(schema.lists[0].enumeration, "Otype");
    let legacy = schema.history.legacy.unwrap();
    assert!(matches!(legacy.actions[2], LegacyAction::DropTable(_)));
    let numbers: Vec<&str> = schema
        .history
        .versions
        .iter()
        .map(|it| it.number.base10_digits())
        .collect();
    assert_eq!(numbers, ["1", "2", "3", "4"]);
    assert_eq!(schema.history.versions[3].actions.len(), 3);
    assert_eq!(schema.tables.len(), 7);
    assert_eq!(schema.tables[0].name.parts.len(), 2);
    assert_eq!(schema.tables[0].row.as_ref().unwrap(), "WaveObject");
    assert_eq!(schema.tables[1].columns.len(), 6);
    assert!(schema.tables[1].indexes[0].unique);
    assert!(schema.tables[5].indexes[0].terms[1].descending);
    assert_eq!(schema.seeds[0].values.len(), 3);
}

#[test]
fn everything_is_read() {
    let schema = clean(EVERYTHING);
    assert_eq!(
        schema.application_id.unwrap().mark.base10_digits(),
        "1463899717"
    );
    assert_eq!(schema.journal.unwrap().text(), "schema_history");
    assert_eq!(schema.externs.len(), 3);
    assert_eq!(schema.lists[0].elements[1].variant.as_ref().unwrap(), "Odd");
    let versions = &schema.history.versions;
    assert_eq!(versions[0].compatibility.as_ref().unwrap(), "breaking");
    assert_eq!(versions[2].seal.as_ref().unwrap().value(), "11");
    let actions = &versions[2].actions;
    assert_eq!(text(&actions[1].tokens), "rename jottings . text => body");
    assert!(matches!(actions[2].kind, ActionKind::RenameColumn { .. }));
    assert!(matches!(actions[4].kind, ActionKind::Run(_)));
    assert_eq!(schema.fragments[0].columns.len(), 2);
    assert_eq!((schema.views.len(), schema.triggers.len()), (2, 2));
    assert_eq!(schema.triggers[0].columns.len(), 2);
    assert_eq!(
        schema.triggers[0]
            .lifetime
            .since
            .as_ref()
            .unwrap()
            .base10_digits(),
        "2"
    );
    assert_eq!(
        schema.virtual_tables[0].using.value(),
        "fts5(body, content=notes)"
    );
    assert_eq!(schema.seeds[0].values.len(), 4);
}

#[test]
fn everything_in_a_table_is_read() {
    let schema = clean(EVERYTHING);
    let table = &schema.tables[0];
    let names: Vec<String> = table.columns.iter().map(|it| it.name.text()).collect();
    assert_eq!(
        names,
        [
            "id",
            "type",
            "index",
            "check",
            "primary",
            "since",
            "user-name",
            "state",
            "total",
            "twice",
            "n",
            "n",
            "owner",
            "last"
        ]
    );
    assert_eq!(table.columns[6].field.as_ref().unwrap(), "user_name");
    assert_eq!(text(table.columns[2].default.as_ref().unwrap()), "- 1");
    assert_eq!(
        text(&table.columns[3].clauses[0].tokens),
        "check \"check IN (0, 1)\""
    );
    assert_eq!(table.spreads[0].position, 13);
    assert_eq!(table.options.len(), 4);
    assert!(table.unrehearsed.is_some());
    assert_eq!(table.constraints.len(), 4);
    assert_eq!(text(&table.constraints[1].tokens), "unique (a , b)");
    assert!(matches!(
        table.constraints[2].kind,
        ConstraintKind::ForeignKey(..)
    ));
    assert_eq!(table.indexes.len(), 2);
    assert!(table.indexes[0].filter.is_some());
    assert!(!table.incomplete);
}

#[test]
fn templates_are_read() {
    let schema = clean(EVERYTHING);
    let table = &schema.tables[1];
    assert_eq!(text(&table.name), "things_ { kind } _all");
    let (placeholder, list) = table.template.as_ref().unwrap();
    assert_eq!(
        (placeholder.to_string(), list.to_string()),
        ("kind".into(), "KINDS".into())
    );
    let ClauseKind::References(references) = &table.columns[1].clauses[0].kind else {
        panic!("a reference")
    };
    assert_eq!(references.table.parts.len(), 3);
    assert!(matches!(
        table.indexes[0].name.parts[1],
        Part::Placeholder(_)
    ));
}
