//! The command line `pullquote`: annotates articles in batches, converts annotation sets, and carries annotations
//! over to new versions of a text.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use pullquote::Format;
use report::RunReport;

mod annotate;
mod check;
mod compare;
mod convert;
mod deep;
mod explain;
mod extract;
mod folder;
mod input;
mod output;
mod reanchor;
mod report;
mod sets;
mod speakers;

/// Finds the quotations in news articles, their speakers, and the people, organisations, places and dates.
#[derive(Parser)]
#[command(
    name = "pullquote",
    version,
    arg_required_else_help = true,
    after_help = "Exit status: 0 if all went well, 1 if something could not be read or written (the rest is done), 2 if the command line is wrong."
)]
struct Cli {
    /// Prints the licences of the libraries and data that this program carries.
    #[arg(long, exclusive = true)]
    licenses: bool,
    #[command(subcommand)]
    command: Option<CliCommand>,
}

#[derive(Subcommand)]
enum CliCommand {
    /// Reads articles and writes their annotation sets.
    #[command(after_help = annotate::EXAMPLES)]
    Annotate(annotate::AnnotateArgs),
    /// Takes the article out of web pages, one output line a page.
    #[command(after_help = extract::EXAMPLES)]
    Extract {
        /// Web pages; - is standard input.
        #[arg(required = true, value_name = "FILE.html")]
        files: Vec<PathBuf>,
    },
    /// Finds the passages of an old text in its new version.
    #[command(after_help = reanchor::EXAMPLES)]
    Reanchor {
        /// JSON lines; - is standard input.
        #[arg(value_name = "FILE.jsonl")]
        file: PathBuf,
    },
    /// Converts annotation sets from one format to another.
    #[command(after_help = convert::EXAMPLES)]
    Convert(convert::ConvertArgs),
    /// Checks an article's quotations against the sources that they come from.
    #[command(after_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Compares two coders' annotation sets: how far they agree, and where they differ.
    #[command(after_help = compare::EXAMPLES)]
    Compare(compare::CompareArgs),
    /// Counts who speaks in many articles: how often, how much, when and where.
    #[command(after_help = speakers::EXAMPLES)]
    Speakers(speakers::SpeakersArgs),
    /// Explains why each quotation was found, and why it has this speaker.
    #[command(after_help = explain::EXAMPLES)]
    Explain(explain::ExplainArgs),
}

/// What others made of this program, under which licences.
const LICENCES: &str = include_str!("../../../LICENSE-THIRD-PARTY");

/// The help of the commands that write formats says what each format leaves out.
fn command() -> clap::Command {
    let losses = Format::ALL.iter().map(|format| {
        let loss = format.leaves_out().unwrap_or("Nothing is left out.");
        format!("  {:<12}{loss}\n", format.name())
    });
    let losses = format!("Formats, and what each leaves out:\n{}", losses.collect::<String>());
    let with = |examples: &str| format!("{losses}\n{examples}");
    Cli::command()
        .mut_subcommand("annotate", |c| c.after_long_help(with(annotate::EXAMPLES)))
        .mut_subcommand("convert", |c| c.after_long_help(with(convert::EXAMPLES)))
}

fn main() -> ExitCode {
    // `get_matches` ends the program on a wrong command line, with its own message.
    let args = Cli::from_arg_matches(&command().get_matches()).unwrap_or_else(|error| error.exit());
    let Some(command) = args.command else { return print_licences() };
    if 1 < inputs(&command).iter().filter(|path| path.as_os_str() == "-").count() {
        report::say("-: standard input can be read only once; name it once");
        return ExitCode::from(2);
    }
    let result = match command {
        CliCommand::Annotate(args) => annotate::run(&args),
        CliCommand::Convert(args) => convert::run(&args),
        CliCommand::Check(args) => check::run(&args),
        CliCommand::Compare(args) => compare::run(&args),
        CliCommand::Speakers(args) => speakers::run(&args),
        CliCommand::Explain(args) => explain::run(&args),
        CliCommand::Extract { files } => extract::run(&files),
        CliCommand::Reanchor { file } => reanchor::run(&file),
    };
    exit_code(result)
}

fn print_licences() -> ExitCode {
    let mut out = io::stdout();
    let written = out.write_all(LICENCES.as_bytes()).and_then(|()| out.flush());
    exit_code(written.map(|()| RunReport::new()))
}

fn exit_code(result: io::Result<RunReport>) -> ExitCode {
    match result {
        Ok(report) => report.exit_code(),
        // The reader of the output has closed it, as in `pullquote … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            report::say("the output was closed before everything was written");
            ExitCode::FAILURE
        }
        Err(error) => {
            report::say(format_args!("the output cannot be written: {}", report::io_problem(&error)));
            ExitCode::FAILURE
        }
    }
}

/// The files that a command reads.
fn inputs(command: &CliCommand) -> Vec<&PathBuf> {
    match command {
        CliCommand::Annotate(args) => args.files.iter().collect(),
        CliCommand::Convert(args) => args.sets.iter().chain(&args.text).collect(),
        CliCommand::Check(args) => args.inputs().collect(),
        CliCommand::Compare(args) => args.inputs().collect(),
        CliCommand::Speakers(args) => args.files.iter().collect(),
        CliCommand::Extract { files } => files.iter().collect(),
        CliCommand::Explain(_) | CliCommand::Reanchor { .. } => vec![],
    }
}
