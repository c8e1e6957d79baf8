//! The legacy block: what becomes of the names in unstamped files.

use super::scene::Scene;
use crate::{
    report::Ctxt,
    suggest,
    syntax::{LegacyAction, Name},
};

fn actions<'a>(scene: &Scene<'a>) -> &'a [LegacyAction] {
    let legacy = scene.lowered.syntax.history.legacy.as_ref();
    legacy.map_or(&[], |it| &it.actions)
}

/// Old names, and the new ones.
fn renames<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Name, &'a Name)> {
    actions(scene).iter().filter_map(|it| match it {
        LegacyAction::RenameTable { from, to } => Some((from, to)),
        LegacyAction::DropIndex(_) | LegacyAction::DropTable(_) => None,
    })
}

fn same(one: &Name, other: &Name) -> bool {
    one.text().eq_ignore_ascii_case(&other.text())
}

// An old name becomes one that the history knows, perhaps by way of a later line:
//
//     legacy { rename books => bok; }
//     table book { title: String }
pub(super) fn check_legacy_rename_target(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all: Vec<_> = renames(scene).collect();
    for (at, (_, to)) in all.iter().enumerate() {
        let name = to.text();
        let declared = !scene.relations.named(&name).is_empty();
        let goes_on = all.iter().skip(at + 1).any(|(from, _)| same(from, to));
        let again = declared || goes_on || !scene.trusts_name(&name);
        if again || scene.lowered.incomplete || !scene.first_unknown(&name) {
            continue;
        }
        let first = scene.model.first_version();
        let help = suggest::help(&name, scene.table_names(first));
        cx.error(to, format_args!("no table `{name}` is declared\n{help}"));
    }
}

// An old name is not one that the history knows:
//
//     legacy { rename book => volume; }
//     table book { title: String }
pub(super) fn check_legacy_rename_source(cx: &mut Ctxt, scene: &Scene<'_>) {
    for (from, _) in renames(scene) {
        let name = from.text();
        if let Some(standing) = scene.relations.named(&name).first() {
            let versions = if standing.since == standing.last {
                format!("version {} has", standing.since)
            } else {
                format!("versions {} to {} have", standing.since, standing.last)
            };
            cx.error(
                from,
                format_args!(
                    "{versions} a table `{name}`, so it is no name from before the history\n\
                     help: remove the line, or write the rename in the version that renames it"
                ),
            );
        }
    }
}

// An old table is either renamed or dropped:
//
//     legacy { rename books => book; drop table books; }
pub(super) fn check_legacy_rename_and_drop(cx: &mut Ctxt, scene: &Scene<'_>) {
    for action in actions(scene) {
        let LegacyAction::DropTable(dropped) = action else {
            continue;
        };
        if let Some((from, _)) = renames(scene).find(|(from, _)| same(from, dropped)) {
            cx.error_with(
                dropped,
                format_args!(
                    "`{}` is both renamed and dropped\nhelp: remove one of the lines",
                    dropped.text()
                ),
                from,
                "it is renamed here",
            );
        }
    }
}

// What is dropped for good is not declared:
//
//     legacy { drop table book; }
//     table book { title: String }
pub(super) fn check_legacy_drop(cx: &mut Ctxt, scene: &Scene<'_>) {
    for action in actions(scene) {
        let (kind, name) = match action {
            LegacyAction::DropTable(name) => ("table", name),
            LegacyAction::DropIndex(name) => ("index", name),
            LegacyAction::RenameTable { .. } => continue,
        };
        let text = name.text();
        let declared = if kind == "table" {
            scene.declaration(&text)
        } else {
            index(scene, &text)
        };
        if let Some(declared) = declared {
            cx.error_with(
                name,
                format_args!(
                    "{kind} `{text}` is declared, so adoption must not drop it\n\
                     help: remove this line, or end the {kind} with `until`"
                ),
                declared,
                format_args!("`{text}` is declared here"),
            );
        }
    }
}

fn index(scene: &Scene<'_>, name: &str) -> Option<proc_macro2::TokenStream> {
    let tables = scene.model.tables.iter().zip(&scene.lowered.tables);
    let mut indexes = tables.flat_map(|(table, it)| table.indexes.iter().zip(&it.indexes));
    let found = indexes.find(|(it, _)| it.item.name.eq_ignore_ascii_case(name))?;
    Some(quote::ToTokens::to_token_stream(&found.1.name))
}

// A line says something new:
//
//     legacy { drop table books; drop table books; }
pub(super) fn check_legacy_twice(cx: &mut Ctxt, scene: &Scene<'_>) {
    let all = actions(scene);
    for (at, action) in all.iter().enumerate() {
        let twin = all.iter().take(at).find_map(|other| match (action, other) {
            (LegacyAction::DropIndex(one), LegacyAction::DropIndex(other))
            | (LegacyAction::DropTable(one), LegacyAction::DropTable(other))
            | (
                LegacyAction::RenameTable { from: one, .. },
                LegacyAction::RenameTable { from: other, .. },
            ) if same(one, other) => Some((one, other, action)),
            _ => None,
        });
        let Some((name, first, action)) = twin else {
            continue;
        };
        let what = match action {
            LegacyAction::RenameTable { .. } => "renamed",
            LegacyAction::DropIndex(_) | LegacyAction::DropTable(_) => "dropped",
        };
        let text = name.text();
        cx.error_with(
            name,
            format_args!("`{text}` is {what} twice\nhelp: remove one of the lines"),
            first,
            format_args!("`{text}` is first {what} here"),
        );
    }
}
