//! An application's file: 19 tables, 11 versions, indexes, and two renames, all of it in place.

use rusqlite_schema::schema;

/// What a person writes: a script for each version.
pub const SCRIPTS: [&str; 11] = [
    "CREATE TABLE obj_client (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);
     CREATE TABLE obj_window (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);
     CREATE TABLE obj_workspace (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);
     CREATE TABLE obj_tab (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);
     CREATE TABLE obj_layout (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);
     CREATE TABLE obj_block (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);
     CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL);
     CREATE UNIQUE INDEX person_email ON person (email);
     CREATE TABLE project (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
        owner INTEGER NOT NULL REFERENCES person (id));
     CREATE INDEX project_owner ON project (owner);
     CREATE TABLE message (id INTEGER PRIMARY KEY, project INTEGER NOT NULL REFERENCES project (id),
        author INTEGER NOT NULL REFERENCES person (id), body TEXT NOT NULL, sent_at INTEGER NOT NULL);
     CREATE INDEX message_sent ON message (project, sent_at);
     CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
     CREATE UNIQUE INDEX tag_name ON tag (name);
     CREATE TABLE account (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), secret TEXT NOT NULL);
     CREATE INDEX account_person ON account (person);",
    "ALTER TABLE message ADD COLUMN edited_at INTEGER;
     ALTER TABLE person ADD COLUMN display_name TEXT;
     CREATE TABLE draft (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES person (id), body TEXT NOT NULL);
     CREATE INDEX draft_author ON draft (author);",
    "CREATE TABLE attachment (id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES message (id),
        name TEXT NOT NULL, size INTEGER NOT NULL DEFAULT 0);
     CREATE INDEX attachment_message ON attachment (message);
     ALTER TABLE project ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE account RENAME TO credential;
     CREATE TABLE session (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id), started_at INTEGER NOT NULL);
     CREATE INDEX session_person ON session (person);",
    "ALTER TABLE message ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
     CREATE INDEX message_pinned ON message (pinned, sent_at);",
    "CREATE TABLE reading (id INTEGER PRIMARY KEY, sensor TEXT NOT NULL, value REAL NOT NULL DEFAULT 0.0, taken_at INTEGER NOT NULL);
     CREATE INDEX reading_taken ON reading (sensor, taken_at);
     ALTER TABLE person ADD COLUMN locale TEXT NOT NULL DEFAULT 'en';",
    "ALTER TABLE message RENAME COLUMN body TO content;
     ALTER TABLE tag ADD COLUMN color TEXT NOT NULL DEFAULT 'grey';
     CREATE TABLE obj_temp (id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 1, data TEXT NOT NULL);",
    "CREATE TABLE reaction (id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES message (id),
        person INTEGER NOT NULL REFERENCES person (id), kind TEXT NOT NULL);
     CREATE INDEX reaction_message ON reaction (message);
     CREATE INDEX reaction_person ON reaction (person);
     ALTER TABLE attachment ADD COLUMN mime TEXT;",
    "ALTER TABLE message ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
     ALTER TABLE message ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
     CREATE INDEX message_author ON message (author, sent_at);",
    "CREATE TABLE setting (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL DEFAULT '');
     CREATE UNIQUE INDEX setting_name ON setting (name);
     ALTER TABLE project ADD COLUMN color TEXT NOT NULL DEFAULT 'grey';",
    "CREATE TABLE audit (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id),
        what TEXT NOT NULL, done_at INTEGER NOT NULL);
     CREATE INDEX audit_person ON audit (person, done_at);
     ALTER TABLE message ADD COLUMN thread INTEGER;
     CREATE INDEX message_thread ON message (thread);",
];

