//! WebKitGTK's small browser, driven through its WebDriver, on a screen in memory.

use crate::engines::{Command, Engine, Post};
use crate::watched::{Output, Watched, find_program};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const MISSING: &str = "This test needs WebKitGTK's driver and a screen in memory. `./tools/test` installs them; by \
    hand on Debian: apt-get install --no-install-recommends webkit2gtk-driver xvfb xauth";

pub(crate) struct WebKit {
    client: Client,
    runtime: Runtime,
    _program: (Watched, Output),
    _folder: tempfile::TempDir,
}

impl WebKit {
    pub(crate) fn launch() -> WebKit {
        let driver = find_program(&["WebKitWebDriver"]).expect(MISSING);
        let screen = find_program(&["xvfb-run"]).expect(MISSING);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let port = free_port();
        let home = |name: &str| format!("{name}={}", folder.path().display());
        let mut command = std::process::Command::new("env");
        // Without a sandbox, which containers and the root user do not have, and without a graphics card.
        command.args(["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1", "LIBGL_ALWAYS_SOFTWARE=1"]);
        command
            .args(["WEBKIT_DISABLE_DMABUF_RENDERER=1"])
            .args(["HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"].map(home));
        command.arg(screen).args(["-a", "-s", "-screen 0 1280x800x24"]).arg(driver);
        let program = Watched::start(command.arg(format!("--port={port}")));
        wait_for(port);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime can be made");
        let connect = async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities()).connect(&format!("http://127.0.0.1:{port}")).await
        };
        let client = runtime.block_on(connect).unwrap_or_else(|why| panic!("WebKit did not start: {why}"));
        WebKit { client, runtime, _program: program, _folder: folder }
    }
}

fn capabilities() -> serde_json::Map<String, Value> {
    let folders = ["x86_64-linux-gnu", "aarch64-linux-gnu"];
    let files = folders.map(|folder| format!("/usr/lib/{folder}/webkit2gtk-4.1/MiniBrowser"));
    let browser = files.iter().find(|file| std::path::Path::new(file).is_file()).expect(MISSING);
    let options = json!({ "binary": browser, "args": ["--automation"] });
    serde_json::Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)])
}

impl Engine for WebKit {
    fn command(&mut self, command: Command) -> Value {
        let name = command.name.to_owned();
        let answer =
            self.runtime.block_on(self.client.issue_cmd(Post { path: command.path, body: command.body }));
        answer.unwrap_or_else(|why| panic!("{name}: {why}"))
    }
}

impl Drop for WebKit {
    fn drop(&mut self) {
        let _it_goes_with_its_driver = self.runtime.block_on(self.client.clone().close());
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.expect("there is a free port").port()
}

fn wait_for(port: u16) {
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(start.elapsed() < Duration::from_secs(60), "WebKit's driver did not open its port");
        std::thread::sleep(Duration::from_millis(50));
    }
}
