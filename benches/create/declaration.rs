//! Nineteen tables, eleven versions, indexes and two renames: a history such as applications have.

use rusqlite_schema::schema;

schema! {
    /// The objects of an application.
    pub schema store in "store.db" {
        const KINDS: KindOf = [client, window, workspace, tab, layout, block, temp];

        history {
            /// The first tables.
            version 1 sealed "f340b3dc0811ffa2";
            /// Agents know when they were changed.
            version 2 sealed "065abf90c3ea67f3";
            /// Templates can be hidden.
            version 3 sealed "21509b3ffd5629ec";
            /// What were definitions are agents.
            version 4 sealed "580d092f10cbcbe4" { rename definition => agent; }
            /// Skills.
            version 5 sealed "dd6d0421824afb45";
            /// Secrets are referred to.
            version 6 sealed "337388884f3ac2be" { rename account.secret => secret_ref; }
            /// Bundles.
            version 7 sealed "e052622ee9f428c9";
            /// Memories are found by what they are about.
            version 8 sealed "a8735b1c76e9ab33";
            /// Instances have a parent.
            version 9 sealed "167a1e08c0bd9c40";
            /// Drones.
            version 10 sealed "7a6f574331a825cf";
            /// Runs are looked up by their state.
            version 11;
        }

        table db_{kind} for kind in KINDS as Object {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }
        table agent as Agent {
            id: String primary key,
            slug: String = "",
            name: String,
            icon: String = "*",
            color: String = "",
            provider: String = "",
            description: String = "",
            auto_start: bool = false,
            created_at: i64 = 0,
            updated_at: i64 = 0 since 2,
            user_hidden: bool = false since 3,
            is_template: bool = false since 4,

            unique index agent_by_slug (slug),
            index agent_by_name (name collate nocase) since 4,
        }
        table content as Content {
            agent_id: String references agent(id) on delete cascade,
            kind: String,
            body: String = "",
            updated_at: i64 = 0 since 2,

            primary key (agent_id, kind),
        }
        table skill as Skill since 5 {
            id: String primary key,
            agent_id: String references agent(id) on delete cascade,
            name: String,
            trigger_words: String = "",
            rank: i64 = 0 since 8,

            index skill_by_agent (agent_id, name),
        }
        table entry as Entry {
            id: i64 primary key autoincrement,
            agent_id: String references agent(id) on delete cascade,
            at: i64,
            text: String,

            index entry_by_agent (agent_id, at desc),
        }
        table account as Account {
            id: String primary key,
            name: String,
            provider: String,
            secret_ref: String = "",
            expires_at: Option<i64> since 6,

            unique (provider, name),
        }
        table bundle as Bundle since 7 {
            id: String primary key,
            name: String,
            is_blank: bool = false,
            created_at: i64 = 0,

            unique index bundle_by_name (name),
        }
        table binding as Binding since 7 {
            bundle_id: String references bundle(id) on delete cascade,
            account_id: String references account(id) on delete cascade,
            env: String = "",

            primary key (bundle_id, account_id),
            index binding_by_account (account_id),
        }
        table memory as Memory {
            id: String primary key,
            agent_id: Option<String> references agent(id) on delete set null,
            topic: String = "" since 8,
            text: String,
            score: f64 = 0.0 since 9,

            index memory_by_topic (topic) where "topic != ''" since 8,
        }
        table instance as Instance {
            id: String primary key,
            agent_id: String references agent(id) on delete cascade,
            bundle_id: Option<String> references bundle(id) since 7,
            parent_id: Option<String> references instance(id) since 9,
            name: String = "",
            state: String = "idle",
            hidden: bool = false since 3,
            started_at: i64 = 0,
            ended_at: Option<i64>,

            check "started_at >= 0",
            index instance_by_agent (agent_id, started_at desc),
            index instance_by_name (name, started_at desc) where "hidden = 0 AND name != ''" since 3,
            index instance_by_parent (parent_id) since 9,
        }
        table drone as Drone since 10 {
            id: String primary key,
            name: String,
            plan: String = "{}",
            enabled: bool = true,
        }
        table run as Run since 10 {
            id: String primary key,
            drone_id: String references drone(id) on delete cascade,
            state: String = "queued",
            started_at: i64 = 0,
            log: String = "" since 11,

            index run_by_state (state, started_at) since 11,
        }
        table setting as Setting strict, without rowid {
            name: String primary key,
            value: Option<String>,
            changed_at: i64 = 0 since 2,
        }
        seed bundle since 7 { id: "blank", name: "__blank__", is_blank: true }
    }
}
