//! What the server says beside the files: kinds, packing, policy, and to whom it does not speak.

use crate::site;
use std::io::{Read, Write};
use std::net::TcpStream;

/// The status line and headers of an answer, in lower case.
fn head_of(path: &str, request_headers: &str) -> String {
    let host = site::shared().address.trim_start_matches("http://").trim_end_matches('/');
    let host_header = if request_headers.contains("Host:") { "" } else { "Host: 127.0.0.1\r\n" };
    let mut server = TcpStream::connect(host).expect("the server listens");
    write!(server, "GET /{path} HTTP/1.1\r\n{host_header}{request_headers}Connection: close\r\n\r\n")
        .expect("the server reads");
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).expect("the server answers");
    let answer = String::from_utf8_lossy(&answer);
    answer.split("\r\n\r\n").next().unwrap_or_default().to_lowercase()
}

/// The value of a header, empty where it is not there.
fn header(head: &str, name: &str) -> String {
    let value = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    value.unwrap_or_default().to_owned()
}

#[test]
fn every_file_is_sent_as_what_it_is() {
    let kinds =
        ["", "page.js", "style.css", "sw.js", "manifest.webmanifest", "icon.svg", "pkg/pullquote_bg.wasm"]
            .map(|path| format!("/{path} {}", header(&head_of(path, ""), "content-type")));
    assert_eq!(
        kinds,
        [
            "/ text/html; charset=utf-8",
            "/page.js text/javascript; charset=utf-8",
            "/style.css text/css; charset=utf-8",
            "/sw.js text/javascript; charset=utf-8",
            "/manifest.webmanifest application/manifest+json",
            "/icon.svg image/svg+xml",
            "/pkg/pullquote_bg.wasm application/wasm",
        ]
    );
}

#[test]
fn files_are_packed_as_the_browser_asks() {
    let packing = |accepted: &str| {
        let head = head_of("pkg/pullquote_bg.wasm", accepted);
        assert_eq!(header(&head, "content-type"), "application/wasm", "{head}");
        header(&head, "content-encoding")
    };
    assert_eq!(packing("Accept-Encoding: gzip, deflate, br\r\n"), "br");
    assert_eq!(packing("Accept-Encoding: gzip\r\n"), "gzip");
    assert_eq!(packing(""), "");
}

#[test]
fn the_page_may_load_its_own_files_and_nothing_else() {
    let head = head_of("", "");
    let policy = header(&head, "content-security-policy");
    let rules: Vec<&str> = policy.split("; ").collect();
    assert_eq!(
        rules,
        [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' data: blob:",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    );
    assert_eq!(header(&head, "x-content-type-options"), "nosniff");
    assert_eq!(header(&head, "referrer-policy"), "no-referrer");
    // The bookmarklet writes to the page from another.
    assert_eq!(header(&head, "cross-origin-opener-policy"), "");
    assert_eq!(header(&head, "cross-origin-resource-policy"), "same-origin");
}

#[test]
fn a_file_that_has_not_changed_is_not_sent_again() {
    let head = head_of("style.css", "");
    assert_eq!(header(&head, "cache-control"), "no-cache");
    let again = head_of("style.css", &format!("If-None-Match: {}\r\n", header(&head, "etag")));
    assert!(again.starts_with("http/1.1 304"), "{again}");
}

#[test]
fn other_names_for_this_machine_are_refused() {
    for host in ["attacker.example", "attacker.example:8080", "127.0.0.1.attacker.example", ""] {
        let head = head_of("", &format!("Host: {host}\r\n"));
        assert!(head.starts_with("http/1.1 421"), "{host}: {head}");
    }
    for host in ["localhost", "localhost:8080", "127.0.0.1:1"] {
        let head = head_of("", &format!("Host: {host}\r\n"));
        assert!(head.starts_with("http/1.1 200"), "{host}: {head}");
    }
}

#[test]
fn nothing_beside_the_site_is_served() {
    for path in ["nothing", "../debug/serve", "..%2f..%2fCargo.toml", "%2e%2e/CACHEDIR.TAG", "pkg"] {
        let head = head_of(path, "");
        assert!(!head.starts_with("http/1.1 200"), "{path}: {head}");
    }
}
