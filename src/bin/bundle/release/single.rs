//! The whole page in one HTML file, which works from a disk by a double click and without a network.
//!
//! A page opened from a disk may load neither modules nor WebAssembly beside it, so all of it stands inside:
//! the style sheet and the program as they are, the library, the parsers of pages, the formats and the licences compressed
//! and in base64. Its own policy allows exactly these by their hashes.

use super::compress::gzip;
use crate::failure::Failure;
use crate::site::{self, Site};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

const IMPORT: &str = "import init, * as pullquote from \"./pkg/pullquote.js\";";
const INIT: &str = "await init();";
const INIT_INLINE: &str = "await init({ module_or_path: await unpack(\"wasm\").arrayBuffer() });";
const LOAD_PARSERS: &str =
    "import(\"./optional/pullquote_pages.js\" + again).then((code) => code.default().then(() => code))";
const LOAD_PARSERS_INLINE: &str = "unpack(\"parsers\").arrayBuffer().then((program) => \
     pullquote_pages({ module_or_path: program })).then(() => pullquote_pages)";
const LOAD_FORMATS: &str =
    "import(\"./optional/pullquote_formats.js\" + again).then((code) => code.default().then(() => code))";
const LOAD_FORMATS_INLINE: &str = "unpack(\"formats\").arrayBuffer().then((program) => \
     pullquote_formats({ module_or_path: program })).then(() => pullquote_formats)";
/// What the scripts of the modules' bindings declare.
pub(crate) const PARSERS: &str = "pullquote_pages";
pub(crate) const FORMATS: &str = "pullquote_formats";
const READ_LICENCES: &str = "(await fetch(\"optional/licences.txt\")).text()";
const READ_LICENCES_INLINE: &str = "unpack(\"packed-licences\").text()";

/// What takes the place of the import: the script's bindings under the module's names, and how the library
/// and the licences are read out of the page.
const PRELUDE: &str = r#"const init = wasm_bindgen, pullquote = wasm_bindgen;
function unpack(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}"#;

const CHARSET: &str = "<meta charset=\"utf-8\">";
const STYLE_LINK: &str = "<link rel=\"stylesheet\" href=\"style.css\">";
const SCRIPT: &str = "<script type=\"module\" src=\"page.js\"></script>";
const ICON: &str = "href=\"icon.svg\"";
/// The page shows them in a dialog; beside the single file there is nothing that a link could lead to.
const LICENCES_LINK: &str = "href=\"optional/licences.txt\"";
/// Links of the served page that mean nothing in one file: each stands on a line of its own.
const SERVED_ONLY: [&str; 3] =
    ["<link rel=\"manifest\"", "<link rel=\"modulepreload\"", "<link rel=\"preload\""];

/// `www` has the page's sources and the modules, `bindings` the plain scripts that go with `wasm` and them.
pub(crate) fn page(www: &Site, wasm: &[u8], bindings: &str) -> Result<String, Failure> {
    let style = site::text(www, "style.css")?.to_owned();
    if style.contains("</style") {
        return Err(Failure::Page { file: "style.css", wants: "must not contain `</style`".into() });
    }
    let script = script(site::text(www, "page.js")?, bindings)?;
    let page: String = site::text(www, "index.html")?
        .lines()
        .filter(|line| !SERVED_ONLY.iter().any(|link| line.trim_start().starts_with(link)))
        .flat_map(|line| [line, "\n"])
        .collect();

    let policy = policy(&script, &style);
    let icon = BASE64_STANDARD.encode(site::text(www, "icon.svg")?);
    let module = |name: &str| www.get(&format!("{name}_bg.wasm")).map_or(&[][..], Vec::as_slice);
    let licences = site::text(www, site::LICENCES)?.as_bytes();
    let [wasm, parsers, formats, licences] =
        [wasm, module(site::PAGES), module(site::FORMATS), licences].map(packed);
    let page = put(&page, CHARSET, &format!("{CHARSET}\n{policy}"))?;
    let page = put(&page, LICENCES_LINK, "href=\"#licences-dialog\"")?;
    let page = put(&page, ICON, &format!("href=\"data:image/svg+xml;base64,{icon}\""))?;
    let page = put(&page, STYLE_LINK, &format!("<style>{style}</style>"))?;
    put(
        &page,
        SCRIPT,
        &format!(
            "<script type=\"text/plain\" id=\"wasm\">{wasm}</script>\n\
             <script type=\"text/plain\" id=\"parsers\">{parsers}</script>\n\
             <script type=\"text/plain\" id=\"formats\">{formats}</script>\n\
             <script type=\"text/plain\" id=\"packed-licences\">{licences}</script>\n\
             <script type=\"module\">{script}</script>"
        ),
    )
}

