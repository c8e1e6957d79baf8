//! What an editor shows of a declaration, sound or broken; it runs where there is a rust-analyzer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "all of this is a test")]

use std::{
    path::Path,
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};

use editor::{Project, Server, program};

/// What is asked, at the `|` of a text in a file.
enum Question {
    /// The text beside it has this in it.
    Hover(&'static str),
    /// It is declared at the `|` of this text in the same file.
    Definition(&'static str),
    /// These can be written here.
    Completion(&'static [&'static str]),
    /// This is said about the line in which it stands.
    Diagnostic(&'static str),
    /// Nothing is said about it, or about any other line of the file.
    Silence,
}

use Question::{Completion, Definition, Diagnostic, Hover, Silence};

/// A file, a place in it, and what is asked there.
type Asked = (&'static str, &'static str, Question);

const QUESTIONS: &[Asked] = &[
    ("sound.rs", "let co|st =", Hover("cost: f64")),
    ("sound.rs", "let len|gth =", Hover("length: i64")),
    ("sound.rs", "let go|ne =", Hover("gone: bool")),
    ("sound.rs", "let buy|er =", Hover("buyer: i64")),
    ("sound.rs", "let new|est =", Hover("newest: i64")),
    ("sound.rs", "let o|ld =", Hover("old: i64")),
    (
        "sound.rs",
        "= book.pri|ce;",
        Hover("What it costs, in euros."),
    ),
    ("sound.rs", "book: shop::Bo|ok", Hover("A book on a shelf.")),
    (
        "sound.rs",
        "= book.pri|ce;",
        Definition("|price: f64 = 0.0"),
    ),
    (
        "sound.rs",
        "= book.so|ld;",
        Definition("|sold: bool = false"),
    ),
    (
        "sound.rs",
        "= sale.book|_id;",
        Definition("|book_id: i64 references"),
    ),
    ("sound.rs", "= it.pag|es;", Definition("|pages: i64,")),
    (
        "sound.rs",
        "{ wei|ght: if",
        Definition("|weight: f64 since 2"),
    ),
    (
        "sound.rs",
        "book: shop::Bo|ok",
        Definition("table book as |Book"),
    ),
    (
        "sound.rs",
        "shop::Kind::Aud|io",
        Definition("[paper, |audio]"),
    ),
    (
        "sound.rs",
        "= book.|price;",
        Completion(&["id", "price", "pages", "sold", "weight"]),
    ),
    ("broken.rs", "let co|st =", Hover("cost: f64")),
    ("broken.rs", "let len|gth =", Hover("length: i64")),
    ("broken.rs", "let go|ne =", Hover("gone: bool")),
    ("broken.rs", "let buy|er =", Hover("buyer: i64")),
    ("broken.rs", "let new|est =", Hover("newest: i64")),
    ("broken.rs", "let pla|ce =", Hover("place: i64")),
    ("broken.rs", "let o|ld =", Hover("old: i64")),
    (
        "broken.rs",
        "= book.pri|ce;",
        Hover("What it costs, in euros."),
    ),
    (
        "broken.rs",
        "= book.pri|ce;",
        Definition("|price: f64 = 0.0"),
    ),
    ("broken.rs", "= book.sh|elf;", Definition("|shelf: i64,")),
    (
        "broken.rs",
        "= sale.book|_id;",
        Definition("|book_id: i64 references"),
    ),
    (
        "broken.rs",
        "{ wei|ght: if",
        Definition("|weight: f64 since 2"),
    ),
    (
        "broken.rs",
        "= book.|price;",
        Completion(&["id", "price", "title", "pages", "sold", "shelf"]),
    ),
    ("broken.rs", "|title String", Diagnostic("expected `:`")),
    (
        "broken.rs",
        "|frobnicate",
        Diagnostic("unknown clause `frobnicate`"),
    ),
    (
        "broken.rs",
        "|tabel author",
        Diagnostic("did you mean `table`?"),
    ),
    // Asked last, when what is said about the other file has come.
    ("sound.rs", "|rusqlite_schema::schema!", Silence),
];

/// What is wrong with the answer to a question, if anything.
fn answer(server: &mut Server, project: &Project, asked: &Asked) -> Result<(), String> {
    let (file, marked, question) = asked;
    let place = project.place(file, marked);
    match question {
        Hover(part) => {
            let said = server.hover(&place);
            if said.contains(part) {
                Ok(())
            } else {
                Err(said)
            }
        }
        Definition(declared) => {
            let found = server.definitions(&place);
            let wanted = project.place(file, declared);
            if found == [wanted] {
                Ok(())
            } else {
                Err(format!("{found:?}"))
            }
        }
        Completion(names) => {
            let said = server.completions(&place);
            let all = names
                .iter()
                .all(|name| said.iter().any(|it| it.starts_with(name)));
            if all {
                Ok(())
            } else {
                Err(format!("{said:?}"))
            }
        }
        Silence => {
            let said = server.diagnostics(&place);
            if said.is_empty() { Ok(()) } else { Err(said) }
        }
        Diagnostic(part) => {
            let said = server.diagnostics_at(&place);
            if said.contains(part) {
                Ok(())
            } else {
                Err(said)
            }
        }
    }
}

/// Answers come late while the project is still read, so a wrong one is asked for again for a while.
fn answer_at_last(server: &mut Server, project: &Project, asked: &Asked) -> Result<(), String> {
    let began = Instant::now();
    loop {
        let answer = answer(server, project, asked);
        if answer.is_ok() || began.elapsed() > Duration::from_secs(20) {
            return answer;
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn main() -> ExitCode {
    let program = match program() {
        Ok(program) => program,
        Err(reason) => {
            println!("skipped, because there is no rust-analyzer to ask: {reason}");
            println!(
                "name one in RUST_ANALYZER\n\n0 passed, 0 failed, {} skipped",
                QUESTIONS.len()
            );
            return ExitCode::SUCCESS;
        }
    };
    let project = Project::new(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor"));
    let mut server = Server::start(&program, &project);
    let mut failed = 0;
    for question in QUESTIONS {
        let (file, marked, wanted) = question;
        let wanted = match wanted {
            Hover(part) => format!("shows `{part}`"),
            Definition(declared) => format!("goes to `{declared}`"),
            Completion(names) => format!("offers {names:?}"),
            Silence => "nothing is underlined".to_owned(),
            Diagnostic(part) => format!("is underlined: {part}"),
        };
        match answer_at_last(&mut server, &project, question) {
            Ok(()) => println!("{file} `{marked}` {wanted} ... ok"),
            Err(said) => {
                failed += 1;
                println!("{file} `{marked}` {wanted} ... FAILED\n{said}");
            }
        }
    }
    println!("\n{} passed, {failed} failed", QUESTIONS.len() - failed);
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
