//! A form of SQL in which formatting, case and superfluous quotes don't count.

use super::{Name, Token, TokenKind, tokens};

/// `sql` with one space between its tokens, words and names in lower case, names quoted only where
/// they must be, and of two spellings of an operator the standard one.
///
/// ```
/// use schema_core::sql::canonical;
///
/// assert_eq!(canonical("[Status] == 'Open'\n AND\tx<>1"), "status = 'Open' and x != 1");
/// ```
#[must_use]
pub fn canonical(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    for token in tokens(sql) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&canonical_token(&token));
    }
    text
}

/// Whether two texts differ in formatting only, or in parentheses around the whole.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one == other || without_parentheses(&canonical(one)) == without_parentheses(&canonical(other))
}

fn canonical_token(token: &Token<'_>) -> String {
    match token.kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Blob => token.text.to_ascii_lowercase(),
        TokenKind::Quoted => {
            let name = token.unquoted().to_ascii_lowercase();
            let quoted = Name(&name).to_string();
            // A keyword in quotes is written without them: what it means follows from where it stands.
            if quoted.get(1..quoted.len() - 1) == Some(name.as_str()) && plain(&name) {
                name
            } else {
                quoted
            }
        }
        TokenKind::Symbol => match token.text {
            "==" => "=".to_owned(),
            "<>" => "!=".to_owned(),
            text => text.to_owned(),
        },
        TokenKind::String | TokenKind::Parameter | TokenKind::Illegal => token.text.to_owned(),
    }
}

fn plain(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric() || !byte.is_ascii())
        && !name.starts_with(|it: char| it.is_ascii_digit())
}

/// Strips parentheses that enclose the whole of a canonical text.
pub(crate) fn without_parentheses(canonical: &str) -> &str {
    let mut text = canonical;
    while let Some(inner) = text
        .strip_prefix("( ")
        .and_then(|rest| rest.strip_suffix(" )"))
    {
        if !closes_late(inner) {
            break;
        }
        text = inner;
    }
    text
}

/// Whether no parenthesis in `inner` closes one that was opened before it.
fn closes_late(inner: &str) -> bool {
    let mut depth = 0_i64;
    tokens(inner).all(|token| {
        depth += i64::from(token.is_symbol("(")) - i64::from(token.is_symbol(")"));
        depth >= 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_does_not_count() {
        assert!(same("(0)", "0"));
        assert!(same("\"Key\" IN (1,2)", "key in ( 1, 2 ) /* two */"));
        assert!(same("((a) + (b))", "(a)+(b)"));
        assert!(same("é > 0 AND [é] < `é`", "\"é\" > 0 AND \"é\" < \"é\""));
    }

    #[test]
    fn meaning_counts() {
        assert!(!same("'A'", "'a'"));
        assert!(!same("(a) + (b)", "a) + (b"));
        assert!(!same("\"a b\"", "a b"));
        assert!(!same("a<b", "a<=b"));
    }
}
