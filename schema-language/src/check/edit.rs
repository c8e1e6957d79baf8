//! An edit of what was released: what it is, and how it is done instead.

use std::ptr;

use proc_macro2::TokenStream;
use quote::ToTokens;
use schema_core::{
    seal::{Edition, Kind, Origin, Part, Written, parts},
    shape::Timeline,
};

use super::{locate::Difference, place};
use crate::{
    lower::{ColumnOrigin, Lowered},
    report::Ctxt,
    syntax,
};

/// A version that differs from what it was sealed with.
pub(super) struct Edit<'a> {
    pub(super) lowered: &'a Lowered<'a>,
    pub(super) timeline: &'a Timeline,
    pub(super) version: &'a syntax::Version,
    pub(super) number: i64,
    /// The seals of this version and of the later ones that differ, as things stand.
    pub(super) seals: Vec<(i64, Written)>,
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
            Difference::AddedTwo(one, other) => {
                format!(
                    "{} and {} were not there {sealed}",
                    named(one),
                    named(other)
                )
            }
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
        let before = parts(&self.lowered.model, before, Edition::CURRENT);
        let mut new = parts(&self.lowered.model, now, Edition::CURRENT);
        new.retain(|it| it.path.kind != Kind::Version && !before.contains(it));
        let names: Vec<String> = new.iter().map(|it| it.path.to_string()).collect();
        match names.len() {
            1..=8 => format!("\nnote: with it begin {}", names.join(", ")),
            _ => String::new(),
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
            Difference::AddedTwo(parts, _) | Difference::Changed(parts) => {
                self.origin(parts.first()?.origin)
            }
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

    pub(super) fn column(&self, origin: Origin) -> Option<ColumnOrigin<'_>> {
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
            Origin::Schema => lowered
                .syntax
                .application_id
                .as_ref()?
                .mark
                .to_token_stream(),
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
