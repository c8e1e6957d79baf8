//! Files with many agents, and what becomes of them, as one query says it.

use rusqlite_schema::rusqlite::Connection;

/// Fills a file of version 4: one row in five is a definition, the others are instances.
///
/// One definition in a hundred is a template, and half of the instances are templates'. The same
/// number of rows makes the same file.
pub fn fill(connection: &Connection, rows: i64) {
    for sql in [DEFINITIONS, INSTANCES, STANDING, CHILDREN] {
        let sql = sql.replace("$definitions", &(rows / 5).to_string());
        let sql = sql.replace("$instances", &(rows - rows / 5).to_string());
        connection
            .execute_batch(&format!("BEGIN; {sql} COMMIT"))
            .unwrap();
    }
}

// Ids are in no order, because a multiple of an odd number meets each number below 2^32 once.

const DEFINITIONS: &str = "
    WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $definitions)
    INSERT INTO db_agent_definitions (id, slug, name, provider, description, working_directory,
        shell, provider_flags, auto_start, environment, is_seeded, parent_id, branch_label,
        created_at, updated_at, user_hidden)
    SELECT printf('d-%08x', n * 2654435761 % 4294967296), 'slug-' || n, 'Agent ' || n,
        iif(n % 2, 'claude', 'codex'), substr('An agent that looks after what it is told to.', 1, n % 46),
        '/home/somebody/projects/' || n % 97, iif(n % 3, 'bash', 'zsh'), '--flag-' || n % 7, n % 11 = 0,
        '{\"DEPTH\":' || n % 13 || '}', n % 100 = 1,
        iif(n % 4 = 2, printf('d-%08x', (n / 100 * 100 + 1) * 2654435761 % 4294967296), ''),
        iif(n % 4 = 2, 'branch-' || n, ''), 1700000000000 + n * 37 % 1000003, 1700000000000 + n, n % 9 = 1
    FROM n;";

const INSTANCES: &str = "
    WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < $instances),
        chosen AS (SELECT n, iif(n % 2,
            n * 7 % (($definitions + 99) / 100) * 100 + 1,
            n * 31 % $definitions + 1) AS definition FROM n)
    INSERT INTO db_agent_instances (id, definition_id, parent_instance_id, block_id, session_id, status,
        github_context, identity_id, memory_id, instance_name, working_directory, display_hidden,
        started_at, ended_at, created_at)
    SELECT printf('i-%08x', n * 2654435761 % 4294967296),
        printf('d-%08x', definition * 2654435761 % 4294967296),
        iif(n % 5 = 3, printf('i-%08x', (n - 1) * 2654435761 % 4294967296), ''),
        'block-' || n, printf('session-%08x', n * 40503 % 65536), iif(n % 6, 'ended', 'running'),
        iif(n % 8, '', '{\"pull\":' || n || '}'), 'identity-' || n % 17, 'memory-' || n % 19,
        iif(n % 3, 'Run ' || n, ''), iif(n % 7, '/home/somebody/work/' || n % 89, ''), n % 10 = 4,
        1710000000000 + n * 53 % 101, 1710000001000 + n, 1710000000000 + n
    FROM chosen;";

/// Some agents have been consolidated before, and changed since.
const STANDING: &str = "
    INSERT INTO db_agents (id, name, provider, is_template, user_hidden)
    SELECT id, 'Stands', provider, is_seeded, 1 FROM db_agent_definitions WHERE rowid % 50 IN (1, 2);
    INSERT INTO db_agents (id, name, provider, parent_template_id)
    SELECT id, 'Stands too', 'claude', definition_id FROM db_agent_instances WHERE rowid % 60 = 5;
    INSERT INTO db_agents (id, name, provider) VALUES ('alone', 'Was here first', 'claude');";

