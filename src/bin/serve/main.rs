//! `cargo run`: builds the page from the library and `www/`, and serves it on this machine alone.

mod args;
mod checkout;
mod failure;
mod page;
mod paths;
mod quality;
mod server;

use args::{Args, Task};
use checkout::Checkout;
use failure::Failure;
use quality::Quality;
use std::process::ExitCode;

fn main() -> ExitCode {
    match args::parse(std::env::args().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            failure.exit_code()
        }
    }
}

fn run(args: Args) -> Result<(), Failure> {
    let checkout = Checkout::find();
    let quality = args.quality;
    match args.task {
        Task::Help => print!("{}", args::HELP),
        Task::Version => println!("serve {}", env!("CARGO_PKG_VERSION")),
        Task::Build => page::build(&checkout, quality, "release")?,
        Task::Serve { port } => {
            drop(server::hold(port)?);
            return Err(server::serve(&checkout, "serve", &checkout.site(quality), port));
        }
        Task::BuildAndServe { port } => {
            // A taken port is reported at once and not after the build.
            let held = server::hold(port)?;
            let features = match quality {
                Quality::Dev => "serve",
                Quality::Release => "release,serve",
            };
            page::build(&checkout, quality, features)?;
            drop(held);
            return Err(server::serve(&checkout, features, &checkout.site(quality), port));
        }
    }
    Ok(())
}
