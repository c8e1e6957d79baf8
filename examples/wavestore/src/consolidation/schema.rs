//! The agents of `objects.db`, with the version that makes one table of two.

use rusqlite_schema::schema;

use super::step::consolidate;

schema! {
    /// WaveStore's agents, as the next version of `objects.db` could have them.
    pub schema agents in "objects.db", nullable keys {
        history {
            /// Templates and agents in one table, beside definitions and instances.
            version 4 sealed "2:12dc4d2441f4b1ee";
            /// Definitions and instances go: whoever refers to an agent finds it in `db_agents`.
            version 5 { run consolidate; }
        }

        /// Templates, and the agents cloned from them.
        #[derive(Clone)]
        table db_agent_definitions as AgentDefinition until 5 {
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
            updated_at: i64 = 0,
            user_hidden: bool = false,

            unique index idx_agent_definitions_slug (slug),
        }

        /// Runs of an agent, each in a block.
        table db_agent_instances as AgentInstance until 5 {
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
        table db_agents as Agent {
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

        /// What an agent is given to read, one text of each type.
        table db_agent_content as AgentContent {
            agent_id: String,
            content_type: String,
            content: String = "",
            updated_at: i64 = 0,

            primary key (agent_id, content_type),
            foreign key (agent_id) references db_agent_definitions(id) on delete cascade until 5,
            foreign key (agent_id) references db_agents(id) on delete cascade since 5,
        }

        /// What an agent can do, and what makes it do so.
        table db_agent_skills as AgentSkill {
            id: String primary key,
            agent_id: String,
            name: String,
            trigger: String = "",
            skill_type: String = "prompt",
            description: String = "",
            content: String = "",
            created_at: i64 = 0,

            foreign key (agent_id) references db_agent_definitions(id) on delete cascade until 5,
            foreign key (agent_id) references db_agents(id) on delete cascade since 5,
        }

        /// What an agent did, day by day.
        table db_agent_history as AgentHistory {
            id: i64 primary key autoincrement,
            agent_id: String,
            session_date: String,
            entry: String,
            timestamp: i64 = 0,

            foreign key (agent_id) references db_agent_definitions(id) on delete cascade until 5,
            foreign key (agent_id) references db_agents(id) on delete cascade since 5,
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
            agent_id: String,
            account_id: String references db_identity_accounts(id) on delete cascade,
            provider: String,

            primary key (agent_id, provider),
            foreign key (agent_id) references db_agent_definitions(id) on delete cascade until 5,
            foreign key (agent_id) references db_agents(id) on delete cascade since 5,
            index idx_agent_identity_links_account (account_id),
        }
    }
}
