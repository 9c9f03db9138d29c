//! TEI P5: the article with `said`, names and dates in its text, and the speakers in a list of persons. The header
//! carries the whole set as Web Annotations (in `xenoData`); import reads that, and what others changed in the text.
//!
//! Marks that cross are split, as chapter 21.3 of the Guidelines says: the later fragments of an element point at its
//! first by `corresp`.

use std::collections::BTreeMap;

use super::labelled_spans::{self, LabelledSpan};
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::{gate, jsonld, labels};
use crate::annotation::{AnnotationSet, Body, Id, QuoteKind};
use crate::document::{Document, Paragraph, Role};
use crate::sorting::{CollectSorted as _, Sorting as _};

mod elements;
mod read;
mod vocabulary;

use vocabulary::{DATA, DATA_END, element, is_day};

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "tei",
    label: "TEI (XML)",
    extension: "xml",
    own_endings: &[],
    media_type: "application/tei+xml",
    leaves_out: None,
    several_articles: SeveralArticles::OneFileEach,
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file: &FileStart| file.markup().is_some_and(|markup| is_tei(markup) || gate::is_xml(markup)),
    write,
    read: |file| {
        if gate::is_xml(file) { gate::read_xml(file) } else { read::read(file) }.map(|set| vec![set])
    },
};

fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let spans = labelled_spans::spans(document, set);
    let people = people(&spans);
    let mut tei = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n",
    );
    tei += &header(document, &people, id);
    // What XML cannot hold, JSON can spell.
    let data = jsonld::write(document, set, id).replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    tei += &format!("{DATA}{}{DATA_END}\n", escaped(&data));
    tei += "</teiHeader>\n<text><body>\n";
    let mut writer = TeiWriter { document, people: &people, begun: BTreeMap::new(), out: &mut tei };
    for (paragraph, spans) in document.paragraphs().iter().zip(by_paragraph(document, &spans)) {
        writer.paragraph(paragraph, &spans);
    }
    if document.paragraphs().is_empty() {
        tei += "<p/>\n";
    }
    tei += "</body></text>\n</TEI>\n";
    tei
}

/// The header without its data and its end.
fn header(document: &Document, people: &BTreeMap<&str, String>, id: &str) -> String {
    let meta = document.meta();
    let mut header = String::from("<teiHeader>\n<fileDesc><titleStmt><title>");
    header += &escaped(meta.title.as_deref().unwrap_or(id));
    header += "</title>";
    if let Some(byline) = &meta.byline {
        header += &format!("<author>{}</author>", escaped(byline));
    }
    header +=
        "</titleStmt><publicationStmt><p>Annotated with Pullquote.</p></publicationStmt><sourceDesc><p>";
    header += &escaped(meta.url.as_deref().unwrap_or(id));
    header += "</p></sourceDesc></fileDesc>\n";
    if !people.is_empty() {
        header += "<profileDesc><particDesc><listPerson>\n";
        for (name, key) in people {
            header += &format!("<person xml:id=\"{key}\"><persName>{}</persName></person>\n", escaped(name));
        }
        header += "</listPerson></particDesc></profileDesc>\n";
    }
    header
}

/// The speakers by name, each with its `xml:id`.
fn people<'a>(spans: &[LabelledSpan<'a>]) -> BTreeMap<&'a str, String> {
    let names = spans.iter().filter_map(|p| p.annotation.quote()?.speaker.as_deref());
    let mut people: BTreeMap<&str, String> = names.map(|name| (name, String::new())).collect_map();
    people.values_mut().zip(1..).for_each(|(key, number)| *key = format!("p{number}"));
    people
}

/// The spans that lie in each paragraph.
fn by_paragraph<'p, 'a>(
    document: &Document,
    spans: &'p [LabelledSpan<'a>],
) -> Vec<Vec<&'p LabelledSpan<'a>>> {
    let mut all = vec![vec![]; document.paragraphs().len()];
    for span in spans {
        for index in document.paragraphs_in(span.span) {
            all[index].push(span);
        }
    }
    all
}

struct TeiWriter<'a> {
    document: &'a Document,
    people: &'a BTreeMap<&'a str, String>,
    /// How many fragments of each annotation are written so far.
    begun: BTreeMap<Id, usize>,
    out: &'a mut String,
}

