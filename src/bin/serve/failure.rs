//! What can go wrong while the page is built or served, each with what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum Failure {
    /// A file or folder could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// A program that the build needs could not be started.
    Program { name: String, source: io::Error },
    /// The library did not compile to WebAssembly; the compiler has said why.
    Compile,
    /// The bindings to JavaScript could not be made.
    Bindings(String),
    /// A file in `www/` does not keep to the form that the build relies on.
    Page { file: &'static str, wants: String },
    /// Something else listens on the port.
    Port { port: u16, source: io::Error },
    /// The server stopped.
    Server(io::Error),
}

impl Failure {
    /// For `map_err`: says which file an input or output error was about.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let path = path.to_owned();
        move |source| Failure::File { path, source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::File { path, source } => write!(out, "{}: {source}", path.display()),
            Failure::Program { name, source } => write!(out, "`{name}` could not be started: {source}"),
            Failure::Compile => write!(
                out,
                "the library did not compile to WebAssembly (the lines above say why). If the target is \
                 missing: rustup target add {}",
                crate::wasm::TARGET
            ),
            Failure::Bindings(why) => write!(
                out,
                "the bindings could not be made: {why}. In Cargo.toml, wasm-bindgen and \
                 wasm-bindgen-cli-support must have the same number"
            ),
            Failure::Page { file, wants } => write!(out, "www/{file} {wants}"),
            Failure::Port { port, source } => {
                write!(out, "port {port} cannot be used ({source}). Take any free one: cargo run -- --port 0")
            }
            Failure::Server(source) => write!(out, "the server stopped: {source}"),
        }
    }
}

impl std::error::Error for Failure {}
