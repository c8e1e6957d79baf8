//! Conditions over literals, as far as their value is certain.
//!
//! A condition may use anything that SQL has; this knows comparisons, `AND`, `OR`, `NOT`, `IN`,
//! `BETWEEN`, `IS` and a few functions. Whatever it doesn't know makes the answer unknown, and the
//! rehearsal then asks SQLite itself.

use std::{cmp::Ordering, iter::Peekable, vec};

use schema_runtime::sql::{Token, TokenKind, tokens};

/// A value of SQL.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
}

/// Whether the condition holds, given the values of columns; `None` where that isn't certain.
///
/// `column` answers `None` for what it doesn't know.
pub(super) fn holds(condition: &str, column: &dyn Fn(&str) -> Option<Value>) -> Option<bool> {
    let tokens: Vec<Token<'_>> = tokens(condition).collect();
    let mut reader = Reader {
        tokens: tokens.into_iter().peekable(),
        column,
        depth: 0,
    };
    let value = reader.or().ok()?;
    if reader.tokens.next().is_some() {
        return None;
    }
    // NULL satisfies a CHECK; who needs truth asks for it.
    value.map(|it| it.truth() != Some(false))
}

/// A literal, as a default is written in the model.
pub(super) fn literal(sql: &str) -> Option<Value> {
    let tokens: Vec<Token<'_>> = tokens(sql).collect();
    let mut reader = Reader {
        tokens: tokens.into_iter().peekable(),
        column: &|_| None,
        depth: 0,
    };
    let value = reader.sign().ok()??;
    reader.tokens.next().is_none().then_some(value)
}

/// The reading has come to something that this doesn't know.
struct Lost;

/// A value, or none where it is unknown.
type Known = Result<Option<Value>, Lost>;

struct Reader<'a> {
    tokens: Peekable<vec::IntoIter<Token<'a>>>,
    column: &'a dyn Fn(&str) -> Option<Value>,
    depth: usize,
}

/// Deeper than any condition that a person writes.
const DEEPEST: usize = 32;

impl Value {
    /// SQL's truth; `None` is NULL.
    fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => None,
            Self::Integer(number) => Some(*number != 0),
            Self::Real(number) => Some(*number != 0.0),
            Self::Text(_) => Some(false),
        }
    }

    fn of(truth: Option<bool>) -> Self {
        truth.map_or(Self::Null, |it| Self::Integer(i64::from(it)))
    }

    /// The order of two values of one kind; `None` where SQLite would convert one of them.
    #[allow(clippy::cast_precision_loss)]
    fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            (Self::Integer(one), Self::Real(other)) => (*one as f64).partial_cmp(other),
            (Self::Real(one), Self::Integer(other)) => one.partial_cmp(&(*other as f64)),
            (Self::Real(one), Self::Real(other)) => one.partial_cmp(other),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }
}

