//! A table of the quotations, one a row, for spreadsheets. It is UTF-8 with a byte order mark (without it Excel reads
//! Latin-1), quoted as RFC 4180 says. No spreadsheet takes a cell for a formula.
//!
//! The parts of a split quotation are joined by `[…]`; `start` and `end` are those of the whole, in code
//! points. What a reader rejected is left out.

use std::collections::HashMap;

use super::csv_rows::{CsvTable, column, header, readable_table};
use super::hypothesis::highlights::are_highlights;
use super::import::{UNNAMED_IDS, Unstated};
use super::labelled_spans::PART_GAP;
use super::pdnc;
use super::spec::{FileStart, FormatCodec, FormatSpec, SeveralArticles, no_companions};
use super::{FormatError, Imported, ImportedAnnotation, Skipped, article_details, labels};
use crate::anchor::{Position, Selector};
use crate::annotation::{
    Annotation, AnnotationSet, Authorship, Body, EarlierVerdict, Id, Origin, Quote, QuoteKind, Relation,
    RelationKind, SourceFinding, Verdict, Why, probability,
};
use crate::document::{Document, Meta};
use crate::span::CodePointPos;

mod cells;

pub(super) use cells::unguarded;
pub(crate) use cells::write_row;

pub(super) const SPEC: FormatSpec = FormatSpec {
    name: "csv",
    label: "Table of the quotations (CSV)",
    extension: "csv",
    own_endings: &["csv", "tsv"],
    media_type: "text/csv",
    leaves_out: Some(
        "The table holds quotations only. Entities, dates, notes on other passages and rejected suggestions are not \
         exported.",
    ),
    several_articles: SeveralArticles::AppendedWithout(without_header),
    is_binary: false,
};

pub(super) const CODEC: FormatCodec = FormatCodec {
    companion_files: no_companions,
    detect: |file: &FileStart| file.plain().is_some_and(is_header),
    write,
    read,
};

const COLUMNS: [&str; 34] = [
    "article_title",
    "url",
    "quote_id",
    "quote",
    "quote_type",
    "speaker",
    "speaker_role",
    "speaker_mention",
    "cue",
    "tags",
    "comment",
    "start",
    "end",
    "checked",
    "confidence",
    "speaker_start",
    "speaker_end",
    "cue_start",
    "cue_end",
    "verdict_before",
    "words_before",
    "speaker_before",
    "cue_before",
    "source_kind",
    "is_question",
    "source_check",
    "creator",
    "created",
    "modified",
    "article_id",
    "article_date",
    "publisher",
    "byline",
    "lang",
];

