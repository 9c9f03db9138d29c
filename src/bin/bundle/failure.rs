//! What can go wrong while the page is bundled or served, each with what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum Failure {
    /// The arguments are not those that `serve` gives.
    Usage,
    /// A file or folder could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// The bindings to JavaScript could not be made.
    Bindings(String),
    /// A file of the page's sources does not keep to the form that the build relies on.
    Page { file: &'static str, wants: String },
    /// Something else listens on the port.
    #[cfg(feature = "serve")]
    Port { port: u16, source: io::Error },
    /// The server stopped.
    #[cfg(feature = "serve")]
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
            Failure::Usage => {
                write!(
                    out,
                    "usage: bundle build LIBRARY.wasm READERS.wasm DEEP.wasm SITE_FOLDER, or bundle npm LIBRARY.wasm FOLDER, or \
                     bundle serve SITE_FOLDER PORT"
                )
            }
            Failure::File { path, source } => write!(out, "{}: {source}", path.display()),
            Failure::Bindings(why) => write!(
                out,
                "the bindings could not be made: {why}. wasm-bindgen in Cargo.toml and wasm-bindgen-cli-support \
                 in src/bin/bundle/Cargo.toml must have the same number"
            ),
            Failure::Page { file, wants } => write!(out, "{file} {wants}"),
            #[cfg(feature = "serve")]
            Failure::Port { port, source } => {
                write!(out, "port {port} cannot be used ({source}). Take any free one: cargo run -- --port 0")
            }
            #[cfg(feature = "serve")]
            Failure::Server(source) => write!(out, "the server stopped: {source}"),
        }
    }
}

impl std::error::Error for Failure {}
