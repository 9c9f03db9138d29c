//! Serves the built page to browsers on this machine.

use crate::answer;
use crate::failure::Failure;
use crate::request::Request;
use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

/// A browser that opens a connection ahead of need may stay silent for a while; its thread ends after this.
const PATIENCE: Duration = Duration::from_secs(60);

/// Takes the port; 0 is any free one.
pub(crate) fn listen(port: u16) -> Result<TcpListener, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    listener.map_err(|source| Failure::Port { port, source })
}

/// Says where the page is, and serves it until the program is stopped.
pub(crate) fn serve(listener: &TcpListener, site: &Path) -> Result<(), Failure> {
    let address = listener.local_addr().map_err(Failure::Server)?;
    println!("Point a browser at http://{address}/ (Ctrl-C stops the server)");
    io::stdout().flush().map_err(Failure::Server)?;
    std::thread::scope(|scope| {
        for stream in listener.incoming() {
            match stream {
                Ok(stream) => drop(scope.spawn(|| converse(stream, site))),
                // The browser gave up before it was answered, or too many files are open for a moment.
                Err(_) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    });
    Ok(())
}

/// One request and its answer.
fn converse(stream: TcpStream, site: &Path) {
    let answered = || -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let Some(request) = Request::read(BufReader::new(&stream))? else { return Ok(()) };
        answer::to(&request, site).write(&request.method, &stream)
    };
    answered().ok(); // the browser closed the connection: nobody is left to be told
}
