//! Where things are: the checkout, the folder for build products, and the programs of the Rust toolchain.

use crate::failure::Failure;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Workshop {
    root: PathBuf,
    target: PathBuf,
}

impl Workshop {
    /// The checkout that this program was built from, and its target folder as cargo sees it (it can be set
    /// in the environment and in three configuration files, so cargo is asked).
    pub(crate) fn find() -> Result<Workshop, Failure> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.ancestors().nth(3).expect("the package stands in src/bin/serve").to_owned();
        let mut metadata = cargo(&root);
        metadata.args(["metadata", "--no-deps", "--format-version=1"]);
        let answer = run_for_output(&mut metadata)?;
        let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap_or_default();
        let target = answer["target_directory"].as_str().map_or_else(|| root.join("target"), PathBuf::from);
        Ok(Workshop { root, target })
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The page's sources.
    pub(crate) fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The built page.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// A cargo command that runs in the checkout.
    pub(crate) fn cargo(&self) -> Command {
        cargo(&self.root)
    }
}

/// The standard output of a program that may fail (its output is then empty or short).
pub(crate) fn run_for_output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|source| Failure::Program { name, source })?;
    Ok(output.stdout)
}

/// `cargo run` names the cargo that runs it in `CARGO`: the inner build must not be another one.
fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}
