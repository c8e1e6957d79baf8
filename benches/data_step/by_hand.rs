//! The consolidation as a careful person would write it: prepared statements, one transaction, and
//! nothing in memory but the templates and the ids of the agents that stand.

use std::collections::{HashMap, HashSet};

use rusqlite_schema::rusqlite::{Connection, OptionalExtension, Row, Statement, params};

const DEFINITION: &str = "SELECT id, name, icon, description, is_seeded, parent_id, provider,
    provider_flags, shell, environment, agent_type, agent_bus_id, accounts, auto_start,
    restart_on_crash, idle_timeout_minutes, slug, branch_label, working_directory, created_at,
    updated_at, user_hidden FROM db_agent_definitions";

// The sign keeps SQLite from the index of the parents, which tells hardly anything apart.
const LATEST: &str =
    "SELECT identity_id, memory_id, working_directory, github_context, instance_name
    FROM db_agent_instances WHERE definition_id = ?1 AND +parent_instance_id = ''
    ORDER BY started_at DESC, id DESC LIMIT 1";

const INSTANCE: &str = "SELECT identity_id, memory_id, working_directory, github_context,
    instance_name, id, definition_id, created_at, started_at, display_hidden
    FROM db_agent_instances WHERE parent_instance_id = ''";

const AGENT: &str = "INSERT INTO db_agents (id, name, icon, description, is_template,
    parent_template_id, provider, provider_flags, shell, environment, agent_type, agent_bus_id,
    accounts, auto_start, restart_on_crash, idle_timeout_minutes, slug, branch_label, identity_id,
    memory_id, working_directory, github_context, instance_name, created_at, updated_at, is_seeded,
    user_hidden) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
    ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)";

/// The columns of a definition.
struct Definition {
    id: String,
    name: String,
    icon: String,
    description: String,
    is_seeded: bool,
    parent_id: String,
    provider: String,
    provider_flags: String,
    shell: String,
    environment: String,
    agent_type: String,
    agent_bus_id: String,
    accounts: String,
    auto_start: bool,
    restart_on_crash: bool,
    idle_timeout_minutes: i64,
    slug: String,
    branch_label: String,
    working_directory: String,
    created_at: i64,
    updated_at: i64,
    user_hidden: bool,
}

impl Definition {
    fn of(row: &Row<'_>) -> Self {
        Self {
            id: row.get(0).unwrap(),
            name: row.get(1).unwrap(),
            icon: row.get(2).unwrap(),
            description: row.get(3).unwrap(),
            is_seeded: row.get(4).unwrap(),
            parent_id: row.get(5).unwrap(),
            provider: row.get(6).unwrap(),
            provider_flags: row.get(7).unwrap(),
            shell: row.get(8).unwrap(),
            environment: row.get(9).unwrap(),
            agent_type: row.get(10).unwrap(),
            agent_bus_id: row.get(11).unwrap(),
            accounts: row.get(12).unwrap(),
            auto_start: row.get(13).unwrap(),
            restart_on_crash: row.get(14).unwrap(),
            idle_timeout_minutes: row.get(15).unwrap(),
            slug: row.get(16).unwrap(),
            branch_label: row.get(17).unwrap(),
            working_directory: row.get(18).unwrap(),
            created_at: row.get(19).unwrap(),
            updated_at: row.get(20).unwrap(),
            user_hidden: row.get(21).unwrap(),
        }
    }
}

/// What an instance says of its agent.
#[derive(Default)]
struct About {
    identity_id: String,
    memory_id: String,
    working_directory: String,
    github_context: String,
    instance_name: String,
}

impl About {
    fn of(row: &Row<'_>) -> Self {
        Self {
            identity_id: row.get(0).unwrap(),
            memory_id: row.get(1).unwrap(),
            working_directory: row.get(2).unwrap(),
            github_context: row.get(3).unwrap(),
            instance_name: row.get(4).unwrap(),
        }
    }
}

pub(crate) fn consolidate(connection: &Connection) {
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")
        .unwrap();
    move_rows(connection);
    connection.execute_batch(CHILDREN).unwrap();
    connection
        .execute_batch(
            "DROP TABLE db_agent_instances; DROP TABLE db_agent_definitions;
            PRAGMA user_version = 5; COMMIT",
        )
        .unwrap();
}

fn move_rows(connection: &Connection) {
    let mut standing = connection.prepare("SELECT id FROM db_agents").unwrap();
    let standing = standing.query_map([], |row| row.get(0)).unwrap();
    let standing: HashSet<String> = standing.map(Result::unwrap).collect();
    let mut insert = connection.prepare(AGENT).unwrap();
    let templates = move_definitions(connection, &standing, &mut insert);
    move_instances(connection, &standing, &templates, &mut insert);
}

