//! What can go wrong while the page is built or served, each with what to do about it.

use std::fmt;
use std::io;
use std::process::ExitCode;

#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum Failure {
    /// The arguments cannot be understood.
    Usage(String),
    /// A program that the build needs could not be started.
    Program { name: String, source: io::Error },
    /// The library did not compile to WebAssembly; the compiler has said why.
    Compile,
    /// The bundler did not compile or did not make the page; it has said why.
    Bundle,
    /// Something else listens on the port.
    Port { port: u16, source: io::Error },
}

impl Failure {
    /// 2 for wrong use, 1 for all else.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Usage(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Usage(why) => write!(out, "{why} (--help lists the options)"),
            Failure::Program { name, source } => write!(out, "`{name}` could not be started: {source}"),
            Failure::Compile => write!(
                out,
                "the library did not compile to WebAssembly (the lines above say why). If the target is \
                 missing: rustup target add {}",
                crate::quality::TARGET
            ),
            Failure::Bundle => write!(out, "the page was not bundled (the lines above say why)"),
            Failure::Port { port, source } => {
                write!(out, "port {port} cannot be used ({source}). Take any free one: cargo run -- --port 0")
            }
        }
    }
}

impl std::error::Error for Failure {}
