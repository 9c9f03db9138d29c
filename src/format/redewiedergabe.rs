//! The words of the corpus Redewiedergabe, which marks speech, thought and writing in German texts, and its columns: a token
//! a line, with what it is part of. Its TEI is read as all TEI is, with these words.

use std::collections::HashMap;

use super::import::{Imported, Skipped};
use super::labelled_spans::{self, ImportedSpan, KeyedRelation};
use super::{FormatError, labels};
use crate::annotation::{QuoteKind, RelationKind};
use crate::sorting::Sorting as _;

/// What one of its passages is: the label of a quotation, and tags for what Pullquote has no field for.
#[derive(Default)]
pub(super) struct Passage {
    pub label: &'static str,
    pub tags: Vec<String>,
}

impl Passage {
    /// By its type (`direct`, `indirect`, `freeIndirect`, `reported`, or two of them) and its medium (`speech`, `thought`,
    /// `writing`, or several). `None` for other words.
    pub(super) fn of(kind: &str, medium: &str) -> Option<Passage> {
        let words = |value: &str| value.split([' ', '_']).map(str::to_owned).collect::<Vec<_>>();
        let (kinds, media) = (words(kind), words(medium));
        let known = ["direct", "indirect", "freeIndirect", "reported"];
        if !kinds.iter().all(|kind| known.contains(&kind.as_str())) {
            return None;
        }
        let is_direct = kinds.iter().any(|kind| kind == "direct");
        let mut tags: Vec<String> = vec![];
        if kinds.iter().any(|kind| kind == "freeIndirect") {
            tags.push("free indirect".to_owned());
        }
        if kinds.iter().any(|kind| kind == "reported") {
            tags.push("reported".to_owned());
        }
        // Speech is what all quotations are taken for.
        tags.extend(media.iter().filter(|medium| *medium != "speech" || 1 < media.len()).cloned());
        tags.retain(|tag| !tag.is_empty());
        let kind = if is_direct { QuoteKind::Direct } else { QuoteKind::Indirect };
        Some(Passage { label: labels::quote_word(kind), tags })
    }

    /// What else is said of it: `nonfact`, `prag`, `metaph`, and `border` with a value.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let tag = match name.to_lowercase().as_str() {
            "nonfact" => "non-factual".to_owned(),
            "prag" => "pragmatic".to_owned(),
            "metaph" => "metaphorical".to_owned(),
            "border" => format!("border: {value}"),
            _ => return,
        };
        if value != "no" {
            self.tags.push(tag);
        }
    }
}

/// The kind of the relation from a quotation to words of this type; `None` for frames.
pub(super) fn relation(kind: &str) -> Option<RelationKind> {
    match kind.to_lowercase().as_str() {
        "speaker" => Some(RelationKind::SpokenBy),
        "intexpr" => Some(RelationKind::CuedBy),
        _ => None,
    }
}

/// What is not read, told once.
pub(super) fn skipped_frames(n_frames: usize) -> Option<Skipped> {
    let what = format!("{n_frames} frames are not imported: their speakers and the words that report are");
    (0 < n_frames).then_some(Skipped { line: None, what })
}

/// Whether a file begins with the header of the columns.
pub(super) fn is_columns(file: &str) -> bool {
    let header = file.lines().next().unwrap_or_default();
    let has = |name: &str| header.split('\t').any(|cell| cell.trim() == name);
    header.starts_with("tok\t") && has("stwr")
}

/// Reads the columns. The text is the tokens with blanks between them.
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    let mut lines = file.lines().zip(1..);
    let header: Vec<&str> =
        lines.next().map_or(vec![], |(line, _)| line.split('\t').map(str::trim).collect());
    let mut columns = ColumnsReader::default();
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let cells: HashMap<&str, &str> =
            header.iter().copied().zip(line.split('\t').map(str::trim)).collect();
        let token = cells.get("tok").copied().unwrap_or_default();
        if token.is_empty() {
            let what = "this line is not imported: it has no token".to_owned();
            columns.skipped.push(Skipped { line: Some(number), what });
            continue;
        }
        columns.token(token, &cells, number);
    }
    Ok(vec![columns.finish()])
}

/// A passage that is being read, or is read.
struct RunOfTokens {
    /// What stands in the cell: tokens with the same belong together.
    cell: String,
    /// In bytes and in code points.
    start: (usize, u32),
    end: (usize, u32),
}

#[derive(Default)]
struct ColumnsReader {
    text: String,
    at: u32,
    /// What the last token is part of.
    open: Vec<RunOfTokens>,
    done: Vec<RunOfTokens>,
    n_frames: usize,
    skipped: Vec<Skipped>,
}