/// Whether a table begins with the header of quotations, ours or another's. One word alone does not make one: an
/// article may begin with `The mayor was, quote, tired`.
fn is_header(table: &str) -> bool {
    if pdnc::is_pdnc(table) {
        return true;
    }
    let cells = header(table);
    let is_known = |cell: &&String| COLUMNS.contains(&cell.as_str());
    cells.iter().any(|cell| cell == "quote")
        && 1 < cells.iter().filter(is_known).count()
        && !are_highlights(table)
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The columns of the table.
pub(crate) fn quotation_columns() -> Vec<String> {
    COLUMNS.iter().map(|&column| column.to_owned()).collect()
}

/// The rows of an article's table without its header, for other kinds of tables. Their cells are not guarded.
pub(crate) fn quotation_rows(
    document: &Document,
    set: &AnnotationSet,
    id: &str,
) -> impl Iterator<Item = Vec<String>> {
    let quotes =
        set.in_order().filter(|a| a.verdict != Verdict::Rejected).filter_map(|a| Some((a, a.quote()?)));
    quotes.map(move |(annotation, quote)| {
        let meta = document.meta();
        let day = meta.published.map(|day| day.to_string()).unwrap_or_default();
        let [publisher, byline, lang] =
            [&meta.publisher, &meta.byline, &meta.lang].map(|known| known.clone().unwrap_or_default());
        let article = [id.to_owned(), day, publisher, byline, lang];
        row(document, set, annotation, quote).into_iter().chain(article).collect()
    })
}

/// The table with its header.
fn write(document: &Document, set: &AnnotationSet, id: &str) -> String {
    let mut table = String::from(BYTE_ORDER_MARK);
    write_row(&mut table, COLUMNS.iter().copied());
    for row in quotation_rows(document, set, id) {
        write_row(&mut table, row.iter().map(String::as_str));
    }
    table
}

/// The rows of a table without its header, to follow another table's.
fn without_header(table: &str) -> &str {
    table.split_once("\r\n").map_or("", |(_, rows)| rows)
}

/// A row but for its last columns, which say more of the article.
fn row(
    document: &Document,
    set: &AnnotationSet,
    annotation: &Annotation,
    quote: &Quote,
) -> [String; COLUMNS.len() - 5] {
    let meta = document.meta();
    let words =
        |a: &Annotation| a.spans.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(PART_GAP);
    let place = |a: Option<&Annotation>| match a.map(|a| a.spans.hull()) {
        Some(span) => {
            [span.start(), span.end()].map(|p| document.to_code_point(p).map_or(0, |p| p.0).to_string())
        }
        None => [String::new(), String::new()],
    };
    let unless_rejected =
        |part: Option<&'_ Annotation>| part.filter(|p| p.verdict != Verdict::Rejected).cloned();
    let (speaker, cue) =
        (unless_rejected(set.speaker_of(annotation.id)), unless_rejected(set.cue_of(annotation.id)));
    let [start, end] = place(Some(annotation));
    let [speaker_start, speaker_end] = place(speaker.as_ref());
    let [cue_start, cue_end] = place(cue.as_ref());
    let earlier = annotation.earlier.as_ref();
    let made = |part: fn(&Authorship) -> &Option<String>| {
        annotation.made.as_deref().and_then(|made| part(made).clone()).unwrap_or_default()
    };
    let before = |part: fn(&EarlierVerdict) -> &Option<String>| {
        earlier.and_then(|earlier| part(earlier).clone()).unwrap_or_default()
    };
    [
        meta.title.clone().unwrap_or_default(),
        meta.url.clone().unwrap_or_default(),
        annotation.id.to_string(),
        words(annotation),
        labels::quote_word(quote.kind).to_owned(),
        quote.speaker.clone().unwrap_or_default(),
        String::new(), // What the speaker is (minister, neighbour) is not analysed; the column is the reader's.
        speaker.as_ref().map(words).unwrap_or_default(),
        cue.as_ref().map(words).unwrap_or_default(),
        annotation.tags.join("; "),
        annotation.note.clone(),
        start,
        end,
        if annotation.verdict == Verdict::Confirmed { "yes" } else { "no" }.to_owned(),
        annotation.confidence().to_string(),
        speaker_start,
        speaker_end,
        cue_start,
        cue_end,
        earlier.map(|earlier| wire_verdict(earlier.verdict)).unwrap_or_default(),
        before(|earlier| &earlier.words),
        before(|earlier| &earlier.speaker),
        before(|earlier| &earlier.cue),
        labels::source_word(quote.source_kind).to_owned(),
        if quote.is_question { "yes" } else { "" }.to_owned(),
        annotation.finding.as_ref().map(|finding| labels::outcome_word(finding.outcome)).unwrap_or_default(),
        made(|made| &made.creator),
        made(|made| &made.created),
        made(|made| &made.modified),
    ]
}

/// A verdict before the words changed: `confirmed`, `rejected`, `open`.
fn wire_verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Open => "open",
        Verdict::Confirmed => "confirmed",
        Verdict::Rejected => "rejected",
    }
    .to_owned()
}

/// What a row says of a verdict before the words changed.
fn earlier(row: &CsvRow) -> Option<EarlierVerdict> {
    let verdict = match row.get("verdict_before").trim() {
        "open" => Verdict::Open,
        "confirmed" => Verdict::Confirmed,
        "rejected" => Verdict::Rejected,
        _ => return None,
    };
    let part = |column| Some(row.get(column).to_owned()).filter(|cell| !cell.is_empty());
    let (words, speaker, cue) = (part("words_before"), part("speaker_before"), part("cue_before"));
    Some(EarlierVerdict { verdict, words, speaker, cue, value: None })
}

