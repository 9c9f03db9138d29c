//! Calls the program as people and programs call it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for each test, empty at the start.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(test);
    std::fs::remove_dir_all(&folder).ok(); // The first run has none.
    std::fs::create_dir_all(&folder).expect("the folder for build output can be written");
    folder
}

pub(crate) fn file(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("the folder can be written");
    path.to_str().expect("the path is plain").to_owned()
}

pub(crate) fn pullquote(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn run(args: &[&str], input: &str) -> Output {
    let mut child = pullquote(args).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    stdin.write_all(input.as_bytes()).ok(); // A program may stop before it has read everything.
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// Checks a call's exit status, its output and its errors (with paths without their folder).
pub(crate) fn check(folder: &Path, args: &[&str], input: &str, expected: (i32, &str, &str)) {
    let output = run(args, input);
    let plain = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes).replace(&format!("{}/", folder.display()), "").replace("\r\n", "\n")
    };
    let got = (output.status.code().unwrap_or(-1), plain(&output.stdout), plain(&output.stderr));
    assert_eq!((got.0, got.1.as_str(), got.2.as_str()), expected);
}
