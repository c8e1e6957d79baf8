//! An edit of what was released: what it is, and how it is done instead.

use std::ptr;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_runtime::{
    seal::{Difference, Kind, Origin, Part, Path, Seal, parts},
    shape::Timeline,
};

use super::place;
use crate::{
    lower::{ColumnOrigin, ConstraintOrigin, Lowered},
    report::Ctxt,
    syntax::{self, TypeOverride},
    written::written,
};

/// A version that differs from what it was sealed with.
pub(super) struct Edit<'a> {
    pub(super) lowered: &'a Lowered<'a>,
    pub(super) timeline: &'a Timeline,
    pub(super) version: &'a syntax::Version,
    pub(super) number: i64,
    /// The seals of this version and of the later ones that differ, as things stand.
    pub(super) seals: Vec<(i64, Seal)>,
    pub(super) difference: Difference,
}

impl Edit<'_> {
    pub(super) fn report(&self, cx: &mut Ctxt) {
        let message = format!("{}\n{}\n{}", self.what(), self.instead(), self.again());
        match self.tokens() {
            Some(tokens) => cx.error_with(
                tokens,
                message,
                &self.version.seal,
                format_args!("this is what version {} was sealed with", self.number),
            ),
            None => cx.error(&self.version.seal, message),
        };
    }

    fn what(&self) -> String {
        let number = self.number;
        let sealed = format!("when version {number} was sealed");
        match &self.difference {
            Difference::OtherVersion(other) => {
                format!("version {number} has the seal of version {other}")
            }
            Difference::Added(parts) => format!("{} was not there {sealed}", named(parts)),
            Difference::Changed(parts) if is_options(parts) => {
                format!("{} had other options {sealed}", named(parts))
            }
            Difference::Changed(parts) => {
                format!("{} is not what it was {sealed}", named(parts))
            }
            Difference::Renamed(part) => format!("{} had another name {sealed}", part.path),
            Difference::Removed(parts) => {
                format!(
                    "{} is missing from version {number}, which had it when it was sealed",
                    named(parts)
                )
            }
            Difference::Lost(path) => format!("{path} is gone that was there {sealed}"),
            Difference::Several => {
                format!(
                    "more than one thing is not what it was {sealed}{}",
                    self.candidates()
                )
            }
        }
    }

    /// What begins with this version, if that is little: it is there that something differs.
    fn candidates(&self) -> String {
        let before = self.timeline.at(self.number - 1);
        let (Some(before), Some(now)) = (before, self.timeline.at(self.number)) else {
            return String::new();
        };
        let before = parts(&self.lowered.model, before);
        let mut new = parts(&self.lowered.model, now);
        new.retain(|it| it.path.kind != Kind::Version && !before.contains(it));
        let names: Vec<String> = new.iter().map(|it| it.path.to_string()).collect();
        match names.len() {
            1..=8 => format!("\nnote: with it begin {}", names.join(", ")),
            _ => String::new(),
        }
    }

    /// How it is done with a version of its own.
    fn instead(&self) -> String {
        let number = self.number;
        let (next, add) = self.next();
        let how = match &self.difference {
            Difference::OtherVersion(_) => {
                return format!(
                    "help: if version {number} was released, give it back its seal, and its number"
                );
            }
            Difference::Added(parts) => parts.first().map(|it| self.added(it, next)),
            Difference::Changed(parts) => parts.first().map(|it| self.changed(it, next)),
            Difference::Renamed(part) => Some(format!(
                "give it back its name, and write `rename {}.NAME => {};` in version {next}, with that name",
                part.path.table, part.path.name,
            )),
            Difference::Removed(_) => Some(format!(
                "write its `since` and `until` such that version {number} has it"
            )),
            Difference::Lost(path) => Some(lost(path, next)),
            Difference::Several => {
                Some(format!("undo the changes, and make them in version {next}"))
            }
        };
        let how = how.unwrap_or_default();
        format!("help: if version {number} was released, {how}{add}")
    }

    /// The version that the edit belongs to, and what has to be said if there is none yet.
    fn next(&self) -> (i64, String) {
        let newest = self.lowered.model.newest_version();
        let open = self.lowered.versions.last();
        if self.number < newest && open.is_some_and(|it| it.seal.is_none()) {
            return (newest, String::new());
        }
        (newest + 1, format!(", and add `version {};`", newest + 1))
    }

    fn added(&self, part: &Part, next: i64) -> String {
        match part.path.kind {
            Kind::Step => format!("move it to version {next}"),
            Kind::ApplicationId => "remove it: files have not been marked with it".to_owned(),
            Kind::From => "remove it: files have been upgraded without it".to_owned(),
            Kind::Constraint => match self.clause(part.origin) {
                Some(column) => change_line(column, next),
                None => format!("write `since {next}` behind it"),
            },
            _ => format!("write `since {next}` behind it"),
        }
    }

    fn changed(&self, part: &Part, next: i64) -> String {
        match part.path.kind {
            Kind::Column => match self.column(part.origin) {
                Some(column) => change_line(column, next),
                None => format!("undo it, and make it in version {next}"),
            },
            Kind::Table => format!(
                "undo it, and write the option in the table's body, with `since {next}` or `until {next}`"
            ),
            Kind::Step => format!("undo it, and write what is still to be done in version {next}"),
            Kind::Version => "give it back its number".to_owned(),
            Kind::From => "undo it: files have the values that it gave".to_owned(),
            Kind::ApplicationId => "undo it: files have been marked with it".to_owned(),
            _ => format!(
                "put the old one back with `until {next}`, and write this one with `since {next}`"
            ),
        }
    }

    /// The column at which a constraint is written, if it has no line of its own.
    fn clause(&self, origin: Origin) -> Option<ColumnOrigin<'_>> {
        let Origin::Constraint(table, at) = origin else {
            return None;
        };
        match self.lowered.tables.get(table)?.constraints.get(at)? {
            ConstraintOrigin::Clause(column, _) => Some(*column),
            ConstraintOrigin::Line(_) => None,
        }
    }

    /// What was not released is sealed again.
    fn again(&self) -> String {
        let seals = self.seals.iter();
        let lines =
            seals.map(|(number, seal)| format!("\n          version {number} sealed \"{seal}\""));
        let lines: String = lines.collect();
        match self.seals.as_slice() {
            [(number, seal)] => {
                format!("help: if it was not, write `version {number} sealed \"{seal}\"`")
            }
            _ => format!("help: if it was not, write these seals:{lines}"),
        }
    }

    /// The tokens of what differs, if they are known.
    fn tokens(&self) -> Option<TokenStream> {
        match &self.difference {
            Difference::Added(parts) | Difference::Removed(parts) => {
                let element = self.element(parts).and_then(|it| self.origin(it));
                element.or_else(|| self.origin(parts.first()?.origin))
            }
            Difference::Changed(parts) => self.origin(parts.first()?.origin),
            Difference::Renamed(part) => self.origin(part.origin),
            Difference::Lost(path) => {
                let table = self.timeline.at(self.number)?.table(&path.table)?;
                self.origin(Origin::Table(table.declared))
            }
            Difference::OtherVersion(_) | Difference::Several => None,
        }
    }

    /// The element of a list that has these tables, if other elements of the list have not.
    fn element(&self, parts: &[Part]) -> Option<Origin> {
        let mut tables = parts.iter().filter(|it| it.path.kind == Kind::Table);
        let table = tables.next()?.origin.table()?;
        let element = Origin::Element(table);
        let line = |origin| line(self.lowered, self.version, origin);
        let same =
            |it: &Part| it.origin.table().map(Origin::Element).map(line) == Some(line(element));
        tables.all(same).then_some(element)
    }

    fn column(&self, origin: Origin) -> Option<ColumnOrigin<'_>> {
        match origin {
            Origin::Column(table, line) => {
                self.lowered.tables.get(table)?.columns.get(line).copied()
            }
            _ => None,
        }
    }

    fn origin(&self, origin: Origin) -> Option<TokenStream> {
        let lowered = self.lowered;
        let table = origin.table().and_then(|it| lowered.tables.get(it));
        Some(match origin {
            Origin::Version => place::version(self.version),
            Origin::Schema => lowered.syntax.application_id.to_token_stream(),
            Origin::Table(_) => table?.syntax.name.to_token_stream(),
            Origin::Element(_) => table?.element?.name.to_token_stream(),
            Origin::Column(..) => place::column(&self.column(origin)?),
            Origin::Constraint(_, at) => table?.constraints.get(at)?.to_token_stream(),
            Origin::Index(_, at) => table?.indexes.get(at)?.name.to_token_stream(),
            Origin::Trigger(at) => lowered.triggers.get(at)?.name.to_token_stream(),
            Origin::View(at) => lowered.views.get(at)?.name.to_token_stream(),
            Origin::VirtualTable(at) => lowered.virtual_tables.get(at)?.name.to_token_stream(),
            Origin::Seed(at) => lowered.seeds.get(at)?.table.to_token_stream(),
            Origin::Action(at) => self.version.actions.get(at)?.tokens.clone(),
        })
    }
}

