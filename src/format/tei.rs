//! TEI P5: the article with `said`, names and dates in its text, the speakers in a list of persons, and in the
//! header (as `xenoData`) the whole set as Web Annotations, which is what is read back.
//!
//! Marks that cross are broken up, as chapter 21.3 of the Guidelines has it: the later fragments of an element
//! point at its first by `corresp`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::pieces::{self, Piece};
use super::{FormatError, Imported, jsonld, labels};
use crate::annotation::{AnnotationSet, Body, EntityKind, Id, QuoteKind};
use crate::document::{Document, Paragraph, Role};

const DATA: &str = "<xenoData type=\"annotations\">";
const DATA_END: &str = "</xenoData>";

pub(crate) fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let pieces = pieces::pieces(document, set);
    let people = people(&pieces);
    let meta = document.meta();
    let mut tei = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc><titleStmt><title>",
    );
    tei += &escaped(meta.title.as_deref().unwrap_or(id));
    tei += "</title>";
    if let Some(byline) = &meta.byline {
        tei += &format!("<author>{}</author>", escaped(byline));
    }
    tei += "</titleStmt><publicationStmt><p>Annotated with Pullquote.</p></publicationStmt><sourceDesc><p>";
    tei += &escaped(meta.url.as_deref().unwrap_or(id));
    tei += "</p></sourceDesc></fileDesc>\n";
    if !people.is_empty() {
        tei += "<profileDesc><particDesc><listPerson>\n";
        for (name, key) in &people {
            tei += &format!("<person xml:id=\"{key}\"><persName>{}</persName></person>\n", escaped(name));
        }
        tei += "</listPerson></particDesc></profileDesc>\n";
    }
    // What XML cannot hold, JSON can spell.
    let data = jsonld::write(document, set, id).replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    tei += &format!("{DATA}{}{DATA_END}\n", escaped(&data));
    tei += "</teiHeader>\n<text><body>\n";
    let mut writer = Writer { document, people: &people, begun: BTreeMap::new(), out: &mut tei };
    for (paragraph, pieces) in document.paragraphs().iter().zip(by_paragraph(document, &pieces)) {
        writer.paragraph(paragraph, &pieces);
    }
    if document.paragraphs().is_empty() {
        tei += "<p/>\n";
    }
    tei += "</body></text>\n</TEI>\n";
    tei
}

/// The speakers by name, each with its `xml:id`.
fn people<'a>(pieces: &[Piece<'a>]) -> BTreeMap<&'a str, String> {
    let names = pieces.iter().filter_map(|p| p.annotation.quote()?.speaker.as_deref());
    let mut people: BTreeMap<&str, String> = names.map(|name| (name, String::new())).collect();
    people.values_mut().zip(1..).for_each(|(key, number)| *key = format!("p{number}"));
    people
}

/// The pieces that lie in each paragraph.
fn by_paragraph<'p, 'a>(document: &Document, pieces: &'p [Piece<'a>]) -> Vec<Vec<&'p Piece<'a>>> {
    let mut all = vec![vec![]; document.paragraphs().len()];
    for piece in pieces {
        for index in document.paragraphs_in(piece.span) {
            all[index].push(piece);
        }
    }
    all
}

