//! What a word of an SQL text is: the name of something, or a word of the language.
//!
//! Most of SQLite's keywords are names wherever the grammar has no place for the keyword. An expression
//! alternates between operands and what joins them, so a word is a name where an operand is due, and
//! not where one has just ended: `SELECT desc FROM room ORDER BY owner DESC` has one column `desc`.

use super::{Token, TokenKind, keyword::is_reserved};

/// What a token is to SQLite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A name that can be a column's, or a table's where tables stand.
    Name,
    /// A name of a table, or of a row of a trigger, in front of a point.
    Qualifier,
    /// A function that is called.
    Function,
    /// A name that the text gives: an alias, a type behind `AS`.
    Label,
    /// The name of a collating sequence.
    Collation,
    /// A word of the language.
    Keyword,
    /// No word at all.
    Other,
}

/// What each of the tokens of a text is.
///
/// ```
/// use schema_core::sql::{Role, roles, tokens};
///
/// let text: Vec<_> = tokens("CASE WHEN end THEN length(t.a) END").collect();
/// let names = text.iter().zip(roles(&text)).filter(|(_, role)| *role == Role::Name);
/// assert_eq!(names.map(|(token, _)| token.text).collect::<Vec<_>>(), ["end", "a"]);
/// ```
#[must_use]
pub fn roles(tokens: &[Token<'_>]) -> Vec<Role> {
    let mut reader = Reader {
        tokens,
        has_operand: false,
    };
    (0..tokens.len()).map(|at| reader.role(at)).collect()
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    /// Whether an operand has just ended.
    has_operand: bool,
}

impl Reader<'_> {
    fn role(&mut self, at: usize) -> Role {
        let Some(token) = self.tokens.get(at) else {
            return Role::Other;
        };
        if !token.is_name() {
            // A star is an operand where one is due.
            self.has_operand = match token.kind {
                TokenKind::Symbol if token.is_symbol("*") => !self.has_operand,
                TokenKind::Symbol => token.is_symbol(")"),
                _ => true,
            };
            return Role::Other;
        }
        let is_word = token.kind == TokenKind::Word;
        if is_word && self.is_keyword(at) {
            self.has_operand = ends_operand(token, self.has_operand);
            return Role::Keyword;
        }
        let had_operand = std::mem::replace(&mut self.has_operand, true);
        if self.is(at + 1, |it| it.is_symbol(".")) {
            Role::Qualifier
        } else if self.is_behind(at, &["collate"]) {
            Role::Collation
        } else if self.is_behind(at, &["as"]) || had_operand {
            Role::Label
        } else if self.is(at + 1, |it| it.is_symbol("(")) && !self.lists_columns(at) {
            Role::Function
        } else {
            Role::Name
        }
    }

    /// Whether the parenthesis behind a name lists columns: the name is a table's, or a common table
    /// expression's.
    fn lists_columns(&self, at: usize) -> bool {
        self.is_behind(at, &["into", "references", "with", "recursive"])
    }

    fn is_keyword(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let word = |words: &[&str]| words.iter().any(|it| token.is_word(it));
        if self.is(at.wrapping_sub(1), |it| it.is_symbol(".")) {
            return false;
        }
        if is_reserved(token.text) || word(&VALUES) {
            return true;
        }
        let is_call = self.is(at + 1, |it| it.is_symbol("("));
        let follows =
            |words: &[&str]| self.is(at + 1, |it| words.iter().any(|word| it.is_word(word)));
        let is_label = self.is_behind(at, &["as", "collate"]);
        if is_label {
            return false;
        }
        if self.has_operand {
            return word(&JOINING);
        }
        word(&["by"]) && self.is_behind(at, &["order", "group", "partition"])
            || word(&["recursive"]) && self.is_behind(at, &["with"])
            || word(&["with"]) && self.begins(at) && !follows(&["as"])
            || word(&["replace"]) && follows(&["into"])
            || word(&["partition"]) && follows(&["by"])
            || word(&["rows", "range", "groups"]) && follows(&["between", "unbounded", "current"])
            || word(&["current"]) && follows(&["row"])
            || word(&["row"]) && self.is_behind(at, &["current"])
            || word(&["unbounded"]) && follows(&["preceding", "following"])
            || word(&["conflict"]) && self.is_behind(at, &["on"])
            || word(&["abort", "fail", "ignore", "replace", "rollback"])
                && !is_call
                && self.is_behind(at, &["or"])
                && self.is(at.wrapping_sub(2), |it| {
                    it.is_word("insert") || it.is_word("update")
                })
    }

    /// Whether a statement, or a query in parentheses, begins here.
    fn begins(&self, at: usize) -> bool {
        let names = self.tokens.get(at + 1).is_some_and(Token::is_name);
        names && (at == 0 || self.is(at - 1, |it| it.is_symbol("(") || it.is_symbol(";")))
    }

    fn is(&self, at: usize, matches: impl Fn(&Token<'_>) -> bool) -> bool {
        self.tokens.get(at).is_some_and(matches)
    }

    fn is_behind(&self, at: usize, words: &[&str]) -> bool {
        self.is(at.wrapping_sub(1), |it| {
            words.iter().any(|word| it.is_word(word))
        })
    }
}

/// Whether an operand has ended behind a keyword.
fn ends_operand(keyword: &Token<'_>, had_operand: bool) -> bool {
    let is = |words: &[&str]| words.iter().any(|it| keyword.is_word(it));
    // What can be denied follows an operand: `a NOT LIKE b`.
    is(&ENDING) || is(&VALUES) || (is(&["not"]) && had_operand)
}

/// Words that are values.
const VALUES: [&str; 3] = ["current_date", "current_time", "current_timestamp"];

/// Keywords that stand behind an operand and may be names elsewhere. Any other word there is an alias.
const JOINING: [&str; 33] = [
    "asc",
    "by",
    "conflict",
    "cross",
    "desc",
    "do",
    "end",
    "exclude",
    "filter",
    "first",
    "following",
    "full",
    "glob",
    "groups",
    "indexed",
    "inner",
    "last",
    "left",
    "like",
    "match",
    "natural",
    "nulls",
    "offset",
    "outer",
    "over",
    "preceding",
    "range",
    "regexp",
    "right",
    "row",
    "rows",
    "window",
    "without",
];

/// Keywords behind which no operand is due.
const ENDING: [&str; 22] = [
    "asc",
    "conflict",
    "cross",
    "desc",
    "end",
    "exclude",
    "first",
    "following",
    "full",
    "inner",
    "isnull",
    "last",
    "left",
    "natural",
    "notnull",
    "null",
    "nulls",
    "outer",
    "preceding",
    "right",
    "row",
    "unbounded",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::tokens;

    fn names(sql: &str) -> Vec<String> {
        let tokens: Vec<Token<'_>> = tokens(sql).collect();
        let names = tokens.iter().zip(roles(&tokens));
        let names = names.filter(|(_, role)| *role == Role::Name);
        names.map(|(token, _)| token.text.to_owned()).collect()
    }

    #[test]
    fn keywords_are_names_where_operands_are_due() {
        for (sql, expected) in [
            (
                "SELECT desc FROM room ORDER BY owner DESC, desc DESC NULLS LAST",
                "desc room owner desc",
            ),
            ("CASE end WHEN end THEN end ELSE end END", "end end end end"),
            ("a NOT LIKE b AND like LIKE match", "a b like match"),
            (
                "key NOT NULL OR (SELECT 1) BETWEEN first AND last",
                "key first last",
            ),
            (
                "SELECT \"order\" FROM t GROUP BY \"group\" ORDER BY 1",
                "\"order\" t \"group\"",
            ),
            ("SELECT count(*), count FROM t", "count t"),
            ("SELECT count(*) * count FROM t", "count t"),
            ("a COLLATE nocase <> nocase", "a nocase"),
            (
                "CAST(a AS integer) + replace(replace, 'a', 'b')",
                "a replace",
            ),
            (
                "SELECT t.row, a AS b, c d FROM t LEFT OUTER JOIN u ON t.left = u.right",
                "row a c t u left right",
            ),
            (
                "INSERT OR REPLACE INTO t (a, desc) VALUES (1, 2) ON CONFLICT (a) DO UPDATE SET a = 1",
                "t a desc a a",
            ),
            (
                "SELECT sum(a) FILTER (WHERE b) OVER (PARTITION BY c ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)",
                "a b c d",
            ),
            ("a > current_date AND b ISNULL AND c", "a b c"),
            (
                "INSERT INTO t SELECT a FROM u LIMIT 1 OFFSET offset",
                "t a u offset",
            ),
        ] {
            assert_eq!(names(sql).join(" "), expected, "{sql}");
        }
    }
}
