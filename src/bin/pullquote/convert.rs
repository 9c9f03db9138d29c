//! `pullquote convert`: an annotation set from one format to another.

use std::io;
use std::path::{Path, PathBuf};

use pullquote::document::{Document, MAX_BYTES};
use pullquote::format::{self, Format, Imported};

use crate::Convert;
use crate::input::{self, InputError};
use crate::output::{self, Output};
use crate::report::Report;

pub const EXAMPLES: &str = "\
Formats that carry no text (csv, jsonl, brat, hypothesis, other tools' jsonld) need the article: name it with
--text, or put it beside the set with the same name (interview.ann, interview.txt).

Examples:
  pullquote convert --to csv interview.jsonld > interview.csv
  pullquote convert --to jsonld --text interview.txt interview.csv";

pub fn run(args: &Convert) -> io::Result<Report> {
    let mut report = Report::new();
    let mut out = Output::new(args.to, args.out.as_deref())?;
    for path in &args.sets {
        let Some(file) = text(path, &mut report) else { continue };
        let format = args.from.or_else(|| by_ending(path)).or_else(|| format::detect(&file));
        let Some(format) = format else {
            report.trouble(path.display(), "what format is this? Name it with --from");
            continue;
        };
        let sets = match format::read_all(&file, format) {
            Ok(sets) => sets,
            Err(error) => {
                report.trouble(input::place(path, error.line), error.message);
                continue;
            }
        };
        for set in sets {
            let Some(document) = article(&set, path, args, &mut report) else { break };
            let placed = format::place(&set, &document);
            tell(&set, &placed, path, &mut report);
            let id = set.id.clone().unwrap_or_else(|| input::stem(path));
            let text = format::write(&document, &placed.set, &id, args.to);
            out.put(&document, &id, &text)?;
            report.done();
        }
    }
    out.flush()?;
    if out.ran_together() {
        report.trouble(args.to, output::RAN_TOGETHER);
    }
    Ok(report)
}

fn text(path: &Path, report: &mut Report) -> Option<String> {
    let text = input::open(path).map_err(InputError::Io).and_then(input::decoded);
    text.map_err(|error| report.trouble(path.display(), error)).ok()
}

fn by_ending(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    // Many formats share .json and .jsonl: those are told apart by what they hold.
    let telling = Format::ALL
        .iter()
        .find(|f| f.extension() == ending && !ending.starts_with("json") && ending != "xml");
    telling.copied().or_else(|| (ending == "jsonld").then_some(Format::Jsonld))
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
fn tell(set: &Imported, placed: &format::Placed, path: &Path, report: &mut Report) {
    for skipped in &set.skipped {
        report.trouble(input::place(path, skipped.line), &skipped.what);
    }
    for lost in &placed.lost {
        let words: Vec<&str> = lost.selectors.iter().map(|s| s.exact.as_str()).collect();
        let words: String = words.join(" … ").chars().take(80).collect();
        report.trouble(path.display(), format_args!("not found in the article: {words:?}"));
    }
}
