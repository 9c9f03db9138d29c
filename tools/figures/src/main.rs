//! Prints the figures of this checkout: `cargo run -p figures`, with `--list` also what was counted.

use std::path::PathBuf;
use std::process::ExitCode;

use figures::{Detail, Figures, Project, report};

fn main() -> ExitCode {
    let detail = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => Detail::Counts,
        [option] if option == "--list" => Detail::Lists,
        _ => {
            eprintln!("usage: figures [--list]");
            return ExitCode::FAILURE;
        }
    };
    match Project::read(&root()) {
        Ok(project) => {
            print!("{}", report(&Figures::count(&project), detail));
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// The checkout: cargo names this package's folder at run time. Without cargo, the current folder.
fn root() -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| ".".into(), |folder| PathBuf::from(folder).join("../.."))
}