/// The sets of a table, one an article (its name with its title and address).
pub(super) fn read(file: &str) -> Result<Vec<Imported>, FormatError> {
    if pdnc::is_pdnc(file) {
        return pdnc::read(file);
    }
    let CsvTable { rows, unclosed } = readable_table(file)?;
    let mut rows = rows.into_iter();
    let (_, header) = rows.next().ok_or_else(|| FormatError::whole("the table is empty"))?;
    // Of two columns with one name the first counts.
    let columns: HashMap<String, usize> =
        header.iter().enumerate().rev().map(|(i, name)| (column(name), i)).collect();
    if !columns.contains_key("quote") {
        return Err(FormatError::at_line(1, "not a table of quotations: it has no column named \"quote\""));
    }
    let mut sets: Vec<CsvArticle> = vec![];
    let mut articles: HashMap<[String; 3], usize> = HashMap::new();
    let mut last: Option<usize> = None;
    for (line, cells) in &rows.collect::<Vec<_>>() {
        let row = CsvRow { line: *line, cells, columns: &columns };
        let key = ["article_title", "url", "article_id"].map(|column| row.get(column).to_owned());
        if let (Some(last), true) = (last, key.iter().all(String::is_empty)) {
            // Who adds a row by hand may leave out what all rows have.
            read_row(&row, &mut sets[last]);
            continue;
        }
        let index = *articles.entry(key).or_insert_with_key(|key| {
            let [title, url, id] = key.clone().map(|cell| Some(cell).filter(|cell| !cell.is_empty()));
            let cell = |column| Some(row.get(column).to_owned()).filter(|cell| !cell.trim().is_empty());
            let lang = cell("lang");
            let published = article_details::day(row.get("article_date").trim(), lang.as_deref());
            let (publisher, byline) = (cell("publisher"), cell("byline"));
            let meta = Meta { title, url, published, publisher, byline, lang, ..Meta::default() };
            let set = Imported { id, meta, ..Imported::default() };
            sets.push(CsvArticle { set, ..CsvArticle::default() });
            sets.len() - 1
        });
        last = Some(index);
        read_row(&row, &mut sets[index]);
    }
    if sets.is_empty() {
        // An article without quotations is still an article.
        sets.push(CsvArticle::default());
    }
    if let (Some(last), Some(FormatError { line, message, .. })) = (sets.last_mut(), unclosed) {
        let what = format!("the rows from here on are not imported: {message}");
        last.set.skipped.push(Skipped { line, what });
    }
    Ok(sets.into_iter().map(|article| article.set.with_unique_ids().numbered()).collect())
}

/// A row with the line on which it begins.
struct CsvRow<'a> {
    line: usize,
    cells: &'a [String],
    columns: &'a HashMap<String, usize>,
}

impl CsvRow<'_> {
    /// The cell in a column; empty where the table has no such column.
    fn get(&self, column: &str) -> &str {
        let cell = self.columns.get(column).and_then(|&i| self.cells.get(i));
        cell.map_or("", |cell| unguarded(cell))
    }

    fn position(&self, start: &str, end: &str) -> Option<(u32, u32)> {
        let place = (self.get(start).trim().parse().ok()?, self.get(end).trim().parse().ok()?);
        (place.0 <= place.1).then_some(place)
    }
}

/// The set of one article as far as it is read.
#[derive(Default)]
struct CsvArticle {
    set: Imported,
    /// Speakers and cues that several quotations share, by their place.
    shared: HashMap<(RelationKind, u32, u32), Id>,
}

fn read_row(row: &CsvRow, article: &mut CsvArticle) {
    let words = row.get("quote");
    if words.trim().is_empty() {
        let what = "the row is not imported: it has no quotation".to_owned();
        return article.set.skipped.push(Skipped { line: Some(row.line), what });
    }
    let next = Id::new(UNNAMED_IDS + article.set.annotations.len() as u64);
    let own_id = row.get("quote_id").trim().parse().ok().filter(|id: &Id| id.number() < UNNAMED_IDS);
    let id = own_id.unwrap_or(next);
    let speaker = Some(row.get("speaker")).filter(|s| !s.is_empty()).map(str::to_owned);
    let kind = labels::quote_kind(&row.get("quote_type").trim().to_lowercase());
    let body = Body::Quote(Quote {
        kind: kind.unwrap_or(QuoteKind::Direct),
        speaker,
        source_kind: labels::source_kind(row.get("source_kind").trim()).unwrap_or_default(),
        is_question: row.get("is_question").trim() == "yes",
    });
    let selectors = selectors(words, row.position("start", "end"));
    let mut quote = ImportedAnnotation::new(id, selectors, body);
    quote.unstated = Unstated { id: own_id.is_none(), kind: kind.is_none(), ..quote.unstated };
    quote.note = row.get("comment").to_owned();
    quote.earlier = earlier(row);
    let outcome = labels::outcome(row.get("source_check").trim());
    quote.finding = outcome.map(SourceFinding::of_outcome).map(Box::new);
    let cell = |column| Some(row.get(column).trim().to_owned()).filter(|cell| !cell.is_empty());
    let (creator, created, modified) = (cell("creator"), cell("created"), cell("modified"));
    quote.made = Authorship { creator, created, modified }.known();
    let tags = row.get("tags").split(';').map(str::trim);
    quote.tags = tags.filter(|t| !t.is_empty()).map(str::to_owned).collect();
    match &*row.get("checked").trim().to_lowercase() {
        "yes" | "true" => quote.unstated.verdict = false,
        "no" | "false" => {
            // A spreadsheet writes decimals as its country does.
            let confidence = row.get("confidence").trim().replace(',', ".").parse().unwrap_or(0.5_f32);
            quote.verdict = Verdict::Open;
            quote.origin = Origin::Machine { confidence: probability(confidence), why: Why::Model };
            quote.unstated =
                Unstated { origin: row.get("confidence").is_empty(), verdict: false, ..quote.unstated };
        }
        // A row of ours that does not say so was not checked; who adds a row means it.
        _ if own_id.is_some() => {
            quote.verdict = Verdict::Open;
            quote.origin = Origin::Machine { confidence: 0.5, why: Why::Model };
        }
        _ => {}
    }
    let like = quote.clone();
    article.set.annotations.push(quote);
    article.part(row, &like, RelationKind::SpokenBy, ["speaker_mention", "speaker_start", "speaker_end"]);
    article.part(row, &like, RelationKind::CuedBy, ["cue", "cue_start", "cue_end"]);
}

