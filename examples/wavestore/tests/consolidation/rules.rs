//! Each rule, on rows of its own.

use rusqlite_schema::{
    Error, Report, Result,
    rusqlite::{Connection, params},
};
use wavestore::consolidation::agents::{self, Agent};

/// A file of version 4 with a template and a user's agent.
struct Before(Connection);

impl Before {
    fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        agents::create_at(&connection, 4).unwrap();
        connection
            .execute_batch(
                "INSERT INTO db_agent_definitions (id, slug, name, provider, working_directory, is_seeded)
                    VALUES ('template', 't', 'Template', 'claude', '/template', 1);
                INSERT INTO db_agent_definitions
                    (id, slug, name, provider, working_directory, parent_id, user_hidden, created_at)
                    VALUES ('own', 'o', 'Own', 'codex', '/own', 'template', 1, 5);",
            )
            .unwrap();
        Self(connection)
    }

    /// Adds an instance whose identity is named after it.
    fn instance(self, id: &str, definition: &str, parent: &str, started_at: i64) -> Self {
        let sql = "INSERT INTO db_agent_instances
            (id, definition_id, parent_instance_id, started_at, identity_id)
            VALUES (?1, ?2, ?3, ?4, 'of ' || ?1)";
        let values = params![id, definition, parent, started_at];
        self.0.execute(sql, values).unwrap();
        self
    }

    fn with(self, sql: &str) -> Self {
        self.0.execute_batch(sql).unwrap();
        self
    }

    fn migrate(&self) -> Result<Report> {
        agents::migrate(&self.0)
    }

    fn consolidated(self) -> After {
        self.migrate().unwrap();
        After(self.0)
    }
}

/// The same file at version 5.
struct After(Connection);

impl After {
    fn agent(&self, id: &str) -> Agent {
        let sql = format!("{} WHERE id = ?1", Agent::SELECT);
        self.0.query_row(&sql, [id], Agent::from_row).unwrap()
    }

    fn ids(&self) -> Vec<String> {
        let mut statement = self
            .0
            .prepare("SELECT id FROM db_agents ORDER BY id")
            .unwrap();
        let ids = statement.query_map([], |row| row.get(0)).unwrap();
        ids.map(|it| it.unwrap()).collect()
    }
}

#[test]
fn a_seeded_definition_is_a_template() {
    let agent = Before::new().consolidated().agent("template");
    assert!(agent.is_template && agent.is_seeded);
    assert_eq!((&*agent.name, &*agent.slug), ("Template", "t"));
    assert_eq!(agent.parent_template_id, "");
}

#[test]
fn another_definition_is_a_users_agent() {
    let agent = Before::new().consolidated().agent("own");
    assert!(!agent.is_template && !agent.is_seeded);
    assert_eq!(agent.parent_template_id, "template");
    assert_eq!((&*agent.working_directory, agent.created_at), ("/own", 5));
    assert_eq!(agent.identity_id, "");
}

#[test]
fn an_instance_of_a_template_is_an_agent_of_its_own() {
    let after = Before::new()
        .instance("run", "template", "", 7)
        .consolidated();
    let agent = after.agent("run");
    assert!(!agent.is_template && !agent.is_seeded);
    assert_eq!(agent.parent_template_id, "template");
    assert_eq!((&*agent.name, &*agent.slug), ("Template", ""));
    assert_eq!((&*agent.identity_id, agent.updated_at), ("of run", 7));
    assert_eq!(agent.working_directory, "/template");
    assert_eq!(after.agent("template").identity_id, "");
}

#[test]
fn the_instance_that_was_started_last_speaks_for_a_users_agent() {
    let after = Before::new()
        .instance("a", "own", "", 1)
        .instance("b", "own", "", 3)
        .instance("c", "own", "", 2)
        .consolidated();
    assert_eq!(after.agent("own").identity_id, "of b");
    assert_eq!(after.ids(), ["own", "template"]);
}

#[test]
fn of_two_that_were_started_together_the_greater_id_speaks() {
    let after = Before::new()
        .instance("b", "own", "", 3)
        .instance("c", "own", "", 3)
        .instance("a", "own", "", 3)
        .consolidated();
    assert_eq!(after.agent("own").identity_id, "of c");
}

