//! The files of the page.

use crate::bindings::Module;
use crate::failure::Failure;
use crate::frame::{self, Texts};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files by their path within the site, with `/` between folders.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;

/// The whole page in one file, which a release has beside the others.
#[cfg(any(feature = "release", feature = "serve"))]
pub(crate) const SINGLE_FILE: &str = "pullquote.html";
/// What others made of the page, under which licences: loaded when a reader asks for it.
pub(crate) const LICENCES: &str = "optional/licences.txt";
/// The parsers of web pages and Markdown.
pub(crate) const PAGES: &str = "optional/pullquote_pages";
/// The readers of kinds of files, which the service worker does not keep.
pub(crate) const READERS: &str = "optional/pullquote_readers";
/// The formats of other tools.
pub(crate) const FORMATS: &str = "optional/pullquote_formats";
/// What checks sources, compares sets and counts who speaks.
pub(crate) const PROJECT: &str = "optional/pullquote_project";
/// The folder of what the page loads when a reader asks for it.
pub(crate) const OPTIONAL: &str = "optional/";
/// Whether the page needs a file from the start, or for working offline: such files the service worker fetches once the
/// page is shown.
pub(crate) fn is_kept(name: &str) -> bool {
    let kept = [LICENCES, PAGES, FORMATS, PROJECT];
    !name.starts_with(OPTIONAL) || kept.iter().any(|kept| name.starts_with(kept))
}
/// Files that name texts of the interface.
const WITH_TEXTS: [&str; 2] = ["index.html", "page.js"];

/// The library under a name that stays. The page imports this file by its content (`stamp`), other programs without a hash;
/// both get the one library that stands behind it. (The bindings use the name `pullquote_bg.js` for themselves.)
const FACADE: &str = "export { default } from \"./bindings.js\";\nexport * from \"./bindings.js\";\n";

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

/// All files of the page but the single one, out of its sources and the library. They do not name each other by content
/// yet.
pub(crate) fn assemble(sources: &Site, library: &Module) -> Site {
    let mut site = sources.clone();
    site.insert("pkg/pullquote.js".into(), FACADE.into());
    site.insert("pkg/bindings.js".into(), library.script.clone().into());
    site.insert("pkg/pullquote_bg.wasm".into(), library.wasm.clone());
    site
}

/// Puts a module under this name beside the page, which loads it when a reader needs it.
pub(crate) fn add(sources: &mut Site, name: &str, module: Module) {
    sources.insert(format!("{name}.js"), module.script.into());
    sources.insert(format!("{name}_bg.wasm"), module.wasm);
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
