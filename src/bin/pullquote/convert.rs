//! `pullquote convert`: converts annotation sets from one format to another.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use pullquote::{ColumnMap, DecodeError, Format, Imported, Skipped};

use crate::compressed;
use crate::input::{self, InputError};
use crate::labels_found::LabelsFound;
use crate::named_article::NamedArticles;
use crate::output::{Output, OutputPlace};
use crate::output_format::OutputFormat;
use crate::report::{RunReport, WrongValue};

#[derive(clap::Args)]
pub(crate) struct ConvertArgs {
    /// The format to write.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: OutputFormat,
    /// The format of the sets, if Pullquote does not recognise it.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<Format>,
    /// The article that the sets annotate, if they do not contain it; or a file of articles with the sets' ids.
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// A folder for one file an article, with the files that the format needs beside it (such as brat's texts).
    #[arg(long, value_name = "FOLDER", group = "place")]
    pub(crate) out: Option<PathBuf>,
    /// A file for all sets; with the ending .gz or .zst it is compressed.
    #[arg(short, long, value_name = "FILE", group = "place")]
    pub(crate) output: Option<PathBuf>,
    /// Replace what is in that folder, or that file, already.
    #[arg(long, requires = "place")]
    pub(crate) force: bool,
    /// What a label of another tool means here, such as PESSOA=PERSON; may be given several times.
    #[arg(long = "label", value_name = "THEIRS=OURS", value_parser = label)]
    pub(crate) labels: Vec<(String, String)>,
    /// Which columns of a table of quotations are which, such as quote=words,speaker=who; ours are quote, speaker, cue,
    /// quote_type, start, end, quote_id, comment, tags, article_id, article_title, url.
    #[arg(long = "map", value_name = "OURS=THEIRS,…", default_value = "", hide_default_value = true, value_parser = input::columns)]
    pub(crate) columns: ColumnMap,
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

/// `PESSOA=PERSON`
fn label(mapping: &str) -> Result<(String, String), WrongValue> {
    let (theirs, ours) = mapping.split_once('=').filter(|(theirs, _)| !theirs.is_empty()).ok_or(
        WrongValue("write the other tool's label, an equals sign and one of ours, such as PESSOA=PERSON"),
    )?;
    match pullquote::meaning(ours, "") {
        Some(_) => Ok((theirs.to_owned(), ours.to_owned())),
        None => Err(WrongValue(
            "the label after the equals sign is none of Quote, Speaker, Cue, Note, PERSON, ORG, GPE, LOC, FAC, NORP, \
             EVENT, WORK, PRODUCT, LAW, MONEY, PERCENT, MISC, DATE, TIME, DURATION, SET",
        )),
    }
}

pub(crate) fn run(args: &ConvertArgs) -> io::Result<RunReport> {
    let mut report = RunReport::new();
    let place = OutputPlace {
        folder: args.out.as_deref(),
        file: args.output.as_deref(),
        force: args.force,
        ..OutputPlace::default()
    };
    let mut out = Output::new(args.to, place)?;
    let mut named = NamedArticles::new(args.text.as_deref());
    let mut any_written = false;
    let mut labels = LabelsFound::new(&args.labels);
    for path in &args.sets {
        let Some(sets) = read(path, args, &mut report) else { continue };
        let count = sets.len();
        for set in sets {
            labels.look_at(&set);
            let set = set.with_labels(&args.labels);
            let Some(document) = named.of(&set, path, count, &mut report)? else { continue };
            let placed = pullquote::place(&set, &document);
            report_losses(&set, &placed, path, &mut report);
            let id = set.id.clone().unwrap_or_else(|| input::stem(path));
            let text = pullquote::export(&document, &placed.set, &id, args.to.set());
            let Some(name) = out.reserve(&id) else { continue };
            out.put(&document, (&id, &name), &text, &mut report)?;
            any_written = true;
            report.done();
        }
    }
    labels.tell(&mut report);
    out.end(args.to, &mut report)?;
    if let Some(left_out) = args.to.leaves_out().filter(|_| any_written) {
        report.note(format_args!("{}: {left_out}", args.to));
    }
    Ok(report)
}

/// The sets of a file; nothing where it cannot be read, which is reported.
fn read(path: &Path, args: &ConvertArgs, report: &mut RunReport) -> Option<Vec<Imported>> {
    let file = text(path, report)?;
    let renamed = if args.columns.is_empty() { Ok(file) } else { args.columns.applied(&file) };
    let file = renamed.map_err(|error| report.problem(input::place(path, error.line), error.message)).ok()?;
    let format = args.from.map_or_else(|| pullquote::identify(&file), Ok);
    let format = format.or_else(|error| by_ending(path).ok_or(error));
    let sets = format.and_then(|format| pullquote::import(&file, format)).map_err(|error| {
        let advice = advice(args.from, &file);
        report.problem(input::place(path, error.line), format_args!("{}{advice}", error.message));
    });
    let sets = sets.ok()?;
    if sets.is_empty() {
        report.problem(input::name(path), "the file contains no annotation set");
    }
    Some(sets)
}

/// A set's file. An empty one is the set of an article without annotations, where its name says which format it has.
pub(crate) fn text(path: &Path, report: &mut RunReport) -> Option<String> {
    let text = match input::open(path).map_err(InputError::Io).and_then(|file| input::set_text(file, path)) {
        Err(InputError::Decode(DecodeError::Empty)) if by_ending(path).is_some() => Ok(String::new()),
        text => text,
    };
    text.map_err(|error| report.problem(input::name(path), error)).ok()
}

pub(crate) fn by_ending(path: &Path) -> Option<Format> {
    Format::by_ending(compressed::plain_name(path).extension()?.to_str()?)
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
        let why = if placed.ambiguous.contains(&lost.id) {
            "stands in the article several times, and nothing says which place is meant"
        } else {
            "not found in the article"
        };
        report.problem(input::name(path), format_args!("{why}: {words:?}"));
    }
}
