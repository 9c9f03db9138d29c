//! Reads the notes, after people and other programs have changed them.

use std::collections::HashMap;

use super::super::import::UNNAMED_IDS;
use super::super::labelled_spans::PART_GAP;
use super::super::{FormatError, Imported, ImportedAnnotation, labels};
use super::escape::unescaped;
use super::lines::{CHECKED, LINK, REMARK, REMARK_END};
use crate::anchor::{Position, Selector};
use crate::annotation::{Body, Id, Origin, Quote, QuoteKind, Verdict, Why};
use crate::span::CodePointPos;

/// Whether notes are ours: their front matter has our tag. Other programs may save the tags as a list of lines.
pub(super) fn is_ours(file: &str) -> bool {
    let Some(front) = front_matter(file) else { return false };
    let mut words = front.split(|c: char| c.is_whitespace() || "[],-\"'#".contains(c));
    words.any(|word| word == "tags:") && words.any(|word| word == "pullquote")
}

fn front_matter(file: &str) -> Option<&str> {
    file.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map(|(front, _)| front)
}

/// The notes as far as they are read.
#[derive(Default)]
struct MarkdownNotesReader<'f> {
    set: Imported,
    is_ours: bool,
    /// What the next block is, where a remark says so.
    remark: Option<BlockRemark>,
    /// Whether the lines at hand belong to the last block.
    is_in_block: bool,
    comment: Vec<&'f str>,
    /// The annotation that each footnote stands in.
    footnotes: HashMap<String, usize>,
    /// The footnote whose text is being read.
    open_footnote: Option<usize>,
}

struct BlockRemark {
    id: Id,
    places: Vec<(u32, u32)>,
    is_checked: bool,
}

pub(in crate::format) fn read(file: &str) -> Result<Imported, FormatError> {
    let mut reader = MarkdownNotesReader { is_ours: is_ours(file), ..MarkdownNotesReader::default() };
    let front = front_matter(file);
    reader.facts(front.unwrap_or(""));
    let body = front.map_or(file, |front| &file["---".len() + front.len() + "\n---".len()..]);
    let lines: Vec<&str> = body.lines().collect();
    for lines in lines.chunk_by(|a, b| is_quoted(a) && is_quoted(b)) {
        if is_quoted(lines[0]) { reader.block(lines) } else { reader.line(lines[0]) }
    }
    reader.end_block();
    if reader.set.annotations.is_empty() && !reader.is_ours {
        return Err(FormatError::whole(
            "this Markdown has no quoted block; write > before the words of each quotation, and — with its speaker \
             below them",
        ));
    }
    Ok(reader.set.with_unique_ids().numbered())
}

fn is_quoted(line: &str) -> bool {
    line.starts_with('>')
}

impl<'f> MarkdownNotesReader<'f> {
    /// `title: "…"`
    fn facts(&mut self, front: &str) {
        for (key, value) in front.lines().filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            let text = serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned());
            let text = Some(text).filter(|text| !text.trim().is_empty());
            let meta = &mut self.set.meta;
            match key {
                "title" => meta.title = text,
                "url" => meta.url = text,
                "author" => meta.byline = text,
                "published" => meta.published = text.and_then(|day| day.parse().ok()),
                "publisher" => meta.publisher = text,
                "lang" => meta.lang = text,
                _ => {}
            }
        }
    }

    /// A quoted block, whose last line may name its speaker.
    fn block(&mut self, lines: &[&str]) {
        let remark = self.remark.take();
        self.end_block();
        let index = self.set.annotations.len();
        let plain = |line: &&str| line.trim_start_matches('>').trim().to_owned();
        let mut lines: Vec<String> =
            lines.iter().map(plain).map(|line| self.without_footnotes(&line, index)).collect();
        let by = lines.pop_if(|last| last.starts_with('—')).unwrap_or_default();
        while lines.pop_if(|last| last.is_empty()).is_some() {}
        let words = unescaped(&lines.join("\n"));
        if words.trim().is_empty() {
            return;
        }
        let id = remark.as_ref().map_or(Id::new(UNNAMED_IDS + index as u64), |remark| remark.id);
        let (body, says_kind) = said_by(&by);
        let places = remark.as_ref().map_or(&[][..], |remark| &remark.places);
        let mut annotation = ImportedAnnotation::new(id, selectors(&words, places), body);
        annotation.unstated.id = remark.is_none();
        annotation.unstated.kind = !says_kind;
        match remark {
            Some(BlockRemark { is_checked: true, .. }) => annotation.unstated.verdict = false,
            Some(_) => {
                annotation.verdict = Verdict::Open;
                annotation.origin = Origin::Machine { confidence: 0.5, why: Why::Model };
            }
            // A block that somebody wrote.
            None => {}
        }
        self.is_in_block = self.is_ours || !annotation.unstated.id;
        self.set.annotations.push(annotation);
    }

    /// A line outside of a block: what it says belongs to the block above.
    fn line(&mut self, line: &'f str) {
        let trimmed = line.trim();
        if let Some(index) = self.open_footnote {
            if line.starts_with([' ', '\t']) && !trimmed.is_empty() {
                return self.add_comment(index, trimmed);
            }
            self.open_footnote = None;
        }
        if let Some(remark) = remark(trimmed) {
            self.end_block();
            self.remark = Some(remark);
        } else if let Some((index, text)) = self.footnote(trimmed) {
            self.end_comment();
            self.add_comment(index, text);
            self.open_footnote = Some(index);
        } else if is_heading_or_rule(trimmed) {
            self.end_block();
        } else if !self.is_in_block || trimmed.starts_with(LINK) {
        } else if let Some(tags) = tags(trimmed) {
            self.set.annotations.last_mut().expect("a block is read").tags.extend(tags);
        } else {
            self.comment.push(line);
        }
    }

    fn end_block(&mut self) {
        self.end_comment();
        self.is_in_block = false;
        self.remark = None;
    }

    fn end_comment(&mut self) {
        let comment = unescaped(std::mem::take(&mut self.comment).join("\n").trim());
        if let Some(annotation) = self.set.annotations.last_mut().filter(|_| !comment.is_empty()) {
            annotation.note = [annotation.note.as_str(), &comment].join("\n").trim().to_owned();
        }
    }

    fn add_comment(&mut self, index: usize, text: &str) {
        if let Some(annotation) = self.set.annotations.get_mut(index) {
            annotation.note = [annotation.note.as_str(), &unescaped(text)].join("\n").trim().to_owned();
        }
    }

    /// The annotation and the text of a footnote: `[^1]: the text`.
    fn footnote<'l>(&self, line: &'l str) -> Option<(usize, &'l str)> {
        let (name, text) = line.strip_prefix("[^")?.split_once("]:")?;
        Some((*self.footnotes.get(name)?, text.trim()))
    }

    /// A line of a block without the signs of its footnotes. A bracket of the article's own has a backslash.
    fn without_footnotes(&mut self, line: &str, index: usize) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("[^") {
            let sign = &rest[at + 2..];
            let is_escaped = rest[..at].ends_with('\\');
            let name = sign.split_once(']').map(|(name, _)| name).filter(|_| !is_escaped);
            let name = name.filter(|name| !name.is_empty() && !name.contains(char::is_whitespace));
            let Some(name) = name else {
                out += &rest[..at + 2];
                rest = sign;
                continue;
            };
            out += &rest[..at];
            rest = &sign[name.len() + 1..];
            self.footnotes.insert(name.to_owned(), index);
        }
        out + rest
    }
}

