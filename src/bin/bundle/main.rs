//! Bundles the page: the compiled library gets its bindings to JavaScript, `www/` gets its texts, and all of it is
//! written into one folder. Then it serves that folder. The program `serve` runs this one; nobody else needs to.

mod bindings;
mod checkout;
mod deep;
#[cfg(not(feature = "release"))]
mod dev;
mod failure;
mod files;
mod frame;
mod npm;
#[cfg(feature = "release")]
mod release;
#[cfg(feature = "serve")]
mod server;
mod site;
mod stamp;

use checkout::checkout;
#[cfg(not(feature = "release"))]
use dev::write;
use failure::Failure;
#[cfg(feature = "release")]
use release::write;
use site::Site;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    match &args[..] {
        [command, library, pages, formats, readers, deep, project, folder] if command == "build" => {
            let mut sources = sources()?;
            site::add(&mut sources, site::PAGES, bindings::module(Path::new(pages))?);
            site::add(&mut sources, site::FORMATS, bindings::module(Path::new(formats))?);
            site::add(&mut sources, site::READERS, bindings::module(Path::new(readers))?);
            site::add(&mut sources, site::PROJECT, bindings::module(Path::new(project))?);
            deep::add(&mut sources, bindings::module(Path::new(deep))?, &checkout().join(deep::MODEL))?;
            write(&sources, [library, pages, formats].map(Path::new), Path::new(folder))
        }
        [command, library, pages, formats, folder] if command == "npm" => {
            let [library, pages, formats] =
                [library, pages, formats].map(|file| bindings::module(Path::new(file)));
            npm::write(checkout(), [&library?, &pages?, &formats?], Path::new(folder))
        }
        #[cfg(feature = "serve")]
        [command, folder, port] if command == "serve" => {
            let port = port.to_str().and_then(|port| port.parse().ok()).ok_or(Failure::Usage)?;
            server::serve(Path::new(folder), port)
        }
        _ => Err(Failure::Usage),
    }
}

/// The files of `www/` with the texts of the interface put in, and the licences of what others made.
fn sources() -> Result<Site, Failure> {
    let checkout = checkout();
    let texts = frame::texts(&checkout.join("src/strings/frame.txt"))?;
    let mut sources = site::sources(&checkout.join("www"), &texts)?;
    let licences = checkout.join("LICENSE-THIRD-PARTY");
    sources.insert(site::LICENCES.into(), std::fs::read(&licences).map_err(Failure::file(&licences))?);
    Ok(sources)
}
