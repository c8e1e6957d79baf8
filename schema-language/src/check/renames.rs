//! Renames: from what was there to what is.

use schema_core::model::Action;

use super::scene::Scene;
use crate::{
    report::Ctxt,
    syntax::{self, ActionKind, Name},
};

/// A rename of a table or a column, in a version.
#[derive(Clone, Copy)]
pub(super) struct Rename<'a> {
    pub(super) version: i64,
    pub(super) action: &'a syntax::Action,
    /// The table of a column, as the version names it.
    pub(super) table: Option<(&'a str, &'a Name)>,
    pub(super) from: (&'a str, &'a Name),
    pub(super) to: (&'a str, &'a Name),
}

/// Every rename that was not reported yet, oldest version first.
pub(super) fn renames<'a>(scene: &Scene<'a>) -> Vec<Rename<'a>> {
    let versions = scene.model.versions.iter().zip(&scene.lowered.versions);
    let actions = versions.flat_map(|(version, written)| {
        let actions = version.actions.iter().zip(&written.actions);
        actions.map(|(action, written)| (version.number, action, written))
    });
    actions
        .filter(|(_, _, written)| scene.trusts(*written))
        .filter_map(|(version, action, written)| rename(version, action, written))
        .collect()
}

fn rename<'a>(version: i64, action: &'a Action, written: &'a syntax::Action) -> Option<Rename<'a>> {
    let (table, from, to) = match (action, &written.kind) {
        (Action::RenameTable { from, to }, ActionKind::RenameTable { from: old, to: new }) => {
            (None, (from.as_ref(), old), (to.as_ref(), new))
        }
        (
            Action::RenameColumn { table, from, to },
            ActionKind::RenameColumn {
                table: owner,
                from: old,
                to: new,
            },
        ) => (
            Some((table.as_ref(), owner)),
            (from.as_ref(), old),
            (to.as_ref(), new),
        ),
        _ => return None,
    };
    Some(Rename {
        version,
        action: written,
        table,
        from,
        to,
    })
}

impl Rename<'_> {
    /// Whether both are about tables, or about columns of one table, in one version.
    fn is_beside(&self, other: &Rename<'_>) -> bool {
        let same_table = match (self.table, other.table) {
            (Some((one, _)), Some((other, _))) => one.eq_ignore_ascii_case(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        self.version == other.version && same_table
    }
}

impl Rename<'_> {
    /// Puts what the rename is about in doubt, now that the rename is known to be wrong.
    pub(super) fn doubt(&self, scene: &Scene<'_>) {
        scene.first(self.action);
        if let Some((table, _)) = self.table {
            scene.doubt_table(table, self.version);
        } else {
            scene.doubt_name(self.from.0);
            scene.doubt_name(self.to.0);
        }
    }
}

fn same(one: (&str, &Name), other: (&str, &Name)) -> bool {
    one.0.eq_ignore_ascii_case(other.0)
}

// A rename gives another name:
//
//     version 2 { rename book => book; }
pub(super) fn check_rename_to_itself(cx: &mut Ctxt, scene: &Scene<'_>) {
    for it in renames(scene) {
        if it.from.0 == it.to.0 {
            it.doubt(scene);
            let name = it.from.0;
            let message = format!("`{name}` is called `{name}` already\nhelp: remove the rename");
            cx.error(&it.action.tokens, message);
        }
    }
}

// The first version has nothing to rename:
//
//     version 1 { rename books => book; }
pub(super) fn check_rename_in_first_version(cx: &mut Ctxt, scene: &Scene<'_>) {
    let first = scene.model.first_version();
    for it in renames(scene) {
        if it.version == first {
            it.doubt(scene);
            let help = match it.table {
                None => "write it in `legacy { … }`, for files from before the history",
                Some(_) => "remove it, or write it in a later version",
            };
            cx.error(
                &it.action.tokens,
                format_args!("nothing is older than version {first}, the first\nhelp: {help}"),
            );
        }
    }
}

// A version renames a thing once, and gives a name once:
//
//     version 2 { rename books => book; rename books => volume; }
pub(super) fn check_rename_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all = renames(scene);
    for (at, it) in all.iter().enumerate() {
        let mut earlier = all.iter().take(at).filter(|other| it.is_beside(other));
        let twin = earlier.find(|other| same(it.from, other.from) || same(it.to, other.to));
        let Some(first) = twin else { continue };
        it.doubt(scene);
        first.doubt(scene);
        let message = if same(it.from, first.from) {
            format!(
                "`{}` is renamed twice\nhelp: keep one of the renames",
                it.from.0
            )
        } else {
            format!(
                "`{}` and `{}` would both be called `{}`\nhelp: choose another name",
                first.from.0, it.from.0, it.to.0
            )
        };
        cx.error_with(
            &it.action.tokens,
            message,
            &first.action.tokens,
            "this is the first rename",
        );
    }
}

// The renames of a version happen at once, so that none of them follows from another:
//
//     version 2 { rename books => volumes; rename volumes => book; }
pub(super) fn check_rename_chain(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all = renames(scene);
    for it in &all {
        let mut others = all.iter().filter(|other| it.is_beside(other));
        let Some(next) =
            others.find(|other| same(it.to, other.from) && !std::ptr::eq(other.action, it.action))
        else {
            continue;
        };
        if !scene.trusts(it.action) {
            continue;
        }
        it.doubt(scene);
        next.doubt(scene);
        let (from, through, to) = (it.from.0, it.to.0, next.to.0);
        let prefix = it
            .table
            .map(|(table, _)| format!("{table}."))
            .unwrap_or_default();
        let message = if same(it.from, next.to) {
            format!(
                "`{from}` and `{through}` can't change names in one version\n\
                 help: rename one of them to a third name, and the rest in the next version"
            )
        } else {
            format!(
                "`{through}` gets another name and is another's name in one version\n\
                 help: write `rename {prefix}{from} => {to}`, or the second rename in the next version"
            )
        };
        cx.error_with(
            &next.action.tokens,
            message,
            &it.action.tokens,
            format_args!("`{through}` is also given here"),
        );
    }
}
