//! Definitions and instances become agents.
//!
//! | what there is | what becomes of it |
//! |---|---|
//! | a definition that is seeded | a template |
//! | another definition | a user's agent, with what its latest instance was about |
//! | an instance of a template | an agent of its own, under the instance's id |
//! | an instance that continues another | nothing |
//! | an agent that stands in `db_agents` already | stays as it is, whatever the others say |
//!
//! Two sources of one id meet in the primary key of `db_agents`, and then nothing is changed at all.

use std::collections::{HashMap, HashSet};

use rusqlite_schema::{Moved, Result};

use super::schema::agents::{
    V4ToV5,
    v4::{self, AgentDefinition, AgentInstance},
    v5::Agent,
};

pub(super) fn consolidate(step: &mut V4ToV5<'_>) -> Result<()> {
    let old = step.old();

    let standing = old.rows()?.map(|it| it.map(|it: v4::Agent| it.id));
    let standing: HashSet<String> = standing.collect::<Result<_>>()?;

    let templates = old.rows_where("is_seeded = ?1", [true])?;
    let templates = templates.map(|it| it.map(|it: AgentDefinition| (it.id.clone(), it)));
    let templates: HashMap<String, AgentDefinition> = templates.collect::<Result<_>>()?;

    step.copy(|definition: AgentDefinition| {
        if standing.contains(&definition.id) {
            return Ok(Moved::Drop("stands already".into()));
        }
        if definition.is_seeded {
            return Ok(Moved::Row(defined(definition)));
        }
        let instances = old.rows_where("definition_id = ?1", [&definition.id])?;
        let agent = defined(definition);
        Ok(Moved::Row(match latest(instances)? {
            Some(instance) => about(agent, instance),
            None => agent,
        }))
    })?;

    step.copy(|instance: AgentInstance| {
        if continues(&instance) {
            return Moved::Drop("continues another".into());
        }
        match templates.get(&instance.definition_id) {
            None => Moved::Drop("is no template's".into()),
            Some(_) if standing.contains(&instance.id) => Moved::Drop("stands already".into()),
            Some(template) => Moved::Row(cloned(template, instance)),
        }
    })
}

/// The instance that speaks for its definition: the one that was started last.
fn latest(instances: impl Iterator<Item = Result<AgentInstance>>) -> Result<Option<AgentInstance>> {
    let mut instances: Vec<AgentInstance> = instances.collect::<Result<_>>()?;
    instances.retain(|it| !continues(it));
    let later = |one: &AgentInstance, other: &AgentInstance| began(one).cmp(&began(other));
    Ok(instances.into_iter().max_by(later))
}

/// Whether an instance continues another one.
fn continues(instance: &AgentInstance) -> bool {
    !instance.parent_instance_id.is_empty()
}

/// When an instance was started; of two at one time, the greater id is the later one.
fn began(instance: &AgentInstance) -> (i64, &str) {
    (instance.started_at, &instance.id)
}

/// The agent, or the template, that a definition says.
fn defined(definition: AgentDefinition) -> Agent {
    Agent {
        id: definition.id,
        name: definition.name,
        icon: definition.icon,
        description: definition.description,
        is_template: definition.is_seeded,
        parent_template_id: definition.parent_id,
        provider: definition.provider,
        provider_flags: definition.provider_flags,
        shell: definition.shell,
        environment: definition.environment,
        agent_type: definition.agent_type,
        agent_bus_id: definition.agent_bus_id,
        accounts: definition.accounts,
        auto_start: definition.auto_start,
        restart_on_crash: definition.restart_on_crash,
        idle_timeout_minutes: definition.idle_timeout_minutes,
        slug: definition.slug,
        branch_label: definition.branch_label,
        identity_id: String::new(),
        memory_id: String::new(),
        working_directory: definition.working_directory,
        github_context: String::new(),
        instance_name: String::new(),
        created_at: definition.created_at,
        updated_at: definition.updated_at,
        is_seeded: definition.is_seeded,
        user_hidden: definition.user_hidden,
    }
}

/// An agent with what an instance of it was about.
fn about(agent: Agent, instance: AgentInstance) -> Agent {
    Agent {
        identity_id: instance.identity_id,
        memory_id: instance.memory_id,
        working_directory: either(instance.working_directory, agent.working_directory),
        github_context: instance.github_context,
        instance_name: instance.instance_name,
        ..agent
    }
}

/// The agent that an instance has made of a template.
fn cloned(template: &AgentDefinition, instance: AgentInstance) -> Agent {
    let agent = Agent {
        id: instance.id.clone(),
        name: either(instance.instance_name.clone(), template.name.clone()),
        is_template: false,
        parent_template_id: template.id.clone(),
        // A slug is one definition's.
        slug: String::new(),
        created_at: instance.created_at,
        updated_at: instance.started_at,
        is_seeded: false,
        user_hidden: instance.display_hidden,
        ..defined(template.clone())
    };
    about(agent, instance)
}

/// The first text that says something.
fn either(first: String, second: String) -> String {
    if first.is_empty() { second } else { first }
}