struct Writer<'a> {
    document: &'a Document,
    people: &'a BTreeMap<&'a str, String>,
    /// How many fragments of each annotation stand in the text so far.
    begun: BTreeMap<Id, usize>,
    out: &'a mut String,
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph, pieces: &[&Piece]) {
        let whole = paragraph.span;
        let mut here: Vec<(usize, usize, &Piece)> = pieces
            .iter()
            .filter_map(|&p| whole.intersection(p.span).map(|s| (s.start().index(), s.end().index(), p)))
            .collect();
        here.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        self.out.push_str(opening_of(paragraph.role));
        let mut open: Vec<(usize, &Piece)> = vec![];
        let mut at = whole.start().index();
        let mut next = here.iter().peekable();
        loop {
            let closes = open.iter().map(|o| o.0).min();
            let opens = next.peek().map(|n| n.0);
            let Some(border) = closes.into_iter().chain(opens).min() else { break };
            self.text(at..border);
            at = border;
            let mut opening: Vec<(usize, &Piece)> = vec![];
            while let Some((_, end, piece)) = next.next_if(|n| n.0 == border) {
                opening.push((*end, piece));
            }
            // Names hold no quotations in TEI: what is to stand around others has those closed and opened again.
            let outermost = opening.iter().map(|o| rank(&o.1.annotation.body)).min().unwrap_or(u8::MAX);
            while open.iter().any(|o| o.0 == border || outermost < rank(&o.1.annotation.body)) {
                let (end, piece) = open.pop().expect("one of them is to be closed");
                let _ = write!(self.out, "</{}>", element(&piece.annotation.body));
                if border < end {
                    opening.push((end, piece));
                }
            }
            opening.sort_by_key(|(end, piece)| (rank(&piece.annotation.body), std::cmp::Reverse(*end)));
            for (end, piece) in opening {
                self.open(piece);
                open.push((end, piece));
            }
        }
        self.text(at..whole.end().index());
        self.out.push_str("</p>\n");
    }

    fn text(&mut self, range: std::ops::Range<usize>) {
        self.out.push_str(&escaped(&self.document.text()[range]));
    }

    fn open(&mut self, piece: &Piece) {
        let annotation = piece.annotation;
        let _ = write!(self.out, "<{}", element(&annotation.body));
        let fragments = self.begun.entry(annotation.id).or_default();
        let _ = match *fragments {
            0 => write!(self.out, " xml:id=\"{}\"", annotation.id),
            _ => write!(self.out, " corresp=\"#{}\"", annotation.id),
        };
        *fragments += 1;
        let _ = match &annotation.body {
            Body::Quote(quote) => {
                if let Some(key) = quote.speaker.as_deref().and_then(|name| self.people.get(name)) {
                    let _ = write!(self.out, " who=\"#{key}\"");
                }
                write!(self.out, " direct=\"{}\"", quote.kind != QuoteKind::Indirect)
            }
            Body::Speaker | Body::Cue | Body::Note => {
                write!(self.out, " type=\"{}\"", labels::label(&annotation.body).to_lowercase())
            }
            Body::Entity(entity) => match element(&annotation.body) {
                "name" | "measure" => write!(self.out, " type=\"{}\"", labels::entity_label(entity.kind)),
                _ => Ok(()),
            },
            Body::Date(timex) => match timex.value.as_bytes() {
                [b'0'..=b'9', ..] if timex.value.parse::<jiff::civil::Date>().is_ok() => {
                    write!(self.out, " when=\"{}\"", timex.value)
                }
                _ => Ok(()),
            },
        };
        self.out.push('>');
    }
}

/// What goes around what: quotations around names.
fn rank(body: &Body) -> u8 {
    match body {
        Body::Note => 0,
        Body::Quote(_) => 1,
        Body::Speaker | Body::Cue => 2,
        Body::Entity(_) | Body::Date(_) => 3,
    }
}

fn element(body: &Body) -> &'static str {
    match body {
        Body::Quote(_) => "said",
        Body::Speaker | Body::Cue | Body::Note => "seg",
        Body::Date(_) => "date",
        Body::Entity(entity) => match entity.kind {
            EntityKind::Person => "persName",
            EntityKind::Org => "orgName",
            EntityKind::Gpe | EntityKind::Loc | EntityKind::Fac => "placeName",
            EntityKind::Money | EntityKind::Percent => "measure",
            _ => "name",
        },
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

/// Whether a file is TEI with a set in it.
pub(crate) fn carries_a_set(file: &str) -> bool {
    file.contains(DATA)
}

pub(crate) fn read(file: &str) -> Result<Imported, FormatError> {
    let data = file.find(DATA).and_then(|start| {
        let start = start + DATA.len();
        Some(&file[start..start + file[start..].find(DATA_END)?])
    });
    let data = data.ok_or_else(|| {
        FormatError::whole(
            "this TEI carries no annotation set in its header (xenoData); only those written here do",
        )
    })?;
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#13;", "\r"), ("&amp;", "&")];
    let json = entities.iter().fold(data.to_owned(), |text, (name, c)| text.replace(name, c));
    jsonld::read(&json)
}
