//! `sagas.db`: the log of operations that are undone step by step when they fail.

use rusqlite_schema::schema;

use crate::SagaState;

schema! {
    /// WaveStore's log of sagas.
    pub schema sagas in "sagas.db" {
        history {
            /// Sagas and their steps.
            version 1 sealed "2:20f43d8dbf90c70b";
        }

        /// An operation of several steps.
        table saga as Saga {
            saga_id: i64 primary key,
            name: String,
            state: SagaState as TEXT,
            started_at: i64,
            terminal_at: Option<i64>,
            failure_reason: Option<String>,
            input_json: String,

            index saga_state_idx (state) where "state IN ('running', 'compensating')",
            index saga_terminal_idx (terminal_at),
        }

        /// One step of a saga.
        table saga_step as SagaStep {
            saga_id: i64 references saga(saga_id),
            step_index: i64,
            name: String,
            state: SagaState as TEXT,
            cmd_json: String,
            output_json: Option<String>,
            started_at: i64,
            ended_at: Option<i64>,

            primary key (saga_id, step_index),
        }
    }
}
