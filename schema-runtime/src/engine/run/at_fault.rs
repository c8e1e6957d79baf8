//! Which of the views and triggers that don't work is the one that was written wrongly.
//!
//! SQLite compiles what a trigger fires and what a view reads together with it, and names none of them:
//! one wrong text breaks everything that leads to it.

use schema_core::{
    found::Found,
    model::Trigger,
    sql::{Name, SameWord, tokens},
};

use super::{
    run::Run,
    verify::{Broken, is_broken},
};
use crate::engine::{
    error::{Error, Result},
    guard::settings,
};

impl Run<'_> {
    /// Refuses a result in which something works no more.
    pub(super) fn refuse(&self, found: &Found, broken: Vec<Broken>, strings: bool) -> Result<()> {
        if broken.is_empty() {
            return Ok(());
        }
        let at_fault = match view_at_fault(found, &broken) {
            Some(at) => Some((at, None)),
            None => self.trigger_at_fault(found, &broken, strings)?,
        };
        let (at, own) = at_fault.unwrap_or((0, None));
        match broken.into_iter().nth(at) {
            Some((name, source)) => Err(Error::Broken {
                file: self.file(),
                name,
                source: own.unwrap_or(source),
            }),
            None => Ok(()),
        }
    }

    /// The trigger that doesn't work by itself either, and what SQLite says of it then.
    fn trigger_at_fault(
        &self,
        found: &Found,
        broken: &[Broken],
        strings: bool,
    ) -> Result<Option<(usize, Option<rusqlite::Error>)>> {
        self.transaction.double_quoted_strings(strings)?;
        let mut alone = broken.iter().enumerate().filter_map(|(at, (name, _))| {
            let is_it = |it: &&Trigger| is_called(name, "trigger", &it.name);
            let trigger = found.triggers.iter().find(is_it)?;
            Some((at, Some(self.fault_alone(found, trigger)?)))
        });
        let checked = settings::while_compiling(self.connection, || alone.next())?;
        self.transaction.double_quoted_strings(false)?;
        Ok(checked)
    }

    /// What SQLite has against a trigger where there is no other. A file that can't be written to for
    /// a moment leaves it open who is at fault, and the refusal stands all the same.
    fn fault_alone(&self, found: &Found, trigger: &Trigger) -> Option<rusqlite::Error> {
        let others = found.triggers.iter().filter(|it| it.name != trigger.name);
        let drops = others.map(|it| format!("DROP TRIGGER IF EXISTS main.{};", Name(&it.name)));
        let drops: String = drops.collect();
        let connection = self.connection;
        connection.execute_batch("SAVEPOINT alone").ok()?;
        let dropped = connection.execute_batch(&drops);
        let prepared = dropped.is_ok().then(|| self.prepares_trigger(trigger));
        connection
            .execute_batch("ROLLBACK TO alone; RELEASE alone")
            .ok()?;
        is_broken(prepared?).ok().flatten()
    }
}

/// The broken view that reads no other broken one.
fn view_at_fault(found: &Found, broken: &[Broken]) -> Option<usize> {
    let views = found.views.iter();
    let views = views.filter(|view| broken.iter().any(|it| is_called(&it.0, "view", &view.name)));
    let views: Vec<_> = views.collect();
    let reads = |query: &str, name: &str| tokens(query).any(|it| it.unquoted().is_same_word(name));
    let is_first = |query: &str, own: &str| {
        let mut others = views.iter().filter(|it| it.name != own);
        !others.any(|it| reads(query, &it.name))
    };
    let at_fault = views.iter().find(|it| is_first(&it.query, &it.name))?;
    broken
        .iter()
        .position(|it| is_called(&it.0, "view", &at_fault.name))
}

/// Whether this is how an object of this kind is called in an error.
fn is_called(shown: &str, kind: &str, name: &str) -> bool {
    shown.strip_prefix(kind) == Some(&format!(" `{name}`"))
}
