//! rust-analyzer as a child process, spoken to in the Language Server Protocol.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::project::{Place, Project};

/// The first time the dependencies of the project are compiled, on a machine that may be busy.
const PATIENCE: Duration = Duration::from_secs(600);

/// A running rust-analyzer.
pub struct Server {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    last: u64,
    /// What it says unasked about each file.
    diagnostics: HashMap<String, Vec<(usize, String)>>,
    /// Whether it has read and built everything.
    quiet: bool,
}

impl Server {
    /// Starts it with a project whose files are open, and waits until it has read everything.
    #[must_use]
    pub fn start(program: &str, project: &Project) -> Self {
        let mut child = Command::new(program)
            .current_dir(project.folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let diagnostics = HashMap::new();
        let mut server = Self {
            child,
            input,
            messages,
            last: 0,
            diagnostics,
            quiet: false,
        };
        server.greet(project);
        server
    }

    fn greet(&mut self, project: &Project) {
        let root = format!("file://{}", project.folder().display());
        let hello = json!({
            "processId": std::process::id(),
            "rootUri": root,
            "capabilities": {
                "experimental": { "serverStatusNotification": true },
                "textDocument": { "hover": { "contentFormat": ["markdown"] } },
            },
            "initializationOptions": { "checkOnSave": false, "cachePriming": { "enable": false } },
        });
        self.ask("initialize", &hello).unwrap();
        self.tell("initialized", &json!({}));
        for file in ["broken.rs", "sound.rs"] {
            let document = json!({
                "uri": project.uri(file), "languageId": "rust", "version": 1, "text": project.text(file),
            });
            self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        }
        let began = Instant::now();
        while !self.quiet {
            assert!(began.elapsed() < PATIENCE, "still reading the project");
            self.listen(Duration::from_secs(1));
        }
    }

    /// The text that is shown beside what the cursor is on.
    pub fn hover(&mut self, place: &Place) -> String {
        let answer = self.ask("textDocument/hover", &place.position());
        answer.map_or_else(
            |error| error,
            |it| {
                it["contents"]["value"]
                    .as_str()
                    .unwrap_or("nothing")
                    .to_owned()
            },
        )
    }

    /// Where the cursor is taken.
    pub fn definitions(&mut self, place: &Place) -> Vec<Place> {
        let answer = self.ask("textDocument/definition", &place.position());
        let answer = answer.unwrap_or_default();
        let all = answer.as_array().cloned().unwrap_or_default();
        let all = all.iter().map(|it| {
            let start = &it["range"]["start"];
            Place {
                uri: it["uri"].as_str().unwrap().to_owned(),
                line: number(&start["line"]),
                column: number(&start["character"]),
            }
        });
        all.collect()
    }

    /// What could be written where the cursor is.
    pub fn completions(&mut self, place: &Place) -> Vec<String> {
        let answer = self.ask("textDocument/completion", &place.position());
        let answer = answer.unwrap_or_default();
        let items = if answer.is_array() {
            &answer
        } else {
            &answer["items"]
        };
        let items = items.as_array().cloned().unwrap_or_default();
        let labels = items.iter().filter_map(|it| it["label"].as_str());
        labels.map(str::to_owned).collect()
    }

    /// What is said about a line that is underlined.
    pub fn diagnostics_at(&mut self, place: &Place) -> String {
        self.listen(Duration::from_millis(200));
        let all = self.diagnostics.get(&place.uri).into_iter().flatten();
        let here = all.filter(|(line, _)| *line == place.line);
        let said: Vec<&str> = here.map(|(_, said)| said.as_str()).collect();
        said.join("\n")
    }

    /// Everything that is said about a file.
    pub fn diagnostics(&mut self, place: &Place) -> String {
        self.listen(Duration::from_millis(200));
        let all = self.diagnostics.get(&place.uri).into_iter().flatten();
        let said: Vec<_> = all
            .map(|(line, it)| format!("{}: {it}", line + 1))
            .collect();
        said.join("\n")
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a question, or what was wrong with it.
    fn ask(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        self.last += 1;
        let id = self.last;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let Some(message) = self.listen(Duration::from_secs(1)) else {
                continue;
            };
            if message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(error.to_string()),
                    None => Ok(message["result"].clone()),
                };
            }
        }
        panic!("no answer to {method}");
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.input.flush().unwrap();
    }

    /// The next message; what it asks of the editor is answered, and what it reports is kept.
    fn listen(&mut self, wait: Duration) -> Option<Value> {
        let message = self.messages.recv_timeout(wait).ok()?;
        let params = &message["params"];
        match message["method"].as_str() {
            None => return Some(message),
            Some("experimental/serverStatus") => {
                self.quiet = params["quiescent"] == true;
                if params["health"] != "ok" {
                    println!(
                        "it says: {}",
                        params["message"].as_str().unwrap_or_default()
                    );
                }
            }
            Some("textDocument/publishDiagnostics") => {
                let all = params["diagnostics"]
                    .as_array()
                    .cloned()
                    .unwrap_or_default();
                let all = all.iter().map(|it| {
                    let said = it["message"].as_str().unwrap_or_default();
                    (number(&it["range"]["start"]["line"]), said.to_owned())
                });
                let uri = params["uri"].as_str().unwrap_or_default().to_owned();
                self.diagnostics.insert(uri, all.collect());
            }
            Some(_) => {}
        }
        if let Some(id) = message.get("id") {
            let answer = json!({ "jsonrpc": "2.0", "id": id, "result": null });
            self.send(&answer);
        }
        Some(message)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// A message, if there is one more.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut text = vec![0; length];
    output.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}
