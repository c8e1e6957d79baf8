rusqlite_schema::schema! {
    /// The database `legacy.db`.
    pub schema legacy in "legacy.db", nullable keys {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `db_client`.
        table db_client as DbClient {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_window`.
        table db_window as DbWindow {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_workspace`.
        table db_workspace as DbWorkspace {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_tab`.
        table db_tab as DbTab {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_layout`.
        table db_layout as DbLayout {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_block`.
        table db_block as DbBlock {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_temp`.
        table db_temp as DbTemp {
            oid: String primary key,
            version: i64 = 1,
            data: String,
        }

        /// A row of `db_forge_agents`.
        table db_forge_agents as DbForgeAgents {
            id: String primary key,
            name: String,
            icon: String = "✦",
            provider: String,
            description: String = "",
            created_at: i64 = 0,
            working_directory: String = "",
            shell: String = "",
            provider_flags: String = "",
            auto_start: i64 = 0,
            restart_on_crash: i64 = 0,
            idle_timeout_minutes: i64 = 0,
            agent_type: String = "standalone",
            environment: String = "",
            agent_bus_id: String = "",
            is_seeded: i64 = 0,
            slug: String = "",
            accounts: String = "",
            parent_id: String = "",
            branch_label: String = "",

            unique index idx_forge_agents_slug (slug),
        }

        /// A row of `db_forge_content`.
        table db_forge_content as DbForgeContent {
            agent_id: String references db_forge_agents(id) on delete cascade,
            content_type: String,
            content: String = "",
            updated_at: i64 = 0,

            primary key (agent_id, content_type),
        }

        /// A row of `db_forge_skills`.
        table db_forge_skills as DbForgeSkills {
            id: String primary key,
            agent_id: String references db_forge_agents(id) on delete cascade,
            name: String,
            trigger: String = "",
            skill_type: String = "prompt",
            description: String = "",
            content: String = "",
            created_at: i64 = 0,
        }

        /// A row of `db_forge_history`.
        table db_forge_history as DbForgeHistory {
            id: i64 primary key autoincrement,
            agent_id: String references db_forge_agents(id) on delete cascade,
            session_date: String,
            entry: String,
            timestamp: i64 = 0,

            index idx_forge_history_agent_date (agent_id, session_date),
        }

        /// A row of `db_identity_accounts`.
        table db_identity_accounts as DbIdentityAccounts {
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

        /// A row of `db_forge_agent_identities`.
        table db_forge_agent_identities as DbForgeAgentIdentities {
            agent_id: String references db_forge_agents(id) on delete cascade,
            account_id: String references db_identity_accounts(id) on delete cascade,
            provider: String,

            primary key (agent_id, provider),
            index idx_forge_agent_identities_account (account_id),
        }

        /// A row of `db_identities`.
        table db_identities as DbIdentities {
            id: String primary key,
            name: String unique,
            description: String = "",
            is_blank: i64 = 0,
            created_at: i64 = 0,
            updated_at: i64 = 0,

            index idx_identities_is_blank (is_blank),
        }

        /// A row of `db_identity_bindings`.
        table db_identity_bindings as DbIdentityBindings {
            identity_id: String references db_identities(id) on delete cascade,
            provider: String,
            account_id: String references db_identity_accounts(id) on delete cascade,

            primary key (identity_id, provider),
            index idx_identity_bindings_account (account_id),
        }

        /// A row of `db_memories`.
        table db_memories as DbMemories {
            id: String primary key,
            name: String unique,
            description: String = "",
            is_blank: i64 = 0,
            provider: String = "",
            model: String = "",
            instructions: String = "",
            context_files: String = "[]",
            mcp_servers: String = "[]",
            skills: String = "[]",
            created_at: i64 = 0,
            updated_at: i64 = 0,

            index idx_memories_is_blank (is_blank),
        }

        /// A row of `db_agent_instances`.
        table db_agent_instances as DbAgentInstances {
            id: String primary key,
            definition_id: String references db_forge_agents(id) on delete cascade,
            parent_instance_id: String = "",
            block_id: String = "",
            session_id: String = "",
            status: String = "running",
            github_context: String = "",
            started_at: i64 = 0,
            ended_at: i64 = 0,
            created_at: i64 = 0,
            identity_id: String = "",
            memory_id: String = "",
            instance_name: String = "",
            working_directory: String = "",
            display_hidden: i64 = 0,

            index idx_agent_instances_definition (definition_id),
            index idx_agent_instances_block (block_id),
            index idx_agent_instances_status (status),
            index idx_agent_instances_parent (parent_instance_id),
            index idx_agent_instances_name_recent (instance_name, started_at desc) where "display_hidden = 0 AND instance_name != ''",
        }

        /// A row of `db_drone_definitions`.
        table db_drone_definitions as DbDroneDefinitions {
            id: String primary key,
            name: String,
            description: String = "",
            graph: String = r#"{"nodes":[],"edges":[]}"#,
            viewport: String = r#"{"x":0,"y":0,"zoom":1}"#,
            created_at: i64 = 0,
            updated_at: i64 = 0,

            index idx_drone_definitions_updated (updated_at desc),
        }

        /// A row of `db_drone_runs`.
        table db_drone_runs as DbDroneRuns {
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

        /// A row of `db_workflow_definitions`.
        table db_workflow_definitions as DbWorkflowDefinitions {
            id: String primary key,
            name: String,
            description: String = "",
            graph: String = r#"{"nodes":[],"edges":[]}"#,
            viewport: String = r#"{"x":0,"y":0,"zoom":1}"#,
            created_at: i64 = 0,
            updated_at: i64 = 0,

            index idx_workflow_definitions_updated (updated_at desc),
        }

        /// A row of `db_workflow_runs`.
        table db_workflow_runs as DbWorkflowRuns {
            id: String primary key,
            workflow_id: String references db_workflow_definitions(id) on delete cascade,
            status: String = "running",
            started_at: i64 = 0,
            ended_at: i64 = 0,
            block_states: String = "{}",
            output: String = "",
            error: String = "",

            index idx_workflow_runs_workflow_started (workflow_id, started_at desc),
            index idx_workflow_runs_status (status),
        }

        /// A row of `db_v10_migrated_legacy_defs`.
        table db_v10_migrated_legacy_defs as DbV10MigratedLegacyDefs {
            legacy_id: String primary key,
            copied_at: i64 = 0,
        }

        /// A row of `db_v10_migrated_legacy_runs`.
        table db_v10_migrated_legacy_runs as DbV10MigratedLegacyRuns {
            legacy_id: String primary key,
            copied_at: i64 = 0,
        }
    }
}
