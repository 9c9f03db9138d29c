//! Where things are: the checkout, the folder for build products, and the programs of the Rust toolchain.

use crate::quality::Quality;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Checkout {
    root: PathBuf,
    target: PathBuf,
}

impl Checkout {
    /// The checkout that this program was built from, and the target folder that it stands in.
    pub(crate) fn find() -> Checkout {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.ancestors().nth(3).expect("the package stands in src/bin/serve").to_owned();
        // The target folder can be set in the environment and in several files. Cargo marks it.
        let program = env::current_exe().unwrap_or_default();
        let marked = program.ancestors().find(|folder| folder.join("CACHEDIR.TAG").is_file());
        let target = marked.map_or_else(|| root.join("target"), Path::to_owned);
        Checkout { root, target }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The built page.
    pub(crate) fn site(&self, quality: Quality) -> PathBuf {
        self.target.join(match quality {
            Quality::Dev => "site-dev",
            Quality::Release => "site",
        })
    }

    /// A cargo command that runs in the checkout and builds into its target folder.
    pub(crate) fn cargo(&self, command: &str) -> Command {
        // `cargo run` names the cargo that runs it in `CARGO`: the inner build must not use another one.
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).arg(command);
        cargo
    }

    /// A cargo command for the program that bundles the page and serves it, with these features of it alone.
    pub(crate) fn bundler(&self, command: &str, features: &str) -> Command {
        let mut cargo = self.cargo(command);
        cargo.args([
            "--quiet",
            "--package=pullquote-bundle",
            "--no-default-features",
            "--features",
            features,
        ]);
        cargo
    }
}
