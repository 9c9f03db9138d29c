//! The answer to a request: a file of the site, with headers that let the page do no more than it needs.

use crate::request::Request;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The page loads its own files and nothing else, and runs no inline script.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SINGLE_FILE: &str = "pullquote.html";
/// The single file brings its own policy, with hashes; the header adds what a page cannot say of itself.
const SINGLE_FILE_POLICY: &str = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// No opener policy: with one, the tab in which the bookmarklet runs could not write to the page that it opens. What
// it would keep apart is not there: no frames to count, no memory shared between threads, no timers that need it.
// Messages are taken as `web::received` says, and nothing else of the page answers to another window.
const HEADERS: [(&str, &str); 5] = [
    ("cache-control", "no-cache"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    // One answer a connection: on the loopback device a new one costs nothing.
    ("connection", "close"),
];

/// The compressed copies that the bundler leaves beside a file, the smallest first: content coding and extension.
const CODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// Content types by extension.
const TYPES: [(&str, &str); 9] = [
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("wasm", "application/wasm"),
];

pub(crate) struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Body,
}

enum Body {
    Text(&'static str),
    File(File),
}

/// What the site answers to a request.
pub(crate) fn to(request: &Request, site: &Path) -> Answer {
    if !is_this_machine(request.header("host")) {
        return plain("421 Misdirected Request", "This server answers only to 127.0.0.1 and localhost.\n");
    }
    if !["GET", "HEAD"].contains(&request.method.as_str()) {
        return plain("405 Method Not Allowed", "This server only gives files.\n");
    }
    let path = request.path().unwrap_or_default();
    let found = within(site, &path).and_then(|path| file(&path, request).ok());
    let mut answer = found.unwrap_or_else(|| plain("404 Not Found", "There is no such file.\n"));
    let policy = if path == SINGLE_FILE { SINGLE_FILE_POLICY } else { POLICY };
    answer.headers.push(("content-security-policy", policy.into()));
    answer
}

/// A hostile site can point its own name at 127.0.0.1, and would then count as the page's own origin. Its
/// name still stands in the `Host` header.
fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

/// The file that a path of the site names; never one outside.
fn within(site: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    // On Windows a backslash separates folders, too.
    let is_plain = !path.to_string_lossy().contains(['\\', ':', '\0']);
    (stays && is_plain).then(|| site.join(path))
}

fn file(path: &Path, request: &Request) -> io::Result<Answer> {
    let original = fs::metadata(path)?;
    if !original.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let (coding, copy) = smallest(path, request.header("accept-encoding"));
    let file = File::open(&copy)?;
    let length = file.metadata()?.len();
    let written = original.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let tag = format!("\"{:x}-{length:x}\"", written.as_nanos());
    if request.header("if-none-match").split(',').any(|known| known.trim().trim_start_matches("W/") == tag) {
        return Ok(Answer { status: "304 Not Modified", headers: vec![("etag", tag)], body: Body::Text("") });
    }
    let mut headers = vec![
        ("content-type", content_type(path).to_owned()),
        ("content-length", length.to_string()),
        ("etag", tag),
        ("vary", "accept-encoding".to_owned()),
    ];
    headers.extend(coding.map(|coding| ("content-encoding", coding.to_owned())));
    Ok(Answer { status: "200 OK", headers, body: Body::File(file) })
}

/// The smallest copy of a file that the browser can read, with its content coding; the file itself has none.
fn smallest(path: &Path, accepted: &str) -> (Option<&'static str>, PathBuf) {
    let accepts = |coding| {
        accepted.split(',').any(|given| given.split(';').next().unwrap_or_default().trim() == coding)
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut copies = CODINGS.into_iter().filter(|&(coding, _)| accepts(coding));
    let copy = copies.find_map(|(coding, extension)| {
        let copy = path.with_file_name(format!("{name}.{extension}"));
        copy.is_file().then_some((Some(coding), copy))
    });
    copy.unwrap_or_else(|| (None, path.to_owned()))
}

fn content_type(path: &Path) -> &'static str {
    let extension = path.extension().unwrap_or_default();
    let known = TYPES.iter().find(|(known, _)| *known == extension);
    known.map_or("application/octet-stream", |(_, kind)| kind)
}

fn plain(status: &'static str, text: &'static str) -> Answer {
    let headers = vec![
        ("content-type", "text/plain; charset=utf-8".into()),
        ("content-length", text.len().to_string()),
    ];
    Answer { status, headers, body: Body::Text(text) }
}

impl Answer {
    /// Writes the status and the headers, and the body unless only the head is asked for.
    pub(crate) fn write(self, method: &str, mut out: impl Write) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        let fixed = HEADERS.map(|(name, value)| (name, value.to_owned()));
        for (name, value) in self.headers.iter().chain(&fixed) {
            head += &format!("{name}: {value}\r\n");
        }
        out.write_all(format!("{head}\r\n").as_bytes())?;
        match self.body {
            _ if method == "HEAD" => {}
            Body::Text(text) => out.write_all(text.as_bytes())?,
            Body::File(mut file) => drop(io::copy(&mut file, &mut out)?),
        }
        out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_within_the_site() {
        let site = Path::new("site");
        assert_eq!(within(site, ""), Some("site/index.html".into()));
        assert_eq!(within(site, "pkg/pullquote.js"), Some("site/pkg/pullquote.js".into()));
        for path in ["..", "../a", "pkg/../../a", "/etc/passwd", "a\\..\\b", "c:/a"] {
            assert_eq!(within(site, path), None, "{path}");
        }
    }

    #[test]
    fn a_copy_is_sent_only_to_who_reads_it() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = folder.path().join("a.css");
        for name in ["a.css", "a.css.br", "a.css.gz"] {
            fs::write(folder.path().join(name), "").expect("the folder can be written");
        }
        let coding = |accepted| smallest(&file, accepted).0;
        assert_eq!(coding("gzip, deflate, br;q=1"), Some("br"));
        assert_eq!(coding("gzip"), Some("gzip"));
        assert_eq!([coding(""), coding("deflate"), coding("brx")], [None; 3]);
    }
}
