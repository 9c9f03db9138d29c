//! `pullquote convert`: converts annotation sets from one format to another.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use pullquote::{Document, Format, Imported, MAX_BYTES, Skipped};

use crate::input::{self, InputError};
use crate::output::{self, Existing, Output};
use crate::report::RunReport;

#[derive(clap::Args)]
pub(crate) struct ConvertArgs {
    /// The format to write.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Format,
    /// The format of the sets, if Pullquote does not recognise it.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<Format>,
    /// The article that the sets annotate, if they do not contain it.
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// A folder for one file an article, with the files that the format needs beside it (such as brat's texts).
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Replace files that are in that folder already.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Annotation sets; - is standard input.
    #[arg(required = true, value_name = "SET")]
    pub(crate) sets: Vec<PathBuf>,
}

pub(crate) const EXAMPLES: &str = "\
Some formats do not contain the article (csv, jsonl, brat, hypothesis, jsonld of other tools). Name the article with
--text, or put it beside the set under the same name (interview.ann, interview.txt).

Examples:
  pullquote convert --to csv interview.jsonld > interview.csv
  pullquote convert --to jsonld --text interview.txt interview.csv";

pub(crate) fn run(args: &ConvertArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let mut out = Output::new(args.to, args.out.as_deref(), Existing::of(args.force))?;
    let mut any_written = false;
    for path in &args.sets {
        let Some(file) = text(path, &mut report) else { continue };
        let by_ending = || Format::by_ending(path.extension()?.to_str()?);
        let format = args.from.map_or_else(|| pullquote::identify(&file), Ok);
        let format = format.or_else(|error| by_ending().ok_or(error));
        let sets = match format.and_then(|format| pullquote::import(&file, format)) {
            Ok(sets) => sets,
            Err(error) => {
                let advice = advice(args.from, &file);
                report.problem(input::place(path, error.line), format_args!("{}{advice}", error.message));
                continue;
            }
        };
        if sets.is_empty() {
            report.problem(input::name(path), "the file contains no annotation set");
        }
        for set in sets {
            let Some(document) = article(&set, path, args.text.as_ref(), &mut report) else { break };
            let placed = pullquote::place(&set, &document);
            report_losses(&set, &placed, path, &mut report);
            let id = set.id.clone().unwrap_or_else(|| input::stem(path));
            let text = pullquote::export(&document, &placed.set, &id, args.to);
            out.put(&document, &id, &text, &mut report)?;
            any_written = true;
            report.done();
        }
    }
    out.flush()?;
    if let Some(left_out) = args.to.leaves_out().filter(|_| any_written) {
        report.note(format_args!("{}: {left_out}", args.to));
    }
    if out.ran_together() {
        report.problem(args.to, output::RAN_TOGETHER);
    }
    Ok(report)
}

pub(crate) fn text(path: &Path, report: &mut RunReport) -> Option<String> {
    let text = input::open(path).map_err(InputError::Io).and_then(input::decoded);
    text.map_err(|error| report.problem(input::name(path), error)).ok()
}

/// What may help where a set does not have the format that `--from` names.
fn advice(from: Option<Format>, file: &str) -> String {
    match (from, pullquote::identify(file)) {
        (Some(from), Ok(found)) if from != found => {
            format!("; it is not {from} but looks like {found}: leave out --from")
        }
        _ => String::new(),
    }
}

/// The article that a set annotates: the one named by `--text`, the one in the set, or the one beside it.
pub(crate) fn article(
    set: &Imported,
    path: &Path,
    named: Option<&PathBuf>,
    report: &mut RunReport,
) -> Option<Document> {
    let beside = path.with_extension("txt");
    let file: Option<PathBuf> = match (named, &set.text) {
        (Some(named), _) => Some(named.to_owned()),
        (None, Some(_)) => None,
        (None, None) if beside.exists() => Some(beside),
        (None, None) => {
            report.problem(
                input::name(path),
                "the set does not contain its article; name the article with --text",
            );
            return None;
        }
    };
    let text = match file {
        Some(file) => text(&file, report)?,
        None => set.text.clone()?,
    };
    if MAX_BYTES < text.len() {
        report.problem(
            input::name(path),
            format_args!("the article has {} bytes; the limit is {MAX_BYTES}", text.len()),
        );
        return None;
    }
    Some(Document::from_text_with(text, set.meta.clone()))
}

/// Reports everything that was not converted.
pub(crate) fn report_losses(set: &Imported, placed: &pullquote::Placed, path: &Path, report: &mut RunReport) {
    // What a file has a thousand times is reported once, with its first line.
    let mut reported: Vec<(&Skipped, usize)> = vec![];
    let mut places: HashMap<&str, usize> = HashMap::new();
    for skipped in &set.skipped {
        let place = *places.entry(&skipped.what).or_insert(reported.len());
        match reported.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => reported.push((skipped, 1)),
        }
    }
    for (skipped, count) in reported {
        let more = if count == 1 { String::new() } else { format!(" ({count} times)") };
        report.problem(input::place(path, skipped.line), format_args!("{}{more}", skipped.what));
    }
    for lost in &placed.lost {
        let words: Vec<&str> = lost.selectors.iter().map(|s| s.exact.as_str()).collect();
        let words: String = words.join(" … ").chars().take(80).collect();
        report.problem(input::name(path), format_args!("not found in the article: {words:?}"));
    }
}
