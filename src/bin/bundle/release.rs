//! What a release ships beyond the page's own files: the whole page in one file, and compressed copies.

mod compress;
mod single;
mod sums;

use crate::bindings;
use crate::deep;
use crate::failure::Failure;
use crate::site::{self, SINGLE_FILE, Site};
use crate::stamp;
use std::path::Path;

/// Writes the page with `pullquote.html`, a `.gz` and a `.br` beside each file, and the list of their hashes; prints
/// their sizes and the hash of `pullquote.html`.
pub(crate) fn write(sources: &Site, library: &Path, folder: &Path) -> Result<(), Failure> {
    let module = bindings::module(library)?;
    let single = single::page(sources, &module.wasm, &bindings::script(library)?)?;
    let mut site = stamp::stamp(&site::assemble(sources, &module))?;
    let single_sum = stamp::sha256(&single);
    site.insert(SINGLE_FILE.into(), single.into());
    let sizes = compress::write(&site, folder)?;
    sums::write(&site, folder)?;
    let page = sizes.iter().filter(|(name, _)| name != SINGLE_FILE && !deep::has(name));
    let total = page.fold([0; 3], |total, (_, sizes)| [0, 1, 2].map(|copy| total[copy] + sizes[copy]));
    println!("{:24}{:>11}{:>11}{:>11}", "file", "bytes", "gzip", "brotli");
    for (name, [raw, gzip, brotli]) in sizes.iter().chain(&[("without deep reading".into(), total)]) {
        println!("{name:24}{raw:>11}{gzip:>11}{brotli:>11}");
    }
    println!("The whole page in one file: {} (SHA-256 {single_sum})", folder.join(SINGLE_FILE).display());
    Ok(())
}
