//! Bundles the page: the compiled library gets its bindings to JavaScript, `www/` gets its texts, and all of it is
//! written into one folder. `serve` runs this; nobody else needs to.

mod bindings;
#[cfg(not(feature = "release"))]
mod dev;
mod failure;
mod files;
mod frame;
#[cfg(feature = "release")]
mod release;
mod site;

#[cfg(not(feature = "release"))]
use dev::write;
use failure::Failure;
#[cfg(feature = "release")]
use release::write;
use site::Site;
use std::path::{Path, PathBuf};
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
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [library, folder] = &args[..] else { return Err(Failure::Usage) };
    write(&sources()?, library, folder)
}

/// The files of `www/` with the texts of the interface put in.
fn sources() -> Result<Site, Failure> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checkout = package.ancestors().nth(3).expect("the package stands in src/bin/bundle");
    let texts = frame::texts(&checkout.join("src/strings/frame.txt"))?;
    site::sources(&checkout.join("www"), &texts)
}
