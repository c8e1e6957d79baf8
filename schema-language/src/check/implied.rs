//! Which condition follows from another, by its form alone.
//!
//! A longer `IN` list and a wider range take every row that the shorter and the narrower took. Whatever
//! has another form follows from nothing but itself: values can refute that one condition follows from
//! another, and never prove it.

use std::cmp::Ordering;

use schema_core::{
    model::Domain,
    sql::{Token, TokenKind, canonical, tokens},
};

/// One of the conditions between which a text has `AND`.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// A term that is one of some literals, as they are written.
    Among(String, Vec<String>),
    /// A term that is at least this, or more than this.
    Least(String, Limit),
    /// A term that is at most this, or less than this.
    Most(String, Limit),
    /// Anything else, in canonical form.
    Other(String),
}

/// The end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    /// In billionths.
    number: i128,
    included: bool,
}

const ONE: i128 = 1_000_000_000;

/// What a limit has of digits behind the point.
const DECIMALS: usize = 9;

/// So many digits of two numbers differ in floating point, too.
const DIGITS: usize = 15;

/// Whether a row that meets all of some conditions meets this one. `is_number` tells for a column, by
/// its name, whether it compares as a number with numbers: not so if it is text.
pub(super) fn follows(condition: &str, from: &[String], is_number: &dyn Fn(&str) -> bool) -> bool {
    let known: Vec<Piece> = from.iter().flat_map(|it| pieces(it)).collect();
    let mut asked = pieces(condition).into_iter();
    asked.all(|asked| known.iter().any(|it| it.implies(&asked, is_number)))
}

/// Whether a column has only values of a domain, if its rows meet some conditions.
pub(super) fn keeps_within(domain: &Domain, column: &str, conditions: &[String]) -> bool {
    let known = conditions.iter().flat_map(|it| pieces(it));
    let own = canonical(&schema_core::sql::Name(column).to_string());
    let binary = format!("{own} collate binary");
    let known: Vec<Piece> = known
        .filter(|it| it.term().is_some_and(|it| it == own || it == binary))
        .collect();
    let among = |it: &Piece| match it {
        Piece::Among(_, literals) => literals.iter().all(|it| is_value(domain, it)),
        _ => false,
    };
    let Some((least, most)) = domain.range() else {
        return known.iter().any(among);
    };
    let has = |asked: Piece| known.iter().any(|it| it.whole().implies(&asked, &|_| true));
    let limit = |number: i64| Limit {
        number: i128::from(number) * ONE,
        included: true,
    };
    let bounded =
        has(Piece::Least(own.clone(), limit(least))) && has(Piece::Most(own, limit(most)));
    bounded || known.iter().any(among)
}

fn is_value(domain: &Domain, literal: &str) -> bool {
    let token = tokens(literal).next();
    match token.filter(|it| it.kind == TokenKind::String) {
        Some(text) => domain.has_text(&text.unquoted()),
        None => literal
            .replace(' ', "")
            .parse()
            .is_ok_and(|it| domain.has_number(it)),
    }
}

impl Piece {
    fn term(&self) -> Option<&str> {
        match self {
            Self::Among(term, _) | Self::Least(term, _) | Self::Most(term, _) => Some(term),
            Self::Other(_) => None,
        }
    }

    /// The same of a column that has whole numbers only: less than 10 is at most 9.
    fn whole(&self) -> Self {
        let is_whole = |it: &Limit| !it.included && it.number % ONE == 0;
        let limit = |number| Limit {
            number,
            included: true,
        };
        match self {
            Self::Most(term, it) if is_whole(it) => {
                Self::Most(term.clone(), limit(it.number - ONE))
            }
            Self::Least(term, it) if is_whole(it) => {
                Self::Least(term.clone(), limit(it.number + ONE))
            }
            other => other.clone(),
        }
    }

    fn implies(&self, other: &Self, is_number: &dyn Fn(&str) -> bool) -> bool {
        if self == other {
            return true;
        }
        let (Some(term), Some(same)) = (self.term(), other.term()) else {
            return false;
        };
        if term != same {
            return false;
        }
        if let (Self::Among(_, few), Self::Among(_, many)) = (self, other) {
            return few.iter().all(|it| many.contains(it));
        }
        compares_as_number(term, is_number) && self.lies_within(other)
    }

