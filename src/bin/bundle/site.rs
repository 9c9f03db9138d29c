//! The files of the page, and the service worker's list of them.

use crate::bindings::Module;
use crate::failure::Failure;
use crate::frame::{self, Texts};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Files by their path within the site, with `/` between folders.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

/// The whole page in one file, which a release has beside the others.
#[cfg(any(feature = "release", feature = "serve"))]
pub(crate) const SINGLE_FILE: &str = "pullquote.html";
/// Files that name texts of the interface.
const WITH_TEXTS: [&str; 2] = ["index.html", "page.js"];
const WORKER: &str = "sw.js";
/// The lines of the service worker that the build fills in.
const WORKER_VERSION: &str = "const VERSION = \"unbuilt\";";
const WORKER_FILES: &str = "const FILES = [];";

/// The page's sources, with the interface's texts put in.
pub(crate) fn sources(www: &Path, texts: &Texts) -> Result<Site, Failure> {
    let mut sources = Site::new();
    read_folder(www, "", &mut sources)?;
    for file in WITH_TEXTS {
        let with_texts = frame::put_texts(file, text(&sources, file)?, texts)?;
        sources.insert(file.into(), with_texts.into());
    }
    Ok(sources)
}

/// All files of the page but the single one, out of its sources and the library.
pub(crate) fn assemble(sources: &Site, library: &Module) -> Result<Site, Failure> {
    let mut site = sources.clone();
    site.insert("pkg/pullquote.js".into(), library.script.clone().into());
    site.insert("pkg/pullquote_bg.wasm".into(), library.wasm.clone());
    let worker = stamp_worker(&site)?;
    site.insert(WORKER.into(), worker.into());
    Ok(site)
}

fn read_folder(folder: &Path, prefix: &str, site: &mut Site) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            read_folder(&path, &format!("{prefix}{name}/"), site)?;
        } else {
            site.insert(format!("{prefix}{name}"), fs::read(&path).map_err(Failure::file(&path))?);
        }
    }
    Ok(())
}

/// The text of a file of the page's sources.
pub(crate) fn text<'s>(site: &'s Site, file: &'static str) -> Result<&'s str, Failure> {
    let bytes = site.get(file).ok_or_else(|| Failure::Page { file, wants: "is missing".into() })?;
    std::str::from_utf8(bytes).map_err(|_| Failure::Page { file, wants: "must be UTF-8".into() })
}

/// Tells the service worker which files to keep. The version is a hash over all of them: any change makes
/// another worker, which the browser notices and installs.
fn stamp_worker(site: &Site) -> Result<String, Failure> {
    let worker = text(site, WORKER)?;
    for line in [WORKER_VERSION, WORKER_FILES] {
        if worker.matches(line).count() != 1 {
            return Err(Failure::Page { file: WORKER, wants: format!("must have the line `{line}` once") });
        }
    }
    let mut hash = Sha256::new();
    let mut files = String::from("const FILES = [\"./\"");
    for (name, bytes) in site {
        hash.update(name);
        hash.update(Sha256::digest(bytes));
        if name != WORKER && name != "index.html" {
            write!(files, ", \"{name}\"").expect("writing to a string cannot fail");
        }
    }
    files.push_str("];");
    let version = hash.finalize()[..8].iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    Ok(worker
        .replace(WORKER_VERSION, &format!("const VERSION = \"{version}\";"))
        .replace(WORKER_FILES, &files))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        files.iter().map(|&(name, text)| (name.into(), text.into())).collect()
    }

    const UNBUILT: &str = "const VERSION = \"unbuilt\";\nconst FILES = [];\n";

    #[test]
    fn the_service_worker_learns_the_files_and_their_version() {
        let stamp = |style| {
            stamp_worker(&site(&[("index.html", "i"), ("style.css", style), (WORKER, UNBUILT)]))
                .expect("the form is kept")
        };
        let [version, files] = [0, 1].map(|line| stamp("a").lines().nth(line).unwrap_or_default().to_owned());
        assert_eq!(files, "const FILES = [\"./\", \"style.css\"];");
        assert_eq!(version.len(), "const VERSION = \"0123456789abcdef\";".len());
        assert_eq!(stamp("a"), stamp("a"));
        assert_ne!(stamp("a"), stamp("b"), "another style sheet is another version");
    }

    #[test]
    fn a_service_worker_that_cannot_be_filled_in_is_refused() {
        let complaint =
            stamp_worker(&site(&[(WORKER, "const FILES = [];")])).expect_err("the form is broken");
        assert_eq!(complaint.to_string(), "sw.js must have the line `const VERSION = \"unbuilt\";` once");
    }
}
