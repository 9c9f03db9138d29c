//! The built page and its server.

use crate::watched::Watched;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A server of the page, stopped when this is dropped.
pub(crate) struct Site {
    /// `http://127.0.0.1:PORT/`
    pub(crate) address: String,
    _server: Watched,
}

impl Site {
    pub(crate) fn start() -> Site {
        folder();
        let mut serve = Command::new(env!("CARGO_BIN_EXE_serve"));
        let (server, output) = Watched::start(serve.args(["--no-build", "--port", "0"]));
        let address = output.wait_for_line("the server", |line| {
            let from = line.find("http://")?;
            line[from..].split_whitespace().next().map(str::to_owned)
        });
        Site { address, _server: server }
    }
}

/// The server that all tests share which do not stop it.
pub(crate) fn shared() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(Site::start)
}

/// The folder of the built page. It is built once a test process: tests that build at the same time would wait
/// for one another.
pub(crate) fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let built = Command::new(env!("CARGO_BIN_EXE_serve")).arg("--build-only").output();
        let built = built.unwrap_or_else(|why| panic!("the page's builder could not be started: {why}"));
        assert!(
            built.status.success(),
            "the page was not built:\n{}",
            String::from_utf8_lossy(&built.stderr)
        );
        target().join("site")
    })
}

/// The folder of everything that is built.
pub(crate) fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the tests' own folder stands in the target folder")
}

/// The project's own folder.
pub(crate) fn checkout() -> &'static Path {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3);
    checkout.expect("the package stands in src/bin/serve")
}