impl TeiWriter<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, spans: &[&LabelledSpan]) {
        let whole = paragraph.span;
        let mut here: Vec<(usize, usize, &LabelledSpan)> = spans
            .iter()
            .filter_map(|&p| whole.intersection(p.span).map(|s| (s.start().index(), s.end().index(), p)))
            .collect();
        here.order_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        self.out.push_str(opening_of(paragraph.role));
        let mut open: Vec<(usize, &LabelledSpan)> = vec![];
        let mut at = whole.start().index();
        let mut next = here.iter().peekable();
        loop {
            let closes = open.iter().map(|o| o.0).min();
            let opens = next.peek().map(|n| n.0);
            let Some(border) = closes.into_iter().chain(opens).min() else { break };
            self.text(at..border);
            at = border;
            let mut opening: Vec<(usize, &LabelledSpan)> = vec![];
            while let Some((_, end, span)) = next.next_if(|n| n.0 == border) {
                opening.push((*end, span));
            }
            // In TEI a name cannot contain a quotation. So names close before a quotation opens, and open again inside it.
            let outermost = opening.iter().map(|o| rank(&o.1.annotation.body)).min().unwrap_or(u8::MAX);
            while open.iter().any(|o| o.0 == border || outermost < rank(&o.1.annotation.body)) {
                let (end, span) = open.pop().expect("one of them is to be closed");
                *self.out += &format!("</{}>", element(&span.annotation.body));
                if border < end {
                    opening.push((end, span));
                }
            }
            opening.order_by_key(|(end, span)| (rank(&span.annotation.body), std::cmp::Reverse(*end)));
            for (end, span) in opening {
                self.open(span);
                open.push((end, span));
            }
        }
        self.text(at..whole.end().index());
        self.out.push_str("</p>\n");
    }

    fn text(&mut self, range: std::ops::Range<usize>) {
        self.out.push_str(&escaped(&self.document.text()[range]));
    }

    fn open(&mut self, span: &LabelledSpan) {
        let annotation = span.annotation;
        let fragments = self.begun.entry(annotation.id).or_default();
        let name = if *fragments == 0 { "xml:id" } else { "corresp" };
        let sign = if *fragments == 0 { "" } else { "#" };
        *fragments += 1;
        *self.out += &format!("<{} {name}=\"{sign}{}\"", element(&annotation.body), annotation.id);
        let attributes = self.attributes(&annotation.body);
        *self.out += &format!("{attributes}>");
    }

    /// The attributes that say what an annotation is, each with a space before it.
    fn attributes(&self, body: &Body) -> String {
        match body {
            Body::Quote(quote) => {
                let key = quote.speaker.as_deref().and_then(|name| self.people.get(name));
                let who = key.map(|key| format!(" who=\"#{key}\"")).unwrap_or_default();
                let question = if quote.is_question { labels::QUESTION } else { "" };
                let known = [labels::source_word(quote.source_kind), question].join(" ");
                let known = known.trim();
                let known = if known.is_empty() { String::new() } else { format!(" rend=\"{known}\"") };
                format!("{who} direct=\"{}\"{known}", quote.kind != QuoteKind::Indirect)
            }
            Body::Speaker | Body::Cue | Body::Note => {
                format!(" type=\"{}\"", labels::label(body).to_lowercase())
            }
            Body::Entity(entity) => match element(body) {
                "name" | "measure" => format!(" type=\"{}\"", labels::entity_label(entity.kind)),
                _ => String::new(),
            },
            Body::Date(timex) if is_day(&timex.value) => format!(" when=\"{}\"", timex.value),
            Body::Date(_) => String::new(),
        }
    }
}

/// The nesting order: quotations contain names.
fn rank(body: &Body) -> u8 {
    match body {
        Body::Note => 0,
        Body::Quote(_) => 1,
        Body::Speaker | Body::Cue => 2,
        Body::Entity(_) | Body::Date(_) => 3,
    }
}

fn opening_of(role: Role) -> &'static str {
    match role {
        Role::Title => "<p rend=\"title\">",
        Role::Standfirst => "<p rend=\"standfirst\">",
        Role::Byline => "<p rend=\"byline\">",
        Role::Heading => "<p rend=\"heading\">",
        Role::Caption => "<p rend=\"caption\">",
        Role::PullQuote => "<p rend=\"pull-quote\">",
        Role::Boilerplate => "<p rend=\"boilerplate\">",
        Role::BlockQuote => "<p rend=\"block-quote\">",
        Role::Paragraph | Role::ListItem => "<p>",
    }
}

/// Mark-up as text; what XML cannot hold at all becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A bare carriage return would be read as a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Whether a file is TEI.
fn is_tei(file: &str) -> bool {
    let start = file.char_indices().nth(START).map_or(file, |(at, _)| &file[..at]);
    file.contains(DATA) || (start.contains("<TEI") && start.contains("tei-c.org/ns"))
}

/// Where the root of a file stands, in characters: below its declarations and comments.
const START: usize = 4_000;
