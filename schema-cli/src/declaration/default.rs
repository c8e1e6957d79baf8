//! The default of a column: a literal of Rust where that says the same, else SQL.

use schema_core::sql::{TokenKind, tokens};

use super::{text::quoted, ty::Ty};

/// The default as it follows `=`; `None` for NULL, which columns have without being told.
pub(super) fn default(sql: &str, ty: Ty) -> Option<String> {
    // SQLite passes over a plus sign in front of a literal.
    let sql = sql.strip_prefix('+').unwrap_or(sql);
    if sql.eq_ignore_ascii_case("null") {
        return None;
    }
    Some(literal(sql, ty).unwrap_or_else(|| expression(sql)))
}

/// An expression, without the parentheses that the declaration adds itself.
fn expression(sql: &str) -> String {
    let inner = sql.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let inner = inner.filter(|_| sql.starts_with('(')).unwrap_or(sql);
    format!("sql({})", quoted(inner.trim()))
}

/// A literal of the column's type, if it stands in SQL as the declaration would write it.
fn literal(sql: &str, ty: Ty) -> Option<String> {
    let all: Vec<_> = tokens(sql).collect();
    let (sign, token) = match all.as_slice() {
        [token] => ("", token),
        [sign, token] if sign.is_symbol("-") => ("-", token),
        _ => return None,
    };
    let is_alone = all.len() == 1;
    let text = token.text;
    let digits = text.chars().all(|it| it.is_ascii_digit());
    let is_integer =
        digits && (text == "0" || !text.starts_with('0')) && text.parse::<i64>().is_ok();
    match (ty, token.kind) {
        (Ty::Integer | Ty::Real, TokenKind::Number) if is_integer => Some(format!("{sign}{text}")),
        (Ty::Real, TokenKind::Number) if is_decimal(text) => Some(format!("{sign}{text}")),
        (Ty::Bool, TokenKind::Number) if sign.is_empty() => match text {
            "0" => Some("false".to_owned()),
            "1" => Some("true".to_owned()),
            _ => None,
        },
        (Ty::Bool, TokenKind::Word) if is_alone => {
            let word = text.to_ascii_lowercase();
            matches!(word.as_str(), "true" | "false").then_some(word)
        }
        // A minus sign makes a number of a string.
        (Ty::Text, TokenKind::String) if is_alone => Some(quoted(&token.unquoted())),
        (Ty::Blob, TokenKind::Blob) if is_alone => blob(text),
        _ => None,
    }
}

/// `1.5`, which Rust reads as SQLite does.
fn is_decimal(text: &str) -> bool {
    let is_number = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_digit());
    let parts = text.split_once('.');
    parts.is_some_and(|(whole, rest)| is_number(whole) && is_number(rest))
}

/// `X'0A'` as `b"\n"`.
fn blob(text: &str) -> Option<String> {
    let digits = text.get(2..)?.strip_suffix('\'')?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
    Some(format!("b\"{}\"", bytes?.escape_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_literals_where_they_say_the_same() {
        let written = |sql, ty| default(sql, ty).unwrap_or_default();
        assert_eq!(written("-1", Ty::Integer), "-1");
        assert_eq!(written("+1", Ty::Integer), "1");
        assert_eq!(written("0x10", Ty::Integer), "sql(\"0x10\")");
        assert_eq!(written("007", Ty::Integer), "sql(\"007\")");
        assert_eq!(written("'1'", Ty::Integer), "sql(\"'1'\")");
        assert_eq!(written("1.50", Ty::Real), "1.50");
        assert_eq!(written("1e3", Ty::Real), "sql(\"1e3\")");
        assert_eq!(written("TRUE", Ty::Bool), "true");
        assert_eq!(written("2", Ty::Bool), "sql(\"2\")");
        assert_eq!(written("-'5'", Ty::Text), "sql(\"-'5'\")");
        assert_eq!(written("+'5'", Ty::Text), "\"5\"");
        assert_eq!(written("+1e3", Ty::Real), "sql(\"1e3\")");
        assert_eq!(written("-X'05'", Ty::Blob), "sql(\"-X'05'\")");
        assert_eq!(written("'it''s'", Ty::Text), "\"it's\"");
        assert_eq!(written("X'0A22'", Ty::Blob), "b\"\\n\\\"\"");
        assert_eq!(written("CURRENT_TIME", Ty::Text), "sql(\"CURRENT_TIME\")");
        assert_eq!(written("(1 + 1)", Ty::Any), "sql(\"1 + 1\")");
        assert_eq!(written("'x'", Ty::Any), "sql(\"'x'\")");
        assert_eq!(default("NULL", Ty::Text), None);
    }
}
