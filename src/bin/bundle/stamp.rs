//! Names the files of the page by their content, and lists them for the service worker.
//!
//! Where a file of the page names another, the build appends the other's SHA-256: `page.js?sha256=…`. A page then gets
//! the files of its own version or none, whatever a cache or the server has by the time that it asks.

use crate::deep;
use crate::failure::Failure;
use crate::site::{self, Site};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

const WORKER: &str = "sw.js";
/// The page itself. Its address has no hash: it is what a reader opens.
const PAGE: &str = "index.html";
/// The lines of the service worker that the build fills in.
const WORKER_VERSION: &str = "const VERSION = \"unbuilt\";";
const WORKER_FILES: &str = "const FILES = [];";
const WORKER_DEEP_FILES: &str = "const DEEP_FILES = [];";
/// Kinds of files that may name others.
const NAMING: [&str; 4] = [".css", ".html", ".js", ".webmanifest"];

/// Appends the hashes and fills in the service worker.
pub(crate) fn stamp(sources: &Site) -> Result<Site, Failure> {
    let mut stamped = Site::new();
    for name in sources.keys().filter(|name| *name != WORKER) {
        stamp_file(name, sources, &mut stamped, &mut Vec::new())?;
    }
    let worker = fill_worker(site::text(sources, WORKER)?, &stamped)?;
    stamped.insert(WORKER.into(), worker.into());
    Ok(stamped)
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Stamps what a file names, then the file itself: its hash covers theirs. `open` has the files on the way here.
fn stamp_file(name: &str, sources: &Site, stamped: &mut Site, open: &mut Vec<String>) -> Result<(), Failure> {
    if stamped.contains_key(name) {
        return Ok(());
    }
    if open.iter().any(|other| other == name) {
        let wants = format!("must not have files that name each other, as {} do", open.join(", "));
        return Err(Failure::Page { file: "www", wants });
    }
    let mut bytes = sources[name].clone();
    if NAMING.iter().any(|kind| name.ends_with(kind)) {
        open.push(name.to_owned());
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for (other, spelling) in spellings(name, sources) {
            if !text.contains(&spelling) {
                continue;
            }
            stamp_file(other, sources, stamped, open)?;
            let (start, quote) = spelling.split_at(spelling.len() - 1);
            text = text.replace(&spelling, &format!("{start}?sha256={}{quote}", sha256(&stamped[other])));
        }
        bytes = text.into();
        open.pop();
    }
    stamped.insert(name.to_owned(), bytes);
    Ok(())
}

/// How a file may name each of the others: in quotes, from its own folder or up from there.
fn spellings<'s>(name: &str, sources: &'s Site) -> impl Iterator<Item = (&'s str, String)> {
    let folder = name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let others = sources.keys().filter(|other| ![WORKER, PAGE].contains(&other.as_str()));
    others.flat_map(move |other| {
        let paths = match other.strip_prefix(&folder) {
            Some(path) => vec![path.to_owned(), format!("./{path}")],
            None => vec![format!("{}{other}", "../".repeat(folder.matches('/').count()))],
        };
        let spellings = paths.into_iter().flat_map(|path| [format!("\"{path}\""), format!("'{path}'")]);
        spellings.map(move |spelling| (other.as_str(), spelling))
    })
}

/// Tells the service worker the path, SHA-256, type and cuts of each file, and its own hash as the version: any change makes
/// another worker, which the browser notices and installs.
fn fill_worker(worker: &str, site: &Site) -> Result<String, Failure> {
    for line in [WORKER_VERSION, WORKER_FILES, WORKER_DEEP_FILES] {
        if worker.matches(line).count() != 1 {
            return Err(Failure::Page { file: WORKER, wants: format!("must have the line `{line}` once") });
        }
    }
    let fill = |worker: &str, line: &str, list: String| {
        worker.replace(line, &line.replace("[]", &format!("[{list}\n]")))
    };
    let worker = fill(worker, WORKER_FILES, listed(site, site::is_kept, Cuts::AsStored));
    let worker = fill(&worker, WORKER_DEEP_FILES, listed(site, deep::has, Cuts::AsFirst));
    let version = sha256(&worker);
    Ok(worker.replace(WORKER_VERSION, &format!("const VERSION = \"{version}\";")))
}

/// Files with SHA-256, type and cuts, in the order in which the service worker stores them.
fn listed(site: &Site, is_listed: impl Fn(&str) -> bool, cuts: Cuts) -> String {
    let mut order: Vec<_> = site.iter().filter(|(name, _)| is_listed(name)).collect();
    order.sort_by_key(|(name, bytes)| (*name == PAGE, bytes.len()));
    let (mut files, mut stored) = (String::new(), STORED);
    for (name, bytes) in order {
        let path = if name == PAGE { "./" } else { name };
        let cuts_of_file = cuts_of(bytes.len(), stored);
        write!(files, "\n  [\"{path}\", \"{}\", \"{}\", {cuts_of_file:?}],", sha256(bytes), media_type(name))
            .expect("writing to a string cannot fail");
        if cuts == Cuts::AsStored {
            stored += bytes.len();
        }
    }
    files
}

/// What is stored already when the first file comes, in bytes: less than an empty database takes.
const STORED: usize = 32 * 1024;