impl ColumnsReader {
    fn token(&mut self, token: &str, cells: &HashMap<&str, &str>, number: usize) {
        if !self.text.is_empty() {
            self.text.push(' ');
            self.at += 1;
        }
        let start = (self.text.len(), self.at);
        self.text.push_str(token);
        self.at += token.chars().count() as u32;
        let end = (self.text.len(), self.at);
        let said = ["stwr", "frame", "speaker", "intexpr"].iter().filter_map(|name| cells.get(name));
        let said: Vec<&str> =
            said.flat_map(|cell| cell.split('|')).filter(|c| !["-", ""].contains(c)).collect();
        let (open, closed): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.open).into_iter().partition(|run| said.contains(&run.cell.as_str()));
        self.done.extend(closed);
        self.open = open;
        for cell in said {
            match self.open.iter_mut().find(|run| run.cell == cell) {
                Some(run) => run.end = end,
                None if cell.starts_with("frame.") => {
                    self.n_frames += 1;
                    self.open.push(RunOfTokens { cell: cell.to_owned(), start, end });
                }
                None if KnownCell::of(cell).is_some() => {
                    self.open.push(RunOfTokens { cell: cell.to_owned(), start, end });
                }
                None => {
                    let what =
                        format!("{cell:?} is not imported: it is no passage of speech, thought or writing");
                    self.skipped.push(Skipped { line: Some(number), what });
                }
            }
        }
    }

    fn finish(mut self) -> Imported {
        self.done.append(&mut self.open);
        self.done.order_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
        let mut found: Vec<ImportedSpan> = vec![];
        let mut ties: Vec<(RelationKind, String, String)> = vec![];
        for run in &self.done {
            let Some(known) = KnownCell::of(&run.cell) else { continue };
            let words = &self.text[run.start.0..run.end.0];
            let key = known.key(run.start.1);
            let is_part = found.iter().any(|span| span.key == key);
            if let Some(kind) = known.relation.filter(|_| !is_part) {
                ties.extend(known.quotes().map(|quote| (kind, quote, key.clone())));
            }
            found.push(ImportedSpan {
                key: if is_part { format!("{key} {}", run.start.1) } else { key.clone() },
                part_of: is_part.then_some(key),
                label: known.passage.label.to_owned(),
                selectors: vec![labelled_spans::selector(words, run.start.1, run.end.1)],
                tags: known.passage.tags,
                ..ImportedSpan::default()
            });
        }
        let mut set = Imported { text: Some(self.text), skipped: self.skipped, ..Imported::default() };
        set.skipped.extend(skipped_frames(self.n_frames));
        labelled_spans::assemble(&mut set, found, first_of_each(ties));
        set
    }
}

/// One tie of each kind a quotation.
pub(super) fn first_of_each(mut ties: Vec<KeyedRelation>) -> Vec<KeyedRelation> {
    let mut seen = std::collections::HashSet::new();
    ties.retain(|(kind, quote, _)| seen.insert((*kind == RelationKind::SpokenBy, quote.clone())));
    ties
}

/// `direct.speech_writing.3.nonfact.border=state`, `speaker.12_19`, `intexpr.3`
struct KnownCell<'c> {
    passage: Passage,
    /// The quotation's number, or those of the quotations that words belong to.
    ids: &'c str,
    relation: Option<RelationKind>,
}

impl<'c> KnownCell<'c> {
    fn of(cell: &'c str) -> Option<KnownCell<'c>> {
        let mut fields = cell.split('.');
        let kind = fields.next()?;
        if let Some(relation) = relation(kind) {
            let label = if relation == RelationKind::SpokenBy { "Speaker" } else { "Cue" };
            let passage = Passage { label, tags: vec![] };
            return Some(KnownCell { passage, ids: fields.next()?, relation: Some(relation) });
        }
        let mut passage = Passage::of(kind, fields.next()?)?;
        let ids = fields.next()?;
        for field in fields {
            let (name, value) = field.split_once('=').unwrap_or((field, "yes"));
            passage.add(name, value);
        }
        Some(KnownCell { passage, ids, relation: None })
    }

    /// What tells it from others: words that belong to no quotation stand each for itself.
    fn key(&self, start: u32) -> String {
        match (self.relation, self.ids) {
            (None, id) => id.to_owned(),
            (Some(_), "0") => format!("{} at {start}", self.passage.label),
            (Some(_), ids) => format!("{} of {ids}", self.passage.label),
        }
    }

    fn quotes(&self) -> impl Iterator<Item = String> + use<'c> {
        self.ids.split('_').filter(|id| *id != "0").map(str::to_owned)
    }
}
