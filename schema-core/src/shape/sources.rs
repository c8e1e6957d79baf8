//! Which tables an SQL text brings in, by which names, and where in the text.

use crate::sql::{Token, tokens};

/// A table that a text brings in by `FROM`, `JOIN`, `INTO` or `UPDATE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The index of its token.
    pub(crate) position: usize,
    /// Its name.
    pub(crate) name: String,
    /// The name that the text gives it.
    pub(crate) alias: Option<String>,
    /// The query or statement that it is brought into.
    pub(crate) frame: usize,
}

/// The tables of a text, and the queries and statements that it consists of.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// In the order of the text.
    pub(crate) all: Vec<Source>,
    /// The query or statement of each token.
    frames: Vec<usize>,
    /// The query or statement around each of them.
    parents: Vec<Option<usize>>,
    /// The table whose columns a token is in a list of, or to whose column it assigns.
    targets: Vec<Option<usize>>,
}

impl Sources {
    /// The tables that `sql` brings in.
    pub(crate) fn of(sql: &str) -> Self {
        let tokens: Vec<Token<'_>> = tokens(sql).collect();
        let mut scan = Scan {
            tokens: &tokens,
            found: Self {
                parents: vec![None],
                ..Self::default()
            },
            expecting: false,
            lists: Vec::new(),
            open: vec![Open::default()],
        };
        (0..tokens.len()).for_each(|at| scan.step(at));
        scan.found
    }

    /// The queries and statements that a token is in, the innermost first.
    pub(crate) fn around(&self, at: usize) -> impl Iterator<Item = usize> {
        let parent = |frame: &usize| self.parents.get(*frame).copied().flatten();
        std::iter::successors(self.frames.get(at).copied(), parent)
    }

    /// The one table that a token can be a column of, by the grammar.
    pub(crate) fn target(&self, at: usize) -> Option<&Source> {
        let target = self.targets.get(at).copied().flatten()?;
        self.all.get(target)
    }
}

/// What is open at a depth of parentheses.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    frame: usize,
    /// The table that a statement writes to, as an index.
    written: Option<usize>,
    /// Whether a list of its columns is open.
    lists: bool,
    /// Whether its columns are being assigned to.
    sets: bool,
    /// The statement to which a query of an `INSERT` belongs.
    insert: Option<usize>,
}

struct Scan<'a> {
    tokens: &'a [Token<'a>],
    found: Sources,
    /// Whether the next name is a table.
    expecting: bool,
    /// The depths at which a comma separates tables.
    lists: Vec<usize>,
    open: Vec<Open>,
}

