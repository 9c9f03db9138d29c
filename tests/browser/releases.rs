//! A server of the page that can go from one version to another, and be faulty.

use crate::site;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

/// The files of one version by their path.
#[derive(Clone)]
pub(crate) struct Release(BTreeMap<String, Vec<u8>>);

/// How a server may get a file wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    /// A changed byte in the middle.
    Damaged,
    /// The first half, as if it were all.
    Cut,
    Missing,
    /// The page of a network that wants its users to log in, with status 200.
    Portal,
    /// It does not come as long as the fault lasts.
    Held,
}

/// A running server. Its thread ends with the tests.
pub(crate) struct ReleaseServer {
    /// `http://127.0.0.1:PORT/`
    pub(crate) address: String,
    state: Arc<Mutex<State>>,
}

struct State {
    release: Release,
    faults: Vec<(&'static str, Fault)>,
    is_off: bool,
    requests: Vec<String>,
}

impl Release {
    /// What the build has made, without the single file and the compressed copies.
    pub(crate) fn built() -> Release {
        let sums =
            std::fs::read_to_string(site::folder().join("SHA256SUMS")).expect("the build lists its files");
        let names = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name);
        let names = names.filter(|name| ![".br", ".gz"].iter().any(|end| name.ends_with(end)));
        let read = |name: &str| std::fs::read(site::folder().join(name)).expect("what is listed is there");
        Release(
            names.filter(|name| *name != "pullquote.html").map(|name| (name.into(), read(name))).collect(),
        )
    }

    /// The same with a line added to a file, stamped as the build does.
    pub(crate) fn with_line(&self, name: &str, line: &str) -> Release {
        self.with_file(name, [&self.0[name], line.as_bytes()].concat())
    }

    /// The same with another file in the place of one, stamped as the build does.
    pub(crate) fn with_file(&self, name: &str, bytes: Vec<u8>) -> Release {
        let mut release = self.clone();
        let mut changed = vec![(name.to_owned(), bytes)];
        while let Some((name, bytes)) = changed.pop() {
            let [old, new] = [&release.0[&name], &bytes].map(sha256);
            release.0.insert(name, bytes);
            for (other, text) in release.0.clone() {
                let Ok(text) = String::from_utf8(text) else { continue };
                if other == "sw.js" {
                    release.0.insert(other, text.replace(&old, &new).into());
                } else if text.contains(&old) {
                    changed.push((other, text.replace(&old, &new).into()));
                }
            }
        }
        let worker = String::from_utf8(release.0["sw.js"].clone()).expect("a script is text");
        let version = sha256(worker.replacen(&self.version(), "unbuilt", 1));
        release.0.insert("sw.js".into(), worker.replacen(&self.version(), &version, 1).into());
        release
    }

    pub(crate) fn version(&self) -> String {
        let worker = String::from_utf8_lossy(&self.0["sw.js"]);
        let (_, rest) = worker.split_once("const VERSION = \"").expect("the build has filled it in");
        rest.split('"').next().unwrap_or_default().to_owned()
    }

    /// The same with some files of another version.
    pub(crate) fn with_files_of(&self, other: &Release, names: &[&str]) -> Release {
        let mut mixed = self.clone();
        mixed.0.extend(names.iter().map(|&name| (name.to_owned(), other.0[name].clone())));
        mixed
    }
}

fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl ReleaseServer {
    pub(crate) fn start(release: Release) -> ReleaseServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("some port is free");
        let address = format!("http://{}/", listener.local_addr().expect("it has an address"));
        let state = State { release, faults: Vec::new(), is_off: false, requests: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || answer(&stream, &shared));
            }
        });
        ReleaseServer { address, state }
    }

    /// Serves another version, in which some files are faulty.
    pub(crate) fn publish(&self, release: &Release, faults: &[(&'static str, Fault)]) {
        let mut state = self.state();
        state.release = release.clone();
        state.faults = faults.to_vec();
    }

    /// Answers nothing any more.
    pub(crate) fn turn_off(&self) {
        self.state().is_off = true;
    }

    pub(crate) fn turn_on(&self) {
        self.state().is_off = false;
    }

    /// The paths that were asked for since this was last called.
    pub(crate) fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state().requests)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds this")
    }
}

/// Answers one request. A connection that asks nothing, or is gone, is none.
fn answer(stream: &TcpStream, state: &Mutex<State>) {
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let Some(path) = head.first().and_then(|line| line.split([' ', '?']).nth(1)) else { return };
    let path = if path == "/" { "index.html" } else { path.trim_start_matches('/') };
    let is_held = || {
        let state = state.lock().expect("no test panics while it holds this");
        state.faults.contains(&(path, Fault::Held))
    };
    while is_held() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let (status, kind, body) = {
        let mut state = state.lock().expect("no test panics while it holds this");
        state.requests.push(path.to_owned());
        if state.is_off {
            return;
        }
        let fault = state.faults.iter().find(|(name, _)| *name == path).map(|(_, fault)| *fault);
        respond(state.release.0.get(path), kind_of(path), fault)
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    // Whoever asked may be gone.
    let _ = (&*stream).write_all(head.as_bytes()).and_then(|()| (&*stream).write_all(&body));
}

fn respond(
    file: Option<&Vec<u8>>,
    kind: &'static str,
    fault: Option<Fault>,
) -> (&'static str, &'static str, Vec<u8>) {
    let file = file.filter(|_| fault != Some(Fault::Missing)).cloned();
    let Some(mut bytes) = file else { return ("404 Not Found", "text/plain", b"Not found".to_vec()) };
    let half = bytes.len() / 2;
    match fault {
        Some(Fault::Portal) => return ("200 OK", "text/html", b"<!doctype html><p>Log in".to_vec()),
        Some(Fault::Cut) => bytes.truncate(half),
        // A letter becomes another.
        Some(Fault::Damaged) => bytes[half] ^= 1,
        Some(Fault::Missing | Fault::Held) | None => {}
    }
    ("200 OK", kind, bytes)
}

fn kind_of(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|end| end.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        _ => "text/plain",
    }
}
