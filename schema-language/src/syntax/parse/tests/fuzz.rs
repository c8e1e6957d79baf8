//! Whatever the tokens, the parser comes back, and what it returns can be lowered and checked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::{prelude::*, test_runner::RngSeed};

use super::example::{EVERYTHING, EXAMPLE};
use crate::report::Ctxt;

const WORDS: &[&str] = &[
    "schema",
    "pub",
    "in",
    "nullable",
    "keys",
    "const",
    "history",
    "legacy",
    "version",
    "sealed",
    "compatible",
    "breaking",
    "rename",
    "sql",
    "run",
    "drop",
    "index",
    "table",
    "as",
    "for",
    "since",
    "until",
    "strict",
    "without",
    "rowid",
    "unrehearsed",
    "primary",
    "key",
    "autoincrement",
    "unique",
    "foreign",
    "references",
    "on",
    "delete",
    "update",
    "cascade",
    "set",
    "null",
    "default",
    "no",
    "action",
    "restrict",
    "deferrable",
    "initially",
    "deferred",
    "not",
    "check",
    "checked",
    "collate",
    "generated",
    "stored",
    "virtual",
    "from",
    "trigger",
    "before",
    "after",
    "instead",
    "of",
    "when",
    "view",
    "using",
    "fragment",
    "seed",
    "extern",
    "function",
    "module",
    "collation",
    "application_id",
    "journal",
    "where",
    "desc",
    "asc",
    "None",
    "true",
    "a",
    "t",
    "i64",
    "String",
    "Option",
    "type",
    "self",
    "_",
    "crate",
    "dyn",
    "impl",
    "fn",
];

/// A tree of tokens of the language and of nothing in particular.
fn token() -> impl Strategy<Value = TokenTree> {
    let word = prop::sample::select(WORDS).prop_map(|it| Ident::new(it, Span::call_site()).into());
    let punct = prop::sample::select(b",;:=.#>-<&!?$+*'".as_slice());
    let punct = (punct, any::<bool>()).prop_map(|(it, joint)| {
        let joint = joint || it == b'\'';
        let spacing = if joint {
            Spacing::Joint
        } else {
            Spacing::Alone
        };
        Punct::new(char::from(it), spacing).into()
    });
    let literal = prop::sample::select(&[
        "1", "2u8", "0xFF", "1.5", "\"x\"", "b\"x\"", "'c'", "1e9f64", "\"y\"z",
    ]);
    let literal = literal.prop_map(|it| it.parse::<Literal>().expect("a literal").into());
    let leaf = prop_oneof![5 => word, 3 => punct, 2 => literal];
    leaf.prop_recursive(5, 60, 8, |inner| {
        let delimiter = prop::sample::select(&[
            Delimiter::Brace,
            Delimiter::Parenthesis,
            Delimiter::Bracket,
            Delimiter::None,
        ]);
        (delimiter, prop::collection::vec(inner, 0..8)).prop_map(|(delimiter, tokens)| {
            Group::new(delimiter, tokens.into_iter().collect()).into()
        })
    })
}

/// Parses, checks and expands, and fails the test on a panic, or on an expansion that is no Rust.
pub(crate) fn survives(tokens: TokenStream) -> Result<(), TestCaseError> {
    let shown = tokens.to_string();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let survived = crate::survival::survives(tokens.clone());
        let mut cx = Ctxt::default();
        let schema = super::super::parse(&mut cx, tokens);
        let lowered = crate::lower::lower(&mut cx, &schema);
        super::reports(cx);
        let mut cx = Ctxt::default();
        crate::check::check(&mut cx, &lowered);
        super::places_and_messages(cx);
        survived
    }));
    match outcome {
        Ok(survived) => survived.map(drop).map_err(TestCaseError::fail),
        Err(_) => Err(TestCaseError::fail(format!("a panic from {shown}"))),
    }
}

/// Applies one change somewhere in a stream of tokens, groups included.
pub(crate) fn mutate(tokens: TokenStream, place: &mut usize, change: &Change) -> TokenStream {
    let mut out = Vec::new();
    for token in tokens {
        let here = *place == 0;
        *place = place.wrapping_sub(1);
        match (here, change) {
            (true, Change::Remove) => {}
            (true, Change::Replace(other)) => out.push(other.clone()),
            (true, Change::Insert(other)) => out.extend([other.clone(), token]),
            (true, Change::Double) => out.extend([token.clone(), token]),
            (true, Change::Swap) => {
                let before = out.pop();
                out.push(token);
                out.extend(before);
            }
            (false, _) => out.push(match token {
                TokenTree::Group(group) => {
                    Group::new(group.delimiter(), mutate(group.stream(), place, change)).into()
                }
                other => other,
            }),
        }
    }
    out.into_iter().collect()
}

#[derive(Clone, Debug)]
pub(crate) enum Change {
    Remove,
    Replace(TokenTree),
    Insert(TokenTree),
    Double,
    Swap,
}

pub(crate) fn change() -> impl Strategy<Value = (usize, Change)> {
    let change = prop_oneof![
        Just(Change::Remove),
        token().prop_map(Change::Replace),
        token().prop_map(Change::Insert),
        Just(Change::Double),
        Just(Change::Swap),
    ];
    (0..700_usize, change)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_tokens(tokens in prop::collection::vec(token(), 0..40)) {
        survives(tokens.into_iter().collect())?;
    }

    #[test]
    fn any_items(tokens in prop::collection::vec(token(), 0..40)) {
        let head: TokenStream = "schema s in \"s.db\"".parse().expect("tokens");
        let body = TokenTree::from(Group::new(Delimiter::Brace, tokens.into_iter().collect()));
        survives(head.into_iter().chain([body]).collect())?;
    }

    #[test]
    fn any_lines(tokens in prop::collection::vec(token(), 0..40)) {
        let body = Group::new(Delimiter::Brace, tokens.into_iter().collect());
        let source = quote::quote!(schema s in "s.db" { table t #body history #body });
        survives(source)?;
    }

    #[test]
    fn any_mutation(changes in prop::collection::vec(change(), 1..4), everything: bool) {
        let source = if everything { EVERYTHING } else { EXAMPLE };
        let mut tokens: TokenStream = source.parse().expect("tokens");
        for (mut place, change) in changes {
            tokens = mutate(tokens, &mut place, &change);
        }
        survives(tokens)?;
    }
}