/// What tells the line that declares something from all other lines: its address.
pub(super) fn line(lowered: &Lowered<'_>, version: &syntax::Version, origin: Origin) -> usize {
    let table = origin.table().and_then(|it| lowered.tables.get(it));
    let found = match origin {
        Origin::Version => Some(address(version)),
        Origin::Schema => Some(address(lowered.syntax)),
        Origin::Table(_) => table.map(|it| address(it.syntax)),
        Origin::Element(_) => table.map(|it| it.element.map_or(address(it.syntax), address)),
        Origin::Column(_, at) => table.and_then(|it| Some(address(it.columns.get(at)?.line))),
        Origin::Constraint(_, at) => {
            table.and_then(|it| Some(place::constraint_node(it.constraints.get(at)?).addr()))
        }
        Origin::Index(_, at) => table.and_then(|it| Some(address(*it.indexes.get(at)?))),
        Origin::Trigger(at) => lowered.triggers.get(at).map(|it| address(*it)),
        Origin::View(at) => lowered.views.get(at).map(|it| address(*it)),
        Origin::VirtualTable(at) => lowered.virtual_tables.get(at).map(|it| address(*it)),
        Origin::Seed(at) => lowered.seeds.get(at).map(|it| address(*it)),
        Origin::Action(at) => version.actions.get(at).map(address),
    };
    found.unwrap_or_default()
}

