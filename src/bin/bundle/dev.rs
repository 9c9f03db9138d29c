//! What a browser on this machine needs, and nothing else.

use crate::bindings;
use crate::failure::Failure;
use crate::files;
use crate::site::{self, Site};
use crate::stamp;
use std::path::Path;

/// Writes what has changed of the page and removes everything else.
pub(crate) fn write(sources: &Site, [library, ..]: [&Path; 3], folder: &Path) -> Result<(), Failure> {
    let site = stamp::stamp(&site::assemble(sources, &bindings::module(library)?))?;
    files::remove_others(folder, "", &|name| site.contains_key(name))?;
    for (name, bytes) in &site {
        let path = folder.join(name);
        // The server's ETag is made from the time of writing.
        if !files::holds(&path, bytes) {
            files::write_whole(&path, bytes)?;
        }
    }
    Ok(())
}
