//! `pullquote convert`: an annotation set from one format to another.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use pullquote::{Document, MAX_BYTES};
use pullquote::{Format, Imported, Skipped};

use crate::Convert;
use crate::input::{self, InputError};
use crate::output::{self, Output};
use crate::report::Report;

pub(crate) const EXAMPLES: &str = "\
Formats that carry no text (csv, jsonl, brat, hypothesis, other tools' jsonld) need the article: name it with
--text, or put it beside the set with the same name (interview.ann, interview.txt).

Examples:
  pullquote convert --to csv interview.jsonld > interview.csv
  pullquote convert --to jsonld --text interview.txt interview.csv";

pub(crate) fn run(args: &Convert) -> io::Result<Report> {
    let mut report = Report::new();
    let mut out = Output::new(args.to, args.out.as_deref())?;
    for path in &args.sets {
        let Some(file) = text(path, &mut report) else { continue };
        let by_ending = || Format::by_ending(path.extension()?.to_str()?);
        let format = args.from.map_or_else(|| pullquote::identify(&file), Ok);
        let format = format.or_else(|error| by_ending().ok_or(error));
        let sets = match format.and_then(|format| pullquote::import(&file, format)) {
            Ok(sets) => sets,
            Err(error) => {
                report.trouble(input::place(path, error.line), error.message);
                continue;
            }
        };
        if sets.is_empty() {
            report.trouble(path.display(), "the file holds no annotation set");
        }
        for set in sets {
            let Some(document) = article(&set, path, args, &mut report) else { break };
            let placed = pullquote::place(&set, &document);
            tell(&set, &placed, path, &mut report);
            let id = set.id.clone().unwrap_or_else(|| input::stem(path));
            let text = pullquote::export(&document, &placed.set, &id, args.to);
            out.put(&document, &id, &text)?;
            report.done();
        }
    }
    out.flush()?;
    if let Some(left_out) = args.to.leaves_out() {
        report.note(format_args!("{}: {left_out}", args.to));
    }
    if out.ran_together() {
        report.trouble(args.to, output::RAN_TOGETHER);
    }
    Ok(report)
}

fn text(path: &Path, report: &mut Report) -> Option<String> {
    let text = input::open(path).map_err(InputError::Io).and_then(input::decoded);
    text.map_err(|error| report.trouble(path.display(), error)).ok()
}

/// The article that a set speaks of: as named, as carried, or from beside it.
fn article(set: &Imported, path: &Path, args: &Convert, report: &mut Report) -> Option<Document> {
    let beside = path.with_extension("txt");
    let file: Option<PathBuf> = match (&args.text, &set.text) {
        (Some(named), _) => Some(named.clone()),
        (None, Some(_)) => None,
        (None, None) if beside.exists() => Some(beside),
        (None, None) => {
            report.trouble(path.display(), "the set does not carry its article; name it with --text");
            return None;
        }
    };
    let text = match file {
        Some(file) => text(&file, report)?,
        None => set.text.clone()?,
    };
    if MAX_BYTES < text.len() {
        report.trouble(path.display(), format_args!("the article is too long ({} bytes)", text.len()));
        return None;
    }
    Some(Document::from_text_with(text, set.meta.clone()))
}

/// What did not come through is said, never passed over.
fn tell(set: &Imported, placed: &pullquote::Placed, path: &Path, report: &mut Report) {
    // What a file has a thousand times is told once, with its first line.
    let mut told: Vec<(&Skipped, usize)> = vec![];
    let mut places: HashMap<&str, usize> = HashMap::new();
    for skipped in &set.skipped {
        let place = *places.entry(&skipped.what).or_insert(told.len());
        match told.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => told.push((skipped, 1)),
        }
    }
    for (skipped, count) in told {
        let more = if count == 1 { String::new() } else { format!(" ({count} times)") };
        report.trouble(input::place(path, skipped.line), format_args!("{}{more}", skipped.what));
    }
    for lost in &placed.lost {
        let words: Vec<&str> = lost.selectors.iter().map(|s| s.exact.as_str()).collect();
        let words: String = words.join(" … ").chars().take(80).collect();
        report.trouble(path.display(), format_args!("not found in the article: {words:?}"));
    }
}
