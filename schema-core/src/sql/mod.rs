//! SQL text: quoting, tokens, and the one writer of DDL.

mod affinity;
mod canonical;
mod journal;
mod keyword;
mod name;
mod rowid;
mod token;
mod write;

pub use self::{
    affinity::Affinity,
    canonical::{canonical, same},
    journal::CreateJournal,
    name::{Literal, Name, Names},
    rowid::ROWID_NAMES,
    token::{Token, TokenKind, tokens},
    write::{
        AddedColumn, CreateIndex, CreateTable, CreateTrigger, CreateView, CreateVirtualTable, Head,
        constraint, script,
    },
};
pub(crate) use self::{
    canonical::without_parentheses,
    write::{FIRST_LEAD, NEXT_LEAD, TableEnd, owner},
};
