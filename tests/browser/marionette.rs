//! Firefox, driven through the port that it opens itself (Marionette): lengths and JSON, no driver beside it.

use crate::engines::{Command, Engine};
use crate::site;
use crate::watched::{Output, Watched, find_program};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const MISSING: &str = "This test needs Firefox. `./tools/test` installs it; by hand on Debian: apt-get install \
    --no-install-recommends firefox-esr";

/// Quiet: the browser asks nothing of its maker. Port 0 is any free one, which it writes into its profile.
const SETTINGS: &str = "user_pref('marionette.port', 0);
user_pref('remote.prefs.recommended', true);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('app.update.enabled', false);
user_pref('toolkit.telemetry.enabled', false);
user_pref('network.captive-portal-service.enabled', false);
user_pref('network.connectivity-service.enabled', false);
user_pref('toolkit.startup.max_resumed_crashes', -1);
user_pref('browser.sessionstore.resume_from_crash', false);
user_pref('devtools.console.stdout.content', true);
";

/// For what starts it a hundred times: one process for pages, and the library compiled the quick way.
const LIGHT: &str = "user_pref('fission.autostart', false);
user_pref('dom.ipc.processCount', 1);
user_pref('dom.ipc.processPrelaunch.enabled', false);
user_pref('browser.startup.page', 0);
user_pref('browser.startup.homepage', 'about:blank');
user_pref('browser.newtabpage.enabled', false);
user_pref('browser.newtab.preload', false);
user_pref('javascript.options.wasm_optimizingjit', false);
";

/// Long enough for a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) struct Firefox {
    stream: BufReader<TcpStream>,
    last: u32,
    /// Nothing only while it is being started again.
    program: Option<(Watched, Output)>,
    profile: tempfile::TempDir,
}

impl Firefox {
    pub(crate) fn launch() -> Firefox {
        Firefox::launch_with("")
    }

    /// One that is quick to start.
    pub(crate) fn launch_light() -> Firefox {
        Firefox::launch_with(LIGHT)
    }

    /// The same, with so little room for all that pages store, in kilobytes. (No page gets less than 10 MB.)
    pub(crate) fn launch_with_room(kilobytes: u32) -> Firefox {
        let limit = format!("user_pref('dom.quotaManager.temporaryStorage.fixedLimit', {kilobytes});\n");
        Firefox::launch_with(&format!("{LIGHT}{limit}"))
    }

    /// The same, with all that it keeps on another disk.
    pub(crate) fn launch_on(disk: &Path) -> Firefox {
        Firefox::launch_in(tempfile::tempdir_in(disk).expect("a folder can be made on that disk"), LIGHT)
    }

    fn launch_with(settings: &str) -> Firefox {
        Firefox::launch_in(tempfile::tempdir().expect("a temporary folder can be made"), settings)
    }

    fn launch_in(profile: tempfile::TempDir, settings: &str) -> Firefox {
        std::fs::write(profile.path().join("user.js"), format!("{SETTINGS}{settings}"))
            .expect("a file can be written there");
        let (program, stream) = start(profile.path());
        let mut firefox = Firefox { stream, last: 0, program: Some(program), profile };
        firefox.begin();
        firefox
    }

    /// Ends it without a chance to write anything, and starts it again with all that it keeps.
    pub(crate) fn kill_and_reopen(&mut self) {
        self.kill();
        self.reopen();
    }

    pub(crate) fn kill(&mut self) {
        self.program = None;
    }

    pub(crate) fn reopen(&mut self) {
        let _it_may_be_gone = std::fs::remove_file(port_file(self.profile.path()));
        let (program, stream) = start(self.profile.path());
        (self.program, self.stream, self.last) = (Some(program), stream, 0);
        self.begin();
    }

    fn begin(&mut self) {
        let _greeting = self.read();
        self.send("WebDriver:NewSession", &json!({ "capabilities": { "alwaysMatch": {} } }));
        self.send("WebDriver:SetTimeouts", &json!({ "script": PATIENCE.as_millis() as u64 }));
    }

    /// What pages have written to the console since it was last asked.
    pub(crate) fn console(&self) -> Vec<String> {
        let said = self.program.iter().flat_map(|(_, output)| output.lines());
        said.filter(|line| line.starts_with("console.")).collect()
    }

