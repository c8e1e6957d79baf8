//! Bringing a file at the newest version to the declared shape, whatever it has.

use std::path::PathBuf;

use rusqlite::Connection;

use schema_core::{
    found::{Difference, Reshape, compare},
    model::{Action, Schema},
};

use crate::engine::{
    ask,
    connection::{in_main, refused, waiting},
    data::Program,
    error::{Error, Remedy, Result},
    judge,
    look::{journal, whose},
    run::Run,
    terms::{Backup, Drift, Occasion, Options, Outcome, Report, Warning},
};

/// Brings the file to the declared shape with its rows. `None` if another program was first.
pub(super) fn reshape(
    connection: &Connection,
    program: Program<'_>,
    options: &Options,
) -> Result<Option<Report>> {
    let schema = program.schema;
    let mut options = options.clone();
    // What is not declared stays, so a rebuild has to carry it.
    options.carry_undeclared = true;
    options
        .backup
        .get_or_insert_with(|| Backup::new(free_beside));
    let mut run = Run::begin(connection, program, options)?;
    if run.version != schema.newest_version() {
        return Ok(None);
    }
    whose::check(connection, schema, run.version)?;
    let found = run.look()?;
    let reshape = Reshape::of(schema, &found);
    if !reshape.untouched.is_empty() && !matches!(run.options.drift, Drift::Report | Drift::Ignore)
    {
        return Err(Error::Drift {
            file: run.file(),
            differences: reshape.untouched,
            remedy: Remedy::ByHand,
        });
    }
    run.check_filled(&reshape)?;
    let stage = reshape.stage();
    let another = waiting(connection, || {
        journal::another_seal(connection, schema, run.version)
    })?;
    // Where only the journal has something else, it says from now on what the file has.
    if stage.steps.is_empty() && another.is_none() {
        let report = Report::new(run.file(), Outcome::Current);
        let differences = compare(&schema.newest_shape(), &found);
        return Ok(Some(judge::told(schema, report, differences)));
    }
    run.note_broken(&found)?;
    run.back_up()?;
    run.apply(&[stage])?;
    run.verify(&reshape.after)?;
    let left = compare(&schema.newest_shape(), &run.look()?);
    run.report = judge::told(
        schema,
        std::mem::replace(
            &mut run.report,
            Report::new(String::new(), Outcome::Reshaped),
        ),
        left,
    );
    run.report.warnings.extend(left_out(schema));
    run.finish(schema.newest_version(), Outcome::Reshaped)
        .map(Some)
}

/// A name beside the file that no copy of the same second has.
fn free_beside(occasion: &Occasion) -> PathBuf {
    let first = occasion.beside();
    let numbered = |number: u32| first.with_extension(format!("{number}.bak"));
    let mut names = std::iter::once(first.clone()).chain((2..).map(numbered));
    let free = names.find(|it| !it.exists());
    free.unwrap_or(first.clone())
}

impl Run<'_> {
    /// Refuses columns for which existing rows have no value.
    fn check_filled(&self, reshape: &Reshape) -> Result<()> {
        let mut unfilled: Vec<Difference> = Vec::new();
        for difference in &reshape.unfilled {
            let table = reshape.after.table(&difference.object);
            let old = table.and_then(|it| reshape.before.declared_table(it.declared));
            let Some(old) = old else { continue };
            let sql = format!("SELECT EXISTS (SELECT 1 FROM {})", in_main(&old.name));
            let has_rows = ask::is_so(self.connection, &sql, &[]);
            if has_rows.map_err(refused(self.connection))? {
                unfilled.push(difference.clone());
            }
        }
        if unfilled.is_empty() {
            return Ok(());
        }
        Err(Error::Drift {
            file: self.file(),
            differences: unfilled,
            remedy: Remedy::ByHand,
        })
    }
}

/// The data steps of the newest version, of which nobody knows whether they have run.
fn left_out(schema: &Schema) -> Vec<Warning> {
    let actions = schema.versions.last().into_iter();
    let actions = actions.flat_map(|it| it.actions.iter());
    let said = actions.filter_map(|action| match action {
        Action::Sql(sql) => Some(format!("`sql \"{sql}\"`, which may have run on this file")),
        Action::Run(function) => Some(format!("`run {function}`, which may have run on this file")),
        Action::RenameTable { .. } | Action::RenameColumn { .. } => None,
    });
    said.map(|said| Warning::LeftOut { said }).collect()
}
