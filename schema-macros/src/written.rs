//! Tokens as their author wrote them, for messages.

use quote::ToTokens;

/// The tokens without the spaces that printing puts between them: `Option<i64>`.
pub(crate) fn written(tokens: impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = out.chars().next_back();
        let after = letters.peek().copied();
        if letter != ' ' || keeps_space(before, after) {
            out.push(letter);
        }
    }
    out
}

/// Whether a space between these two says something.
fn keeps_space(before: Option<char>, after: Option<char>) -> bool {
    let is_word =
        |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() || "_\"'".contains(it));
    before == Some(',') || (is_word(before) && is_word(after))
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
    }
}
