//! Triggers go while rows are written: no trigger fires during a run of the engine.

use schema_core::plan::{Stage, Step};

use super::standing::Standing;

/// The steps, with every trigger dropped first if one of them writes rows that a trigger may watch.
pub(super) fn quiet(stage: &Stage) -> Vec<Step> {
    let writes = |it: &Step| matches!(it, Step::Seed(_) | Step::Sql(_));
    if !stage.steps.iter().any(writes) {
        return stage.steps.clone();
    }
    let loud = Standing::of(&stage.before, &stage.steps).only_triggers();
    loud.away()
        .chain(stage.steps.iter().cloned())
        .chain(loud.again())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use schema_core::{
        model::{Event, Timing, Trigger},
        shape::{Shape, Traced},
    };

    fn stage(steps: Vec<Step>) -> Stage {
        let item = Trigger {
            name: "log".into(),
            timing: Timing::After,
            event: Event::Insert,
            table: "book".into(),
            when: None,
            body: "SELECT 1;".into(),
        };
        let shape = Shape {
            triggers: vec![Traced { declared: 0, item }].into(),
            ..Shape::default()
        };
        Stage {
            before: shape.clone(),
            after: shape,
            steps,
            shortcuts: Vec::new(),
        }
    }

    #[test]
    fn triggers_are_away_while_rows_are_written() {
        let sql = Step::Sql("INSERT INTO book VALUES (1)".to_owned());
        let steps = quiet(&stage(vec![sql.clone()]));
        assert!(
            matches!(&steps[..], [Step::DropTrigger(_), it, Step::CreateTrigger(_)] if *it == sql)
        );
    }

    #[test]
    fn what_writes_nothing_stays_as_it_is() {
        let steps = vec![Step::DropIndex("book_title".to_owned())];
        assert_eq!(quiet(&stage(steps.clone())), steps);
    }
}