impl CsvArticle {
    /// The speaker's words or the cue of a quotation. The table does not say whether somebody checked them; in a row that
    /// somebody added they are the reader's, as the quotation is.
    fn part(&mut self, row: &CsvRow, quote: &ImportedAnnotation, kind: RelationKind, columns: [&str; 3]) {
        let [words, start, end] = columns;
        // Words without a place ("he") could be any of many.
        let Some(place) = row.position(start, end).filter(|_| !row.get(words).is_empty()) else { return };
        let body = if kind == RelationKind::SpokenBy { Body::Speaker } else { Body::Cue };
        let (set, count) = (&mut self.set, self.shared.len() as u64 + SHARED_IDS);
        let to = *self.shared.entry((kind, place.0, place.1)).or_insert_with(|| {
            let id = Id::new(count);
            let part = ImportedAnnotation::new(id, selectors(row.get(words), Some(place)), body);
            let (verdict, origin) = match &quote.origin {
                _ if quote.unstated.id => (quote.verdict, quote.origin.clone()),
                Origin::Reader => (Verdict::Open, Origin::Machine { confidence: 0.5, why: Why::Model }),
                machine @ Origin::Machine { .. } => (Verdict::Open, machine.clone()),
            };
            set.annotations.push(ImportedAnnotation { verdict, origin, ..part });
            id
        });
        self.set.relations.push(Relation { kind, from: quote.id, to });
    }
}

/// Speakers and cues have no ids in the table. Theirs count from here, above those of rows without an id.
const SHARED_IDS: u64 = UNNAMED_IDS + (1 << 32);

/// One for each part of the quotation; `place` is that of the whole.
fn selectors(words: &str, place: Option<(u32, u32)>) -> Vec<Selector> {
    let len = |part: &str| part.chars().count() as u32;
    // An article may have the sign of a gap in its own words.
    let is_whole = place.is_some_and(|(start, end)| end - start == len(words));
    let parts: Vec<&str> = if is_whole { vec![words] } else { words.split(PART_GAP).collect() };
    let mut past = place.map_or(0, |(start, _)| start);
    let last = parts.len() - 1;
    let selector = |(i, part): (usize, &&str)| {
        let position = place.map(|(_, end)| {
            let start = if i == last { end.saturating_sub(len(part)) } else { past };
            // A table may say anything, such as positions near the highest number.
            let end = start.saturating_add(len(part));
            past = end.saturating_add(1);
            Position::CodePoints(CodePointPos(start), CodePointPos(end))
        });
        Selector { exact: (*part).to_owned(), position, ..Selector::default() }
    };
    parts.iter().enumerate().map(selector).collect()
}

#[cfg(test)]
mod tests {
    use super::super::csv_rows::separator;
    use super::*;

    #[test]
    fn an_article_is_no_table() {
        assert!(is_header("quote;speaker") && is_header("Paper,\"quote\",\"tags\""));
        assert!(
            !is_header("The mayor was, quote, tired") && !is_header("quote") && !is_header("quote, unquote")
        );
    }

    #[test]
    fn semicolons_and_tabs_part_cells_where_the_header_has_them() {
        assert_eq!(separator("quote;speaker\na,b;c"), ';');
        assert_eq!(separator("quote\tspeaker"), '\t');
        assert_eq!(separator("quote"), ',');
    }

    #[test]
    fn an_open_cell_is_refused_with_its_line() {
        let error = read("quote,cue\n\"c,d\na,b\n").expect_err("the cell is open");
        assert_eq!(error.line, Some(2));
        let error = read("name,age\nx,2\n").expect_err("no quotations");
        assert_eq!(error.to_string(), "line 1: not a table of quotations: it has no column named \"quote\"");
    }
}
