//! The works, each on files that are prepared beforehand and copied for each round.

use std::{
    cell::Cell,
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite_schema::{Drift, rusqlite::Connection};

use crate::{
    History, Journal, Peer,
    clock::{Taken, Way, interleave, measure},
    growth::growth,
    hand::Hand,
    ours::Ours,
};

/// How often, and with how many rows.
struct Extent {
    /// Of works that take less than a millisecond or so.
    short: usize,
    /// Of works on many rows.
    long: usize,
    rows: Vec<i64>,
    /// Only works with one of these words, if there are any.
    words: Vec<String>,
}

/// Measures the floor, ours and these peers. The arguments of the program are numbers of rows, and
/// words of the works that are wanted; or `growth`.
pub fn run(peers: &[&dyn Peer]) {
    let (mut rows, mut words) = (Vec::new(), Vec::new());
    for argument in std::env::args().skip(1) {
        if argument == "growth" {
            return growth();
        }
        match argument.parse::<i64>() {
            Ok(number) => rows.push(number),
            Err(_) => words.push(argument),
        }
    }
    if rows.is_empty() {
        rows = vec![100_000, 1_000_000];
    }
    let extent = Extent {
        short: 100,
        long: 5,
        rows,
        words,
    };
    let ours = Ours {
        drift: Drift::default(),
    };
    let mut all: Vec<&dyn Peer> = vec![&Hand, &ours];
    all.extend(peers);
    let folder = tempfile::tempdir().unwrap();
    let suite = Suite {
        folder: folder.path(),
        peers: &all,
        extent,
        files: Cell::new(0),
    };
    suite.opening();
    suite.creation("create a fresh file", Journal::Rollback);
    suite.creation("create a fresh file, WAL", Journal::Wal);
    suite.in_memory();
    suite.upgrade("upgrade in place", History::App);
    suite.upgrade("columns for a `STRICT` table", History::Samples);
    suite.upgrade("two rebuilds of a table", History::Readings);
    suite.upgrade("rows through Rust", History::People);
}

struct Suite<'a> {
    folder: &'a Path,
    peers: &'a [&'a dyn Peer],
    extent: Extent,
    files: Cell<usize>,
}

impl<'a> Suite<'a> {
    fn new_file(&self) -> PathBuf {
        self.files.set(self.files.get() + 1);
        self.folder.join(format!("{}.db", self.files.get()))
    }

    fn wants(&self, work: &str) -> bool {
        let words = &self.extent.words;
        words.is_empty() || words.iter().any(|it| work.contains(it.as_str()))
    }

    fn who_knows(&self, history: History) -> impl Iterator<Item = &'a dyn Peer> {
        let peers = self.peers.iter().copied();
        peers.filter(move |it| it.knows(history))
    }

    /// A current file is opened; each has one that it has made itself.
    fn opening(&self) {
        if !self.wants("open") {
            return;
        }
        let ignoring = Ours {
            drift: Drift::Ignore,
        };
        let mut ready = Vec::new();
        let mut answered = Vec::new();
        let peers = self.who_knows(History::App);
        for peer in peers.chain([&ignoring as &dyn Peer]) {
            let path = self.new_file();
            drop(peer.open(History::App, &path, Journal::Rollback));
            let file = path.clone();
            ready.push(way(peer, move || {
                measure(|| peer.open(History::App, &file, Journal::Rollback))
            }));
            answered.push(way(peer, move || {
                measure(|| peer.open_and_query(History::App, &path))
            }));
        }
        interleave("open a current file", "", self.extent.short, ready);
        interleave("open and first answer", "", self.extent.short, answered);
    }

    fn creation(&self, work: &str, journal: Journal) {
        if !self.wants(work) {
            return;
        }
        let ways = self.who_knows(History::App).map(|peer| {
            let path = self.new_file();
            way(peer, move || {
                remove(&path);
                measure(|| peer.open(History::App, &path, journal))
            })
        });
        interleave(work, "", self.extent.short, ways.collect());
    }

    fn in_memory(&self) {
        if !self.wants("in memory") {
            return;
        }
        let ways = self
            .who_knows(History::App)
            .map(|peer| way(peer, move || measure(|| peer.in_memory(History::App))));
        interleave("in memory", "", self.extent.short, ways.collect());
    }

    /// A file of the first version, with rows, is opened.
    fn upgrade(&self, work: &str, history: History) {
        for rows in self.extent.rows.iter().filter(|_| self.wants(work)) {
            let ways = self.who_knows(history).map(|peer| {
                let (original, copy) = (self.new_file(), self.new_file());
                peer.first_version(history, &original);
                history.fill(&Connection::open(&original).unwrap(), *rows);
                way(peer, move || {
                    copy_file(&original, &copy);
                    measure(|| peer.open(history, &copy, Journal::Rollback))
                })
            });
            interleave(work, &rows.to_string(), self.extent.long, ways.collect());
            self.clear();
        }
    }

    /// A million rows are a hundred megabytes for each of them.
    fn clear(&self) {
        for entry in fs::read_dir(self.folder).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
    }
}

fn way<'a>(peer: &dyn Peer, round: impl FnMut() -> Taken + 'a) -> Way<'a> {
    Way {
        name: peer.name().to_owned(),
        round: Box::new(round),
    }
}

/// Takes a database away, with what SQLite keeps beside it.
fn remove(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let path = PathBuf::from(format!("{}{suffix}", path.display()));
        if path.exists() {
            fs::remove_file(path).unwrap();
        }
    }
}

/// Copies a database, and waits until it is on the disk: the round after would pay for that.
fn copy_file(original: &Path, copy: &Path) {
    remove(copy);
    fs::copy(original, copy).unwrap();
    File::open(copy).unwrap().sync_all().unwrap();
}
