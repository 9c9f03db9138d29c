//! WebVTT beside a recording: a cue for each quotation, so that a player shows who says what while it is said. Notes, which
//! players pass over, carry the whole set. Positions in them count code points.
//!
//! Only a transcript has times. Of other articles there are notes alone.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::labelled_spans::{self, AnnotationDetails, ImportedSpan, KeyedRelation, LabelledSpan};
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, Skipped, article_details, json, labels};
use crate::annotation::{AnnotationSet, Quote};
use crate::document::Document;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "vtt",
    label: "WebVTT: a track of the quotations",
    extension: "vtt",
    own_endings: &[],
    media_type: "text/vtt",
    leaves_out: Some(
        "Rejected suggestions are not exported. Players show quotations with their speakers, at the times of a transcript; \
         the rest is in notes that only Pullquote reads.",
    ),
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain().is_some_and(is_ours),
    write,
    read: |file| read(file).map(|set| vec![set]),
};

/// Whether a file of subtitles has notes of ours.
pub(super) fn is_ours(file: &str) -> bool {
    file.starts_with(HEAD) && file.contains(NOTE)
}

const HEAD: &str = "WEBVTT";

/// How a note of ours begins.
const NOTE: &str = "\nNOTE pullquote\n";

/// What a note of ours says: of an annotation's passage, or of the article and what belongs together.
#[derive(Default, Serialize, Deserialize)]
struct VttNote {
    /// What is known of the article.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    article: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<VttPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ties: Vec<[String; 3]>,
}

#[derive(Serialize, Deserialize)]
struct VttPart {
    key: String,
    label: String,
    start: u32,
    end: u32,
    words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    details: Option<AnnotationDetails>,
}

fn write(document: &Document, set: &AnnotationSet, _: &str) -> String {
    let mut out = format!("{HEAD}\n");
    for span in labelled_spans::spans(document, set) {
        out += &note(&VttNote { part: Some(part(document, &span)), ..VttNote::default() });
        if let Some(quote) = span.annotation.quote() {
            out += &cue(document, &span, quote);
        }
    }
    let word = |kind| labelled_spans::relation_word(kind).to_owned();
    let ties = labelled_spans::relations(set).map(|r| [word(r.kind), r.from.to_string(), r.to.to_string()]);
    // There is one in each file: by it a file without annotations is known.
    let article = article_details::fields(document.meta());
    out + &note(&VttNote { article, part: None, ties: ties.collect() })
}

fn part(document: &Document, span: &LabelledSpan) -> VttPart {
    VttPart {
        key: span.key(),
        label: labels::label(&span.annotation.body).to_owned(),
        start: span.start,
        end: span.end,
        words: document.slice(span.span).to_owned(),
        details: (span.part == 0).then(|| AnnotationDetails::of(span)),
    }
}

/// No note may have an arrow in it.
fn note(note: &VttNote) -> String {
    let json = serde_json::to_string(note).expect("plain values become JSON");
    format!("{NOTE}{}\n", json.replace('>', "\\u003e"))
}

/// A part of a quotation while its paragraphs are said: nothing where the article has no times.
fn cue(document: &Document, span: &LabelledSpan, quote: &Quote) -> String {
    let times = (document.time_at(span.span.start()), document.time_at(span.span.end()));
    let (Some(first), Some(last)) = times else { return String::new() };
    let speaker = quote.speaker.as_deref().map(on_one_line).filter(|name| !name.trim().is_empty());
    let voice = speaker.map(|name| format!("<v {name}>")).unwrap_or_default();
    let words = on_one_line(document.slice(span.span));
    format!(
        "\n{}\n{} --> {}\n{voice}{words}\n",
        span.key(),
        time(first.start),
        time(last.end.max(first.start))
    )
}

/// `00:01:04.250`
fn time(milliseconds: u32) -> String {
    let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
    format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Text of a cue: signs of mark-up are escaped, and an empty line would end it.
fn on_one_line(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(file: &str) -> Result<Imported, FormatError> {
    if !file.starts_with(HEAD) {
        let what = "not WebVTT: its first line must be \"WEBVTT\"";
        return Err(FormatError::at_line(1, what));
    }
    let mut set = Imported::default();
    let (mut found, mut relations): (Vec<ImportedSpan>, Vec<KeyedRelation>) = (vec![], vec![]);
    let mut follows = false;
    for (line, number) in file.lines().zip(1..) {
        if !std::mem::replace(&mut follows, line == NOTE.trim()) {
            continue;
        }
        match serde_json::from_str::<VttNote>(line) {
            Ok(note) => {
                set.meta = set.meta.or(article_details::read(&note.article));
                found.extend(note.part.map(imported_span));
                let ties = note.ties.into_iter();
                relations.extend(
                    ties.filter_map(|[word, from, to]| {
                        Some((labelled_spans::relation_kind(&word)?, from, to))
                    }),
                );
            }
            Err(error) => {
                let what = format!("this note is not imported: {}", json::error(&error, number - 1).message);
                set.skipped.push(Skipped { line: Some(number), what });
            }
        }
    }
    labelled_spans::assemble(&mut set, found, relations);
    Ok(set)
}

fn imported_span(part: VttPart) -> ImportedSpan {
    ImportedSpan {
        selectors: vec![labelled_spans::selector(&part.words, part.start, part.end)],
        part_of: part.key.split_once('.').map(|(whole, _)| whole.to_owned()),
        key: part.key,
        label: part.label,
        details: part.details,
        ..ImportedSpan::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Annotation, Body, Id, QuoteKind};
    use crate::document::{MediaTime, Meta};
    use crate::span::Span;

    #[test]
    fn a_transcript_gets_cues_at_the_times_of_its_paragraphs() {
        let text = "ANA: We <b>act & go</b>.\n\nTOM: No.";
        let times =
            vec![MediaTime { start: 4_000, end: 9_250 }, MediaTime { start: 3_661_001, end: 3_662_000 }];
        let document = Document::from_text_with(text, Meta { times, ..Meta::default() });
        let mut set = AnnotationSet::new();
        for (id, speaker, words) in [(1, "Ana <x>", "We <b>act & go</b>."), (2, "Tom", "No.")] {
            let start = text.find(words).expect("it is there");
            let quote = Body::Quote(Quote::new(QuoteKind::Direct, Some(speaker.to_owned())));
            set.insert(Annotation::by_reader(Id::new(id), Span::new(start, start + words.len()), quote));
        }
        let file = write(&document, &set, "talk");
        let shown: Vec<&str> = file.split("\n\n").filter(|block| !block.starts_with("NOTE")).collect();
        assert_eq!(
            shown,
            [
                "WEBVTT",
                "a1\n00:00:04.000 --> 00:00:09.250\n<v Ana &lt;x&gt;>We &lt;b&gt;act &amp; go&lt;/b&gt;.",
                "a2\n01:01:01.001 --> 01:01:02.000\n<v Tom>No.",
            ]
        );
        assert_eq!(read(&file).map(|set| set.annotations.len()), Ok(2));
        assert_eq!(read("text").expect_err("no WebVTT").line, Some(1));
        assert_eq!(read(&file.replacen("{\"part\"", "{oops", 1)).map(|set| set.skipped.len()), Ok(1));
    }
}
