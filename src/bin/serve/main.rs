//! `cargo run`: builds the page from the library and `www/`, and serves it on this machine alone.

mod failure;
mod server;
mod single;
mod site;
mod wasm;
mod workshop;

use clap::Parser;
use failure::Failure;
use std::process::ExitCode;
use workshop::Workshop;

/// Builds Pullquote's page into target/site and serves it on 127.0.0.1.
#[derive(Parser)]
#[command(name = "serve", version)]
struct Args {
    /// The port to serve on; 0 takes any free one.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,

    /// Only build: write target/site and target/site/pullquote.html, and stop.
    #[arg(long)]
    build_only: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Failure> {
    let workshop = Workshop::find()?;
    if args.build_only {
        return build(&workshop);
    }
    // The port is taken first, so that a taken one is told at once and not after the build.
    let listener = server::listen(args.port)?;
    build(&workshop)?;
    server::serve(listener, &workshop.site())
}

fn build(workshop: &Workshop) -> Result<(), Failure> {
    let library = wasm::compile(workshop)?;
    let site = site::assemble(&workshop.www(), &library)?;
    let sizes = site::write(&site, &workshop.site())?;
    println!("{sizes}");
    println!("The whole page in one file: {}", workshop.site().join(site::SINGLE_FILE).display());
    Ok(())
}