fn packed(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(gzip(bytes))
}

/// The bindings and the page's program as one inline module.
fn script(program: &str, bindings: &str) -> Result<String, Failure> {
    let wants = |wants: &str| Failure::Page { file: "page.js", wants: wants.into() };
    let program =
        program.strip_prefix(IMPORT).ok_or_else(|| wants(&format!("must begin with the line `{IMPORT}`")))?;
    let mut program = program.to_owned();
    for (served, inline) in [
        (INIT, INIT_INLINE),
        (LOAD_PARSERS, LOAD_PARSERS_INLINE),
        (LOAD_FORMATS, LOAD_FORMATS_INLINE),
        (READ_LICENCES, READ_LICENCES_INLINE),
    ] {
        if program.matches(served).count() != 1 {
            return Err(wants(&format!("must have `{served}` once")));
        }
        program = program.replace(served, inline);
    }
    let script = format!("{bindings}\n{PRELUDE}{program}");
    // What would end the element early, or hide its end, can only stand within a string: escaped there.
    Ok(script.replace("</script", "<\\/script").replace("<!--", "<\\!--"))
}

fn policy(script: &str, style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {} 'wasm-unsafe-eval'; \
         style-src {}; img-src data: blob:; base-uri 'none'; form-action 'none'\">",
        hash(script),
        hash(style)
    )
}

/// Replaces what must stand in the page exactly once.
fn put(page: &str, mark: &str, with: &str) -> Result<String, Failure> {
    if page.matches(mark).count() != 1 {
        return Err(Failure::Page { file: "index.html", wants: format!("must have `{mark}` once") });
    }
    Ok(page.replacen(mark, with, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn single(www: &Site) -> Result<String, Failure> {
        page(www, b"\0asm", "let wasm_bindgen = {};")
    }

    /// The smallest page that keeps to the form, with one file replaced.
    fn www(file: &str, text: &str) -> Site {
        let index = format!(
            "{CHARSET}\n<link rel=\"icon\" {ICON}>\n<link rel=\"manifest\" href=\"m\">\n{STYLE_LINK}\n\
             <a {LICENCES_LINK}>\n{SCRIPT}\n"
        );
        let program = format!(
            "{IMPORT}\n{INIT}\n{LOAD_PARSERS};\n{LOAD_FORMATS};\n{READ_LICENCES};\npullquote.open('</script>');\n"
        );
        let files = [
            ("index.html", &*index),
            ("page.js", &*program),
            ("style.css", "p { margin: 0 }"),
            ("icon.svg", "<svg/>"),
            (site::LICENCES, "MIT"),
        ];
        let mut site: Site = files.map(|(name, text)| (name.into(), text.into())).into();
        site.insert(file.into(), text.into());
        site
    }

    fn complaint(file: &str, text: &str) -> String {
        single(&www(file, text)).expect_err("the form is broken").to_string()
    }

    #[test]
    fn all_of_the_page_stands_inside() {
        let page = single(&www("style.css", "p { margin: 0 }")).expect("the form is kept");
        assert!(page.contains("<style>p { margin: 0 }</style>"), "{page}");
        assert!(
            page.contains("await init({ module_or_path: await unpack(\"wasm\").arrayBuffer() });"),
            "{page}"
        );
        assert!(page.contains("pullquote.open('<\\/script>');"), "{page}");
        assert!(page.contains("href=\"data:image/svg+xml;base64,PHN2Zy8+\""), "{page}");
        for beside in ["manifest", "page.js", "style.css", "pkg/", "optional/"] {
            assert!(!page.contains(beside), "{beside} is still asked for: {page}");
        }
    }

    #[test]
    fn the_policy_allows_the_script_by_its_hash() {
        let page = single(&www("style.css", "")).expect("the form is kept");
        let script = page.split("<script type=\"module\">").nth(1).expect("there is a module");
        let script = script.split("</script>").next().expect("it ends");
        let hash = BASE64_STANDARD.encode(Sha256::digest(script));
        assert!(page.contains(&format!("script-src 'sha256-{hash}' 'wasm-unsafe-eval'")), "{page}");
    }

    #[test]
    fn a_page_of_another_form_is_refused_with_what_it_wants() {
        assert_eq!(
            complaint("page.js", "await init();"),
            "page.js must begin with the line `import init, * as pullquote from \"./pkg/pullquote.js\";`"
        );
        assert_eq!(complaint("page.js", IMPORT), "page.js must have `await init();` once");
        assert_eq!(complaint("index.html", ""), "index.html must have `<meta charset=\"utf-8\">` once");
        assert_eq!(complaint("style.css", "</style>"), "style.css must not contain `</style`");
    }
}