    /// How many bytes stand in files that it keeps for the page's service worker and has not finished.
    pub(crate) fn unfinished(&self) -> u64 {
        let children = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
        let origins = children(&self.profile.path().join("storage/default"));
        let folders = origins.flat_map(|origin| children(&origin.path().join("cache/morgue")));
        let files = folders.flat_map(|folder| children(&folder.path()));
        let unfinished = files.filter(|file| file.path().extension().is_some_and(|kind| kind == "tmp"));
        unfinished.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }

    /// Leaves behind a file that was not finished, as a kill amid the writing does: at its next start Firefox takes it
    /// away, and its size off what it has counted, which it was not part of.
    pub(crate) fn leave_unfinished(&self, bytes: u64) {
        let origins =
            std::fs::read_dir(self.profile.path().join("storage/default")).expect("it has kept something");
        let morgues = origins.flatten().map(|origin| origin.path().join("cache/morgue"));
        let morgue =
            morgues.into_iter().find(|morgue| morgue.is_dir()).expect("a service worker has kept files");
        let folder = morgue.join("7");
        std::fs::create_dir_all(&folder).expect("a folder can be made there");
        let file = std::fs::File::create(folder.join("{0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab}.tmp"));
        file.and_then(|file| file.set_len(bytes)).expect("a file can be made there");
    }

    /// Opens the page and waits until it can be used.
    pub(crate) fn open_page(&mut self) {
        self.send("WebDriver:Navigate", &json!({ "url": site::shared().address }));
        self.eval(
            "while (!document.documentElement.dataset.ready) await new Promise((done) => setTimeout(done, 10))",
        );
    }

    /// What a script gives: the body of an async function.
    pub(crate) fn eval(&mut self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; (async () => {{ {script}\n }})().then(\
             (value) => done({{ value }}), (why) => done({{ why: `${{why}} ${{why?.stack}}` }}))"
        );
        let body = json!({ "script": script, "args": [], "sandbox": null });
        let mut answer = self.send("WebDriver:ExecuteAsyncScript", &body);
        assert!(answer["why"].is_null(), "the script failed: {}", answer["why"]);
        answer["value"].take()
    }

    fn send(&mut self, name: &str, body: &Value) -> Value {
        self.last += 1;
        let message = json!([0, self.last, name, body]).to_string();
        write!(self.stream.get_mut(), "{}:{message}", message.len()).expect("Firefox listens");
        let mut answer = self.read();
        assert!(answer[2].is_null(), "{name}: {}", answer[2]);
        let mut result = answer[3].take();
        if result.get("value").is_some() { result["value"].take() } else { result }
    }

    /// A message: its length, a colon, JSON.
    fn read(&mut self) -> Value {
        let mut length = vec![];
        self.stream.read_until(b':', &mut length).expect("Firefox answers");
        let length =
            String::from_utf8_lossy(&length).trim_end_matches(':').parse().expect("a length comes first");
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message).expect("Firefox answers in full");
        serde_json::from_slice(&message).expect("Firefox speaks JSON")
    }
}

impl Engine for Firefox {
    fn command(&mut self, command: Command) -> Value {
        self.send(command.name, &command.body)
    }
}

/// Starts it with a profile, and waits until it can be talked to.
fn start(profile: &Path) -> ((Watched, Output), BufReader<TcpStream>) {
    let program = find_program(&["firefox-esr", "firefox"]).expect(MISSING);
    let mut command = std::process::Command::new("env");
    command.arg("MOZ_CRASHREPORTER_DISABLE=1").arg(format!("HOME={}", profile.display()));
    command.arg(program).args(["--headless", "--no-remote", "--marionette", "--profile"]);
    let program = Watched::start(command.arg(profile));
    let stream = connect(&port_file(profile));
    stream.set_read_timeout(Some(PATIENCE)).expect("a time is no error");
    (program, BufReader::new(stream))
}

fn port_file(profile: &Path) -> PathBuf {
    profile.join("MarionetteActivePort")
}

fn connect(port_file: &Path) -> TcpStream {
    let start = Instant::now();
    loop {
        let port = std::fs::read_to_string(port_file).ok().and_then(|port| port.trim().parse::<u16>().ok());
        if let Some(stream) = port.and_then(|port| TcpStream::connect(("127.0.0.1", port)).ok()) {
            return stream;
        }
        assert!(start.elapsed() < PATIENCE, "Firefox did not open its port");
        std::thread::sleep(Duration::from_millis(50));
    }
}
