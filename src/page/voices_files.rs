//! Who speaks in all articles of the library, as files: tables and pictures.

use super::command::{VoicesFile, VoicesView};
use super::voices_input::{VoicesInput, counted};
use super::voices_person::{self, quotations_of};
use super::{voices_bars, voices_dates, voices_same, voices_spread};
use crate::format::write_csv_row;
use crate::project::digest::{ArticleDigest, QuotationDigest};
use crate::project::speaking::speaking_table;
use crate::view::Element;
use crate::view::wire::wire_name;

/// A file: how its name ends, and its text. The page draws the pixels of a picture.
pub(crate) fn file(input: &VoicesInput, file: VoicesFile) -> (&'static str, String) {
    let counted = counted(input);
    let name = |svg, png| if file == VoicesFile::Png { png } else { svg };
    match (file, &input.choice.view) {
        (VoicesFile::Svg | VoicesFile::Png, view) => {
            let (name, picture) = match view {
                VoicesView::Speakers => {
                    (name("speakers.svg", "speakers.png"), voices_bars::picture(&counted))
                }
                VoicesView::Person(key) => {
                    (name("quotations.svg", "quotations.png"), voices_person::picture(&counted, key))
                }
                VoicesView::Dates => {
                    (name("dates.svg", "dates.png"), voices_dates::picture(&counted.articles))
                }
                VoicesView::Same => (
                    name("same-quotations.svg", "same-quotations.png"),
                    voices_spread::picture(&counted.articles),
                ),
            };
            (name, picture_file(&picture))
        }
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
