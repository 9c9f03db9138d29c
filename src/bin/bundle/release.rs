//! What a release ships beyond the page's own files: the whole page in one file, and compressed copies.

mod compress;
mod single;
mod sums;

use crate::bindings;
use crate::checkout::checkout;
use crate::failure::Failure;
use crate::npm;
use crate::site::{self, SINGLE_FILE, Site};
use crate::stamp;
use compress::Sizes;
use std::path::Path;

/// The folder of the package for Node and bundlers, beside that of the page.
const NPM: &str = "npm";

/// Writes the page with `pullquote.html`, a `.gz` and a `.br` beside each file, and the list of their hashes; prints
/// their sizes and the hash of `pullquote.html`.
pub(crate) fn write(
    sources: &Site,
    [library, pages, formats]: [&Path; 3],
    folder: &Path,
) -> Result<(), Failure> {
    let module = bindings::module(library)?;
    let scripts = [
        bindings::script(library, "wasm_bindgen")?,
        bindings::script(pages, single::PARSERS)?,
        bindings::script(formats, single::FORMATS)?,
    ];
    let single = single::page(sources, &module.wasm, &scripts.concat())?;
    let mut site = stamp::stamp(&site::assemble(sources, &module))?;
    let single_sum = stamp::sha256(&single);
    site.insert(SINGLE_FILE.into(), single.into());
    let sizes = compress::write(&site, folder)?;
    sums::write(&site, folder)?;
    print_sizes(&sizes);
    let package = folder.with_file_name(NPM);
    npm::write(checkout(), [&module, &bindings::module(pages)?, &bindings::module(formats)?], &package)?;
    println!("The package for Node and bundlers: {}", package.display());
    println!("The whole page in one file: {} (SHA-256 {single_sum})", folder.join(SINGLE_FILE).display());
    Ok(())
}

/// Prints the size of each file: what the page loads at first, then what it loads when a reader asks for it, then the
/// single file.
fn print_sizes(sizes: &Sizes) {
    println!("{:32}{:>11}{:>11}{:>11}", "file", "bytes", "gzip", "brotli");
    let line =
        |name: &str, [raw, gzip, brotli]: [usize; 3]| println!("{name:32}{raw:>11}{gzip:>11}{brotli:>11}");
    let (single, page): (Sizes, Sizes) = sizes.iter().cloned().partition(|(name, _)| name == SINGLE_FILE);
    let (optional, first): (Sizes, Sizes) =
        page.into_iter().partition(|(name, _)| name.starts_with(site::OPTIONAL));
    for (group, what) in [(first, "loaded at first"), (optional, "loaded when asked for")] {
        group.iter().for_each(|(name, sizes)| line(name, *sizes));
        let add =
            |total: [usize; 3], (_, sizes): &(String, [usize; 3])| [0, 1, 2].map(|i| total[i] + sizes[i]);
        line(what, group.iter().fold([0; 3], add));
    }
    single.iter().for_each(|(name, sizes)| line(name, *sizes));
}
