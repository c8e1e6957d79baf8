//! Reads a condition and computes it as it goes.

use std::{cmp::Ordering, iter::Peekable, vec};

use schema_core::sql::{Token, TokenKind, tokens};

use super::value::{Known, Value, combine, compare, negate};

/// The reading has come to something that this doesn't know.
struct Lost;

/// A value; `None` where it is unknown.
type Read = Result<Option<Value>, Lost>;

pub(super) struct Reader<'a> {
    tokens: Peekable<vec::IntoIter<Token<'a>>>,
    column: Known<'a>,
    depth: usize,
}

/// Deeper than any condition that a person writes.
const DEEPEST: usize = 32;

impl<'a> Reader<'a> {
    pub(super) fn new(sql: &'a str, column: Known<'a>) -> Self {
        let tokens: Vec<Token<'a>> = tokens(sql).collect();
        Self {
            tokens: tokens.into_iter().peekable(),
            column,
            depth: 0,
        }
    }

    /// The value of the whole text.
    pub(super) fn condition(mut self) -> Option<Value> {
        let value = self.or().ok()??;
        self.tokens.next().is_none().then_some(value)
    }

    /// The value of the whole text, which is a literal.
    pub(super) fn literal(mut self) -> Option<Value> {
        let value = self.sign().ok()??;
        self.tokens.next().is_none().then_some(value)
    }

    fn take(&mut self, matches: impl Fn(&Token<'a>) -> bool) -> Option<Token<'a>> {
        self.tokens.next_if(|it| matches(it))
    }

    fn word(&mut self, word: &str) -> bool {
        self.take(|it| it.is_word(word)).is_some()
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        self.take(|it| it.is_symbol(symbol)).is_some()
    }

    fn or(&mut self) -> Read {
        let mut value = self.and()?;
        while self.word("or") {
            let other = self.and()?;
            value = combine(value.as_ref(), other.as_ref(), true);
        }
        Ok(value)
    }

    fn and(&mut self) -> Read {
        let mut value = self.not()?;
        while self.word("and") {
            let other = self.not()?;
            value = combine(value.as_ref(), other.as_ref(), false);
        }
        Ok(value)
    }

    fn not(&mut self) -> Read {
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

    fn comparison(&mut self) -> Read {
        let left = self.sign()?;
        if self.word("is") {
            return self.is(left);
        }
        let negated = self.word("not");
        if self.word("in") {
            return self.list(left.as_ref(), negated);
        }
        if self.word("between") {
            return self.between(left.as_ref(), negated);
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

    fn is(&mut self, left: Option<Value>) -> Read {
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

    fn list(&mut self, left: Option<&Value>, negated: bool) -> Read {
        if !self.symbol("(") {
            return Err(Lost);
        }
        let mut found = Some(Value::of(Some(false)));
        while !self.symbol(")") {
            let element = self.sign()?;
            let equal = compare(left, element.as_ref(), "=");
            found = combine(found.as_ref(), equal.as_ref(), true);
            if !self.symbol(",") && !self.tokens.peek().is_some_and(|it| it.is_symbol(")")) {
                return Err(Lost);
            }
        }
        Ok(negate(found, negated))
    }

    fn between(&mut self, left: Option<&Value>, negated: bool) -> Read {
        let least = self.sign()?;
        if !self.word("and") {
            return Err(Lost);
        }
        let most = self.sign()?;
        let above = compare(left, least.as_ref(), ">=");
        let below = compare(left, most.as_ref(), "<=");
        Ok(negate(
            combine(above.as_ref(), below.as_ref(), false),
            negated,
        ))
    }

    fn sign(&mut self) -> Read {
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

    fn primary(&mut self, negative: bool) -> Read {
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

    fn group(&mut self) -> Read {
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

    fn name(&mut self, token: &Token<'a>) -> Read {
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

    fn call(&mut self, function: &Token<'a>) -> Read {
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