impl<'a> Reader<'a> {
    fn take(&mut self, matches: impl Fn(&Token<'a>) -> bool) -> Option<Token<'a>> {
        self.tokens.next_if(|it| matches(it))
    }

    fn word(&mut self, word: &str) -> bool {
        self.take(|it| it.is_word(word)).is_some()
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        self.take(|it| it.is_symbol(symbol)).is_some()
    }

    fn or(&mut self) -> Known {
        let mut value = self.and()?;
        while self.word("or") {
            let other = self.and()?;
            value = combine(value, other, true);
        }
        Ok(value)
    }

    fn and(&mut self) -> Known {
        let mut value = self.not()?;
        while self.word("and") {
            let other = self.not()?;
            value = combine(value, other, false);
        }
        Ok(value)
    }

    fn not(&mut self) -> Known {
        let mut odd = false;
        while self.word("not") {
            odd = !odd;
        }
        let value = self.comparison()?;
        Ok(if odd {
            value.map(|it| Value::of(it.truth().map(|it| !it)))
        } else {
            value
        })
    }

    fn comparison(&mut self) -> Known {
        let left = self.sign()?;
        if self.word("is") {
            return self.is(left);
        }
        let negated = self.word("not");
        if self.word("in") {
            return self.list(left, negated);
        }
        if self.word("between") {
            return self.between(left, negated);
        }
        if negated {
            return Err(Lost);
        }
        let Some(operator) = self.take(|it| OPERATORS.iter().any(|op| it.is_symbol(op))) else {
            return Ok(left);
        };
        let right = self.sign()?;
        Ok(compare(left.as_ref(), right.as_ref(), operator.text))
    }

    fn is(&mut self, left: Option<Value>) -> Known {
        let negated = self.word("not");
        let right = self.sign()?;
        let (Some(left), Some(right)) = (left, right) else {
            return Ok(None);
        };
        let same = match (&left, &right) {
            (Value::Null, Value::Null) => Some(true),
            (Value::Null, _) | (_, Value::Null) => Some(false),
            _ => left.order(&right).map(|it| it == Ordering::Equal),
        };
        Ok(same.map(|it| Value::of(Some(it != negated))))
    }

    fn list(&mut self, left: Option<Value>, negated: bool) -> Known {
        if !self.symbol("(") {
            return Err(Lost);
        }
        let mut found = Some(Value::of(Some(false)));
        while !self.symbol(")") {
            let element = self.sign()?;
            let equal = compare(left.as_ref(), element.as_ref(), "=");
            found = combine(found, equal, true);
            if !self.symbol(",") && !self.tokens.peek().is_some_and(|it| it.is_symbol(")")) {
                return Err(Lost);
            }
        }
        Ok(negate(found, negated))
    }

    fn between(&mut self, left: Option<Value>, negated: bool) -> Known {
        let least = self.sign()?;
        if !self.word("and") {
            return Err(Lost);
        }
        let most = self.sign()?;
        let above = compare(left.as_ref(), least.as_ref(), ">=");
        let below = compare(left.as_ref(), most.as_ref(), "<=");
        Ok(negate(combine(above, below, false), negated))
    }

    fn sign(&mut self) -> Known {
        let mut negative = false;
        loop {
            if self.symbol("-") {
                negative = !negative;
            } else if !self.symbol("+") {
                break;
            }
        }
        let value = self.primary(negative)?;
        if self.tokens.peek().is_some_and(is_arithmetic) {
            return Err(Lost);
        }
        Ok(value)
    }

    fn primary(&mut self, negative: bool) -> Known {
        let token = self.tokens.next().ok_or(Lost)?;
        match token.kind {
            TokenKind::Number => Ok(number(token.text, negative)),
            _ if negative => Err(Lost),
            TokenKind::String => Ok(Some(Value::Text(token.unquoted()))),
            TokenKind::Symbol if token.is_symbol("(") => self.group(),
            TokenKind::Word | TokenKind::Quoted => self.name(&token),
            _ => Err(Lost),
        }
    }

    fn group(&mut self) -> Known {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Lost);
        }
        let value = self.or()?;
        self.depth -= 1;
        if self.symbol(")") {
            Ok(value)
        } else {
            Err(Lost)
        }
    }

    fn name(&mut self, token: &Token<'a>) -> Known {
        if self.symbol("(") {
            return self.call(token);
        }
        if self.tokens.peek().is_some_and(|it| it.is_symbol(".")) {
            return Err(Lost);
        }
        if let Some(value) = (self.column)(&token.unquoted()) {
            return Ok(Some(value));
        }
        if token.is_word("null") {
            Ok(Some(Value::Null))
        } else if token.is_word("true") || token.is_word("false") {
            Ok(Some(Value::of(Some(token.is_word("true")))))
        } else if UNREADABLE.iter().any(|word| token.is_word(word)) {
            Err(Lost)
        } else {
            Ok(None)
        }
    }

    fn call(&mut self, function: &Token<'a>) -> Known {
        let argument = self.group()?;
        Ok(match argument {
            Some(Value::Null) if function.is_word("length") => Some(Value::Null),
            Some(Value::Text(text)) if function.is_word("length") => {
                i64::try_from(text.chars().count()).ok().map(Value::Integer)
            }
            Some(Value::Text(text)) if function.is_word("trim") => {
                Some(Value::Text(text.trim_matches(' ').to_owned()))
            }
            _ => None,
        })
    }
}

const OPERATORS: [&str; 8] = ["=", "==", "!=", "<>", "<", "<=", ">", ">="];

/// Words that begin what this doesn't read.
const UNREADABLE: [&str; 6] = [
    "case",
    "cast",
    "exists",
    "select",
    "raise",
    "current_timestamp",
];