impl Scan<'_> {
    fn step(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else {
            return;
        };
        let word = |words: &[&str]| words.iter().any(|word| token.is_word(word));
        let depth = self.open.len();
        self.turn(at);
        if token.is_symbol("(") {
            self.begin(at);
        } else if token.is_symbol(")") {
            self.lists.retain(|it| *it < depth);
            if depth > 1 {
                self.open.pop();
            }
        } else if token.is_symbol(",") {
            self.expecting = self.lists.last() == Some(&depth);
        } else if word(&["from"]) {
            self.lists.push(depth);
            self.expecting = true;
        } else if word(&["join", "into", "update"]) {
            self.expecting = true;
        } else if word(&ENDS) || token.is_symbol(";") {
            self.lists.retain(|it| *it < depth);
            self.expecting = false;
        } else if self.expecting && !word(&["or", "ignore", "replace", "abort", "fail", "rollback"])
        {
            self.table(at);
        }
        self.note(at);
    }

    fn top(&self) -> Open {
        self.open.last().copied().unwrap_or_default()
    }

    fn set(&mut self, open: Open) {
        if let Some(top) = self.open.last_mut() {
            *top = open;
        }
    }

    fn new_frame(&mut self, parent: Option<usize>) -> usize {
        self.found.parents.push(parent);
        self.found.parents.len() - 1
    }

    /// Notes where a token leads from one statement or query to another, without parentheses.
    fn turn(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else {
            return;
        };
        let is = |words: &[&str]| words.iter().any(|word| token.is_word(word));
        let top = self.top();
        let parent = self.found.parents.get(top.frame).copied().flatten();
        if token.is_symbol(";") {
            let frame = self.new_frame(None);
            self.open = vec![Open {
                frame,
                ..Open::default()
            }];
        } else if is(&["union", "except", "intersect"]) {
            let frame = self.new_frame(parent);
            self.set(Open { frame, ..top });
        } else if is(&["select", "values"]) && top.written.is_some() && top.insert.is_none() {
            let frame = self.new_frame(None);
            let insert = Some(top.frame);
            self.set(Open {
                frame,
                insert,
                ..top
            });
        } else if is(&["conflict", "returning"])
            && let Some(frame) = top.insert
        {
            let insert = None;
            self.set(Open {
                frame,
                insert,
                ..top
            });
        } else if is(&["set"]) {
            self.set(Open { sets: true, ..top });
        } else if is(&["where", "from", "returning", "order", "limit"]) && top.sets {
            self.set(Open { sets: false, ..top });
        }
    }

    /// Opens a parenthesis: a query, a list of columns, or an expression.
    fn begin(&mut self, at: usize) {
        let top = self.top();
        let is_query = self.is_query(at + 1);
        self.expecting = self.expecting && !is_query;
        let inner = if is_query {
            let frame = self.new_frame(Some(top.frame));
            Open {
                frame,
                ..Open::default()
            }
        } else {
            let lists = top.written.is_some() && self.is_list(at, top);
            Open {
                frame: top.frame,
                lists,
                written: top.written.filter(|_| lists),
                ..Open::default()
            }
        };
        self.open.push(inner);
    }

    /// Whether the columns of the table that is written to stand in a parenthesis.
    fn is_list(&self, at: usize, top: Open) -> bool {
        let before = at.checked_sub(1).and_then(|it| self.tokens.get(it));
        let written = top.written.and_then(|it| self.found.all.get(it));
        let is_behind = written.is_some_and(|it| {
            let names = 1 + usize::from(it.alias.is_some());
            (it.position + names..=it.position + names + 1).contains(&at) && top.insert.is_none()
        });
        let assigns = top.sets && before.is_some_and(|it| it.is_word("set") || it.is_symbol(","));
        is_behind || assigns || before.is_some_and(|it| it.is_word("conflict"))
    }

    /// Notes the query or statement of a token, and the table that it must be a column of.
    fn note(&mut self, at: usize) {
        let top = self.top();
        let is =
            |at: usize, symbol: &str| self.tokens.get(at).is_some_and(|it| it.is_symbol(symbol));
        let assigns = top.sets && is(at + 1, "=") && {
            let before = at.checked_sub(1).and_then(|it| self.tokens.get(it));
            before.is_some_and(|it| it.is_word("set") || it.is_symbol(","))
        };
        let is_target = top.lists || assigns;
        self.found.frames.push(top.frame);
        self.found.targets.push(top.written.filter(|_| is_target));
    }

    /// Takes the table at `at`, unless that is the schema's name in front of it.
    fn table(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at).filter(|token| token.is_name()) else {
            return;
        };
        let next = self.tokens.get(at + 1);
        if next.is_some_and(|next| next.is_symbol(".")) {
            return;
        }
        let top = self.top();
        let before = |words: &[&str]| {
            let mut earlier = self.tokens.get(..at).unwrap_or_default().iter().rev();
            let skipped = |it: &&Token<'_>| it.is_symbol(".") || it.is_name() && !is_verb(it);
            let verb = earlier.find(|it| !skipped(it));
            verb.is_some_and(|it| words.iter().any(|word| it.is_word(word)))
        };
        let is_written = before(&["into", "update"]);
        self.found.all.push(Source {
            position: at,
            name: token.unquoted(),
            alias: self.alias(at + 1),
            frame: top.frame,
        });
        if is_written {
            let written = Some(self.found.all.len() - 1);
            self.set(Open { written, ..top });
        }
        self.expecting = false;
    }

    fn alias(&self, at: usize) -> Option<String> {
        let token = self.tokens.get(at)?;
        let token = if token.is_word("as") {
            self.tokens.get(at + 1)?
        } else {
            token
        };
        let ends = ENDS
            .into_iter()
            .chain(FOLLOWERS)
            .any(|word| token.is_word(word));
        (token.is_name() && !ends).then(|| token.unquoted())
    }

    fn is_query(&self, at: usize) -> bool {
        let begins = ["select", "with", "values"];
        let token = self.tokens.get(at);
        token.is_some_and(|token| begins.iter().any(|it| token.is_word(it)))
    }
}

/// Whether a word brings tables in.
fn is_verb(token: &Token<'_>) -> bool {
    let verbs = ["from", "join", "into", "update"];
    verbs.iter().any(|it| token.is_word(it))
}

/// The words after which a comma separates tables no more.
const ENDS: [&str; 13] = [
    "where",
    "group",
    "having",
    "window",
    "order",
    "limit",
    "set",
    "select",
    "values",
    "union",
    "except",
    "intersect",
    "returning",
];

/// Further words that may stand behind a table and are no alias.
const FOLLOWERS: [&str; 13] = [
    "join", "inner", "left", "right", "full", "cross", "natural", "on", "using", "indexed", "not",
    "default", "from",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sql: &str) -> Vec<String> {
        let describe = |it: Source| match it.alias {
            Some(alias) => format!("{} as {alias}", it.name),
            None => it.name,
        };
        Sources::of(sql).all.into_iter().map(describe).collect()
    }

    #[test]
    fn finds_tables_wherever_they_come_in() {
        assert_eq!(
            named("SELECT a, b FROM t, main.u AS v WHERE x"),
            ["t", "u as v"]
        );
        assert_eq!(
            named("SELECT 1 FROM (SELECT 2, 3 FROM t x), u"),
            ["t as x", "u"]
        );
        assert_eq!(
            named("INSERT OR IGNORE INTO t (a) VALUES (1); UPDATE OR FAIL u SET a = 1"),
            ["t", "u"]
        );
        assert_eq!(
            named("DELETE FROM t WHERE a IN (SELECT a FROM u JOIN v ON 1)"),
            ["t", "u", "v"]
        );
    }
}
