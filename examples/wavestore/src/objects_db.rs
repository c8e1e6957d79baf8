//! `objects.db`: windows, tabs and blocks, and the agents that work in them.

use rusqlite_schema::schema;

schema! {
    /// WaveStore's object database.
    pub schema objects in "objects.db", nullable keys {
        /// Object type names; each has a table `db_<otype>`.
        pub const WSTORE_OTYPES: Otype = [client, window, workspace, tab, layout, block, temp];

        history {
            /// Files of the last release before the flat schema, which carry no version number.
            legacy {
                rename db_forge_agents => db_agent_definitions;
                rename db_forge_content => db_agent_content;
                rename db_forge_skills => db_agent_skills;
                rename db_forge_history => db_agent_history;
                rename db_forge_agent_identities => db_agent_identity_links;
                rename db_identities => db_identity_bundles;
                rename db_memories => db_memory_bundles;

                drop index idx_forge_agents_slug;
                drop index idx_forge_history_agent_date;
                drop index idx_forge_agent_identities_account;
                drop index idx_identities_is_blank;
                drop index idx_memories_is_blank;

                drop table db_workflow_definitions;
                drop table db_workflow_runs;
                drop table db_v10_migrated_legacy_defs;
                drop table db_v10_migrated_legacy_runs;
            }
            /// Flat schema baseline.
            version 1 sealed "2:66e821bb988648ed";
            /// Agent definitions remember when they were last changed.
            version 2 sealed "2:da34799789b63410";
            /// Templates can be hidden from the picker.
            version 3 sealed "2:917ed71b22026170";
            /// Templates and agents in one table, written beside the two old tables for now.
            version 4 sealed "2:f29cd466693b4027";
        }

        /// An object of one type, as JSON.
        table db_{otype} for otype in WSTORE_OTYPES as WaveObject {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// Templates, and the agents cloned from them.
        table db_agent_definitions as AgentDefinition {
            id: String primary key,
            slug: String = "",
            name: String,
            icon: String = "✦",
            provider: String,
            description: String = "",
            working_directory: String = "",
            shell: String = "",
            provider_flags: String = "",
            auto_start: bool = false,
            restart_on_crash: bool = false,
            idle_timeout_minutes: i64 = 0,
            agent_type: String = "standalone",
            environment: String = "",
            agent_bus_id: String = "",
            is_seeded: bool = false,
            accounts: String = "",
            /// The template that the agent was cloned from.
            parent_id: String = "",
            branch_label: String = "",
            created_at: i64 = 0,
            /// Rows from before version 2 read 0.
            updated_at: i64 = 0 since 2,
            user_hidden: bool = false since 3,

            unique index idx_agent_definitions_slug (slug),
        }

        /// What an agent is given to read, one text of each type.
        table db_agent_content as AgentContent {
            agent_id: String references db_agent_definitions(id) on delete cascade,
            content_type: String,
            content: String = "",
            updated_at: i64 = 0,

            primary key (agent_id, content_type),
        }

        /// What an agent can do, and what makes it do so.
        table db_agent_skills as AgentSkill {
            id: String primary key,
            agent_id: String references db_agent_definitions(id) on delete cascade,
            name: String,
            trigger: String = "",
            skill_type: String = "prompt",
            description: String = "",
            content: String = "",
            created_at: i64 = 0,
        }

        /// What an agent did, day by day.
        table db_agent_history as AgentHistory {
            id: i64 primary key autoincrement,
            agent_id: String references db_agent_definitions(id) on delete cascade,
            session_date: String,
            entry: String,
            timestamp: i64 = 0,

            index idx_agent_history_agent_date (agent_id, session_date),
        }

        /// Accounts with a provider. The secret itself is kept elsewhere.
        table db_identity_accounts as IdentityAccount {
            id: String primary key,
            name: String,
            provider: String,
            kind: String,
            display_name: String = "",
            secret_ref: String,
            context: String = "{}",
            status: String = "unknown",
            created_at: i64 = 0,
            updated_at: i64 = 0,

            index idx_identity_accounts_provider (provider),
        }

        /// The account that an agent uses with each provider.
        table db_agent_identity_links as AgentIdentityLink {
            agent_id: String references db_agent_definitions(id) on delete cascade,
            account_id: String references db_identity_accounts(id) on delete cascade,
            provider: String,

            primary key (agent_id, provider),
            index idx_agent_identity_links_account (account_id),
        }

        /// Named sets of accounts.
        table db_identity_bundles as IdentityBundle {
            id: String primary key,
            name: String,
            description: String = "",
            is_blank: bool = false,
            created_at: i64 = 0,
            updated_at: i64 = 0,

            unique (name),
            index idx_identity_bundles_is_blank (is_blank),
        }

        /// The account that a bundle holds for each provider.
        table db_identity_bindings as IdentityBinding {
            identity_id: String references db_identity_bundles(id) on delete cascade,
            provider: String,
            account_id: String references db_identity_accounts(id) on delete cascade,

            primary key (identity_id, provider),
            index idx_identity_bindings_account (account_id),
        }

        /// Named sets of instructions and context.
        table db_memory_bundles as MemoryBundle {
            id: String primary key,
            name: String,
            description: String = "",
            is_blank: bool = false,
            provider: String = "",
            model: String = "",
            instructions: String = "",
            context_files: String = "[]",
            mcp_servers: String = "[]",
            skills: String = "[]",
            created_at: i64 = 0,
            updated_at: i64 = 0,

            unique (name),
            index idx_memory_bundles_is_blank (is_blank),
        }

        /// Runs of an agent, each in a block.
        table db_agent_instances as AgentInstance {
            id: String primary key,
            definition_id: String references db_agent_definitions(id) on delete cascade,
            parent_instance_id: String = "",
            block_id: String = "",
            session_id: String = "",
            status: String = "running",
            github_context: String = "",
            identity_id: String = "",
            memory_id: String = "",
            instance_name: String = "",
            working_directory: String = "",
            display_hidden: bool = false,
            started_at: i64 = 0,
            ended_at: i64 = 0,
            created_at: i64 = 0,

            index idx_agent_instances_definition (definition_id),
            index idx_agent_instances_block (block_id),
            index idx_agent_instances_status (status),
            index idx_agent_instances_parent (parent_instance_id),
            index idx_agent_instances_name_recent (instance_name, started_at desc)
                where "display_hidden = 0 AND instance_name != ''",
        }

        /// Templates and agents in one table.
        table db_agents as Agent since 4 {
            id: String primary key,
            name: String,
            icon: String = "",
            description: String = "",
            is_template: bool = false,
            parent_template_id: String = "",
            provider: String,
            provider_flags: String = "",
            shell: String = "",
            environment: String = "",
            agent_type: String = "standalone",
            agent_bus_id: String = "",
            accounts: String = "",
            auto_start: bool = false,
            restart_on_crash: bool = false,
            idle_timeout_minutes: i64 = 0,
            slug: String = "",
            branch_label: String = "",
            identity_id: String = "",
            memory_id: String = "",
            working_directory: String = "",
            github_context: String = "",
            instance_name: String = "",
            created_at: i64 = 0,
            updated_at: i64 = 0,
            is_seeded: bool = false,
            user_hidden: bool = false,

            index idx_agents_is_template (is_template),
            index idx_agents_parent_template_id (parent_template_id),
            index idx_agents_is_seeded (is_seeded),
        }

        /// Graphs of blocks that run by themselves.
        table db_drone_definitions as DroneDefinition {
            id: String primary key,
            name: String,
            description: String = "",
            graph: String = r#"{"nodes":[],"edges":[]}"#,
            viewport: String = r#"{"x":0,"y":0,"zoom":1}"#,
            created_at: i64 = 0,
            updated_at: i64 = 0,

            index idx_drone_definitions_updated (updated_at desc),
        }

        /// Runs of a drone.
        table db_drone_runs as DroneRun {
            id: String primary key,
            drone_id: String references db_drone_definitions(id) on delete cascade,
            status: String = "running",
            started_at: i64 = 0,
            ended_at: i64 = 0,
            block_states: String = "{}",
            output: String = "",
            error: String = "",

            index idx_drone_runs_drone_started (drone_id, started_at desc),
            index idx_drone_runs_status (status),
        }

        seed db_identity_bundles {
            id: "blank",
            name: "__blank__",
            description: "No credentials — use ambient",
            is_blank: true,
        }
        seed db_memory_bundles {
            id: "blank",
            name: "__blank__",
            description: "Vanilla CLI — no instructions, no context",
            is_blank: true,
        }
    }
}