    /// Whether the numbers of one range are in the other.
    fn lies_within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Least(_, own), Self::Least(_, wide)) => match own.number.cmp(&wide.number) {
                Ordering::Equal => wide.included || !own.included,
                order => order == Ordering::Greater,
            },
            (Self::Most(_, own), Self::Most(_, wide)) => match own.number.cmp(&wide.number) {
                Ordering::Equal => wide.included || !own.included,
                order => order == Ordering::Less,
            },
            (Self::Among(term, literals), wide) => literals.iter().all(|it| {
                let number = number(&tokens(it).collect::<Vec<_>>());
                let limit = number.map(|number| Limit {
                    number,
                    included: true,
                });
                limit.is_some_and(|limit| match wide {
                    Self::Least(..) => Self::Least(term.clone(), limit).lies_within(wide),
                    Self::Most(..) => Self::Most(term.clone(), limit).lies_within(wide),
                    _ => false,
                })
            }),
            _ => false,
        }
    }
}

/// Whether a term and a number compare as numbers do. A column that is text takes the number for
/// text, and so does what has a cast or a collation in it.
fn compares_as_number(term: &str, is_number: &dyn Fn(&str) -> bool) -> bool {
    let words: Vec<Token<'_>> = tokens(term).collect();
    match words.as_slice() {
        [name] => name.is_name() && is_number(&name.unquoted()),
        [name, open, .., close] if open.is_symbol("(") && close.is_symbol(")") => {
            name.is_name() && !name.is_word("cast") && is_one_call(&words)
        }
        _ => false,
    }
}

