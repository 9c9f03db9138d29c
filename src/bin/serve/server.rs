//! Starts the server. It is part of `pullquote-bundle`, which compiles while the library compiles.

use crate::checkout::Checkout;
use crate::failure::Failure;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

/// Takes the port for as long as the listener lives; 0 is any free one.
pub(crate) fn hold(port: u16) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    listener.map_err(|source| Failure::Port { port, source })
}

/// Serves the site until the program is stopped. Returns only if the server cannot be started.
pub(crate) fn serve(checkout: &Checkout, features: &str, site: &Path, port: u16) -> Failure {
    let mut server = checkout.bundler("run", features);
    server.args(["--", "serve"]).arg(site).arg(port.to_string());
    let name = server.get_program().to_string_lossy().into_owned();
    Failure::Program { name, source: replace_with(&mut server) }
}

/// Runs a program in the place of this one: a signal that stops this process then stops the server, because cargo
/// does the same for the program that it runs. Returns only if the program cannot be started.
#[cfg(unix)]
fn replace_with(program: &mut Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(program)
}

/// Elsewhere, waits for the program and ends as it does.
#[cfg(not(unix))]
fn replace_with(program: &mut Command) -> io::Error {
    match program.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(source) => source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_reported() {
        let held = hold(0).expect("some port is free");
        let port = held.local_addr().expect("a listener has an address").port();
        let failure = hold(port).expect_err("the port is taken").to_string();
        assert!(failure.starts_with(&format!("port {port} cannot be used")), "{failure}");
        drop(held);
        assert!(hold(port).is_ok());
    }
}