fn is_arithmetic(token: &Token<'_>) -> bool {
    const SYMBOLS: [&str; 12] = [
        "+", "-", "*", "/", "%", "||", "&", "|", "<<", ">>", "->", "->>",
    ];
    const WORDS: [&str; 7] = [
        "collate", "like", "glob", "match", "regexp", "isnull", "notnull",
    ];
    SYMBOLS.iter().any(|it| token.is_symbol(it)) || WORDS.iter().any(|it| token.is_word(it))
}

fn number(text: &str, negative: bool) -> Option<Value> {
    let signed = if negative {
        format!("-{text}")
    } else {
        text.to_owned()
    };
    if let Ok(number) = signed.parse() {
        return Some(Value::Integer(number));
    }
    let real: Option<f64> = signed.parse().ok();
    real.filter(|it| it.is_finite()).map(Value::Real)
}

fn negate(value: Option<Value>, negated: bool) -> Option<Value> {
    match value {
        Some(it) if negated => Some(Value::of(it.truth().map(|it| !it))),
        other => other,
    }
}

/// `OR` or `AND` of values that may be unknown: one that decides is enough.
fn combine(one: Option<Value>, other: Option<Value>, or: bool) -> Option<Value> {
    let truths = [&one, &other].map(|it| it.as_ref().map(Value::truth));
    if truths.contains(&Some(Some(or))) {
        return Some(Value::of(Some(or)));
    }
    match truths {
        [None, _] | [_, None] => None,
        [Some(None), _] | [_, Some(None)] => Some(Value::Null),
        _ => Some(Value::of(Some(!or))),
    }
}

fn compare(one: Option<&Value>, other: Option<&Value>, operator: &str) -> Option<Value> {
    if one == Some(&Value::Null) || other == Some(&Value::Null) {
        return Some(Value::Null);
    }
    let order = one?.order(other?)?;
    Some(Value::of(Some(match operator {
        "=" | "==" => order == Ordering::Equal,
        "!=" | "<>" => order != Ordering::Equal,
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        ">" => order == Ordering::Greater,
        _ => order != Ordering::Less,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zero(condition: &str) -> Option<bool> {
        holds(condition, &|name| match name {
            "n" => Some(Value::Integer(0)),
            "s" => Some(Value::Text("draft".to_owned())),
            "z" => Some(Value::Null),
            _ => None,
        })
    }

    #[test]
    fn what_is_certain_is_known() {
        for condition in [
            "n >= 0",
            "n IN (1, 0)",
            "s IN ('draft', 'done')",
            "n BETWEEN -1 AND 1 AND s <> ''",
            "z > 3",
            "z IS NULL OR unknown > 3",
            "NOT (n > 0)",
            "length(s) = 5",
            "n = 0 OR unknown(n)",
            "n = false",
        ] {
            assert_eq!(zero(condition), Some(true), "{condition}");
        }
        for condition in [
            "n > 0",
            "n",
            "s IN ('open', 'done')",
            "n NOT BETWEEN -1 AND 1",
            "z IS NOT NULL",
            "length(s) > 10 AND unknown",
            "n != 0",
            "s = 'Draft'",
            "n > 0.5",
        ] {
            assert_eq!(zero(condition), Some(false), "{condition}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_to_sqlite() {
        for condition in [
            "n + 1 > 0",
            "s > 0",
            "s COLLATE NOCASE = 'DRAFT'",
            "CASE n WHEN 0 THEN 1 END",
            "s LIKE 'd%'",
            "unknown > 0",
            "json_valid(s)",
            "n >",
            "t.n > 0",
            "(((((((((((((((((((((((((((((((((((((((n)))))))))))))))))))))))))))))))))))))))",
        ] {
            assert_eq!(zero(condition), None, "{condition}");
        }
    }

    #[test]
    fn literals_are_read() {
        assert_eq!(literal("-5"), Some(Value::Integer(-5)));
        assert_eq!(literal("'it''s'"), Some(Value::Text("it's".to_owned())));
        assert_eq!(literal("1.5"), Some(Value::Real(1.5)));
        assert_eq!(literal("NULL"), Some(Value::Null));
        assert_eq!(literal("(1)"), Some(Value::Integer(1)));
        assert_eq!(literal("(unixepoch())"), None);
        assert_eq!(literal("X'00'"), None);
    }
}
