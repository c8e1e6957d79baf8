//! The adoption of files that carry no version number: names first.

use std::collections::HashSet;

use crate::{
    found::Found,
    model::{Legacy, LegacyAction},
    plan::Step,
};

use super::{Result, Warning, run::Run};

impl Legacy {
    /// The names of everything that the block is about.
    pub(super) fn names(&self) -> Vec<&str> {
        let names = self.actions.iter().map(|action| match action {
            LegacyAction::RenameTable { from, .. } => from,
            LegacyAction::DropIndex(name) | LegacyAction::DropTable(name) => name,
        });
        names.map(AsRef::as_ref).collect()
    }
}

impl Run<'_> {
    /// Renames the legacy names that stand, and drops what the block lists.
    ///
    /// Where a legacy table and its successor both stand, both are left, the legacy one with its
    /// indexes: it may hold rows that an older program wrote.
    pub(super) fn adopt_legacy(&mut self, found: &Found) -> Result<()> {
        let key = |name: &str| name.to_ascii_lowercase();
        let mut standing: HashSet<String> = found.names().map(key).collect();
        let mut left: HashSet<String> = HashSet::new();
        let schema = self.schema;
        for action in schema.legacy.actions.iter() {
            match action {
                LegacyAction::RenameTable { from, to } if standing.contains(&key(from)) => {
                    if standing.contains(&key(to)) {
                        left.insert(key(from));
                        let (legacy, current) = (from.to_string(), to.to_string());
                        self.report
                            .warnings
                            .push(Warning::BothNames { legacy, current });
                        continue;
                    }
                    standing.remove(&key(from));
                    standing.insert(key(to));
                    let (from, to) = (from.to_string(), to.to_string());
                    self.apply_step(&Step::RenameTable { from, to }, 0)?;
                }
                LegacyAction::DropTable(name) if standing.remove(&key(name)) => {
                    self.apply_step(&Step::DropTable(name.to_string()), 0)?;
                }
                LegacyAction::DropIndex(name) => {
                    let owner = found.index(name).map(|(table, _)| key(table));
                    if owner.is_some_and(|owner| !left.contains(&owner)) {
                        self.apply_step(&Step::DropIndex(name.to_string()), 0)?;
                    }
                }
                LegacyAction::RenameTable { .. } | LegacyAction::DropTable(_) => {}
            }
        }
        Ok(())
    }
}
