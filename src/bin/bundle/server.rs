//! Serves the built page to browsers on this machine, with headers that let it do no more than it needs.

use crate::failure::Failure;
use crate::site::SINGLE_FILE;
use axum::Router;
use axum::extract::Request;
use axum::handler::HandlerWithoutStateExt;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use tower_http::services::ServeDir;

/// The page loads its own files and nothing else, and runs no inline script.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; worker-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The single file brings its own policy, with hashes; the header adds what a page cannot say of itself.
const SINGLE_FILE_POLICY: &str = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// No opener policy: with one, the tab in which the bookmarklet runs could not write to the page that it opens. What
// it would keep apart is not there: no frames to count, no memory shared between threads, no timers that need it.
// Messages are taken as `web::received` says, and nothing else of the page answers to another window.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CACHE_CONTROL, "no-cache"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Takes the port (0 is any free one), says where the page is, and serves it until the program is stopped.
pub(crate) fn serve(site: &Path, port: u16) -> Result<(), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = listener.map_err(|source| Failure::Port { port, source })?;
    let address = listener.local_addr().map_err(Failure::Server)?;
    listener.set_nonblocking(true).map_err(Failure::Server)?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(Failure::Server)?;
    println!("Point a browser at http://{address}/ (Ctrl-C stops the server)");
    std::io::stdout().flush().map_err(Failure::Server)?;
    runtime
        .block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, router(site)).await
        })
        .map_err(Failure::Server)
}

fn router(site: &Path) -> Router {
    let missing = || async { (StatusCode::NOT_FOUND, "There is no such file.\n") };
    let files = ServeDir::new(site).precompressed_br().precompressed_gzip().fallback(missing.into_service());
    Router::new().fallback_service(files).layer(middleware::from_fn(guard))
}

/// Before the files: who asks. After them: the headers.
async fn guard(request: Request, next: Next) -> Response {
    let policy = policy(request.uri());
    let mut response = match is_this_machine(request.headers()) {
        true => next.run(request).await,
        false => refusal(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    say_charset(headers);
    response
}

fn policy(uri: &Uri) -> &'static str {
    if uri.path().trim_start_matches('/') == SINGLE_FILE { SINGLE_FILE_POLICY } else { POLICY }
}

/// A hostile site can point its own name at 127.0.0.1, and would then count as the page's own origin. Its
/// name still stands in the `Host` header.
fn is_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

fn refusal() -> Response {
    let message = "This server answers only to 127.0.0.1 and localhost.\n";
    (StatusCode::MISDIRECTED_REQUEST, message).into_response()
}

fn say_charset(headers: &mut HeaderMap) {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) else { return };
    if kind.starts_with("text/") && !kind.contains("charset") {
        let kind = HeaderValue::from_str(&format!("{kind}; charset=utf-8"));
        headers.insert(header::CONTENT_TYPE, kind.expect("a header with plain letters added is a header"));
    }
}