/// Whether the last parenthesis closes the first.
fn is_one_call(words: &[Token<'_>]) -> bool {
    let mut depth = 0_usize;
    let mut closed = 0_usize;
    for word in words {
        if word.is_symbol("(") {
            depth += 1;
        } else if word.is_symbol(")") {
            depth = depth.saturating_sub(1);
            closed += usize::from(depth == 0);
        }
    }
    closed == 1
}

/// What stands between the `AND`s of a condition.
fn pieces(condition: &str) -> Vec<Piece> {
    let words: Vec<Token<'_>> = tokens(condition).collect();
    let words = without_parentheses(&words);
    let ands = top_level(words).filter(|(_, it)| it.is_word("and"));
    let betweens = top_level(words).filter(|(_, it)| it.is_word("between"));
    let betweens: Vec<usize> = betweens.map(|(at, _)| at).collect();
    if top_level(words).any(|(_, it)| it.is_word("or") || it.is_word("case")) {
        return vec![Piece::Other(text(words))];
    }
    // The first `AND` behind a `BETWEEN` is its own.
    let mut own = betweens.iter().peekable();
    let splits = ands.filter(|(at, _)| own.next_if(|between| *between < at).is_none());
    let splits: Vec<usize> = splits.map(|(at, _)| at).collect();
    let mut all = Vec::new();
    let mut from = 0;
    for at in splits.iter().copied().chain([words.len()]) {
        all.extend(of_words(
            words.get(from..at).unwrap_or_default(),
            splits.is_empty(),
        ));
        from = at + 1;
    }
    all
}

/// What one condition says. In parentheses there may be several, unless they are around the whole.
fn of_words(words: &[Token<'_>], is_whole: bool) -> Vec<Piece> {
    let inner = without_parentheses(words);
    if inner.len() < words.len() && !is_whole {
        return pieces(&text(inner));
    }
    let found = between(inner).or_else(|| among(inner).or_else(|| range(inner)).map(|it| vec![it]));
    found.unwrap_or_else(|| vec![Piece::Other(text(inner))])
}

/// `n BETWEEN 0 AND 9`
fn between(words: &[Token<'_>]) -> Option<Vec<Piece>> {
    let (at, _) = only_operator(words, |it| it.is_word("between"))?;
    let term = text(words.get(..at)?);
    let rest = words.get(at + 1..)?;
    let and = rest.iter().position(|it| it.is_word("and"))?;
    let limit = |words: &[Token<'_>]| {
        number(words).map(|number| Limit {
            number,
            included: true,
        })
    };
    let (least, most) = (limit(rest.get(..and)?)?, limit(rest.get(and + 1..)?)?);
    Some(vec![
        Piece::Least(term.clone(), least),
        Piece::Most(term, most),
    ])
}

/// `state IN ('open', 'done')`, `state = 'open'`
fn among(words: &[Token<'_>]) -> Option<Piece> {
    let is_operator = |it: &Token<'_>| it.is_word("in") || it.is_symbol("=") || it.is_symbol("==");
    let (at, operator) = only_operator(words, is_operator)?;
    let term = text(words.get(..at)?);
    let rest = words.get(at + 1..)?;
    let list = if operator.is_word("in") {
        let inner = without_parentheses(rest);
        (inner.len() < rest.len()).then_some(inner)?
    } else {
        rest
    };
    let literals = list.split(|it| it.is_symbol(","));
    let literals: Option<Vec<String>> = literals
        .map(|it| is_literal(it).then(|| text(it)))
        .collect();
    Some(Piece::Among(term, literals?))
}

/// `n < 10`, `10 > n`
fn range(words: &[Token<'_>]) -> Option<Piece> {
    let is_operator = |it: &Token<'_>| ["<", "<=", ">", ">="].iter().any(|op| it.is_symbol(op));
    let (at, operator) = only_operator(words, is_operator)?;
    let (left, right) = (words.get(..at)?, words.get(at + 1..)?);
    let less = operator.text.starts_with('<');
    let included = operator.text.ends_with('=');
    let (term, number, is_most) = match (number(left), number(right)) {
        (None, Some(number)) => (left, number, less),
        (Some(number), None) => (right, number, !less),
        _ => return None,
    };
    let limit = Limit { number, included };
    let piece = if is_most { Piece::Most } else { Piece::Least };
    Some(piece(text(term), limit))
}

/// The operator of a comparison, if it is the only one that binds so weakly, and stands between terms.
fn only_operator<'a, 'b>(
    words: &'b [Token<'a>],
    is_operator: impl Fn(&Token<'a>) -> bool,
) -> Option<(usize, &'b Token<'a>)> {
    const SYMBOLS: [&str; 8] = ["<", "<=", ">", ">=", "=", "==", "<>", "!="];
    const WORDS: [&str; 14] = [
        "is", "isnull", "notnull", "not", "in", "between", "like", "glob", "match", "regexp",
        "escape", "exists", "case", "select",
    ];
    let weak = |it: &Token<'_>| {
        SYMBOLS.iter().any(|op| it.is_symbol(op)) || WORDS.iter().any(|op| it.is_word(op))
    };
    let mut all = top_level(words).filter(|(_, it)| weak(it));
    let only = all.next().filter(|_| all.next().is_none())?;
    let (at, operator) = only;
    let stands_between = at > 0 && at + 1 < words.len();
    (stands_between && is_operator(operator)).then_some((at, operator))
}

/// The tokens outside of parentheses, each with its position.
fn top_level<'a, 'b>(words: &'b [Token<'a>]) -> impl Iterator<Item = (usize, &'b Token<'a>)> {
    let mut depth = 0_usize;
    words.iter().enumerate().filter(move |(_, it)| {
        if it.is_symbol(")") {
            depth = depth.saturating_sub(1);
        }
        let is_outside = depth == 0;
        if it.is_symbol("(") {
            depth += 1;
        }
        is_outside
    })
}

/// The tokens without parentheses around all of them.
fn without_parentheses<'a, 'b>(words: &'b [Token<'a>]) -> &'b [Token<'a>] {
    let mut words = words;
    while let [open, inner @ .., close] = words {
        let outside = top_level(words).count();
        // The opening parenthesis itself and the closing one are outside.
        if !open.is_symbol("(") || !close.is_symbol(")") || outside != 2 {
            break;
        }
        words = inner;
    }
    words
}

fn text(words: &[Token<'_>]) -> String {
    let words: Vec<&str> = words.iter().map(|it| it.text).collect();
    canonical(&words.join(" "))
}

/// A literal other than NULL, which no condition is false for.
fn is_literal(words: &[Token<'_>]) -> bool {
    match words {
        [only] => matches!(
            only.kind,
            TokenKind::String | TokenKind::Number | TokenKind::Blob
        ),
        [sign, number] => sign.is_symbol("-") && number.kind == TokenKind::Number,
        _ => false,
    }
}

/// A number in billionths, if it can be compared without loss.
fn number(words: &[Token<'_>]) -> Option<i128> {
    let (sign, word) = match words {
        [only] => (1, only),
        [sign, number] if sign.is_symbol("-") => (-1, number),
        _ => return None,
    };
    if word.kind != TokenKind::Number {
        return None;
    }
    let (whole, decimals) = word.text.split_once('.').unwrap_or((word.text, ""));
    let is_short = decimals.is_empty() || whole.len() + decimals.len() <= DIGITS;
    if !is_short || decimals.len() > DECIMALS {
        return None;
    }
    let whole: i64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let decimals: i128 = format!("{decimals:0<DECIMALS$}").parse().ok()?;
    Some(sign * (i128::from(whole) * ONE + decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_followed(old: &str, new: &str) -> bool {
        // `text` is a column of text.
        follows(new, &[old.to_owned()], &|name| name != "text")
    }

    #[test]
    fn a_longer_list_and_a_wider_range_follow() {
        for (old, new) in [
            ("n < 10", "n < 20"),
            ("n < 10", "n <= 10"),
            ("n < 10", "(n < 20)"),
            ("10 > n", "n < 11"),
            ("n >= 0 AND n < 10", "n < 20 AND n >= -1"),
            ("n BETWEEN 0 AND 9", "n BETWEEN -1 AND 9"),
            ("n BETWEEN 0 AND 9", "n >= 0 AND n <= 100"),
            ("n >= 0 and n <= 9", "n between 0 and 9"),
            ("length(text) < 5", "length( \"text\" ) < 6"),
            ("(n < 5) AND (m > 1 AND text <> '')", "m > 0 AND n < 6"),
            ("text IN ('a', 'b')", "[text] in ('b', 'c', 'a')"),
            ("text = 'a'", "text IN ('a', 'b')"),
            ("n IN (1, 2)", "n < 3"),
            ("n IN (-1, 2)", "n BETWEEN -1 AND 2"),
            ("n < 1.5", "n < 2"),
        ] {
            assert!(is_followed(old, new), "{new} follows from {old}");
        }
    }

    #[test]
    fn what_may_be_false_does_not_follow() {
        for (old, new) in [
            ("n < 20", "n < 10"),
            ("n <= 10", "n < 10"),
            ("n < 10", "m < 20"),
            ("n > 10", "n < 20"),
            ("text < 9", "text < 10"),
            ("CAST(n AS TEXT) < 9", "CAST(n AS TEXT) < 10"),
            ("n < '9'", "n < '10'"),
            ("NOT n < 10", "NOT n < 20"),
            ("n < 10 OR m", "n < 20"),
            ("n < 10 IS NOT 1", "n < 20 IS NOT 1"),
            ("text IN ('a', 'b')", "text IN ('a')"),
            ("text IN ('a', NULL)", "text IN ('a')"),
            ("text NOT IN ('a', 'b')", "text NOT IN ('a', 'b', 'c')"),
            ("text COLLATE nocase IN ('a')", "text IN ('a', 'b')"),
            ("n BETWEEN 0 AND 9", "n NOT BETWEEN 0 AND 10"),
            ("n < 9007199254740993", "n < 9007199254740992"),
            (
                "CASE WHEN n < 10 THEN n < 10 END",
                "CASE WHEN n < 10 THEN n < 20 END",
            ),
        ] {
            assert!(!is_followed(old, new), "{new} follows from {old}");
        }
    }

    #[test]
    fn conditions_keep_a_column_within_a_domain() {
        let small = Domain::Integer {
            least: 0,
            most: 255,
        };
        let keeps =
            |domain: &Domain, condition: &str| keeps_within(domain, "n", &[condition.to_owned()]);
        for condition in [
            "n BETWEEN 0 AND 255",
            "n >= 0 AND n < 256",
            "n > -1 AND n < 9",
            "n IN (0, 7)",
        ] {
            assert!(keeps(&small, condition), "{condition}");
        }
        for condition in [
            "n < 256",
            "n BETWEEN 0 AND 256",
            "m BETWEEN 0 AND 1",
            "n IN (0, 256)",
            "n IN ('1')",
        ] {
            assert!(!keeps(&small, condition), "{condition}");
        }
        assert!(keeps(&Domain::Bool, "n IN (0, 1)"));
        assert!(!keeps(&Domain::Bool, "n >= 0"));
    }
}
