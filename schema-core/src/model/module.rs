//! What the words of a virtual table's module say of its columns.

use super::VirtualTable;
use crate::sql::{SameWord, Token, tokens};

/// The columns of a virtual table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleColumns {
    /// What the number of a row is called.
    pub key: String,
    /// The columns beside it, in the order of the declaration.
    pub others: Vec<String>,
}

impl VirtualTable {
    /// The columns, where the module is known well enough to tell them.
    ///
    /// ```
    /// use schema_core::model::VirtualTable;
    ///
    /// let columns = |using: &'static str| {
    ///     let table = VirtualTable { name: "it".into(), using: using.into(), from: None };
    ///     table.columns().map(|it| (it.key, it.others.join(" ")))
    /// };
    /// let is = |key: &str, others: &str| Some((key.to_owned(), others.to_owned()));
    /// assert_eq!(columns("fts5(title UNINDEXED, body, tokenize = 'porter')"), is("rowid", "title body"));
    /// assert_eq!(columns("fts4(body, tokenize porter, languageid='lid')"), is("rowid", "body lid"));
    /// assert_eq!(columns("rtree(id, x0, x1, +label TEXT)"), is("id", "x0 x1 label"));
    /// assert_eq!(columns("vec0(embedding float[4])"), None);
    /// ```
    #[must_use]
    pub fn columns(&self) -> Option<ModuleColumns> {
        let module = tokens(&self.using).next()?.unquoted();
        let arguments = arguments(&self.using);
        if self.is_full_text() {
            let mut others: Vec<String> = arguments
                .iter()
                .filter_map(|it| full_text_column(&module, it))
                .collect();
            others.extend(arguments.iter().filter_map(|it| language(&module, it)));
            // Without columns of its own, an index has those of another table.
            let is_told = !others.is_empty() && !arguments.iter().any(|it| is_locale(it));
            return is_told.then(|| ModuleColumns {
                key: "rowid".to_owned(),
                others,
            });
        }
        let mut names = arguments.iter().filter_map(|it| box_column(it));
        if module.is_same_word("geopoly") {
            let others = std::iter::once("_shape".to_owned()).chain(names).collect();
            let key = "rowid".to_owned();
            return Some(ModuleColumns { key, others });
        }
        let is_box = module.is_same_word("rtree") || module.is_same_word("rtree_i32");
        let key = names.next().filter(|_| is_box)?;
        let others = names.collect();
        Some(ModuleColumns { key, others })
    }

    /// Whether both are full-text indexes, or both trees of boxes, so that columns of one name are the same.
    #[must_use]
    pub fn is_kin(&self, other: &Self) -> bool {
        self.is_full_text() == other.is_full_text()
            && self.columns().is_some()
            && other.columns().is_some()
    }
}

/// The arguments between the parentheses, as tokens.
fn arguments(using: &str) -> Vec<Vec<Token<'_>>> {
    let mut arguments = Vec::new();
    let mut argument = Vec::new();
    let mut depth = 0;
    for token in tokens(using) {
        match depth {
            0 => depth += usize::from(token.is_symbol("(")),
            1 if token.is_symbol(",") || token.is_symbol(")") => {
                arguments.push(std::mem::take(&mut argument));
                depth -= usize::from(token.is_symbol(")"));
            }
            _ => {
                depth += usize::from(token.is_symbol("("));
                depth -= usize::from(token.is_symbol(")"));
                argument.push(token);
            }
        }
    }
    arguments.retain(|it| !it.is_empty());
    arguments
}

/// The column that an argument of a full-text index declares, if it is no option.
fn full_text_column(module: &str, argument: &[Token<'_>]) -> Option<String> {
    let first = argument.first().filter(|it| it.is_name())?;
    let is_set = argument.get(1).is_some_and(|it| it.is_symbol("="));
    // FTS3 and FTS4 take a tokenizer without a sign, and FTS3 no other option.
    let is_tokenizer = !module.is_same_word("fts5") && first.is_word("tokenize");
    let is_option = is_tokenizer || is_set && !module.is_same_word("fts3");
    (!is_option).then(|| first.unquoted())
}

/// The hidden column of FTS4 that says in which language a row is.
fn language(module: &str, argument: &[Token<'_>]) -> Option<String> {
    match argument {
        [option, equals, name] if option.is_word("languageid") && equals.is_symbol("=") => {
            module.is_same_word("fts4").then(|| name.unquoted())
        }
        _ => None,
    }
}

/// Whether values have a locale of FTS5's, which can't be read back.
fn is_locale(argument: &[Token<'_>]) -> bool {
    matches!(argument, [option, equals, ..] if option.is_word("locale") && equals.is_symbol("="))
}

/// The column of a tree of boxes; `+` stands before those that are only kept.
fn box_column(argument: &[Token<'_>]) -> Option<String> {
    let mut words = argument.iter().filter(|it| !it.is_symbol("+"));
    words.next().filter(|it| it.is_name()).map(Token::unquoted)
}
