-- What two people who share a laptop would have in their file, more or less.

INSERT INTO db_client (oid, data) VALUES ('client-1', '{"windows":["window-1","window-2"]}'), ('client-2', '{}');
INSERT INTO db_window (oid, version, data) VALUES
    ('window-1', 3, '{"workspace":"workspace-1"}'), ('window-2', 1, '{"workspace":"workspace-2"}');
INSERT INTO db_workspace (oid, version, data) VALUES
    ('workspace-1', 7, '{"name":"Büro"}'), ('workspace-2', 2, '{"name":"家"}');
INSERT INTO db_tab (oid, data) VALUES
    ('tab-1', '{"name":"Übersicht"}'), ('tab-2', '{"name":"журнал"}'), ('tab-3', '{"name":"naïve 🧪"}');
INSERT INTO db_layout (oid, data) VALUES ('layout-1', '{"rows":2}'), ('layout-2', '{"rows":1}');
INSERT INTO db_block (oid, version, data) VALUES
    ('block-1', 12, '{"view":"term"}'), ('block-2', 4, '{"view":"web"}'), ('block-3', 1, '{"view":"agent"}');
INSERT INTO db_temp (oid, data) VALUES ('temp-1', '{}'), ('temp-2', '{"note":"it''s quoted"}');

INSERT INTO db_forge_agents
    (id, name, icon, provider, description, created_at, working_directory, shell, auto_start,
     idle_timeout_minutes, agent_type, is_seeded, slug, parent_id, branch_label)
VALUES
    ('agent-reviewer', 'Reviewer', '🔎', 'claude', 'Reads every diff', 1700000000, '', 'zsh', 0, 0,
     'standalone', 1, 'reviewer', '', ''),
    ('agent-zoe', 'Zoë', '✦', 'claude', 'A clone of the reviewer', 1700000100, '/home/zoë/src', 'fish', 1, 30,
     'standalone', 0, 'zoe', 'agent-reviewer', 'feature/größe'),
    ('agent-scribe', '書記', '✍', 'codex', '', 1700000200, '', '', 0, 15, 'container', 0, 'scribe', '', '');
INSERT INTO db_forge_content (agent_id, content_type, content, updated_at) VALUES
    ('agent-reviewer', 'system', 'Be brief. Be kind.', 1700000010),
    ('agent-zoe', 'system', 'Sei kurz — und freundlich.', 1700000110),
    ('agent-zoe', 'notes', 'Line one' || char(10) || 'line two', 1700000120),
    ('agent-scribe', 'system', '要点だけを書く。', 1700000210);
INSERT INTO db_forge_skills (id, agent_id, name, trigger, description, content, created_at) VALUES
    ('skill-1', 'agent-reviewer', 'review', '/review', 'Reviews a diff', 'Look for bugs first.', 1700000020),
    ('skill-2', 'agent-zoe', 'review', '/review', '', 'Look for bugs first.', 1700000120),
    ('skill-3', 'agent-scribe', '要約', '/sum', '', '短く。', 1700000220);
INSERT INTO db_forge_history (id, agent_id, session_date, entry, timestamp) VALUES
    (1, 'agent-zoe', '2023-11-14', 'Said hello', 1700000130),
    (2, 'agent-zoe', '2023-11-15', 'Fixed the “impossible” bug', 1700090000),
    (5, 'agent-scribe', '2023-11-15', '議事録を書いた', 1700090100),
    (9, 'agent-scribe', '2023-11-16', 'To be deleted', 1700180000);
-- The next entry must get 10: an id that was handed out once stays taken.
DELETE FROM db_forge_history WHERE id = 9;

INSERT INTO db_identity_accounts (id, name, provider, kind, display_name, secret_ref, status, created_at) VALUES
    ('account-1', 'zoe@example.org', 'github', 'oauth', 'Zoë', 'keychain:1', 'ok', 1700000000),
    ('account-2', 'work', 'github', 'token', 'Büro', 'keychain:2', 'unknown', 1700000001),
    ('account-3', 'cloud', 'aws', 'keys', '', 'keychain:3', 'expired', 1700000002);
INSERT INTO db_forge_agent_identities (agent_id, account_id, provider) VALUES
    ('agent-zoe', 'account-1', 'github'), ('agent-zoe', 'account-3', 'aws'), ('agent-scribe', 'account-2', 'github');
-- Somebody described the blank bundle in words of their own; the file has no blank memory at all.
INSERT INTO db_identities (id, name, description, is_blank, created_at) VALUES
    ('blank', '__blank__', 'Keine Zugangsdaten', 1, 0),
    ('identity-1', 'Zoë', 'Everything private', 0, 1700000000),
    ('identity-2', 'Büro', '', 0, 1700000001);
INSERT INTO db_identity_bindings (identity_id, provider, account_id) VALUES
    ('identity-1', 'github', 'account-1'), ('identity-1', 'aws', 'account-3'), ('identity-2', 'github', 'account-2');
INSERT INTO db_memories (id, name, provider, model, instructions, created_at) VALUES
    ('memory-1', 'House style', 'claude', 'large', 'Kurze Sätze.', 1700000000),
    ('memory-2', '規則', '', '', '丁寧に。', 1700000001);

INSERT INTO db_agent_instances
    (id, definition_id, parent_instance_id, block_id, status, started_at, ended_at, created_at, identity_id,
     memory_id, instance_name, display_hidden)
VALUES
    ('run-1', 'agent-zoe', '', 'block-3', 'done', 1700000130, 1700000190, 1700000130, 'identity-1', 'memory-1',
     'Frühschicht', 0),
    ('run-2', 'agent-zoe', 'run-1', 'block-3', 'running', 1700090000, 0, 1700090000, 'identity-1', '', '', 0),
    ('run-3', 'agent-scribe', '', 'block-1', 'running', 1700090100, 0, 1700090100, '', 'memory-2', '夜勤', 1);

INSERT INTO db_drone_definitions (id, name, description, updated_at) VALUES
    ('drone-1', 'Nightly', 'Läuft um drei', 1700000000), ('drone-2', 'Backup', '', 1700000001);
INSERT INTO db_drone_runs (id, drone_id, status, started_at, ended_at, output, error) VALUES
    ('drone-run-1', 'drone-1', 'done', 1700010000, 1700010060, 'ok ✓', ''),
    ('drone-run-2', 'drone-1', 'failed', 1700096400, 1700096401, '', 'kein Platz auf dem Gerät'),
    ('drone-run-3', 'drone-2', 'running', 1700096400, 0, '', '');

INSERT INTO db_workflow_definitions (id, name) VALUES ('drone-1', 'Nightly'), ('drone-2', 'Backup');
INSERT INTO db_workflow_runs (id, workflow_id, status) VALUES
    ('drone-run-1', 'drone-1', 'done'), ('drone-run-2', 'drone-1', 'failed');
INSERT INTO db_v10_migrated_legacy_defs (legacy_id, copied_at) VALUES ('drone-1', 1690000000), ('drone-2', 1690000000);
INSERT INTO db_v10_migrated_legacy_runs (legacy_id, copied_at) VALUES
    ('drone-run-1', 1690000001), ('drone-run-2', 1690000001);
