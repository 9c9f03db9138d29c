//! Chromium, as the tests start it. All that only Chromium understands is here; the rest speaks W3C WebDriver.

use crate::watched::{Watched, find_program};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use url::{ParseError, Url};

/// Quiet and the same everywhere: the browser asks nothing of its maker, and no user's settings reach it. It
/// runs without its sandbox, which containers and the root user do not have; it opens our own pages alone.
const FLAGS: [&str; 14] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--lang=en-GB",
];

const MISSING: &str = "The browser tests need Chromium and its driver. `./tools/test` installs them; by hand on \
    Debian or Ubuntu: apt-get install --no-install-recommends chromium chromium-driver fonts-dejavu-core";

/// A running driver with one browser. Dropping it ends both.
pub(crate) struct Chromium {
    pub(crate) client: Client,
    _driver: Watched,
}

/// What a reader's browser keeps between visits, and where it puts downloads.
pub(crate) struct Profile {
    folder: tempfile::TempDir,
    may_be_full: bool,
}

impl Profile {
    pub(crate) fn new() -> Profile {
        Profile { folder: tempfile::tempdir().expect("a temporary folder can be made"), may_be_full: false }
    }

    /// One in a folder of another disk, which may be full.
    pub(crate) fn new_in(folder: &Path) -> Profile {
        let folder = tempfile::tempdir_in(folder).expect("a folder can be made on that disk");
        Profile { folder, may_be_full: true }
    }

    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("settings")
    }
}

pub(crate) async fn launch(profile: &Profile) -> Chromium {
    let browser = find_program(&["chromium", "chromium-browser", "google-chrome"]).expect(MISSING);
    let program = find_program(&["chromedriver"]).expect(MISSING);
    let (driver, port) = start(&program);
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(&browser, profile))
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .unwrap_or_else(|why| panic!("Chromium did not start: {why}"));
    Chromium { client, _driver: driver }
}

/// A driver, and the port that it listens on. It finds a free one by itself, and now and then another program is
/// faster: then it ends, and is started again.
fn start(program: &Path) -> (Watched, u16) {
    let ready = |line: &str| {
        let port = line.strip_prefix("ChromeDriver was started successfully on port ")?;
        Some(port.trim_end_matches('.').parse::<u16>().ok())
    };
    for _ in 0..9 {
        let (driver, output) = Watched::start(Command::new(program).arg("--port=0"));
        let taken = |line: &str| line.contains("port not available").then_some(None);
        if let Some(port) = output.wait_for_line("chromedriver", |line| ready(line).or_else(|| taken(line))) {
            return (driver, port);
        }
    }
    panic!("chromedriver found no free port")
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

fn capabilities(browser: &Path, profile: &Profile) -> serde_json::Map<String, Value> {
    let mut flags: Vec<String> = FLAGS.map(String::from).into();
    flags.push(format!("--user-data-dir={}", profile.settings().display()));
    flags.push("--window-size=1280,800".into());
    // Else the driver reads the port from a file in the profile, which the browser cannot write on a full disk.
    if profile.may_be_full {
        flags.push(format!("--remote-debugging-port={}", free_port()));
    }
    let capabilities = json!({
        "browserName": "chrome",
        "timeouts": { "script": 60_000, "pageLoad": 60_000, "implicit": 0 },
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": browser,
            "args": flags,
            "prefs": {
                "download.default_directory": profile.downloads(),
                "download.prompt_for_download": false,
            },
        },
    });
    match capabilities {
        Value::Object(capabilities) => capabilities,
        _ => unreachable!("the literal above is an object"),
    }
}

/// A command of Chromium's own debugging protocol, and its answer.
pub(crate) async fn devtools(client: &Client, command: &str, parameters: Value) -> Value {
    let body = json!({ "cmd": command, "params": parameters });
    let answer = client.issue_cmd(Post { path: "goog/cdp/execute", body }).await;
    answer.unwrap_or_else(|why| panic!("{command}: {why}"))
}

/// What the console has said since it was last asked: level and message.
pub(crate) async fn console(client: &Client) -> Vec<(String, String)> {
    let log = client.issue_cmd(Post { path: "se/log", body: json!({ "type": "browser" }) }).await;
    let log = log.unwrap_or_else(|why| panic!("the console could not be read: {why}"));
    let field = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let entries = log.as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().map(|entry| (field(entry, "level"), field(entry, "message"))).collect()
}

#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// Ends every process of the browser at once, as a crash or a power cut would: nothing is written any more.
pub(crate) fn kill(profile: &Profile) {
    let folder = profile.settings();
    let processes = std::fs::read_dir("/proc").expect("the tests run on Linux").flatten();
    let numbers = processes.filter_map(|process| process.file_name().to_str()?.parse::<u32>().ok());
    let is_of_the_browser = |number: &u32| {
        let words = std::fs::read(format!("/proc/{number}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&words).contains(&*folder.to_string_lossy())
    };
    let numbers: Vec<String> = numbers.filter(is_of_the_browser).map(|number| number.to_string()).collect();
    let _ = Command::new("kill").arg("-KILL").args(numbers).status();
}