fn move_definitions(
    connection: &Connection,
    standing: &HashSet<String>,
    insert: &mut Statement<'_>,
) -> HashMap<String, Definition> {
    let mut templates = HashMap::new();
    let mut definitions = connection.prepare(DEFINITION).unwrap();
    let mut latest = connection.prepare(LATEST).unwrap();
    let mut rows = definitions.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let it = Definition::of(row);
        if !standing.contains(&it.id) {
            let mut about = About::default();
            if !it.is_seeded {
                let found = latest.query_row([&it.id], |row| Ok(About::of(row)));
                about = found.optional().unwrap().unwrap_or_default();
            }
            let directory = either(&about.working_directory, &it.working_directory);
            let values = params![
                it.id,
                it.name,
                it.icon,
                it.description,
                it.is_seeded,
                it.parent_id,
                it.provider,
                it.provider_flags,
                it.shell,
                it.environment,
                it.agent_type,
                it.agent_bus_id,
                it.accounts,
                it.auto_start,
                it.restart_on_crash,
                it.idle_timeout_minutes,
                it.slug,
                it.branch_label,
                about.identity_id,
                about.memory_id,
                directory,
                about.github_context,
                about.instance_name,
                it.created_at,
                it.updated_at,
                it.is_seeded,
                it.user_hidden,
            ];
            insert.execute(values).unwrap();
        }
        if it.is_seeded {
            templates.insert(it.id.clone(), it);
        }
    }
    templates
}

fn move_instances(
    connection: &Connection,
    standing: &HashSet<String>,
    templates: &HashMap<String, Definition>,
    insert: &mut Statement<'_>,
) {
    let mut instances = connection.prepare(INSTANCE).unwrap();
    let mut rows = instances.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (id, definition_id): (String, String) = (row.get(5).unwrap(), row.get(6).unwrap());
        let Some(it) = templates.get(&definition_id) else {
            continue;
        };
        if standing.contains(&id) {
            continue;
        }
        let (created_at, started_at): (i64, i64) = (row.get(7).unwrap(), row.get(8).unwrap());
        let (hidden, about): (bool, About) = (row.get(9).unwrap(), About::of(row));
        let name = either(&about.instance_name, &it.name);
        let directory = either(&about.working_directory, &it.working_directory);
        let values = params![
            id,
            name,
            it.icon,
            it.description,
            false,
            it.id,
            it.provider,
            it.provider_flags,
            it.shell,
            it.environment,
            it.agent_type,
            it.agent_bus_id,
            it.accounts,
            it.auto_start,
            it.restart_on_crash,
            it.idle_timeout_minutes,
            "",
            it.branch_label,
            about.identity_id,
            about.memory_id,
            directory,
            about.github_context,
            about.instance_name,
            created_at,
            started_at,
            false,
            hidden,
        ];
        insert.execute(values).unwrap();
    }
}

fn either<'a>(first: &'a str, second: &'a str) -> &'a str {
    if first.is_empty() { second } else { first }
}

/// The children refer to the new table.
const CHILDREN: &str = "
    CREATE TABLE new_content (agent_id TEXT NOT NULL, content_type TEXT NOT NULL,
        content TEXT NOT NULL DEFAULT '', updated_at INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (agent_id, content_type),
        FOREIGN KEY (agent_id) REFERENCES db_agents (id) ON DELETE CASCADE);
    INSERT INTO new_content (agent_id, content_type, content, updated_at)
        SELECT agent_id, content_type, content, updated_at FROM db_agent_content;
    DROP TABLE db_agent_content;
    ALTER TABLE new_content RENAME TO db_agent_content;

    CREATE TABLE new_skills (id TEXT PRIMARY KEY, agent_id TEXT NOT NULL, name TEXT NOT NULL,
        trigger TEXT NOT NULL DEFAULT '', skill_type TEXT NOT NULL DEFAULT 'prompt',
        description TEXT NOT NULL DEFAULT '', content TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL DEFAULT 0,
        FOREIGN KEY (agent_id) REFERENCES db_agents (id) ON DELETE CASCADE);
    INSERT INTO new_skills (id, agent_id, name, trigger, skill_type, description, content, created_at)
        SELECT id, agent_id, name, trigger, skill_type, description, content, created_at
        FROM db_agent_skills;
    DROP TABLE db_agent_skills;
    ALTER TABLE new_skills RENAME TO db_agent_skills;

    CREATE TABLE new_history (id INTEGER PRIMARY KEY AUTOINCREMENT, agent_id TEXT NOT NULL,
        session_date TEXT NOT NULL, entry TEXT NOT NULL, timestamp INTEGER NOT NULL DEFAULT 0,
        FOREIGN KEY (agent_id) REFERENCES db_agents (id) ON DELETE CASCADE);
    INSERT INTO new_history (id, agent_id, session_date, entry, timestamp)
        SELECT id, agent_id, session_date, entry, timestamp FROM db_agent_history;
    DROP TABLE db_agent_history;
    ALTER TABLE new_history RENAME TO db_agent_history;
    CREATE INDEX idx_agent_history_agent_date ON db_agent_history (agent_id, session_date);

    CREATE TABLE new_links (agent_id TEXT NOT NULL, account_id TEXT NOT NULL, provider TEXT NOT NULL,
        PRIMARY KEY (agent_id, provider),
        FOREIGN KEY (agent_id) REFERENCES db_agents (id) ON DELETE CASCADE,
        FOREIGN KEY (account_id) REFERENCES db_identity_accounts (id) ON DELETE CASCADE);
    INSERT INTO new_links (agent_id, account_id, provider)
        SELECT agent_id, account_id, provider FROM db_agent_identity_links;
    DROP TABLE db_agent_identity_links;
    ALTER TABLE new_links RENAME TO db_agent_identity_links;
    CREATE INDEX idx_agent_identity_links_account ON db_agent_identity_links (account_id);";
