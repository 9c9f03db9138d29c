//! The package for Node and bundlers: the page's own library, parsers and formats, with the files of `bindings/npm` around
//! them.

use crate::bindings::Module;
use crate::failure::Failure;
use std::fs;
use std::path::Path;

/// The files of the package that are written by hand.
const FILES: [&str; 14] = [
    "README.md",
    "answer.js",
    "browser.js",
    "core.js",
    "element.d.ts",
    "element.js",
    "index.d.ts",
    "node.js",
    "package.json",
    "worker-node.js",
    "worker-script-node.js",
    "worker-script.js",
    "worker.d.ts",
    "worker.js",
];

/// Those that stand at the top of the checkout.
const FROM_THE_TOP: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-THIRD-PARTY"];

/// Writes the package into a folder, for `npm pack`.
pub(crate) fn write(
    checkout: &Path,
    [library, parsers, formats]: [&Module; 3],
    folder: &Path,
) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).map_err(Failure::file(&path))
    };
    let read = |path: &Path| fs::read_to_string(path).map_err(Failure::file(path));
    let style = read(&checkout.join("src/format/html/style.css"))?;
    for name in FILES.into_iter().chain(FROM_THE_TOP) {
        let own = !FROM_THE_TOP.contains(&name);
        let place = if own { checkout.join("bindings/npm").join(name) } else { checkout.join(name) };
        let text = read(&place)?;
        let text = match name {
            "package.json" => text.replace("\"0.0.0\"", concat!("\"", env!("CARGO_PKG_VERSION"), "\"")),
            "element.js" => text.replace("`{{style}}`", &format!("{:?}", in_shadow(&style))),
            _ => text,
        };
        put(name, text.as_bytes())?;
    }
    put("bindings.js", library.script.as_bytes())?;
    put("pullquote_bg.wasm", &library.wasm)?;
    put("parsers.js", parsers.script.as_bytes())?;
    put("pullquote_pages_bg.wasm", &parsers.wasm)?;
    put("formats.js", formats.script.as_bytes())?;
    put("pullquote_formats_bg.wasm", &formats.wasm)
}

/// The style of an exported page for an element of another page: the element stands for the page.
fn in_shadow(style: &str) -> String {
    style.replace(":root{", ":host{").replace("body{", ":host{").replace('\n', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_stands_for_the_page() {
        assert_eq!(in_shadow(":root{a:b}\nbody{c:d}\np{e:f}\n"), ":host{a:b}:host{c:d}p{e:f}");
    }
}
