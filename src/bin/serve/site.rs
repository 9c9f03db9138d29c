//! The built page: its files, each with compressed copies beside it, and the service worker's list of them.

use crate::failure::Failure;
use crate::single;
use crate::wasm::Library;

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files by their path within the site, with `/` between folders.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

pub(crate) const SINGLE_FILE: &str = "pullquote.html";
/// In bytes.
const LARGEST_FOR_BEST: usize = 1 << 20;
/// Files with names of texts in them.
const WORDED: [&str; 2] = ["index.html", "page.js"];
const WORKER: &str = "sw.js";
/// The lines of the service worker that the build fills in.
const WORKER_VERSION: &str = "const VERSION = \"unbuilt\";";
const WORKER_FILES: &str = "const FILES = [];";

/// All files of the page, out of its sources and the compiled library.
pub(crate) fn assemble(www: &Path, library: &Library) -> Result<Site, Failure> {
    let mut site = Site::new();
    read_folder(www, "", &mut site)?;
    for file in WORDED {
        let worded = put_words(file, text(&site, file)?)?;
        site.insert(file.into(), worded.into());
    }
    let single = single::page(&site, library)?;
    site.insert("pkg/pullquote.js".into(), library.module.clone().into());
    site.insert("pkg/pullquote_bg.wasm".into(), library.wasm.clone());
    let worker = stamp_worker(&site)?;
    site.insert(WORKER.into(), worker.into());
    site.insert(SINGLE_FILE.into(), single.into());
    Ok(site)
}

/// Puts the interface's texts where the page's own files name them.
fn put_words(file: &'static str, source: &str) -> Result<String, Failure> {
    let put = |text: String, (name, words): &(&str, &str)| text.replace(&format!("{{{{{name}}}}}"), words);
    let worded = pullquote::FRAME.iter().fold(source.to_owned(), put);
    let rest = worded.split_once("{{").and_then(|(_, rest)| rest.split_once("}}"));
    match rest {
        Some((name, _)) => Err(Failure::Page { file, wants: format!("has no text for `{name}`") }),
        None => Ok(worded),
    }
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

/// One line a file: its bytes as they are, with gzip and with Brotli.
pub(crate) struct Sizes(Vec<(String, [usize; 3])>);

/// Writes what has changed, with a `.gz` and a `.br` beside each file, and removes what is no longer there.
pub(crate) fn write(site: &Site, folder: &Path) -> Result<Sizes, Failure> {
    remove_strangers(site, folder, folder)?;
    std::thread::scope(|scope| {
        let writers: Vec<_> = site
            .iter()
            .map(|(name, bytes)| scope.spawn(move || write_file(&folder.join(name), bytes)))
            .collect();
        let sizes = writers.into_iter().zip(site.keys()).map(|(writer, name)| {
            let sizes = writer.join().expect("compressing does not panic")?;
            Ok((name.clone(), sizes))
        });
        Ok(Sizes(sizes.collect::<Result<_, Failure>>()?))
    })
}

/// The copies of a file that is as it was are kept: compressing is the slow part, and the server's ETag
/// is made from the time of writing.
fn write_file(path: &Path, bytes: &[u8]) -> Result<[usize; 3], Failure> {
    let [gzipped, brotlied] = copies(path);
    let is_current = fs::read(path).is_ok_and(|old| old == bytes) && gzipped.is_file() && brotlied.is_file();
    if !is_current {
        write_whole(&gzipped, &gzip(bytes))?;
        write_whole(&brotlied, &brotli(bytes))?;
        write_whole(path, bytes)?;
    }
    let length =
        |path: &Path| fs::metadata(path).map(|data| data.len() as usize).map_err(Failure::file(path));
    Ok([bytes.len(), length(&gzipped)?, length(&brotlied)?])
}

fn copies(path: &Path) -> [PathBuf; 2] {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [path.with_file_name(format!("{name}.gz")), path.with_file_name(format!("{name}.br"))]
}

/// A reader sees the old file or the new one, never half of one.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    fs::write(&draft, bytes).map_err(Failure::file(&draft))?;
    fs::rename(&draft, path).map_err(Failure::file(path))
}

fn remove_strangers(site: &Site, root: &Path, folder: &Path) -> Result<(), Failure> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            remove_strangers(site, root, &path)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".br")).unwrap_or(&name);
        if !site.contains_key(name) {
            fs::remove_file(&path).map_err(Failure::file(&path))?;
        }
    }
    Ok(())
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("writing to memory cannot fail");
    encoder.finish().expect("writing to memory cannot fail")
}

/// The best quality takes 6 seconds of one core for a megabyte and saves 6 % over the next: worth it for what
/// the page loads, not for what is as large as the single file.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let quality = if bytes.len() <= LARGEST_FOR_BEST { 11 } else { 9 };
    let settings = brotli::enc::BrotliEncoderParams { quality, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &settings).expect("writing to memory cannot fail");
    compressed
}

impl fmt::Display for Sizes {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        writeln!(out, "{:24}{:>11}{:>11}{:>11}", "file", "bytes", "gzip", "brotli")?;
        let mut total = [0; 3];
        for (name, sizes) in &self.0 {
            let [raw, gzip, brotli] = sizes;
            writeln!(out, "{name:24}{raw:>11}{gzip:>11}{brotli:>11}")?;
            if name != SINGLE_FILE {
                total.iter_mut().zip(sizes).for_each(|(total, size)| *total += size);
            }
        }
        let [raw, gzip, brotli] = total;
        write!(out, "{:24}{raw:>11}{gzip:>11}{brotli:>11}", "the page, all its files")
    }
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
        assert_eq!(complaint.to_string(), "www/sw.js must have the line `const VERSION = \"unbuilt\";` once");
    }

    #[test]
    fn only_what_has_changed_is_written() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = folder.path();
        let written = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
        let write = |files: &[(&str, &str)]| {
            write(&site(files), folder).expect("the folder can be written").to_string()
        };

        let sizes = write(&[("a.css", "p {}"), ("pkg/b.js", "let b;"), ("c", "gone soon")]);
        assert!(sizes.contains("pkg/b.js"), "{sizes}");
        let [a, b] = [written("a.css.br"), written("pkg/b.js")];
        write(&[("a.css", "p {}"), ("pkg/b.js", "let c;")]);
        assert_eq!(written("a.css.br"), a);
        assert_ne!(written("pkg/b.js"), b);
        assert_eq!([written("c"), written("c.gz"), written("c.br")], [None, None, None]);
    }
}
