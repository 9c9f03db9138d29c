//! The list of what a release ships, with the SHA-256 of each file: `sha256sum -c SHA256SUMS` compares them.

use crate::failure::Failure;
use crate::files::write_whole;
use crate::site::Site;
use crate::stamp::sha256;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const LIST: &str = "SHA256SUMS";

/// Lists each file of the site and its compressed copies, as they stand in the folder.
pub(crate) fn write(site: &Site, folder: &Path) -> Result<(), Failure> {
    let mut list = String::new();
    for name in site.keys().flat_map(|name| ["", ".br", ".gz"].map(|copy| format!("{name}{copy}"))) {
        let path = folder.join(&name);
        let bytes = fs::read(&path).map_err(Failure::file(&path))?;
        writeln!(list, "{}  {name}", sha256(bytes)).expect("writing to a string cannot fail");
    }
    write_whole(&folder.join(LIST), list.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_and_its_copies_are_listed() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let site: Site = [("pkg/a.js".to_owned(), b"let a;".to_vec())].into();
        for name in ["pkg/a.js", "pkg/a.js.br", "pkg/a.js.gz"] {
            write_whole(&folder.path().join(name), name.as_bytes()).expect("the folder can be written");
        }
        write(&site, folder.path()).expect("the files are there");
        let list = fs::read_to_string(folder.path().join(LIST)).expect("it is written");
        let line = |name: &str| format!("{}  {name}\n", sha256(name));
        assert_eq!(list, line("pkg/a.js") + &line("pkg/a.js.br") + &line("pkg/a.js.gz"));
    }
}