const CHILDREN: &str = "
    INSERT INTO db_agent_content (agent_id, content_type, content)
    SELECT id, 'soul', name || ' says so' FROM db_agent_definitions;
    INSERT INTO db_agent_skills (id, agent_id, name)
    SELECT 's' || rowid, id, 'skill ' || rowid FROM db_agent_definitions WHERE rowid % 2;
    INSERT INTO db_agent_history (agent_id, session_date, entry)
    SELECT id, date(1700000000 + rowid, 'unixepoch'), 'entry ' || rowid FROM db_agent_definitions;
    INSERT INTO db_identity_accounts (id, name, provider, kind, secret_ref) VALUES ('a', 'A', 'p', 'k', 's');
    INSERT INTO db_agent_identity_links (agent_id, account_id, provider)
    SELECT id, 'a', 'p' FROM db_agent_definitions WHERE rowid % 3 = 0;";

/// How many agents differ between a consolidated file and what the file before it, attached as `old`,
/// makes one expect.
pub fn differences(connection: &Connection) -> i64 {
    connection
        .query_row(DIFFERENCES, [], |row| row.get(0))
        .unwrap()
}

const DIFFERENCES: &str = "
    WITH latest AS (
        SELECT *, row_number() OVER (PARTITION BY definition_id ORDER BY started_at DESC, id DESC) AS place
        FROM old.db_agent_instances WHERE parent_instance_id = ''
    ),
    expected AS (
        SELECT id, name, icon, description, is_template, parent_template_id, provider, provider_flags,
            shell, environment, agent_type, agent_bus_id, accounts, auto_start, restart_on_crash,
            idle_timeout_minutes, slug, branch_label, identity_id, memory_id, working_directory,
            github_context, instance_name, created_at, updated_at, is_seeded, user_hidden
        FROM old.db_agents
        UNION ALL
        SELECT d.id, d.name, d.icon, d.description, d.is_seeded, d.parent_id, d.provider, d.provider_flags,
            d.shell, d.environment, d.agent_type, d.agent_bus_id, d.accounts, d.auto_start,
            d.restart_on_crash, d.idle_timeout_minutes, d.slug, d.branch_label,
            coalesce(i.identity_id, ''), coalesce(i.memory_id, ''),
            coalesce(nullif(i.working_directory, ''), d.working_directory),
            coalesce(i.github_context, ''), coalesce(i.instance_name, ''), d.created_at, d.updated_at,
            d.is_seeded, d.user_hidden
        FROM old.db_agent_definitions AS d
        LEFT JOIN latest AS i ON i.definition_id = d.id AND i.place = 1 AND NOT d.is_seeded
        WHERE d.id NOT IN (SELECT id FROM old.db_agents)
        UNION ALL
        SELECT i.id, coalesce(nullif(i.instance_name, ''), d.name), d.icon, d.description, 0, d.id,
            d.provider, d.provider_flags, d.shell, d.environment, d.agent_type, d.agent_bus_id, d.accounts,
            d.auto_start, d.restart_on_crash, d.idle_timeout_minutes, '', d.branch_label, i.identity_id,
            i.memory_id, coalesce(nullif(i.working_directory, ''), d.working_directory),
            i.github_context, i.instance_name, i.created_at, i.started_at, 0, i.display_hidden
        FROM old.db_agent_instances AS i
        JOIN old.db_agent_definitions AS d ON d.id = i.definition_id AND d.is_seeded
        WHERE i.parent_instance_id = '' AND i.id NOT IN (SELECT id FROM old.db_agents)
    ),
    found AS (
        SELECT id, name, icon, description, is_template, parent_template_id, provider, provider_flags,
            shell, environment, agent_type, agent_bus_id, accounts, auto_start, restart_on_crash,
            idle_timeout_minutes, slug, branch_label, identity_id, memory_id, working_directory,
            github_context, instance_name, created_at, updated_at, is_seeded, user_hidden
        FROM main.db_agents
    )
    SELECT (SELECT count(*) FROM (SELECT * FROM expected EXCEPT SELECT * FROM found))
        + (SELECT count(*) FROM (SELECT * FROM found EXCEPT SELECT * FROM expected))
        + abs((SELECT count(*) FROM found) - (SELECT count(*) FROM expected))";