#[test]
fn an_instance_that_continues_another_is_no_agent() {
    let after = Before::new()
        .instance("run", "template", "", 1)
        .instance("more", "template", "run", 2)
        .instance("mine", "own", "", 1)
        .instance("more of mine", "own", "mine", 2)
        .consolidated();
    assert_eq!(after.ids(), ["own", "run", "template"]);
    assert_eq!(after.agent("own").identity_id, "of mine");
}

#[test]
fn an_agent_that_stands_wins_over_all() {
    let standing = "INSERT INTO db_agents (id, name, provider) VALUES
        ('own', 'Renamed', 'p'), ('run', 'Renamed too', 'p'), ('other', 'Another', 'p')";
    let after = Before::new()
        .instance("a", "own", "", 1)
        .instance("run", "template", "", 1)
        .with(standing)
        .consolidated();
    assert_eq!(after.agent("own").name, "Renamed");
    assert_eq!(after.agent("own").identity_id, "");
    assert_eq!(after.agent("run").name, "Renamed too");
    assert_eq!(after.ids(), ["other", "own", "run", "template"]);
}

#[test]
fn an_id_that_two_claim_fails_with_the_key() {
    let before = Before::new().instance("own", "template", "", 1);
    let error = before.migrate().unwrap_err();
    let Error::DataStep { row: Some(row), .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (&*row.table, &*row.key),
        ("db_agent_instances", "id = 'own'")
    );
    let text = error.to_string();
    assert!(text.contains("`consolidate`"), "{text}");
}

#[test]
fn what_stands_settles_what_two_claim() {
    let after = Before::new()
        .instance("own", "template", "", 1)
        .with("INSERT INTO db_agents (id, name, provider) VALUES ('own', 'Settled', 'p')")
        .consolidated();
    assert_eq!(after.agent("own").name, "Settled");
}

#[test]
fn what_a_user_has_hidden_stays_hidden() {
    let after = Before::new()
        .instance("shown", "template", "", 1)
        .instance("hidden", "template", "", 1)
        .with("UPDATE db_agent_instances SET display_hidden = 1 WHERE id = 'hidden'")
        .consolidated();
    let hidden = ["hidden", "own", "shown", "template"].map(|id| after.agent(id).user_hidden);
    assert_eq!(hidden, [true, true, false, false]);
}

#[test]
fn what_belongs_to_an_agent_refers_to_the_new_table() {
    let after = Before::new()
        .with(
            "INSERT INTO db_agent_content (agent_id, content_type) VALUES ('own', 'soul');
            INSERT INTO db_agent_skills (id, agent_id, name) VALUES ('s', 'own', 'Skill');
            INSERT INTO db_agent_history (id, agent_id, session_date, entry) VALUES (9, 'own', 'd', 'e');
            INSERT INTO db_identity_accounts (id, name, provider, kind, secret_ref)
                VALUES ('a', 'A', 'p', 'k', 's');
            INSERT INTO db_agent_identity_links (agent_id, account_id, provider) VALUES ('own', 'a', 'p');",
        )
        .consolidated();
    let old = "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'db_agent_[di]*s'
        AND name <> 'db_agent_identity_links'";
    let count = |sql: &str| -> i64 { after.0.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(count(old), 0);
    let children = "SELECT (SELECT count(*) FROM db_agent_content) + (SELECT count(*) FROM db_agent_skills)
        + (SELECT count(*) FROM db_agent_history WHERE id = 9) + (SELECT count(*) FROM db_agent_identity_links)";
    assert_eq!(count(children), 4);
    after
        .0
        .execute_batch("PRAGMA foreign_keys = ON; DELETE FROM db_agents WHERE id = 'own'")
        .unwrap();
    assert_eq!(count(children), 0);
}

#[test]
fn the_report_counts_what_became_of_the_rows() {
    let report = Before::new()
        .instance("run", "template", "", 1)
        .instance("more", "template", "run", 2)
        .instance("mine", "own", "", 1)
        .migrate()
        .unwrap()
        .to_string();
    for reason in ["continues another", "is no template's"] {
        assert!(report.contains(reason), "{report}");
    }
}
