//! Tokens as their author wrote them, for messages.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// The tokens without the spaces that printing puts between them: `Option<i64>`.
pub(crate) fn written(tokens: impl ToTokens) -> String {
    let mut out = String::new();
    write(&mut out, tokens.to_token_stream());
    out
}

fn write(out: &mut String, tokens: TokenStream) {
    for token in tokens {
        let TokenTree::Group(group) = token else {
            write_one(out, &token.to_string());
            continue;
        };
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        write_one(out, open);
        write(out, group.stream());
        out.push_str(close);
    }
}

/// Adds a token, behind a space where there must or should be one.
fn write_one(out: &mut String, token: &str) {
    let is_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || it == '_');
    let before = out.chars().next_back();
    let after = token.chars().next();
    let is_apart = before == Some(',') || before == Some(')') && is_word(after);
    if is_apart || (is_word(before) && (is_word(after) || after == Some('"'))) {
        out.push(' ');
    }
    out.push_str(token);
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::written;

    #[test]
    fn looks_as_written() {
        assert_eq!(written(quote!(Option<Vec<u8>>)), "Option<Vec<u8>>");
        assert_eq!(written(quote!(&'static str)), "&'static str");
        assert_eq!(
            written(quote!(HashMap<String, dyn Any>)),
            "HashMap<String, dyn Any>"
        );
        assert_eq!(written(quote!(crate::steps::run)), "crate::steps::run");
        assert_eq!(written(quote!("a - b")), "\"a - b\"");
        assert_eq!(written(quote!((i64, [u8; 4]))), "(i64, [u8;4])");
    }
}
