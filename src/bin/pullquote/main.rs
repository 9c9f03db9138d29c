//! The command line: the engine of the page, for batches, for other programs and for measuring.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;
use pullquote::Format;

mod annotate;
mod convert;
mod extract;
mod input;
mod output;
mod reanchor;
mod report;

/// Finds every quotation in news articles, who said it, and the people, organisations, places and dates
/// beside it.
#[derive(Parser)]
#[command(
    name = "pullquote",
    version,
    after_help = "Exit status: 0 all done, 1 something could not be read (the rest was done), 2 wrong use."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Articles in, annotation sets out.
    #[command(after_help = annotate::EXAMPLES)]
    Annotate(Annotate),
    /// The article out of web pages, one line a page.
    #[command(after_help = extract::EXAMPLES)]
    Extract {
        /// Pages; - is standard input.
        #[arg(required = true, value_name = "FILE.html")]
        files: Vec<PathBuf>,
    },
    /// Passages of an old text, found again in the new one.
    #[command(after_help = reanchor::EXAMPLES)]
    Reanchor {
        /// JSON lines; - is standard input.
        #[arg(value_name = "FILE.jsonl")]
        file: PathBuf,
    },
    /// An annotation set from one format to another.
    #[command(after_help = convert::EXAMPLES)]
    Convert(Convert),
}

#[derive(clap::Args)]
struct Convert {
    /// The format to write.
    #[arg(long, value_name = "FORMAT")]
    to: Format,
    /// The format of the sets, where it cannot be told from them.
    #[arg(long, value_name = "FORMAT")]
    from: Option<Format>,
    /// The article that the sets speak of, where they do not carry it.
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// A folder for one file an article, with what the format needs beside it (brat's texts and labels).
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Annotation sets; - is standard input.
    #[arg(required = true, value_name = "SET")]
    sets: Vec<PathBuf>,
}

#[derive(clap::Args)]
struct Annotate {
    /// The format to write.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT")]
    format: Format,
    /// The day of publication (2021-11-10), where an article does not bring its own: "last month" counts from it.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// A folder for one file an article, with what the format needs beside it (brat's texts and labels).
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Articles: .txt, .md, .html, or .jsonl with lines {"id","text"} and an optional "published"; - is standard
    /// input (JSON lines or text).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// The help of the commands that write formats, with what each format cannot carry.
fn command() -> clap::Command {
    let losses = Format::ALL.iter().map(|format| {
        let loss = format.leaves_out().unwrap_or("Everything comes back.");
        format!("  {:<12}{loss}\n", format.name())
    });
    let losses = format!("Formats, and what they do not bring back:\n{}", losses.collect::<String>());
    let with = |examples: &str| format!("{losses}\n{examples}");
    Cli::command()
        .mut_subcommand("annotate", |c| c.after_long_help(with(annotate::EXAMPLES)))
        .mut_subcommand("convert", |c| c.after_long_help(with(convert::EXAMPLES)))
}

fn main() -> ExitCode {
    // What does not fit the derived shape has ended the program before, with its own message.
    let args = Cli::from_arg_matches(&command().get_matches()).unwrap_or_else(|error| error.exit());
    let result = match args.command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Extract { files } => extract::run(&files),
        Command::Reanchor { file } => reanchor::run(&file),
    };
    match result {
        Ok(report) => report.exit_code(),
        // Whoever read the output has seen enough: `pullquote … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pullquote: the output could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}
