//! Writes LICENSE-THIRD-PARTY: `cargo run -p licences`. The page, its single file and the command line carry that file.
//!
//! Our own program and not cargo-about: that takes minutes to compile, and every change of a dependency needs it.

mod expression;
mod licence_files;
mod notice;
mod packages;
#[cfg(test)]
mod policy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const NOTICE: &str = "LICENSE-THIRD-PARTY";

fn main() -> ExitCode {
    let written = notice().and_then(|notice| Ok(std::fs::write(root().join(NOTICE), notice)?));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{NOTICE} was not written: {why}");
            ExitCode::FAILURE
        }
    }
}

/// The notice as it should be.
fn notice() -> Result<String, packages::Failure> {
    let carried = packages::carried(&root())?;
    Ok(notice::render(&carried))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notice_is_what_the_packages_and_the_data_give() {
        let fresh = notice().expect("cargo lists the packages");
        let committed = std::fs::read_to_string(root().join(NOTICE)).expect("the notice is committed");
        let differing = fresh.lines().zip(committed.lines()).find(|(fresh, committed)| fresh != committed);
        assert!(fresh == committed, "{NOTICE} is out of date: cargo run -p licences. {differing:?}");
    }

    /// What a model card says was learned from under a licence that asks for a notice.
    #[test]
    fn the_sources_of_the_models_are_named() {
        for card in ["QUOTES_MODEL.md", "ENTITIES_MODEL.md"] {
            let card =
                std::fs::read_to_string(root().join("tools/lab").join(card)).expect("the card is there");
            let (_, made_of) = card.split_once("## Made of").expect("it has the table");
            let (made_of, _) = made_of.split_once("\n## ").expect("the table ends");
            let rows = made_of.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| source"));
            for row in rows {
                let source = row.trim_start_matches("| ").split([' ', ',', '|']).next().unwrap_or_default();
                assert!(notice::DATA.contains(source), "data.txt does not name {source}: {row}");
            }
        }
    }
}
