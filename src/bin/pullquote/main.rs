//! The command line `pullquote`: annotates articles in batches, converts annotation sets, and carries annotations
//! over to new versions of a text.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use output_format::OutputFormat;
use pullquote::Format;
use report::RunReport;

mod annotate;
mod binary_file;
mod check;
mod compare;
mod compressed;
mod convert;
mod deep;
mod explain;
mod extract;
mod file_text;
mod folder;
mod input;
mod input_error;
mod labels_found;
mod named_article;
mod output;
mod output_format;
mod parquet_file;
mod pipeline;
mod reanchor;
mod report;
mod resumed;
mod sets;
mod speakers;
mod wishes;

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
    /// Prints what completes the program's commands and options in a shell.
    #[command(
        after_help = "Example:\n  pullquote completions bash > ~/.local/share/bash-completion/completions/pullquote"
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page.
    #[command(after_help = "Example:\n  pullquote manual > ~/.local/share/man/man1/pullquote.1")]
    Manual,
}

/// What others made of this program, under which licences.
const LICENCES: &str = include_str!("../../../LICENSE-THIRD-PARTY");

/// The help of the commands that write formats says what each format leaves out.
fn command_line() -> clap::Command {
    let formats = Format::ALL.iter().map(|&format| OutputFormat::Set(format)).chain([OutputFormat::Parquet]);
    let losses = formats.map(|format| {
        let loss = format.leaves_out().unwrap_or("Nothing is left out.");
        format!("  {:<12}{loss}\n", format.to_string())
    });
    let losses = format!("Formats, and what each leaves out:\n{}", losses.collect::<String>());
    let with = |examples: &str| format!("{losses}\n{examples}");
    Cli::command()
        .mut_subcommand("annotate", |c| c.after_long_help(with(annotate::EXAMPLES)))
        .mut_subcommand("convert", |c| c.after_long_help(with(convert::EXAMPLES)))
}

fn main() -> ExitCode {
    // `get_matches` ends the program on a wrong command line, with its own message.
    let args = Cli::from_arg_matches(&command_line().get_matches()).unwrap_or_else(|error| error.exit());
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
        CliCommand::Completions { shell } => {
            let mut script = vec![];
            clap_complete::generate(shell, &mut command_line(), "pullquote", &mut script);
            print(&script)
        }
        CliCommand::Manual => manual(),
    };
    exit_code(result)
}

fn print_licences() -> ExitCode {
    exit_code(print(LICENCES.as_bytes()))
}

fn print(text: &[u8]) -> io::Result<RunReport> {
    let mut out = io::stdout();
    out.write_all(text).and_then(|()| out.flush()).map(|()| RunReport::new())
}

/// One page for all commands, one below the other.
fn manual() -> io::Result<RunReport> {
    let mut page = vec![];
    let mut whole = command_line();
    whole.build();
    clap_mangen::Man::new(whole.clone()).render(&mut page)?;
    for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("pullquote {}", command.get_name());
        writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
        let command = clap_mangen::Man::new(command.clone().bin_name(name));
        command.render_synopsis_section(&mut page)?;
        command.render_description_section(&mut page)?;
        command.render_options_section(&mut page)?;
        command.render_extra_section(&mut page)?;
    }
    print(&page)
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
        _ => vec![],
    }
}
