//! What a release ships: how much of it loads at first; and that it says nothing about the machine that built it.

use crate::site;
use std::env;
use std::path::{Path, PathBuf};

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

#[test]
fn the_formats_are_beside_the_library() {
    let read = |name: &str| std::fs::read(site::folder().join(name)).expect("the page is built");
    let (library, formats) = (read("pkg/pullquote_bg.wasm"), read("optional/pullquote_formats_bg.wasm"));
    for written in ["#FORMAT=WebAnno TSV", "http://www.tei-c.org/ns/1.0", "%FEATURE_STRUCTURES", "urn:uuid:"]
    {
        assert!(contains(&formats, written), "{written} is not in the module");
        assert!(
            !contains(&library, written),
            "{written} is in the library: something in the page calls a codec"
        );
    }
}

/// What the page may load before a reader asks for anything, in bytes after Brotli.
const MOST_AT_FIRST: u64 = 2_500_000;

#[test]
fn what_loads_at_first_is_small() {
    let sizes = compressed(site::folder(), "");
    let at_first =
        sizes.iter().filter(|(name, _)| !name.starts_with("optional/") && name != "pullquote.html.br");
    let total: u64 = at_first.map(|(_, size)| size).sum();
    assert!(total <= MOST_AT_FIRST, "{total} bytes after Brotli load at first: {sizes:#?}");
    assert!(1_000_000 < total, "{total} bytes are too few: files are missing among {sizes:#?}");
}

/// The files of a folder that are compressed with Brotli, with their sizes.
fn compressed(folder: &Path, prefix: &str) -> Vec<(String, u64)> {
    let mut sizes = vec![];
    for entry in std::fs::read_dir(folder).expect("the page is built") {
        let entry = entry.expect("the folder can be read");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let data = entry.metadata().expect("the file is there");
        if data.is_dir() {
            sizes.extend(compressed(&entry.path(), &format!("{name}/")));
        } else if name.ends_with(".br") {
            sizes.push((name, data.len()));
        }
    }
    sizes
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
