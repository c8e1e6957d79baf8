//! SQL text: quoting, tokens, and the one writer of DDL.

mod canonical;
mod journal;
mod keyword;
mod name;
mod token;
mod write;

pub(crate) use self::{
    canonical::without_parentheses,
    write::{FIRST_LEAD, NEXT_LEAD, TableEnd, constraint, owner},
};
pub use self::{
    canonical::{canonical, same},
    journal::CreateJournal,
    name::{Literal, Name, Names},
    token::{Token, TokenKind, tokens},
    write::{
        AddedColumn, CreateIndex, CreateTable, CreateTrigger, CreateView, CreateVirtualTable, Head,
        script,
    },
};
