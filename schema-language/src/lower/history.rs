//! The history: versions with their sentences and steps, and what came before them.

use schema_core::model;
use syn::{Attribute, Expr, Lit, Meta};

use super::{lifetime, list, text};
use crate::{
    report::Ctxt,
    syntax::{Action, ActionKind, LegacyAction, Schema, Version},
    written::written,
};

/// The versions, and where each was written.
pub(super) fn versions<'a>(
    cx: &mut Ctxt,
    schema: &'a Schema,
) -> (Vec<model::Version>, Vec<&'a Version>) {
    let mut versions = Vec::new();
    let mut origins = Vec::new();
    for origin in &schema.history.versions {
        match lifetime::number(&origin.number) {
            Some(number) => {
                versions.push(version(number, origin));
                origins.push(origin);
            }
            None => lifetime::too_large(cx, &origin.number),
        }
    }
    (versions, origins)
}

fn version(number: i64, written: &Version) -> model::Version {
    let compatibility = written.compatibility.as_ref().map(|word| {
        if word == "compatible" {
            model::Compatibility::Compatible
        } else {
            model::Compatibility::Breaking
        }
    });
    model::Version {
        number,
        sentence: sentence(&written.attributes).into(),
        seal: written.seal.as_ref().map(text),
        compatibility,
        actions: list(&written.actions, action),
        entry: model::Entry::default(),
    }
}

fn action(action: &Action) -> model::Action {
    match &action.kind {
        ActionKind::RenameTable { from, to } => model::Action::RenameTable {
            from: from.text().into(),
            to: to.text().into(),
        },
        ActionKind::RenameColumn { table, from, to } => model::Action::RenameColumn {
            table: table.text().into(),
            from: from.text().into(),
            to: to.text().into(),
        },
        ActionKind::Sql(sql) => model::Action::Sql(text(sql)),
        ActionKind::Run(path) => model::Action::Run(written(path).into()),
    }
}

/// What the adoption of an unstamped file does.
pub(super) fn legacy(schema: &Schema) -> model::Legacy {
    let Some(legacy) = &schema.history.legacy else {
        return model::Legacy::default();
    };
    model::Legacy {
        sentence: sentence(&legacy.attributes).into(),
        version_from: legacy.version_from.as_ref().map(text),
        actions: list(&legacy.actions, |action| match action {
            LegacyAction::RenameTable { from, to } => model::LegacyAction::RenameTable {
                from: from.text().into(),
                to: to.text().into(),
            },
            LegacyAction::DropIndex(name) => model::LegacyAction::DropIndex(name.text().into()),
            LegacyAction::DropTable(name) => model::LegacyAction::DropTable(name.text().into()),
        }),
    }
}

/// The documentation as one text, without the space that follows each `///`.
pub(super) fn sentence(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(doc_line).collect();
    lines.join("\n").trim().to_owned()
}

fn doc_line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(value) = &meta.value else {
        return None;
    };
    match &value.lit {
        Lit::Str(line) if meta.path.is_ident("doc") => {
            let line = line.value();
            Some(
                line.strip_prefix(' ')
                    .unwrap_or(&line)
                    .trim_end()
                    .to_owned(),
            )
        }
        _ => None,
    }
}
