//! `cargo run`: builds the page from the library and `www/`, and serves it on this machine alone.

mod answer;
mod args;
mod checkout;
mod failure;
mod page;
mod paths;
mod request;
mod server;

use args::{Args, Task};
use checkout::Checkout;
use failure::Failure;
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
        Task::Build => page::build(&checkout, quality)?,
        Task::Serve { port } => {
            let listener = server::listen(port)?;
            server::serve(&listener, &checkout.site(quality))?;
        }
        Task::BuildAndServe { port } => {
            // The port is taken first, so that a taken one is reported at once and not after the build.
            let listener = server::listen(port)?;
            page::build(&checkout, quality)?;
            server::serve(&listener, &checkout.site(quality))?;
        }
    }
    Ok(())
}
