//! A bound on nesting, because readers of Rust types and groups recurse.

use proc_macro2::{TokenStream, TokenTree, token_stream};

/// Far more than a schema needs, and far less than overflows a stack.
const LIMIT: usize = 32;

/// The token at which the input nests deeper than any schema does.
pub(super) fn too_deep(input: &TokenStream) -> Option<TokenTree> {
    let mut levels = vec![Level::new(input.clone(), 0)];
    while let Some(level) = levels.last_mut() {
        let Some(token) = level.tokens.next() else {
            levels.pop();
            continue;
        };
        match &token {
            TokenTree::Group(group) => {
                let depth = level.depth + level.operators + 1;
                levels.push(Level::new(group.stream(), depth));
            }
            TokenTree::Punct(punct) => level.count(punct.as_char()),
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        if levels
            .last()
            .is_some_and(|it| it.depth + it.operators > LIMIT)
        {
            return Some(token);
        }
    }
    None
}

/// A group that is being walked.
struct Level {
    tokens: token_stream::IntoIter,
    depth: usize,
    /// Types nest without groups too: by `<`, `&`, `*` and `->`.
    operators: usize,
}

impl Level {
    fn new(tokens: TokenStream, depth: usize) -> Self {
        Self {
            tokens: tokens.into_iter(),
            depth,
            operators: 0,
        }
    }

    fn count(&mut self, punct: char) {
        match punct {
            ',' | ';' => self.operators = 0,
            ':' | '.' | '=' | '#' => {}
            _ => self.operators += 1,
        }
    }
}