/// `<!-- pullquote a1f 0-16 36-47 -->`
fn remark(line: &str) -> Option<BlockRemark> {
    let mut words = line.strip_prefix(REMARK)?.strip_suffix(REMARK_END)?.split_whitespace();
    let id = words.next()?.parse().ok().filter(|id: &Id| id.number() < UNNAMED_IDS)?;
    let place = |word: &str| {
        let (start, end) = word.split_once('-')?;
        let place: (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
        (place.0 <= place.1).then_some(place)
    };
    let mut words: Vec<&str> = words.collect();
    let is_checked = words.pop_if(|last| *last == CHECKED).is_some();
    Some(BlockRemark { id, places: words.into_iter().map(place).collect::<Option<_>>()?, is_checked })
}

fn is_heading_or_rule(line: &str) -> bool {
    let after = line.trim_start_matches('#');
    let is_heading = after.len() < line.len() && (after.is_empty() || after.starts_with(' '));
    let is_rule =
        3 <= line.len() && ['-', '*', '_'].iter().any(|&c| line.chars().all(|x| x == c || x == ' '));
    is_heading || is_rule
}

/// `#one #two`
fn tags(line: &str) -> Option<Vec<String>> {
    let words = line.split_whitespace();
    let tags: Vec<String> =
        words.map(|word| word.strip_prefix('#').map(str::to_owned)).collect::<Option<_>>()?;
    (!tags.is_empty()).then_some(tags)
}

/// One for each part of the quotation, at its place where the places are known and there are as many.
fn selectors(words: &str, places: &[(u32, u32)]) -> Vec<Selector> {
    let selector = |part: &str| Selector { exact: part.to_owned(), ..Selector::default() };
    let at = |part: &str, &(start, end): &(u32, u32)| {
        let position = Some(Position::CodePoints(CodePointPos(start), CodePointPos(end)));
        Selector { position, ..selector(part) }
    };
    if let [place] = places {
        return vec![at(words, place)];
    }
    // Another program may wrap lines at the gap.
    let parts: Vec<&str> = words.split(PART_GAP.trim()).map(str::trim).collect();
    if parts.len() == places.len() {
        return parts.into_iter().zip(places).map(|(part, place)| at(part, place)).collect();
    }
    words.split(PART_GAP).map(selector).collect()
}

/// `— Ana Núñez (direct)`, and whether it says the kind.
fn said_by(line: &str) -> (Body, bool) {
    let line = line.trim_start_matches(['—', ' ']);
    let named = line.strip_suffix(')').and_then(|l| l.rsplit_once('('));
    let first = |words: &str| words.split(',').next().unwrap_or("").to_owned();
    let known = named.filter(|(_, words)| *words == "note" || labels::quote_kind(&first(words)).is_some());
    let (name, words) = known.unwrap_or((line, ""));
    let word = &*first(words);
    if word == "note" {
        return (Body::Note, true);
    }
    let name = unescaped(name.trim());
    let kind = labels::quote_kind(word);
    let speaker = Some(name).filter(|n| !n.is_empty());
    let mut others = words.split(',').skip(1).map(str::trim);
    let quote = Quote {
        kind: kind.unwrap_or(QuoteKind::Direct),
        speaker,
        source_kind: others.clone().find_map(labels::source_kind).unwrap_or_default(),
        is_question: others.any(|other| other == labels::QUESTION),
    };
    (Body::Quote(quote), kind.is_some())
}
