//! The compressed copies that a web server gives to browsers: a `.gz` and a `.br` beside each file of the site.

use crate::failure::Failure;
use crate::files::{self, write_whole};
use crate::site::Site;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// In bytes.
const LARGEST_FOR_BEST: usize = 1 << 20;

/// The logarithm of the bytes that Brotli looks back: as much as browsers take.
const WINDOW: i32 = 24;

/// Each file with its bytes as they are, with gzip and with Brotli.
pub(crate) type Sizes = Vec<(String, [usize; 3])>;

/// Writes what has changed, with a `.gz` and a `.br` beside each file, and removes what is no longer there.
pub(crate) fn write(site: &Site, folder: &Path) -> Result<Sizes, Failure> {
    fn original(name: &str) -> &str {
        name.strip_suffix(".gz").or_else(|| name.strip_suffix(".br")).unwrap_or(name)
    }
    // The list is written when all the others are there; an old one would be wrong in between.
    files::remove_others(folder, "", &|name| site.contains_key(original(name)))?;
    std::thread::scope(|scope| {
        let writers: Vec<_> = site
            .iter()
            .map(|(name, bytes)| scope.spawn(move || write_file(&folder.join(name), bytes)))
            .collect();
        let sizes = writers.into_iter().zip(site.keys()).map(|(writer, name)| {
            let sizes = writer.join().expect("compressing does not panic")?;
            Ok((name.clone(), sizes))
        });
        sizes.collect()
    })
}

/// The copies of a file that is as it was are kept: compressing is the slow part, and the server's ETag
/// is made from the time of writing.
fn write_file(path: &Path, bytes: &[u8]) -> Result<[usize; 3], Failure> {
    let [gzipped, brotlied] = copies(path);
    let is_current = files::holds(path, bytes) && gzipped.is_file() && brotlied.is_file();
    if !is_current {
        write_whole(&gzipped, &gzip(bytes))?;
        write_whole(&brotlied, &brotli(bytes, path.extension().is_some_and(|kind| kind == "wasm")))?;
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

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("writing to memory cannot fail");
    encoder.finish().expect("writing to memory cannot fail")
}

/// The best quality is for small files alone: for the library it takes minutes, and the next one, which gives a tenth less
/// than quality 9 or 5, a minute and a half, once for each change of the library. Other large files, the single file and
/// the model of the deep reading, are packed already.
fn brotli(bytes: &[u8], is_program: bool) -> Vec<u8> {
    let quality = match bytes.len() {
        ..=LARGEST_FOR_BEST => 11,
        _ if is_program => 10,
        _ => 5,
    };
    let settings = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &settings).expect("writing to memory cannot fail");
    compressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_changed_is_written() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = folder.path();
        let written = |name: &str| fs::metadata(folder.join(name)).and_then(|data| data.modified()).ok();
        let write = |files: &[(&str, &str)]| {
            let site = files.iter().map(|&(name, text)| (name.into(), text.into())).collect();
            write(&site, folder).expect("the folder can be written")
        };

        let sizes = write(&[("a.css", "p {}"), ("pkg/b.js", "let b;"), ("c", "gone soon")]);
        assert_eq!(
            sizes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            ["a.css", "c", "pkg/b.js"]
        );
        let [a, b] = [written("a.css.br"), written("pkg/b.js")];
        write(&[("a.css", "p {}"), ("pkg/b.js", "let c;")]);
        assert_eq!(written("a.css.br"), a);
        assert_ne!(written("pkg/b.js"), b);
        assert_eq!([written("c"), written("c.gz"), written("c.br")], [None, None, None]);
    }
}
