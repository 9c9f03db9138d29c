//! Bundles the page: the compiled library gets its bindings to JavaScript, `www/` gets its texts, and all of it is
//! written into one folder. `serve` runs this; nobody else needs to.

mod bindings;
mod compress;
mod failure;
mod files;
mod frame;
mod single;
mod site;

use failure::Failure;
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
    match &args[..] {
        [library, folder] => bundle_dev(library, folder),
        [library, folder, flag] if flag.as_os_str() == "--release" => bundle_release(library, folder),
        _ => Err(Failure::Usage),
    }
}

/// What a browser on this machine needs, and nothing else.
fn bundle_dev(library: &Path, folder: &Path) -> Result<(), Failure> {
    let site = site::assemble(&sources()?, &bindings::module(library)?)?;
    files::write(&site, folder)
}

/// The same, with the whole page in one file, and with a `.gz` and a `.br` beside each file.
fn bundle_release(library: &Path, folder: &Path) -> Result<(), Failure> {
    let sources = sources()?;
    let module = bindings::module(library)?;
    let single = single::page(&sources, &module.wasm, &bindings::script(library)?)?;
    let mut site = site::assemble(&sources, &module)?;
    site.insert(site::SINGLE_FILE.into(), single.into());
    println!("{}", compress::write(&site, folder)?);
    println!("The whole page in one file: {}", folder.join(site::SINGLE_FILE).display());
    Ok(())
}

/// The files of `www/` with the texts of the interface put in.
fn sources() -> Result<Site, Failure> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checkout = package.ancestors().nth(3).expect("the package stands in src/bin/bundle");
    let texts = frame::texts(&checkout.join("src/strings/frame.txt"))?;
    site::sources(&checkout.join("www"), &texts)
}
