//! Who speaks in all articles of the library, as files: tables and pictures.

use super::clip::clip;
use super::command::{VoicesFile, VoicesView};
use super::voices::{Counted, VoicesInput, counted, quotations_of, voice_label};
use super::{voices_dates, voices_same};
use crate::format::write_csv_row;
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::project::speaking::speaking_table;
use crate::strings;
use crate::view::wire::wire_name;
use crate::view::{Element, count};

/// A file: how its name ends, and its text. The page draws the pixels of a picture.
pub(crate) fn file(input: &VoicesInput, file: VoicesFile) -> (&'static str, String) {
    let counted = counted(input);
    match (file, &input.choice.view) {
        (VoicesFile::Svg | VoicesFile::Png, VoicesView::Dates) => {
            let name = if file == VoicesFile::Png { "dates.png" } else { "dates.svg" };
            (name, picture_file(&voices_dates::picture(&voices_dates::by_value(&counted.articles))))
        }
        (VoicesFile::Svg, _) => ("speakers.svg", picture_file(&bars(&counted))),
        (VoicesFile::Png, _) => ("speakers.png", picture_file(&bars(&counted))),
        (VoicesFile::Csv, VoicesView::Speakers) => ("speakers.csv", speaking_table(&counted.found)),
        (VoicesFile::Csv, VoicesView::Person(key)) => {
            let said = quotations_of(&counted, key);
            ("quotations.csv", quotations(said.into_iter().map(|said| (String::new(), said))))
        }
        (VoicesFile::Csv, VoicesView::Same) => {
            let groups = voices_same::groups(&counted.articles);
            let numbered = groups.into_iter().zip(1..);
            let said =
                numbered.flat_map(|(group, n)| group.into_iter().map(move |said| (n.to_string(), said)));
            ("same-quotations.csv", quotations(said))
        }
        (VoicesFile::Csv, VoicesView::Dates) => ("dates.csv", dates(&counted.articles)),
    }
}

fn picture_file(picture: &Element) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{picture}\n")
}

const COLUMNS: [&str; 9] =
    ["group", "article_id", "title", "date", "publisher", "quote_id", "speaker", "kind", "quote"];

/// A row a quotation, for spreadsheets: UTF-8 with a byte order mark, no cell a formula.
fn quotations<'a>(all: impl Iterator<Item = (String, (&'a ArticleDigest, &'a QuotationDigest))>) -> String {
    let mut table = String::from("\u{feff}");
    write_csv_row(&mut table, COLUMNS.into_iter());
    for (group, (article, quotation)) in all {
        let day = article.day.map_or_else(String::new, |day| day.to_string());
        let (id, kind) = (quotation.id.to_string(), wire_name(&quotation.kind));
        let speaker = quotation.voice.name().unwrap_or_default();
        let cells = [
            &group,
            article.id.as_str(),
            &article.title,
            &day,
            &article.publisher,
            &id,
            speaker,
            &kind,
            &quotation.text,
        ];
        write_csv_row(&mut table, cells.into_iter());
    }
    table
}

fn dates(articles: &[ArticleDigest]) -> String {
    let mut table = String::from("\u{feff}");
    write_csv_row(&mut table, ["value", "article_id", "title", "date", "annotation_id"].into_iter());
    for (value, mentions) in voices_dates::by_value(articles) {
        for (article, id) in mentions {
            let (day, id) = (article.day.map_or_else(String::new, |day| day.to_string()), id.to_string());
            write_csv_row(&mut table, [value, &article.id, &article.title, &day, &id].into_iter());
        }
    }
    table
}

/// Bars of the picture, and its measures in its own units.
const BARS: usize = 40;
const WIDTH: usize = 720;
const NAMES: usize = 220;
const LONGEST: usize = 300;
const ROW: usize = 30;
const HEAD: usize = 76;

/// Who speaks most, as bars.
fn bars(counted: &Counted) -> Element {
    let speakers = &counted.found.speakers;
    let most = speakers.iter().map(|record| record.all.words).max().unwrap_or(1).max(1);
    let height = HEAD + ROW * speakers.len().min(BARS) + 24;
    let written = |x: usize, y: usize, size: usize, text: &str| {
        Element::new("text")
            .with("x", x.to_string())
            .with("y", y.to_string())
            .with("font-size", size.to_string())
            .with("fill", "#1d1b18")
            .text(text)
    };
    let drawn = |x: usize, y: usize, width: usize, height: usize, fill: &str| {
        let rect = Element::new("rect").with("x", x.to_string()).with("y", y.to_string());
        rect.with("width", width.to_string()).with("height", height.to_string()).with("fill", fill)
    };
    let rows = speakers.iter().take(BARS).enumerate().flat_map(|(i, record)| {
        let top = HEAD + ROW * i;
        let length = (LONGEST * record.all.words / most).max(1);
        let facts = format!("{} · {:.1} %", count(record.all.words, strings::WORDS), 100.0 * record.share);
        let fill = if record.voice.name().is_some() { "#0b6b57" } else { "#9a948a" };
        [
            written(24, top + 16, 14, &clip(voice_label(record), 26)),
            drawn(24 + NAMES, top + 4, length, 16, fill),
            written(24 + NAMES + length + 8, top + 16, 12, &facts),
        ]
    });
    let said = count(counted.articles.len(), strings::ARTICLES);
    Element::new("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("width", WIDTH.to_string())
        .with("height", height.to_string())
        .with("viewBox", format!("0 0 {WIDTH} {height}"))
        .with("font-family", "Charter, Georgia, 'DejaVu Serif', serif")
        .child(drawn(0, 0, WIDTH, height, "#fdfcf8"))
        .child(written(24, 34, 20, strings::WHO_SPEAKS_BUTTON))
        .child(written(24, 56, 13, &said))
        .children(rows)
}
