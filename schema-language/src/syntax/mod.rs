//! What was written, with its tokens and without judgement.
//!
//! Every node keeps the tokens that an error about it should point at. Nodes that could not be read
//! were reported and are not in the tree.

mod item;
mod name;
mod parse;
mod table;

#[cfg(test)]
pub(crate) use self::parse::tests as testing;
pub(crate) use self::{
    item::{
        Action, ActionKind, ApplicationId, Element, Extern, ExternKind, Fragment, Legacy,
        LegacyAction, NameList, Schema, Seed, SeedValue, Trigger, Version, View, VirtualTable,
    },
    name::{Name, Part, WrittenName},
    parse::parse,
    table::{
        Clause, ClauseKind, Column, Constraint, ConstraintKind, Index, Lifetime, References,
        SortedTerm, Spread, Table, TableOption, TypeOverride,
    },
};
