//! The command line of `serve`.

use crate::failure::Failure;
use crate::quality::Quality;

pub(crate) const HELP: &str = "\
Builds Pullquote's page and serves it on 127.0.0.1.

Usage: cargo run -- [OPTIONS]

Options:
      --port N      Serve on port N; 0 takes any free one [default: 8080]
      --release     Build what a release ships: optimised, compressed, with the single file pullquote.html
      --build-only  Build what a release ships into target/site, and stop
      --no-build    Serve what the last release build left in target/site
  -h, --help        Print this help
  -V, --version     Print the version

Without an option the page is built quickly, into target/site-dev: for looking at while you work on it.
";

#[derive(Debug, PartialEq)]
pub(crate) enum Task {
    Help,
    Version,
    Build,
    Serve { port: u16 },
    BuildAndServe { port: u16 },
}

#[derive(Debug, PartialEq)]
pub(crate) struct Args {
    pub(crate) task: Task,
    pub(crate) quality: Quality,
}

/// Reads the arguments that follow the program's name.
pub(crate) fn parse(args: impl IntoIterator<Item = String>) -> Result<Args, Failure> {
    let (mut port, mut quality, mut builds, mut serves) = (8080, Quality::Dev, true, true);
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-h" | "--help" => return Ok(Args { task: Task::Help, quality }),
            "-V" | "--version" => return Ok(Args { task: Task::Version, quality }),
            "--port" => port = number(&args.next().unwrap_or_default())?,
            "--release" => quality = Quality::Release,
            "--build-only" => (quality, serves) = (Quality::Release, false),
            "--no-build" => (quality, builds) = (Quality::Release, false),
            other => match other.strip_prefix("--port=") {
                Some(given) => port = number(given)?,
                None => return Err(Failure::Usage(format!("there is no option `{other}`"))),
            },
        }
    }
    let task = match (builds, serves) {
        (true, true) => Task::BuildAndServe { port },
        (true, false) => Task::Build,
        (false, true) => Task::Serve { port },
        (false, false) => {
            return Err(Failure::Usage("--build-only and --no-build exclude each other".into()));
        }
    };
    Ok(Args { task, quality })
}

fn number(port: &str) -> Result<u16, Failure> {
    port.parse().map_err(|_| Failure::Usage(format!("`{port}` is not a port: give a number from 0 to 65535")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(args: &str) -> Result<Args, String> {
        parse(args.split_whitespace().map(str::to_owned)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn options_are_read_in_any_order() {
        let (dev, release) = (Quality::Dev, Quality::Release);
        let serve = |port| Task::BuildAndServe { port };
        assert_eq!(parsed(""), Ok(Args { task: serve(8080), quality: dev }));
        assert_eq!(parsed("--port 0"), Ok(Args { task: serve(0), quality: dev }));
        assert_eq!(parsed("--port=81 --release"), Ok(Args { task: serve(81), quality: release }));
        assert_eq!(parsed("--build-only"), Ok(Args { task: Task::Build, quality: release }));
        assert_eq!(parsed("--no-build"), Ok(Args { task: Task::Serve { port: 8080 }, quality: release }));
        assert_eq!(parsed("--port 81 --help"), Ok(Args { task: Task::Help, quality: dev }));
    }

    #[test]
    fn wrong_options_are_refused() {
        for args in
            ["--prot 80", "page.html", "--port", "--port x", "--port 65536", "--build-only --no-build"]
        {
            assert!(parsed(args).is_err(), "{args}");
        }
    }
}