/// Rows for the first version; `?1` is their number.
pub const ROWS: &[&str] = &[
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1 / 20 + 1)
     INSERT INTO person (id, name, email) SELECT n, 'person ' || n, n || '@example.org' FROM n",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1 / 100 + 1)
     INSERT INTO project (id, name, owner) SELECT n, 'project ' || n, n FROM n",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1 * 8 / 10)
     INSERT INTO message (id, project, author, body, sent_at)
     SELECT n, n % (?1 / 100) + 1, n % (?1 / 20) + 1, 'message number ' || n, n * 37 % 1000003 FROM n",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1 / 25)
     INSERT INTO account (id, person, secret) SELECT n, n, 'secret ' || n FROM n",
    "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1 / 10)
     INSERT INTO obj_block (id, version, data) SELECT n, 1, '{\"block\":' || n || '}' FROM n",
];

schema! {
    /// The same, declared.
    pub schema app in "app.db" {
        const KINDS: Kind = [client, window, workspace, tab, layout, block, temp since 7];

        history {
            /// The first release.
            version 1 sealed "2:b4711a25eebf0c21";
            /// Messages can be edited, and drafts are kept.
            version 2 sealed "2:d8604c60d21eae7e";
            /// Messages have attachments.
            version 3 sealed "2:821017705bb6ed3e";
            /// Accounts are credentials.
            version 4 sealed "2:5908eea6642f958c" { rename account => credential; }
            /// Messages can be pinned.
            version 5 sealed "2:9e4f20e172d1ea25";
            /// Sensors report.
            version 6 sealed "2:dd781f2a76610e73";
            /// What a message says is its content.
            version 7 sealed "2:aaa9ea5781665e24" { rename message.body => content; }
            /// People react.
            version 8 sealed "2:ea28900636245978";
            /// Messages have a language and a priority.
            version 9 sealed "2:d5a4954055126d8c";
            /// Settings are kept in the file.
            version 10 sealed "2:3aa8764681bd9601";
            /// Messages stand in threads.
            version 11;
        }

        table obj_{kind} for kind in KINDS as Object { id: i64 primary key, version: i64 = 1, data: String }
        table person {
            id: i64 primary key, name: String, email: String,
            display_name: Option<String> since 2, locale: String = "en" since 6,
            unique index person_email (email),
        }
        table project {
            id: i64 primary key, name: String, owner: i64 references person(id),
            archived: i64 = 0 since 3, color: String = "grey" since 10,
            index project_owner (owner),
        }
        table message {
            id: i64 primary key, project: i64 references project(id), author: i64 references person(id),
            content: String, sent_at: i64,
            edited_at: Option<i64> since 2, pinned: i64 = 0 since 5,
            language: String = "en" since 9, priority: i64 = 0 since 9, thread: Option<i64> since 11,
            index message_sent (project, sent_at),
            index message_pinned (pinned, sent_at) since 5,
            index message_author (author, sent_at) since 9,
            index message_thread (thread) since 11,
        }
        table tag {
            id: i64 primary key, name: String, color: String = "grey" since 7,
            unique index tag_name (name),
        }
        table credential {
            id: i64 primary key, person: i64 references person(id), secret: String,
            index account_person (person),
        }
        table draft since 2 {
            id: i64 primary key, author: i64 references person(id), body: String,
            index draft_author (author),
        }
        table attachment since 3 {
            id: i64 primary key, message: i64 references message(id), name: String, size: i64 = 0,
            mime: Option<String> since 8,
            index attachment_message (message),
        }
        table session since 4 {
            id: i64 primary key, person: i64 references person(id), started_at: i64,
            index session_person (person),
        }
        table reading since 6 {
            id: i64 primary key, sensor: String, value: f64 = 0.0, taken_at: i64,
            index reading_taken (sensor, taken_at),
        }
        table reaction since 8 {
            id: i64 primary key, message: i64 references message(id), person: i64 references person(id), kind: String,
            index reaction_message (message),
            index reaction_person (person),
        }
        table setting since 10 {
            id: i64 primary key, name: String, value: String = "",
            unique index setting_name (name),
        }
        table audit since 11 {
            id: i64 primary key, person: i64 references person(id), what: String, done_at: i64,
            index audit_person (person, done_at),
        }
    }
}
