//! SQL text: quoting and tokens.

mod affinity;
mod canonical;
mod keyword;
mod name;
mod name_set;
mod role;
mod rowid;
mod token;
mod word;

pub(crate) use self::canonical::without_parentheses;
pub use self::{
    affinity::Affinity,
    canonical::{canonical, same},
    name::{Literal, Name, Names},
    name_set::NameSet,
    role::{Role, roles},
    rowid::ROWID_NAMES,
    token::{Token, TokenKind, Tokens, tokens},
    word::SameWord,
};
