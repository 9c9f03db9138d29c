//! What a release ships says nothing about the machine that built it.

use crate::site;
use std::env;
use std::path::PathBuf;

#[test]
fn no_path_of_the_builder_is_in_the_library() {
    let library = std::fs::read(site::folder().join("pkg/pullquote_bg.wasm")).expect("the page is built");
    let home = env::home_dir().filter(|home| home.parent().is_some());
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let folders = [Some(site::checkout().to_owned()), Some(site::target().to_owned()), home, cargo_home];
    for folder in folders.into_iter().flatten() {
        let path = format!("{}/", folder.display());
        assert!(!contains(&library, &path), "{path} is in the library");
    }
    for part in [".cargo/registry", "registry/src", "rustlib/src", "toolchains/"] {
        assert!(!contains(&library, part), "{part} is in the library");
    }
    assert!(contains(&library, "src/edit"), "places in the library's own source are named without a folder");
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
