//! Pairs of texts with passages, as lines of JSON: what the command line reads and writes, and JavaScript too.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::json_problem::json_problem;
use super::reanchor::reanchor;
use super::selector::{PassageCandidate, Resolution};
use crate::read_json;
use crate::span::{CodePointPos, OffsetMap, Pos, Span};

/// An old text, a new one, and passages of the old.
#[derive(Deserialize)]
struct RevisionLine {
    id: serde_json::Value,
    old: String,
    new: String,
    spans: Vec<RevisionSpan>,
}

/// Code points, end exclusive.
#[derive(Deserialize)]
struct RevisionSpan {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct RevisionResults {
    id: serde_json::Value,
    results: Vec<RevisionOutcome>,
}

#[derive(Serialize)]
struct RevisionOutcome {
    status: &'static str,
    start: Option<u32>,
    end: Option<u32>,
    score: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate: Option<CandidateOutcome>,
}

/// A passage of the new text that a lost one may have become.
#[derive(Serialize)]
struct CandidateOutcome {
    start: Option<u32>,
    end: Option<u32>,
    score: f32,
}

/// A line that is no revision. The message says where, and what a line must be.
///
/// ```
/// let error = pullquote::reanchor_line(b"{}").unwrap_err();
/// assert!(error.to_string().starts_with("not a revision: column 2: the field \"id\" is missing"));
/// ```
#[derive(Debug)]
pub struct NoRevision(RevisionProblem);

#[derive(Debug)]
enum RevisionProblem {
    /// It is no such object.
    Json(serde_json::Error),
    /// A passage ends before it starts. Passages count from 1.
    Backwards { passage: usize, start: u32, end: u32 },
    /// A passage reaches beyond the end of the old text, which is so long.
    PastTheEnd { passage: usize, position: u32, length: u32 },
}

impl fmt::Display for NoRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            RevisionProblem::Json(error) => write!(
                f,
                "not a revision: column {}: {}; a line is {{\"id\",\"old\",\"new\",\"spans\":[{{\"start\",\"end\"}}]}}",
                error.column(),
                json_problem(error)
            ),
            RevisionProblem::Backwards { passage, start, end } => write!(
                f,
                "passage {passage} ends at {end}, before it starts at {start}; write the smaller position as \"start\""
            ),
            RevisionProblem::PastTheEnd { passage, position, length } => write!(
                f,
                "passage {passage} reaches position {position}, but the old text has {length} code points; count code \
                 points (not bytes or UTF-16 units) in \"old\""
            ),
        }
    }
}

impl std::error::Error for NoRevision {}

/// Finds the passages of an old text in a new one: `{"id","old","new","spans":[{"start","end"}]}` in,
/// `{"id","results":[{"status":"exact|moved|lost","start","end","score"}]}` out, one result a span, in order.
/// Places are in code points, end exclusive; a lost passage has none. It has a `"candidate":{"start","end","score"}`
/// where it may have become another passage, but nothing shows that it did.
///
/// ```
/// let line = r#"{"id": 7, "old": "It stays.", "new": "So it stays.", "spans": [{"start": 3, "end": 8}]}"#;
/// let found = pullquote::reanchor_line(line.as_bytes())?;
/// assert!(found.contains(r#""status":"exact","start":6,"end":11"#), "{found}");
/// # Ok::<(), pullquote::NoRevision>(())
/// ```
///
/// # Errors
/// Where the line is no such object, where a passage ends before it starts, and where one reaches beyond the old text.
pub fn reanchor_line(line: &[u8]) -> Result<String, NoRevision> {
    let revision: RevisionLine =
        read_json::from_bytes(line).map_err(|error| NoRevision(RevisionProblem::Json(error)))?;
    let (old, new) = (&revision.old, &revision.new);
    let after = OffsetMap::new(new);
    let spans = passages(old, &revision.spans).map_err(NoRevision)?;
    let at = |pos: Pos| after.code_point(new, pos).map(|p| p.0);
    let outcome = |resolution: Resolution| {
        let (status, score, candidate) = match resolution {
            Resolution::Exact(_) => ("exact", 1.0, None),
            Resolution::Moved { score, .. } => ("moved", score, None),
            Resolution::Lost { candidate } => ("lost", 0.0, candidate),
        };
        let span = resolution.span();
        let possible = |PassageCandidate { span, score }| CandidateOutcome {
            start: at(span.start()),
            end: at(span.end()),
            score,
        };
        RevisionOutcome {
            status,
            start: span.and_then(|s| at(s.start())),
            end: span.and_then(|s| at(s.end())),
            score,
            candidate: candidate.map(possible),
        }
    };
    let found = RevisionResults {
        id: revision.id,
        results: reanchor(old, new, &spans).into_iter().map(outcome).collect(),
    };
    Ok(serde_json::to_string(&found).expect("numbers and strings are always JSON"))
}

/// The passages of the old text, in bytes.
fn passages(old: &str, spans: &[RevisionSpan]) -> Result<Vec<Span>, RevisionProblem> {
    let map = OffsetMap::new(old);
    let byte = |passage: usize, position: u32| {
        map.from_code_point(old, CodePointPos(position)).ok_or_else(|| RevisionProblem::PastTheEnd {
            passage,
            position,
            length: map.code_point(old, Pos::from(old.len())).map_or(0, |end| end.0),
        })
    };
    let bytes = |(i, &RevisionSpan { start, end }): (usize, &RevisionSpan)| {
        let passage = i + 1;
        if end < start {
            return Err(RevisionProblem::Backwards { passage, start, end });
        }
        Ok(Span::new(byte(passage, start)?, byte(passage, end)?))
    };
    spans.iter().enumerate().map(bytes).collect()
}