fn address<T>(node: &T) -> usize {
    ptr::from_ref(node).addr()
}

fn is_options(parts: &[Part]) -> bool {
    parts.first().is_some_and(|it| it.path.kind == Kind::Table)
}

/// The first of the parts, which stands for all that one line declares.
fn named(parts: &[Part]) -> String {
    let whole = parts.iter().find(|it| it.path.kind == Kind::Table);
    let first = whole.or(parts.first());
    first.map_or_else(String::new, |it| it.path.to_string())
}

/// Two lines for one column.
fn change_line(column: ColumnOrigin<'_>, next: i64) -> String {
    match column.spread {
        Some(spread) => format!(
            "undo it, use the fragment as `..{} until {next}`, and write another one for `since {next}`",
            spread.fragment
        ),
        None => format!(
            "put the old line back with `until {next}`, and below it write `{}`",
            line_since(column.line, next)
        ),
    }
}

fn lost(path: &Path, next: i64) -> String {
    match path.kind {
        Kind::Step | Kind::From | Kind::ApplicationId => "put it back".to_owned(),
        _ => format!("put it back, with `until {next}` behind it"),
    }
}

/// A column line with another `since`.
fn line_since(line: &syntax::Column, since: i64) -> String {
    let name = written(&line.name);
    let name = match &line.field {
        Some(field) => format!("{name} as {field}:"),
        None => format!("{name}:"),
    };
    let mut words = vec![name, written(&line.ty)];
    words.extend(line.sql_type.as_ref().map(|it| match it {
        TypeOverride::Word(word) => format!("as {word}"),
        TypeOverride::Literal(text) => format!("as {}", written(text)),
    }));
    let default = line.default.as_ref();
    words.extend(default.map(|it| format!("= {}", written(it))));
    words.push(format!("since {since}"));
    words.extend(line.clauses.iter().map(|it| written(&it.tokens)));
    words.join(" ")
}