/// Whether a file is cut for a cache that has the files before it, or for one that may have nothing.
#[derive(Clone, Copy, PartialEq)]
enum Cuts {
    AsStored,
    AsFirst,
}

/// Where a file is cut into pieces, each at most as large as all that is stored before it.
fn cuts_of(bytes: usize, stored: usize) -> Vec<usize> {
    std::iter::successors(Some(stored), |cut| Some(2 * cut + stored)).take_while(|cut| *cut < bytes).collect()
}

/// What a browser needs to know to use a file.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNBUILT: &str = "const VERSION = \"unbuilt\";\nconst FILES = [];\nconst DEEP_FILES = [];\n";

    fn site(files: &[(&str, &str)]) -> Site {
        files.iter().map(|&(name, text)| (name.into(), text.into())).collect()
    }

    fn stamped(files: &[(&str, &str)]) -> Site {
        let mut sources = site(files);
        sources.insert(WORKER.into(), UNBUILT.into());
        stamp(&sources).expect("the form is kept")
    }

    fn text<'s>(site: &'s Site, name: &str) -> &'s str {
        std::str::from_utf8(&site[name]).expect("it is text")
    }

    #[test]
    fn files_name_each_other_by_content() {
        let site = stamped(&[
            ("index.html", "<script src=\"page.js\"> \"sw.js\" \"index.html\""),
            ("page.js", "import \"./pkg/a.js\"; \"pkg/a.json\""),
            ("pkg/a.js", "new URL('b.wasm')"),
            ("pkg/b.wasm", "'a.js'"),
            ("optional/c.js", "import \"../pkg/b.wasm\"; \"../d\""),
        ]);
        let named = |name: &str| format!("?sha256={}", sha256(&site[name]));
        assert_eq!(text(&site, "pkg/b.wasm"), "'a.js'");
        assert_eq!(text(&site, "pkg/a.js"), format!("new URL('b.wasm{}')", named("pkg/b.wasm")));
        assert_eq!(
            text(&site, "page.js"),
            format!("import \"./pkg/a.js{}\"; \"pkg/a.json\"", named("pkg/a.js"))
        );
        let up = format!("import \"../pkg/b.wasm{}\"; \"../d\"", named("pkg/b.wasm"));
        assert_eq!(text(&site, "optional/c.js"), up);
        let page = format!("<script src=\"page.js{}\"> \"sw.js\" \"index.html\"", named("page.js"));
        assert_eq!(text(&site, "index.html"), page);
    }

    #[test]
    fn files_that_name_each_other_are_refused() {
        let sources = site(&[("a.js", "'b.js'"), ("b.js", "'a.js'"), (WORKER, UNBUILT)]);
        let complaint = stamp(&sources).expect_err("neither hash can be first");
        assert_eq!(complaint.to_string(), "www must not have files that name each other, as a.js, b.js do");
    }

    #[test]
    fn the_service_worker_learns_the_files_small_ones_first_and_the_page_last() {
        let site = stamped(&[("index.html", "i"), ("pkg/z.wasm", "large"), ("style.css", "a")]);
        let [page, wasm, style] = ["index.html", "pkg/z.wasm", "style.css"].map(|name| sha256(&site[name]));
        let files = format!(
            "const FILES = [\n  [\"style.css\", \"{style}\", \"text/css; charset=utf-8\", []],\n  \
             [\"pkg/z.wasm\", \"{wasm}\", \"application/wasm\", []],\n  \
             [\"./\", \"{page}\", \"text/html; charset=utf-8\", []],\n];\nconst DEEP_FILES = [\n];\n"
        );
        let worker = text(&site, WORKER);
        assert!(worker.ends_with(&files), "{worker}");
    }

    #[test]
    fn the_files_of_the_deep_reading_are_listed_apart() {
        let site = stamped(&[("index.html", "i"), ("optional/deep/m", "mm"), ("optional/read", "r")]);
        let model =
            format!("const DEEP_FILES = [\n  [\"optional/deep/m\", \"{}\", \"\", []],\n];\n", sha256("mm"));
        let worker = text(&site, WORKER);
        assert!(worker.ends_with(&model) && !worker.contains("optional/read"), "{worker}");
    }

    #[test]
    fn a_large_file_is_cut_into_pieces_no_larger_than_what_is_stored_before() {
        assert_eq!(cuts_of(10, 10), [0; 0]);
        assert_eq!(cuts_of(75, 10), [10, 30, 70]);
    }

    #[test]
    fn the_version_is_the_hash_of_the_service_worker() {
        let versions = ["a", "b"].map(|style| {
            let site = stamped(&[("index.html", "i"), ("style.css", style)]);
            let worker = text(&site, WORKER);
            let version = worker.split('"').nth(1).expect("it has a version").to_owned();
            assert_eq!(version, sha256(worker.replacen(&version, "unbuilt", 1)));
            version
        });
        assert_ne!(versions[0], versions[1], "another style sheet is another version");
    }

    #[test]
    fn a_service_worker_that_cannot_be_filled_in_is_refused() {
        let complaint = stamp(&site(&[(WORKER, "const FILES = [];")])).expect_err("the form is broken");
        assert_eq!(complaint.to_string(), "sw.js must have the line `const VERSION = \"unbuilt\";` once");
    }
}
