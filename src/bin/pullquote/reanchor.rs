//! `pullquote reanchor`: passages of an old text, found again in the new one.

use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

use pullquote::anchor::{self, Resolution};
use pullquote::span::{CodePointPos, OffsetMap, Pos, Span};
use serde::{Deserialize, Serialize};

use crate::input;
use crate::report::Report;

pub const EXAMPLES: &str = "\
Each line is one pair of texts; places are in code points, end exclusive:
  {\"id\":\"a\",\"old\":\"She said no.\",\"new\":\"Then she said no.\",\"spans\":[{\"start\":9,\"end\":11}]}
gives, one result a span, in order:
  {\"id\":\"a\",\"results\":[{\"status\":\"exact\",\"start\":14,\"end\":16,\"score\":1.0}]}
A lost passage has the status \"lost\" and no place.

Example:
  pullquote reanchor revisions.jsonl > places.jsonl";

#[derive(Deserialize)]
struct Revision {
    id: serde_json::Value,
    old: String,
    new: String,
    spans: Vec<Place>,
}

/// Code points, end exclusive.
#[derive(Deserialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Found {
    id: serde_json::Value,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    status: &'static str,
    start: Option<u32>,
    end: Option<u32>,
    score: f32,
}

pub fn run(path: &Path) -> io::Result<Report> {
    let mut report = Report::new();
    let mut out = BufWriter::new(io::stdout().lock());
    let file = match input::open(path) {
        Ok(file) => file,
        Err(error) => {
            report.trouble(path.display(), format_args!("cannot be read: {error}"));
            return Ok(report);
        }
    };
    for (line, number) in file.split(b'\n').zip(1..) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format_args!("{}:{number}", path.display());
        match serde_json::from_slice::<Revision>(&line) {
            Ok(revision) => {
                serde_json::to_writer(&mut out, &reanchor(revision, |problem| report.trouble(place, problem)))?;
                out.write_all(b"\n")?;
                report.done();
            }
            Err(error) => report.trouble(
                place,
                format_args!("not a revision: {error}; a line is {{\"id\",\"old\",\"new\",\"spans\":[{{\"start\",\"end\"}}]}}"),
            ),
        }
    }
    out.flush()?;
    Ok(report)
}

fn reanchor(revision: Revision, mut trouble: impl FnMut(String)) -> Found {
    let (old, new) = (&revision.old, &revision.new);
    let (before, after) = (OffsetMap::new(old), OffsetMap::new(new));
    let end: Pos = old.len().into();
    let spans: Vec<Span> = revision
        .spans
        .iter()
        .map(|place| {
            let [start, end] = [place.start, place.end].map(|n| {
                before.from_code_point(old, CodePointPos(n)).unwrap_or_else(|| {
                    trouble(format!("position {n} is past the end of the old text"));
                    end
                })
            });
            Span::new(start, end)
        })
        .collect();
    let found = anchor::carry(old, new, &spans);
    let at = |pos: Pos| after.code_point(new, pos).map(|p| p.0);
    let outcome = |resolution: Resolution| {
        let (status, score) = match resolution {
            Resolution::Exact(_) => ("exact", 1.0),
            Resolution::Moved { score, .. } => ("moved", score),
            Resolution::Lost => ("lost", 0.0),
        };
        let span = resolution.span();
        Outcome {
            status,
            start: span.and_then(|s| at(s.start())),
            end: span.and_then(|s| at(s.end())),
            score,
        }
    };
    Found { id: revision.id, results: found.into_iter().map(outcome).collect() }
}
